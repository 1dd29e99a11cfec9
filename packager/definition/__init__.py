"""What an author types: a folder of text, read into one complete document or into a list of mistakes."""
