"""What commands share that make pages: writing them in one step, and saying why a page could not be made."""

import sys

from canvasdsl.cli.models import say
from canvasdsl.outside.poster import MissingGlyph
from canvasdsl.outside.typst_engine import EngineError
from canvasdsl.outside.writing import trouble, write_bytes

__all__ = ["EngineError", "MissingGlyph", "glyph_help", "write_or_say"]


def glyph_help(ending: str) -> str:
    """What to do where no font has a character."""
    return f"give a font that has it with `--font FILE`, or write .html instead of .{ending}"


def write_or_say(path: str, data: bytes) -> int:
    """Writes a page in one step; says where, or why not. `-` is standard output."""
    if path == "-":
        sys.stdout.buffer.write(data)
        return 0
    try:
        write_bytes(path, data)
    except OSError as error:
        say(f"canvasdsl: {trouble(error, path, doing='write')}")
        return 2
    say(f"wrote {path}")
    return 0
