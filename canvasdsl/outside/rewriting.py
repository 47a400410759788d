"""Writes several files of one model anew: all of them or none, each with its byte-order mark and its line ends.

Each file takes its new content in one step (see `writing`). Where one of them can't be written, those that were are put
back; only a program that is killed between two files can leave some of them changed.
"""

from collections.abc import Mapping
from contextlib import suppress

import attrs

from canvasdsl.diagnostics import Diagnostic
from canvasdsl.outside.decoding import decode
from canvasdsl.outside.files import read_bytes
from canvasdsl.outside.writing import trouble, write_bytes
from canvasdsl.source import Source, Span

__all__ = ["NotRewritten", "rewrite_all"]

_MARK = b"\xef\xbb\xbf"


@attrs.frozen
class NotRewritten(Exception):
    """Why nothing was written: one sentence for people, without a full stop."""

    reason: str


def rewrite_all(sources: Mapping[str, Source], texts: Mapping[str, str]) -> None:
    """Writes `texts` in the place of `sources`, which have the same names, as they were read.

    Raises `NotRewritten`, and then has changed nothing. In a file with several kinds of line ends all become `\\n`.
    """
    old: dict[str, bytes] = {}
    for name, text in texts.items():
        data = read_bytes(name, Span(name, 0, 0))
        if isinstance(data, Diagnostic):
            raise NotRewritten(f"{name}: {data.message}")
        if decode(name, data).source.text != sources[name].text:
            raise NotRewritten(f"{name} has changed since it was read; try again")
        unfit = decode(name, _as_before(text, data)).diagnostics
        if unfit:
            raise NotRewritten(f"{name} would hold what no file may hold: {unfit[0].message}")
        old[name] = data
    written: list[str] = []
    try:
        for name, text in texts.items():
            write_bytes(name, _as_before(text, old[name]))
            written.append(name)
    except BaseException as error:
        for each in written:
            with suppress(OSError):
                write_bytes(each, old[each])
        if isinstance(error, OSError):
            raise NotRewritten(trouble(error, name, doing="write")) from error
        raise


def _as_before(text: str, data: bytes) -> bytes:
    """`text` with the byte-order mark and the line ends that the file has."""
    ends = data.count(b"\n")
    if ends and data.count(b"\r\n") == ends == data.count(b"\r"):
        text = text.replace("\n", "\r\n")
    elif not ends and b"\r" in data:
        text = text.replace("\n", "\r")
    return (_MARK if data.startswith(_MARK) else b"") + text.encode("utf-8")
