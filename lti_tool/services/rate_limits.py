"""How often one address may log in, launch or register: a bucket for each, counted in this process alone.

Each process counts for itself, so with several of them a limit holds as many times. That is enough against a
flood, and it costs no request a look into the database.
"""

from __future__ import annotations

import ipaddress
import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from lti_tool.config import Settings
from lti_tool.errors import TooManyError

MOST_KEYS = 10_000  # buckets that are remembered; the one that was asked for longest ago goes first
MINUTE = 60.0  # seconds after which a bucket is full again: it tells no more than none
HOME = 64  # a network of IPv6 that one household or machine gets; it may use any address of it


class RateLimit:
    """A bucket per key that holds a minute's worth and fills up evenly. 0 a minute: no limit."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = per_minute
        self._clock = clock
        self._buckets: OrderedDict[tuple[str, str], tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, address: str, issuer: str = "") -> None:
        """Count one request of an address for a platform. Raises TooManyError when there were too many."""
        if not self._most:
            return
        key, now, filling = (_network_of(address), issuer), self._clock(), self._most / MINUTE
        with self._lock:
            self._forget_before(now - MINUTE)
            left, then = self._buckets.get(key, (float(self._most), now))
            left = min(self._most, left + (now - then) * filling)
            enough = left >= 1
            self._buckets[key] = (left - 1 if enough else left, now)
            self._buckets.move_to_end(key)
            if len(self._buckets) > MOST_KEYS:
                self._buckets.popitem(last=False)
        if not enough:
            raise TooManyError(math.ceil((1 - left) / filling))

    def _forget_before(self, moment: float) -> None:
        """Drop who came last before a moment: addresses are kept no longer than they are needed."""
        while self._buckets:
            key, (_, then) = next(iter(self._buckets.items()))
            if then > moment:
                break
            del self._buckets[key]


@dataclass(frozen=True, slots=True)
class RateLimits:
    """The limits of a process."""

    logins: RateLimit
    launches: RateLimit
    registrations: RateLimit

    @classmethod
    def of(cls, settings: Settings) -> RateLimits:
        """Make them as the settings say, all empty."""
        return cls(
            RateLimit(settings.logins_per_minute),
            RateLimit(settings.launches_per_minute),
            RateLimit(settings.registrations_per_minute),
        )


def _network_of(address: str) -> str:
    if ":" not in address:
        return address
    try:
        return str(ipaddress.ip_network(f"{address.partition('%')[0]}/{HOME}", strict=False))
    except ValueError:
        return address
