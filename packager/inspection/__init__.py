"""Looks into Moodle backups, ours or not: what they hold, what a site needs for them, what it loses."""
