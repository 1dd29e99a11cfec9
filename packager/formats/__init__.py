"""The table of formats. Adding one is a folder here and a row in FORMATS.

`packager.formats.table` holds the rows: importing this package alone stays cheap.
"""
