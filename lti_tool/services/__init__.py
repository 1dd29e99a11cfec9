"""What the tool does, without a web request in hand."""
