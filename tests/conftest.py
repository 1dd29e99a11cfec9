"""For all tests: what one builds, no other finds in a cache."""

from __future__ import annotations

import os

os.environ["POIJU_CACHE"] = ""
