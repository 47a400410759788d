"""Consoles: what a stream can show, and writing to it so that no character and no closed pipe raises."""

import errno
import os
import sys
from collections.abc import Mapping
from typing import NamedTuple, TextIO

__all__ = ["Console", "describe", "write"]

_WIDTH = 100
_FRAME_SIGNS = "│…"


class Console(NamedTuple):
    """What a stream can show: colours, frames of Unicode, how many cells a line, in which encoding."""

    colour: bool
    unicode: bool
    width: int
    encoding: str
    terminal: bool


def describe(stream: TextIO | None, *, color: str = "auto", environ: Mapping[str, str] | None = None) -> Console:
    """What `stream` can show; `color` is `auto`, `always` or `never`.

    With `auto`, colours need a terminal that is not `TERM=dumb`, and no `NO_COLOR` (see no-color.org). A stream that is
    no terminal has 100 cells. Where a program is started with the stream closed, Python has `None` in its place.
    """
    if stream is None:
        return Console(False, True, _WIDTH, "utf-8", False)
    environ = os.environ if environ is None else environ
    terminal = _is_terminal(stream)
    colour = color == "always" or (
        color == "auto" and terminal and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"
    )
    if colour and terminal and sys.platform == "win32":
        colour = _windows_colours(stream) or color == "always"
    encoding = stream.encoding or "utf-8"
    return Console(colour, _carries(_FRAME_SIGNS, encoding), _width(stream, terminal, environ), encoding, terminal)


def write(stream: TextIO | None, text: str) -> bool:
    """Write `text` with `\\n` line ends; characters that the stream cannot encode are spelt `\\u{1F600}`.

    `False` when the reader has gone (`canvasdsl check … | head`) or the stream was closed from the beginning. Raises
    OSError when the text cannot be written for another reason (a full disk). What is written later goes nowhere.
    """
    if stream is None:
        return False
    encoding = getattr(stream, "encoding", None) or "utf-8"
    try:
        stream.flush()
        buffer = getattr(stream, "buffer", None)
        if buffer is None:
            stream.write(_encoded(text, encoding).decode(encoding))
        else:
            buffer.write(_encoded(text, encoding))
        stream.flush()
    except OSError as error:
        _silence(stream)
        if isinstance(error, BrokenPipeError) or (sys.platform == "win32" and error.errno == errno.EINVAL):
            return False
        raise
    return True


def _encoded(text: str, encoding: str) -> bytes:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return b"".join([_spelt(character, encoding) for character in text])


def _spelt(character: str, encoding: str) -> bytes:
    try:
        return character.encode(encoding)
    except UnicodeEncodeError:
        return f"\\u{{{ord(character):X}}}".encode(encoding)


def _carries(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except (LookupError, UnicodeEncodeError):
        return False
    return True


def _is_terminal(stream: TextIO) -> bool:
    try:
        return stream.isatty()
    except ValueError:  # a closed stream
        return False


def _width(stream: TextIO, terminal: bool, environ: Mapping[str, str]) -> int:
    columns = environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return int(columns)
    if terminal:
        try:
            return os.get_terminal_size(stream.fileno()).columns or _WIDTH
        except (OSError, ValueError):
            pass
    return _WIDTH


def _silence(stream: TextIO) -> None:
    """Let the interpreter's own flush at the end find no closed pipe."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        pass


def _windows_colours(stream: TextIO) -> bool:
    """Ask the Windows console to understand colours; `False` when it does not."""
    try:
        import ctypes
        import msvcrt

        kernel: object = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
        handle = msvcrt.get_osfhandle(stream.fileno())  # type: ignore[attr-defined,unused-ignore]
        mode = ctypes.c_ulong()
        virtual_terminal = 0x0004
        return bool(
            kernel.GetConsoleMode(handle, ctypes.byref(mode))  # type: ignore[attr-defined,unused-ignore]
            and kernel.SetConsoleMode(handle, mode.value | virtual_terminal)  # type: ignore[attr-defined,unused-ignore]
        )
    except (ImportError, AttributeError, OSError, ValueError):
        return False
