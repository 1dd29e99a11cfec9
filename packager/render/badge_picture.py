"""The picture of a badge that has none of its own: a disc with a check mark, in the institution's colour."""

from __future__ import annotations

from functools import cache
from math import isqrt

from packager.png import Pixels

SIZE = 512
COLOUR = "#1d4f80"

_DISC, _RING, _INNER = 250, 218, 206  # radii
# The check mark, in pixels from the centre: two strokes of one width.
_STROKES = (((-110, 6), (-32, 84)), ((-32, 84), (118, -78)))
_WIDTH = 26


@cache
def badge_pixels(colour: str = COLOUR) -> Pixels:
    """Return the picture in a colour (`#1d4f80`)."""
    ground = bytes.fromhex(colour.removeprefix("#")) + b"\xff"
    rows = (_row(y - SIZE // 2, ground) for y in range(SIZE))
    return Pixels(SIZE, SIZE, b"".join(rows))


def _row(y: int, ground: bytes) -> bytes:
    """Return a row, `y` pixels below the centre."""
    row = bytearray(SIZE * 4)
    white = b"\xff\xff\xff\xff"
    for radius, colour in ((_DISC, ground), (_RING, white), (_INNER, ground)):
        if abs(y) <= radius:
            half = isqrt(radius * radius - y * y)
            _fill(row, SIZE // 2 - half, SIZE // 2 + half, colour)
    for x in range(-_INNER, _INNER):
        if any(_on_stroke(x, y, *stroke) for stroke in _STROKES):
            _fill(row, SIZE // 2 + x, SIZE // 2 + x + 1, white)
    return bytes(row)


def _fill(row: bytearray, left: int, right: int, colour: bytes) -> None:
    row[left * 4 : right * 4] = colour * (right - left)


def _on_stroke(x: int, y: int, start: tuple[int, int], end: tuple[int, int]) -> bool:
    """Tell whether a pixel is within a stroke of round ends, in whole numbers alone."""
    across, down = end[0] - start[0], end[1] - start[1]
    length = across * across + down * down
    along = (x - start[0]) * across + (y - start[1]) * down
    if along <= 0 or along >= length:
        near = start if along <= 0 else end
        return (x - near[0]) ** 2 + (y - near[1]) ** 2 <= _WIDTH * _WIDTH
    side = (x - start[0]) * down - (y - start[1]) * across
    return side * side <= _WIDTH * _WIDTH * length
