"""Parts of a module as XHTML, for every format and for the tool. Knows no web framework."""
