"""Activities: one file each, one row each in `packager.formats.moodle.activities.table`."""
