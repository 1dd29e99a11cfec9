"""The question bank: one file each kind of question, one row each in `.table`."""
