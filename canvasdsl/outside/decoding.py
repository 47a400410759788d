"""From bytes to text: what is no UTF-8 text is refused with words that say what it is and how to mend it.

Pure functions. A byte-order mark is dropped; CRLF and lone CR become `\\n`. Control characters other than tab and line
end, and the controls that embed, override or isolate a direction of writing (U+202A to U+202E, U+2066 to U+2069), are
errors. The marks U+200E, U+200F and U+061C and the joiners U+200C and U+200D are allowed: right-to-left and Indic texts
and emoji need them, and none of them reorders more than its neighbours.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from canvasdsl.diagnostics import Diagnostic
from canvasdsl.limits import FILE_BYTES, MESSAGES_SHOWN
from canvasdsl.outside import unreadable
from canvasdsl.outside.unreadable import Unreadable, refuse
from canvasdsl.source import Source, Span

__all__ = ["Reading", "decode", "inspect"]


class Reading(NamedTuple):
    """What came of reading one file.

    `source` is there in any case, for frames; where not even bytes could be read its text is empty. `diagnostics` are
    all errors. Unless `readable`, there is no text worth parsing, and the command cannot do its work (exit 2).
    `as_written` tells whether the file holds the text itself, without a byte-order mark and with `\\n` line ends.
    """

    source: Source
    diagnostics: tuple[Diagnostic, ...] = ()
    readable: bool = True
    as_written: bool = True


_CONTROL_BYTES = bytes([*range(9), *range(11, 13), *range(14, 32), 127])
_ORDINARY_BYTES = bytes(set(range(256)) - set(_CONTROL_BYTES))
_FORBIDDEN = "[\x00-\x08\x0b-\x1f\x7f-\x9f]+|[\u202a-\u202e\u2066-\u2069]+"
_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"), (b"\x00\x00\xfe\xff", "UTF-32"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"),
)
_FORMATS = (
    (b"%PDF-", "a PDF document"), (b"PK\x03\x04", "a Word, Pages or zip file"), (b"{\\rtf", "Rich Text (RTF)"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel document"), (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"), (b"GIF8", "a GIF picture"), (b"\x1f\x8b", "a compressed file"),
    (b"\x7fELF", "a program"), (b"MZ\x90", "a program"), (b"bplist", "a property list"), (b"SQLite", "a database"),
)


def decode(name: str, data: bytes) -> Reading:
    """The text of `data`, which was read from the file called `name`."""
    if len(data) > FILE_BYTES:
        return _refused(unreadable.LARGE_FILE, f"the file has more than {FILE_BYTES:,} bytes", name)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _refused(unreadable.OTHER_ENCODING, f"the file is saved as {encoding}, not as UTF-8", name)
    for start, what in _FORMATS:
        if data.startswith(start):
            return _refused(unreadable.BINARY, f"the file is {what}, not plain text", name)
    head = data[:65_536]
    controls = len(head.translate(None, _ORDINARY_BYTES))
    if controls > len(head) // 4 and (encoding := _by_nul_bytes(head)):
        return _refused(unreadable.OTHER_ENCODING, f"the file is saved as {encoding}, not as UTF-8", name)
    if controls > max(8, len(head) // 20):
        return _refused(unreadable.BINARY, "the file holds binary data, not plain text", name)
    as_written = b"\r" not in data and not data.startswith(b"\xef\xbb\xbf")
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf_8(name, data, error.start)
    return inspect(Source(name, _one_line_end(text)))._replace(as_written=as_written)


def inspect(source: Source) -> Reading:
    """The same source with what its text may not hold; for text that came from an editor rather than a file."""
    return Reading(source, tuple(_forbidden(source)))


def _refused(about: Unreadable, message: str, name: str) -> Reading:
    return Reading(Source(name, ""), (refuse(about, message, Span(name, 0, 0)),), readable=False)


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _by_nul_bytes(head: bytes) -> str:
    """The encoding that the places of NUL bytes give away; empty when they give away none."""
    quarter = len(head) // 4
    nul = [head[start::4].count(0) for start in range(4)]
    full = [3 * number > 2 * quarter > 0 for number in nul]
    if full in ([False, True, True, True], [True, True, True, False]):
        return "UTF-32"
    return "UTF-16" if full in ([False, True, False, True], [True, False, True, False]) else ""


def _not_utf_8(name: str, data: bytes, start: int) -> Reading:
    """Point at the first bad byte, in the text with U+FFFD where bytes are bad."""
    before = len(_one_line_end(data[:start].decode("utf-8", "replace")))
    source = Source(name, _one_line_end(data.decode("utf-8", "replace")))
    byte = data[start : start + 1]
    guess = byte.decode("cp1252", "replace")
    label = f"the byte {byte.hex().upper()}" + ("" if guess == "\ufffd" else f", perhaps meant as `{guess}`")
    span = Span(name, before, before + 1)
    found = refuse(unreadable.BAD_UTF_8, "the text is not UTF-8 here", span, label=label)
    return Reading(source, (found,), readable=False)


def _forbidden(source: Source) -> Iterator[Diagnostic]:
    """Each run of control characters and of direction controls; beyond the number shown, one message counts them."""
    text = source.text
    if text.isascii() and not text.encode().translate(None, _ORDINARY_BYTES):
        return
    hits = re.finditer(_FORBIDDEN, text)
    for number, hit in enumerate(hits, 1):
        span = Span(source.name, *hit.span())
        if number == MESSAGES_SHOWN:
            rest = sum(1 for _ in hits)
            if rest:
                message = f"the text holds control characters here and in {rest:,} more places"
                yield refuse(unreadable.CONTROL, message, span)
                return
        about, kind = unreadable.CONTROL, "control character"
        if hit[0] > "\u2000":
            about, kind = unreadable.DIRECTION, "direction control"
        first = f"U+{ord(hit[0][0]):04X}"
        some = f"a {kind}, {first}" if len(hit[0]) == 1 else f"{len(hit[0]):,} {kind}s, the first {first}"
        yield refuse(about, f"the text holds {some}", span)
