"""Moodle backups (.mbz) as Moodle 4.5 writes them, which Moodle 4.5 to 5.1 restore without a warning."""
