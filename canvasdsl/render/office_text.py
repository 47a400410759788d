"""What Word and PowerPoint documents share: text as XML, signs of segments, the language tag, the look of the theme."""

import re

from canvasdsl.render.accent import legible_accent
from canvasdsl.render.escape import html_attribute, html_text
from canvasdsl.views.poster.poster import ACCENTS, PosterSegment

__all__ = [
    "EMU", "FONT", "INK", "TONES", "language_tag", "link_colour", "rule_colour", "segment_sign", "themed",
    "xml_attribute", "xml_text",
]  # fmt: skip

FONT = "Calibri"
"""A font that Office has on every system; it is narrower than the fonts that texts are measured in."""
EMU = 12_700
"""English metric units in a point: what Office measures pictures and shapes in."""
INK = "16202B"
TONES = {"ink": INK, "soft": "495563", "faint": "5F6B78", "line": "D9DFE5", "grey": "8A94A0", "wash": "F5F7F9",
         "alarm": "A3260F", "warn": "80500B", "hint": "1C6B57"}  # fmt: skip
"""Colours of text and lines, all legible on white."""
_SIGNS = {"disc": "●", "square": "■", "triangle": "▲", "diamond": "◆", "cross": "✚", "ring": "○", "wedge": "▼",
          "star": "★"}  # fmt: skip
_REGIONS = {"en": "en-GB", "de": "de-DE", "es": "es-ES", "fr": "fr-FR", "pt": "pt-PT", "he": "he-IL", "ar": "ar-SA"}
_LINK = "1F4FB4"
_PALETTE = re.compile(r"<a:(dk2|lt2|accent[1-6]|hlink|folHlink)>.*?</a:\1>", re.DOTALL)


def xml_text(text: str) -> str:
    """The text as the content of an element of an Office document."""
    return html_text(text)


def xml_attribute(text: str) -> str:
    """The text as the value of an attribute, between quotes that the caller writes; line ends stay."""
    return html_attribute(text).replace("\n", "&#10;")


def language_tag(language: str) -> str:
    """The language with a region, which Office needs to know its spelling by."""
    return _REGIONS.get(language.split("-")[0], language) if "-" not in language else language


def rule_colour(accent: str) -> str:
    """The colour of lines without `#`: the model's own where it has one."""
    return legible_accent(accent)[0][1:].upper() if accent else INK


def link_colour(accent: str) -> str:
    """The colour of links without `#`."""
    return legible_accent(accent)[0][1:].upper() if accent else _LINK


def segment_sign(segment: PosterSegment) -> tuple[str, str]:
    """The mark of a segment as a character, with its letter, and its colour without `#`."""
    return _SIGNS[segment.mark] + segment.letter, ACCENTS[segment.accent][0][1:].upper()


def themed(theme: str, accent: str) -> str:
    """The theme of a document with our fonts and colours, so that what people add looks like the rest."""
    colours = {"dk2": TONES["soft"], "lt2": TONES["wash"], "hlink": link_colour(accent), "folHlink": TONES["soft"]}
    colours |= {f"accent{number}": light[1:].upper() for number, (light, _) in enumerate(ACCENTS[:6], 1)}
    theme = _PALETTE.sub(lambda found: f'<a:{found[1]}><a:srgbClr val="{colours[found[1]]}"/></a:{found[1]}>', theme)
    return re.sub(r'(<a:(?:major|minor)Font>\s*<a:latin typeface=)"[^"]*"', rf'\1"{FONT}"', theme)
