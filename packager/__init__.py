"""Turn a module definition (a folder of text) into packages that learning platforms import.

One direction only: a reader makes one complete document (`packager.document`), a writer of
`packager.formats` turns it into a package. docs/architecture.md draws the whole.
"""

__version__ = "0.1.0"
