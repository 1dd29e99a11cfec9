"""What all tests share; what one builds, no other finds in a cache."""

from __future__ import annotations

import os

from hypothesis import settings

# In CI the same examples each time: chance finds new ones while people work, and they become tests.
settings.register_profile("ci", derandomize=True)
if os.environ.get("POIJU_CI") == "1":
    settings.load_profile("ci")

os.environ["POIJU_CACHE"] = ""
