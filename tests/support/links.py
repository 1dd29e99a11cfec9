"""Links of a format that keeps everything, and of one that keeps nothing."""

from __future__ import annotations


class EverythingTravels:
    """Gives each thing an address that says what it is."""

    def asset(self, path: str) -> str | None:
        """Return the address of a file."""
        return f"files/{path}"

    def unit(self, key: str) -> str | None:
        """Return the address of a unit."""
        return f"units/{key.rpartition('/')[2]}.html"

    def term(self, term_id: str) -> str | None:
        """Return the address of a term's explanation."""
        return f"#term-{term_id}"


class NothingTravels:
    """Turns each link into text."""

    def asset(self, path: str) -> str | None:
        """Say that files stay behind."""
        return None

    def unit(self, key: str) -> str | None:
        """Say that units stay behind."""
        return None

    def term(self, term_id: str) -> str | None:
        """Say that terms stay behind."""
        return None
