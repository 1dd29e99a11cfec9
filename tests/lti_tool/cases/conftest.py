"""The stand-in platform and the tool, served once a file, and a fresh browser for every case."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.live import Live, live
from tests.support.wire import Wire


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """Both servers; the cases of a file share them."""
    with live(tmp_path_factory.mktemp("place")) as running:
        yield running


@pytest.fixture
def wire(place: Live) -> Iterator[Wire]:
    """A browser that carries from one to the other what a case tells it to."""
    made = Wire(place)
    yield made
    made.http.close()
