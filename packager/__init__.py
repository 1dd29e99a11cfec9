"""Turn a module definition (a folder of text) into packages that learning platforms import.

One direction only: a reader makes one complete document (`packager.document`), a writer of
`packager.formats` turns it into a package. docs/architecture.md draws the whole. In code:

    from pathlib import Path

    from packager.build import Order, build_module
    from packager.definition.reader import load_module, read_module
    from packager.formats.table import get_format

    # Check: all mistakes and warnings, each with file, line and what to do; nothing is raised.
    module, problems = read_module(Path("my-module"))
    for problem in problems:
        print(problem)

    # Load: the module, or a DefinitionError that carries every mistake.
    module = load_module(Path("my-module"))

    # Build: one package (and the page beside it) for each format and language.
    order = Order(formats=(get_format("moodle"), get_format("html")), out=Path("packages"))
    for built in build_module(module, order):
        print(built.path, built.contents_text, [str(note) for note in built.notes])

Expected errors derive from `packager.errors.PoijuError`. `python -m packager` is the command line
without the tool; `poiju` has the tool's commands, too.
"""

__version__ = "0.1.0"
