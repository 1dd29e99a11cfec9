"""Every case of certification, every attack: one test whose name says what is sent and what happens."""
