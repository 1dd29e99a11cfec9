"""The one complete document between readers and writers: frozen, checked, without input or output.

Texts are language maps (`Words`, `Prose`). A writer sees a module through an `Edition`,
which picks the language. Everything here may be trusted: ids exist, references resolve,
markup is sanitised XHTML.
"""
