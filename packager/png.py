"""Pictures as PNG (ISO/IEC 15948): reading simple ones, making them smaller, writing. No chance, no clock."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by colour type
_PALETTE = 3


@dataclass(frozen=True, slots=True)
class Header:
    """What a PNG says of itself."""

    width: int
    height: int
    depth: int
    colour_type: int
    interlaced: bool

    @property
    def simple(self) -> bool:
        """Whether `pixels` can read it: eight bits a channel, row by row."""
        return self.depth == 8 and not self.interlaced and self.colour_type in _CHANNELS


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture: four bytes a pixel (red, green, blue, opacity), row by row."""

    width: int
    height: int
    data: bytes


def header(content: bytes) -> Header | None:
    """Return the header of a PNG, or None for what is no PNG."""
    if content[:8] != SIGNATURE or content[12:16] != b"IHDR" or len(content) < 29:
        return None
    width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    return Header(width, height, content[24], content[25], content[28] == 1)


def pixels(content: bytes) -> Pixels:
    """Return the pixels of a simple PNG. Raises ValueError where its data are damaged."""
    head = header(content)
    if head is None or not head.simple:
        raise ValueError("no PNG of eight bits a channel, row by row")
    chunks = list(_chunks(content))
    squeezed = b"".join(body for kind, body in chunks if kind == b"IDAT")
    channels = _CHANNELS[head.colour_type]
    try:
        raw = zlib.decompressobj().decompress(squeezed, (head.width * channels + 1) * head.height)
    except zlib.error as error:
        raise ValueError("damaged") from error
    rows = _unfiltered(raw, head.width * channels, channels, head.height)
    palette = next((body for kind, body in chunks if kind == b"PLTE"), b"")
    opacity = next((body for kind, body in chunks if kind == b"tRNS"), b"")
    return Pixels(head.width, head.height, _as_rgba(rows, head.colour_type, palette, opacity))


def scaled(picture: Pixels, size: int) -> Pixels:
    """Return a square picture made smaller: each new pixel is the mean of those that it covers."""
    columns = [_span(at, picture.width, size) for at in range(size)]
    out = bytearray()
    for at in range(size):
        above, below = _span(at, picture.height, size)
        rows = [
            picture.data[row * picture.width * 4 : (row + 1) * picture.width * 4]
            for row in range(above, below)
        ]
        for left, right in columns:
            out += _mean(rows, left * 4, right * 4)
    return Pixels(size, size, bytes(out))


def png(picture: Pixels) -> bytes:
    """Return a picture as a PNG file."""
    size = picture.width.to_bytes(4, "big") + picture.height.to_bytes(4, "big")
    line = picture.width * 4
    rows = b"".join(b"\x00" + picture.data[at : at + line] for at in range(0, len(picture.data), line))
    return (
        SIGNATURE
        + _chunk(b"IHDR", size + b"\x08\x06\x00\x00\x00")
        + _chunk(b"IDAT", zlib.compress(rows, 9))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    body = kind + data
    return len(data).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at + 8 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        yield content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        at += length + 12


def _unfiltered(raw: bytes, line: int, step: int, height: int) -> bytes:
    """Return the bytes of all rows without their filters. Raises ValueError where some are missing."""
    if len(raw) < (line + 1) * height:
        raise ValueError("cut off")
    out = bytearray()
    before = bytearray(line)
    for at in range(0, (line + 1) * height, line + 1):
        row = bytearray(raw[at + 1 : at + 1 + line])
        _undo(raw[at], row, before, step)
        out += row
        before = row
    return bytes(out)


def _undo(kind: int, row: bytearray, before: bytearray, step: int) -> None:
    """Undo the filter of a row (PNG, section 9)."""
    if kind not in range(5):
        raise ValueError("damaged")
    for at in range(len(row)) if kind else ():
        left = row[at - step] if at >= step else 0
        above = before[at]
        if kind == 1:
            guess = left
        elif kind == 2:
            guess = above
        elif kind == 3:
            guess = (left + above) // 2
        else:
            guess = _paeth(left, above, before[at - step] if at >= step else 0)
        row[at] = (row[at] + guess) & 0xFF


def _paeth(left: int, above: int, corner: int) -> int:
    toward = left + above - corner
    distances = abs(toward - left), abs(toward - above), abs(toward - corner)
    nearest = min(distances)
    return (left, above, corner)[distances.index(nearest)]


def _as_rgba(rows: bytes, colour_type: int, palette: bytes, opacity: bytes) -> bytes:
    if colour_type == _PALETTE:
        colours = [
            palette[at * 3 : at * 3 + 3] + (opacity[at : at + 1] or b"\xff")
            for at in range(len(palette) // 3)
        ]
        if rows and max(rows) >= len(colours):
            raise ValueError("damaged")
        return b"".join(colours[one] for one in rows)
    if colour_type == 6:
        return rows
    count = len(rows) // _CHANNELS[colour_type]
    out = bytearray(b"\xff") * (count * 4)
    grey = colour_type in (0, 4)
    for channel in range(3):
        out[channel::4] = rows[0 if grey else channel :: _CHANNELS[colour_type]]
    if colour_type == 4:
        out[3::4] = rows[1::2]
    return bytes(out)


def _span(at: int, whole: int, size: int) -> tuple[int, int]:
    """Return the old pixels that a new one covers."""
    first = at * whole // size
    return first, max((at + 1) * whole // size, first + 1)


def _mean(rows: list[bytes], left: int, right: int) -> bytes:
    """Return the mean of a rectangle; a pixel counts by its opacity, so that nothing shines through."""
    red = green = blue = opaque = count = 0
    for row in rows:
        for at in range(left, right, 4):
            weight = row[at + 3]
            red += row[at] * weight
            green += row[at + 1] * weight
            blue += row[at + 2] * weight
            opaque += weight
            count += 1
    if not opaque:
        return b"\x00\x00\x00\x00"
    return bytes((red // opaque, green // opaque, blue // opaque, opaque // count))
