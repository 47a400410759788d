"""How documents of a model look: a logo and a colour of its own."""

import re

import attrs

from canvasdsl.model.reading import Misread, Reader
from canvasdsl.model.types import PATH
from canvasdsl.syntax.nodes import Value
from canvasdsl.syntax.tables import LONG, TEXT

__all__ = ["COLOUR", "PICTURE", "Logo"]

_HEX = re.compile(r"#(?:[0-9a-f]{6}|[0-9a-f]{3})")


@attrs.frozen(kw_only=True)
class Logo:
    """A picture that was read: `data` is a PNG or JPEG file, as `form` says, of `width` by `height` pixels."""

    data: bytes = attrs.field(repr=False)
    form: str
    width: int
    height: int


class _Picture:
    shows = 'a PNG or JPEG file in quotes, such as `"logo.png"`'
    fits = staticmethod(PATH.fits)
    read = staticmethod(PATH.read)


class _Colour:
    """Red, green and blue in hexadecimal digits, two of each."""

    shows = 'a colour in quotes, such as `"#0a7a5c"`'

    def fits(self, value: Value) -> bool:
        return value.kind in (TEXT, LONG)

    def read(self, reader: Reader) -> str:
        value = reader.token
        if value is None:
            reader.expected("TYP116", self.shows)
        text = PATH.read(reader) if self.fits(value) else value.text
        colour = text.strip().lower()
        if self.fits(value) and _HEX.fullmatch(colour):
            return colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:])
        meant = _HEX.fullmatch(f"#{colour}")
        if meant:
            reader.should_be("TYP116", f"`{text}` is no colour", value.start, value.end, f'"{meant[0]}"')
        raise Misread("TYP116", f"`{text}` is no colour", value.start, value.end,
                      help='write `#` and its six digits in quotes, such as `"#0a7a5c"`')  # fmt: skip


PICTURE = _Picture()
COLOUR = _Colour()
