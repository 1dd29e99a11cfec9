"""The one moment that a backup knows: a package holds no clock."""

MOMENT = 1_767_225_600
"""2026-01-01T00:00:00Z. Moodle moves a course's start to the date that is chosen at restore."""
