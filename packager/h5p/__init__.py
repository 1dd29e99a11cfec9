"""Looks into H5P packages: what they say of themselves, and what would keep them from playing.

The reader of modules and the inspection of backups share it; neither unpacks a package.
"""
