"""The database's history, one file a change; each works with the code before it."""
