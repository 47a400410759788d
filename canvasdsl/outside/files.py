"""Reading files: every way that reading can fail becomes a diagnostic, in bounded time and memory."""

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from canvasdsl.diagnostics import Diagnostic
from canvasdsl.limits import FILE_BYTES, TABLE_BYTES
from canvasdsl.outside import unreadable
from canvasdsl.outside.decoding import Reading, decode, inspect
from canvasdsl.outside.trouble import trouble
from canvasdsl.outside.unreadable import READING, Unreadable, refuse
from canvasdsl.source import Source, Span

__all__ = [
    "READING", "STANDARD_INPUT", "Found", "Reading", "decode", "find_models", "inspect", "read_bytes", "read_source",
    "table_head",
]

STANDARD_INPUT = "<stdin>"
"""The name of the source that `-` stands for."""
_HEAD_BYTES = 65_536
"""So much of a table shows how it is written."""
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)


class Found(NamedTuple):
    """The files that paths on the command line mean, and what was wrong with the paths."""

    paths: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def read_source(path: str) -> Reading:
    """The text of the file at `path`, `-` being standard input. Its name is the path with `/` between folders."""
    if path == "-":
        return _read_standard_input()
    name = path.replace(os.sep, "/")
    data = read_bytes(path, Span(name, 0, 0))
    if isinstance(data, Diagnostic):
        return Reading(Source(name, ""), (data,), readable=False)
    return decode(name, data)


def read_bytes(path: str, span: Span, *, shown: str = "", follow: bool = True) -> bytes | Diagnostic:
    """What the plain file at `path` holds, at most one byte more than the limit; or the reason, placed at `span`.

    `shown` is the path to name in a message. Unless `follow`, a link in the place of the file is refused.
    """
    try:
        refusal = _refusal(os.stat(path), span)
        if refusal is not None:
            return refusal
        handle = os.open(path, _FLAGS | (0 if follow else getattr(os, "O_NOFOLLOW", 0)))
        try:
            return _refusal(os.fstat(handle), span) or _read_all(handle)
        finally:
            os.close(handle)
    except (FileNotFoundError, NotADirectoryError):
        return refuse(unreadable.MISSING, "there is no such file", span, help="" if shown else _near(path))
    except ValueError:  # a NUL in the path
        return refuse(unreadable.MISSING, "there is no such file", span)
    except OSError as error:
        return refuse(unreadable.UNREADABLE, trouble(error, shown or path, doing="read"), span)


def table_head(path: str, span: Span, *, shown: str) -> tuple[bytes, int] | Diagnostic:
    """The first bytes of the table at `path` and the size of the whole; or the reason, placed at `span`, why it is not
    opened. A table may be much larger than a model, and a link in its place is refused."""
    from canvasdsl.outside.unreadable_tables import LARGE_TABLE

    try:
        handle = os.open(path, _FLAGS | getattr(os, "O_NOFOLLOW", 0))
        try:
            state = os.fstat(handle)
            refusal = _refusal(state, span, most=TABLE_BYTES, about=LARGE_TABLE)
            return refusal or (os.read(handle, _HEAD_BYTES), state.st_size)
        finally:
            os.close(handle)
    except (FileNotFoundError, NotADirectoryError):
        return refuse(unreadable.MISSING, "there is no such file", span, help="Check the spelling of the path, and the "
                      "folder: it is seen from this file.")  # fmt: skip
    except OSError as error:
        return refuse(unreadable.UNREADABLE, trouble(error, shown, doing="read"), span)


def find_models(paths: Iterable[str]) -> Found:
    """The files that `paths` mean: a folder means every `.bmc` below it, in the order of their names.

    Links to folders are not followed, so no loop of links can hold the search up; a link to a file counts where its
    target stands below the same folder. A file that is named twice is found once. Whether files exist is found out by
    reading them.
    """
    found: dict[str, None] = {}
    diagnostics: list[Diagnostic] = []
    for path in paths:
        if path == "-" or not os.path.isdir(path):
            found[path] = None
            continue
        name = path.replace(os.sep, "/")
        closed: list[OSError] = []
        inside = sorted(_models_below(path, closed), key=lambda each: each.split("/"))
        for error in closed:
            name = str(error.filename).replace(os.sep, "/")
            diagnostics.append(refuse(unreadable.UNREADABLE, trouble(error, name, doing="read"), Span(name, 0, 0)))
        if not inside and not closed:
            message = f"there is no `.bmc` file in the folder `{name}`"
            diagnostics.append(refuse(unreadable.EMPTY_FOLDER, message, Span(name, 0, 0)))
        root = os.path.join(os.path.realpath(path), "")
        for each in inside:
            if os.path.islink(each) and not os.path.realpath(each).startswith(root):
                message = "the file is a link that leads out of the folder"
                diagnostics.append(refuse(unreadable.REFUSED_PATH, message, Span(each, 0, 0)))
            else:
                found[each] = None
    return Found(tuple(found), tuple(diagnostics))


def _models_below(folder: str, closed: list[OSError]) -> Iterator[str]:
    """The files; a folder that can't be looked into is noted in `closed`."""
    for here, _, names in os.walk(folder, onerror=closed.append):
        for name in names:
            if name.lower().endswith(".bmc"):
                yield os.path.normpath(os.path.join(here, name)).replace(os.sep, "/")


def _read_standard_input() -> Reading:
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        refusal = refuse(unreadable.MISSING, "there is no standard input", Span(STANDARD_INPUT, 0, 0))
        return Reading(Source(STANDARD_INPUT, ""), (refusal,), readable=False)
    return decode(STANDARD_INPUT, stream.read(FILE_BYTES + 1))


def _refusal(
    state: os.stat_result, span: Span, *, most: int = FILE_BYTES, about: Unreadable = unreadable.LARGE_FILE
) -> Diagnostic | None:
    """Why a file in this state is not opened."""
    if stat.S_ISDIR(state.st_mode):
        named = span.end > span.start
        return refuse(unreadable.NOT_A_FILE, "this is a folder, not a file", span,
                      help="Name a file in it, with the folder before its name." if named else "")  # fmt: skip
    if not stat.S_ISREG(state.st_mode):
        return refuse(unreadable.NOT_A_FILE, "this is a pipe or a device, not a plain file", span)
    if state.st_size > most:
        return refuse(about, f"the file has {state.st_size:,} bytes, more than {most:,}", span)
    return None


def _read_all(handle: int) -> bytes:
    """All bytes, but never more than one beyond the limit, whatever the file's size said."""
    parts: list[bytes] = []
    left = FILE_BYTES + 1
    while left > 0 and (part := os.read(handle, min(left, 1 << 20))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _near(path: str) -> str:
    """The hint that names the file which was probably meant; empty when there is none."""
    if not path.lower().endswith(".bmc") and os.path.isfile(path + ".bmc"):
        return f"Did you mean `{path.replace(os.sep, '/')}.bmc`?"
    return ""
