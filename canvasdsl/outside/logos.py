"""The logo of a model: a PNG or JPEG file that is looked through before any program is to show it. Pure functions.

Only what is the picture is kept: comments, places, thumbnails and whatever else a file may carry stay behind.
"""

import struct
import zlib
from collections.abc import Iterator

from canvasdsl.diagnostics import Diagnostic
from canvasdsl.limits import LOGO_BYTES, LOGO_PIXELS
from canvasdsl.model.look import Logo
from canvasdsl.outside.unreadable import refuse
from canvasdsl.outside.unreadable_logos import BROKEN_LOGO, LARGE_LOGO, LOGO_FORM
from canvasdsl.source import Span

__all__ = ["read_logo"]

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_OTHERS = (
    (b"GIF8", "a GIF"), (b"BM", "a BMP"), (b"%PDF", "a PDF"), (b"II*\0", "a TIFF"), (b"MM\0*", "a TIFF"),
    (b"\x00\x00\x01\x00", "an icon"), (b"%!PS", "PostScript"), (b"8BPS", "a Photoshop file"),
)  # fmt: skip
_KEPT_CHUNKS = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"pHYs"})
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_INTERLACED = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""The passes of an interlaced PNG: first column and row, steps between columns and between rows."""
_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
"""The markers of JPEG frames that every program reads: baseline, extended, progressive."""


class _Wrong(Exception):
    """The file says so of itself and can't be meant so."""


def read_logo(data: bytes, span: Span) -> Logo | Diagnostic:
    """The logo that a file holds; or the reason, placed at `span`, why it is not used."""
    if len(data) > LOGO_BYTES:
        return refuse(LARGE_LOGO, f"the logo has {len(data):,} bytes, more than {LOGO_BYTES:,}", span)
    form = _form(data)
    if form:
        why = ", which can hold programs and addresses" if form == "an SVG drawing" else ""
        return refuse(LOGO_FORM, f"the logo is {form}{why}: only PNG and JPEG are shown", span)
    try:
        logo = _png(data) if data.startswith(_PNG) else _jpeg(data)
    except (_Wrong, struct.error, zlib.error, IndexError) as wrong:
        reason = str(wrong) if isinstance(wrong, _Wrong) else "it ends too early"
        return refuse(BROKEN_LOGO, f"the logo can't be read: {reason}", span)
    if isinstance(logo, Logo):
        return logo
    return refuse(LARGE_LOGO, f"the logo has {logo[0]:,} by {logo[1]:,} pixels, more than {LOGO_PIXELS:,} in all", span)


def _form(data: bytes) -> str:
    """What the file is, if it is neither PNG nor JPEG."""
    if data.startswith((_PNG, _JPEG)):
        return ""
    if data[8:12] == b"WEBP":
        return "a WebP"
    if data[4:8] == b"ftyp":
        return "a HEIC or AVIF picture, or a film"
    head = data[:65_536].lower()
    if b"<svg" in head or "<svg".encode("utf-16-le") in head or data.startswith(b"\x1f\x8b"):
        return "an SVG drawing"
    return next((name for begin, name in _OTHERS if data.startswith(begin)), "no picture" if data else "empty")


def _png(data: bytes) -> Logo | tuple[int, int]:
    chunks = list(_chunks(data))
    kind, header = chunks[0]
    if kind != b"IHDR" or len(header) != 13:
        raise _Wrong("its header is missing")
    width, height, depth, colour, packing, filtering, interlaced = struct.unpack(">IIBBBBB", header)
    if not width or not height or depth not in _DEPTHS.get(colour, ()) or packing or filtering or interlaced > 1:
        raise _Wrong("its header says what no PNG can be")
    if width * height > LOGO_PIXELS:
        return width, height
    if colour == 3 and not any(kind == b"PLTE" for kind, _ in chunks):
        raise _Wrong("its colours are missing")
    passes = _INTERLACED if interlaced else ((0, 0, 1, 1),)
    sizes = ((max(0, -(-(width - x) // right)), max(0, -(-(height - y) // down))) for x, y, right, down in passes)
    wanted = sum(rows * (1 + -(-columns * depth * _CHANNELS[colour] // 8)) for columns, rows in sizes if columns)
    _inflate(b"".join(content for kind, content in chunks if kind == b"IDAT"), wanted)
    kept = b"".join(struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
                    for kind, content in chunks if kind in _KEPT_CHUNKS)  # fmt: skip
    return Logo(data=_PNG + kept, form="png", width=width, height=height)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG)
    while True:
        (length,) = struct.unpack_from(">I", data, at)
        kind, content = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        (check,) = struct.unpack_from(">I", data, at + 8 + length)
        if check != zlib.crc32(kind + content):
            raise _Wrong("a part of it was changed or damaged")
        yield kind, content
        if kind == b"IEND":
            return
        at += 12 + length


def _inflate(packed: bytes, wanted: int) -> None:
    """Unpacks `wanted` bytes piece by piece and keeps none; what packs too little is no whole picture."""
    unpacking, got = zlib.decompressobj(), 0
    while got < wanted and not unpacking.eof:
        part = unpacking.decompress(packed, min(1 << 20, wanted - got))
        packed = unpacking.unconsumed_tail
        got += len(part)
        if not part and not packed:
            break
    if got < wanted:
        raise _Wrong("it ends too early")


def _jpeg(data: bytes) -> Logo | tuple[int, int]:
    at, size, kept = 2, None, [data[:2]]
    while True:
        if data[at] != 0xFF:
            raise _Wrong("its parts don't follow each other")
        marker = data[at + 1]
        if marker == 0xFF:  # a byte that fills
            at += 1
            continue
        (length,) = struct.unpack_from(">H", data, at + 2)
        if length < 2:
            raise _Wrong("a part of it has no length")
        if marker in _FRAMES:
            depth, height, width, channels = struct.unpack_from(">BHHB", data, at + 4)
            if depth != 8 or not width or not height or channels not in (1, 3, 4):
                raise _Wrong("its header says what no JPEG for the screen can be")
            if width * height > LOGO_PIXELS:
                return width, height
            size = width, height
        elif 0xC3 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            raise _Wrong("it is a kind of JPEG that few programs read")
        if marker == 0xDA:
            break
        # JFIF and Adobe's word on colours belong to the picture; other applications' parts and comments do not.
        if not (0xE1 <= marker <= 0xEF and marker != 0xEE) and marker != 0xFE:
            kept.append(data[at : at + 2 + length])
        at += 2 + length
    end = data.rfind(b"\xff\xd9", at)
    if size is None or end < 0:
        raise _Wrong("it ends too early" if size else "its header is missing")
    kept.append(data[at : end + 2])
    return Logo(data=b"".join(kept), form="jpeg", width=size[0], height=size[1])
