"""The author's Markdown: pages, blocks and questions, read line by line into the document.

Structure (front matter, `:::` blocks, questions, answers) is read from the source by `page`, `structure`
and `answers`; running text alone goes through pyromark, and every tag of the result is written by
`prose` and its neighbours, so that it is well-formed and holds nothing that is not on a list.
"""
