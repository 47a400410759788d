"""The fonts that an HTML page or an SVG carries with it: the pieces which its texts need, as data addresses."""

from base64 import b64encode
from collections.abc import Iterable

from canvasdsl import resources
from canvasdsl.views.typeset import font_families, font_pieces

__all__ = ["FONT_STACK", "font_faces"]

FONT_STACK = ",".join([
    *(f'"{name}"' for name in font_families()), "system-ui", "sans-serif",
    '"Apple Color Emoji"', '"Segoe UI Emoji"', '"Noto Color Emoji"',
])
"""The value of `font-family`: ours first, then the reader's fonts for what ours lack."""


def font_faces(texts: Iterable[tuple[str, int]]) -> str:
    """The `@font-face` rules for the texts, each with its weight."""
    return "".join(
        f'@font-face{{font-family:"{piece.family}";font-style:normal;'
        f"font-weight:{'400 600' if piece.only_weight else piece.weight};"
        f"src:url(data:font/woff2;base64,{_data(piece.file)}) format(\"woff2\");"
        f"unicode-range:{','.join(_range(*ends) for ends in piece.ranges)}}}"
        for piece in font_pieces(tuple(texts))
    )


def _data(file: str) -> str:
    return b64encode(resources.path(f"templates/fonts/web/{file}").read_bytes()).decode("ascii")


def _range(first: int, last: int) -> str:
    return f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}"
