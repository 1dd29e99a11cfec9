"""Switches by which the stand-in misbehaves: for tests, and to see what a learner sees then."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Literal

Place = Literal["token", "scores", "results", "lineitems", "jwks", "memberships"]
Kind = Literal["hang", "slow", "drop", "500", "503", "401", "409", "404", "400", "429"]
PLACES: tuple[Place, ...] = ("token", "scores", "results", "lineitems", "jwks", "memberships")
KINDS: tuple[Kind, ...] = ("hang", "slow", "drop", "500", "503", "401", "409", "404", "400", "429")
DROPPED = 0  # in the place of a status: the connection ends without an answer
LONGEST_HANG = 120.0  # seconds; a forgotten switch must not keep threads for ever
SLOW = 3.0


@dataclass(slots=True)
class Fault:
    """One switch. `times` 0 = until it is put back."""

    kind: Kind
    times: int = 0


@dataclass(slots=True)
class Faults:
    """Which switches are on, by place."""

    on: dict[str, Fault] = field(default_factory=dict)
    released: threading.Event = field(default_factory=threading.Event)
    entered: threading.Event = field(default_factory=threading.Event)

    def set(self, place: str, kind: Kind, times: int = 0) -> None:
        """Switch a fault on."""
        self.released.clear()
        self.entered.clear()
        self.on[place] = Fault(kind, times)

    def clear(self) -> None:
        """Behave again, and let go of every request that hangs."""
        self.on.clear()
        self.released.set()

    def meet(self, place: str) -> int | None:
        """Suffer the fault of a place: wait where it says so, and return the HTTP status to answer with."""
        fault = self.on.get(place)
        if fault is None:
            return None
        if fault.times:
            fault.times -= 1
            if not fault.times:
                self.on.pop(place, None)
        self.entered.set()
        if fault.kind in {"hang", "slow"}:
            self.released.wait(LONGEST_HANG if fault.kind == "hang" else SLOW)
            return None
        return DROPPED if fault.kind == "drop" else int(fault.kind)
