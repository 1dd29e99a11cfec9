"""`python -m lti_tool`: the whole `poiju` command, where its script is not on the path."""

from lti_tool.cli import main

main()
