"""A module as a web site in a zip: works from a disk, without a server or anything else."""
