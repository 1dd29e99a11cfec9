"""Pictures as PNG: what other programs write is read, what is damaged is refused."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packager.png import SIGNATURE, Pixels, header, pixels, png, scaled
from tests.support.sample import png as small_png


def file(
    width: int,
    height: int,
    colour_type: int,
    raw: bytes,
    *,
    depth: int = 8,
    interlace: int = 0,
    extra: bytes = b"",
) -> bytes:
    """Return a PNG of these raw (filtered) rows."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    size = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    head = size + bytes((depth, colour_type, 0, 0, interlace))
    return SIGNATURE + chunk(b"IHDR", head) + extra + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b"")


def named(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


@given(st.integers(1, 6), st.integers(1, 6), st.data())
def test_what_is_written_is_read(width: int, height: int, data: st.DataObject) -> None:
    content = data.draw(st.binary(min_size=width * height * 4, max_size=width * height * 4))
    picture = Pixels(width, height, content)
    assert pixels(png(picture)) == picture
    assert header(png(picture)) is not None


@pytest.mark.parametrize(
    ("colour_type", "row", "extra", "wanted"),
    [
        (0, b"\x80", b"", b"\x80\x80\x80\xff"),
        (2, b"\x01\x02\x03", b"", b"\x01\x02\x03\xff"),
        (
            3,
            b"\x01",
            named(b"PLTE", b"\x00\x00\x00\x0a\x0b\x0c") + named(b"tRNS", b"\xff\x40"),
            b"\x0a\x0b\x0c\x40",
        ),
        (3, b"\x00", named(b"PLTE", b"\x07\x08\x09"), b"\x07\x08\x09\xff"),
        (4, b"\x80\x20", b"", b"\x80\x80\x80\x20"),
        (6, b"\x01\x02\x03\x04", b"", b"\x01\x02\x03\x04"),
    ],
)
def test_every_kind_of_colour_is_read(colour_type: int, row: bytes, extra: bytes, wanted: bytes) -> None:
    assert pixels(file(1, 1, colour_type, b"\x00" + row, extra=extra)).data == wanted


@pytest.mark.parametrize(
    ("kind", "second"),
    [(1, [5, 5, 5]), (2, [5, 4, 3]), (3, [5, 2, 1]), (4, [5, 3, 3])],
)
def test_every_filter_is_undone(kind: int, second: list[int]) -> None:
    """The rows are 1 2 3 and 6 …, grey; the second is filtered."""
    first = b"\x00\x01\x02\x03"
    grey = pixels(file(3, 2, 0, first + bytes((kind, *second)))).data[::4]
    undone = {1: (5, 10, 15), 2: (6, 6, 6), 3: (5, 5, 5), 4: (6, 9, 12)}[kind]
    assert tuple(grey[:3]) == (1, 2, 3)
    assert tuple(grey[3:]) == undone


def test_a_smaller_picture_is_the_mean_and_keeps_its_edges_clean() -> None:
    clear, red = b"\x00\xff\x00\x00", b"\xff\x00\x00\xff"
    picture = Pixels(2, 2, clear + red + red + clear)
    assert scaled(picture, 1).data == b"\xff\x00\x00\x7f"
    assert scaled(Pixels(2, 2, clear * 4), 1).data == b"\x00\x00\x00\x00"
    assert scaled(picture, 2).data == b"\x00\x00\x00\x00" + red + red + b"\x00\x00\x00\x00"


@pytest.mark.parametrize(
    "content",
    [
        b"GIF89a",
        small_png()[:40],
        small_png()[:-28],
        file(1, 1, 0, b"\x09\x00"),
        file(2, 2, 0, b"\x00\x00"),
        file(1, 1, 3, b"\x00\x05", extra=named(b"PLTE", b"\x00\x00\x00")),
        file(1, 1, 0, b"\x00\x00\x00", depth=16),
        file(1, 1, 0, b"\x00\x00", interlace=1),
        file(1, 1, 5, b"\x00\x00"),
        SIGNATURE
        + named(b"IHDR", b"\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00")
        + named(b"IDAT", b"x"),
    ],
)
def test_what_is_damaged_or_rare_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"PNG|damaged|cut off"):
        pixels(content)
