"""`python -m packager`: the packager without the tool."""

from packager.cli import main

main()
