"""What can go wrong in a way that a person can mend. Each error is one line and an exit code.

    PoijuError            1   (also the base of lti_tool's errors)
    ├── DefinitionError   2   the module definition has mistakes; carries them all
    ├── UsageError        2   a word on the command line is off
    ├── BackupError       3   a file is no Moodle backup, is damaged, or is dangerous to read
    └── SettingsError     4   a setting is missing or malformed

Anything else that is raised is a bug and shows its traceback.
"""

from __future__ import annotations


class PoijuError(Exception):
    """An expected error: the message says what happened, where, and what to do next."""

    exit_code = 1


class UsageError(PoijuError):
    """A word on the command line is off."""

    exit_code = 2


class SettingsError(PoijuError):
    """A setting is missing or malformed."""

    exit_code = 4
