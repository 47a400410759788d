"""One function for each context in which user text is written; nothing else writes text there.

Each returns text that reads literally as the user wrote it. What a format cannot hold at all (control characters,
lone surrogates, noncharacters) becomes U+FFFD. Data for Typst need no function here: they travel as JSON and are
never markup. The terminal's function stands in `escape_terminal`.
"""

import re
from urllib.parse import urlsplit

__all__ = [
    "csv_cell", "dot_string", "html_attribute", "html_text", "markdown_line", "safe_link", "storable", "svg_text",
]  # fmt: skip

_UNSTORABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)
_MARKDOWN = re.compile(
    r"[\\`*_\[\]<>|~$]|&(?=#?\w+;)"  # marks inside a line, tables, mathematics, entities
    r"|\{(?=[{%])|(?<=[}%])\}"  # templates of site generators
    r"|(?<=\b[Ww][Ww][Ww])\.|(?<=[A-Za-z]):(?=//)|@"  # addresses that readers of Markdown turn into links by themselves
    r"|:(?=[\w+-]+:)"  # names of emoji
    r"|^[ \t]*(?:[-+#=]|\d{1,9}(?=[.)](?:[ \t]|$)))"  # marks at the beginning of a line
    r"|(?<=[ \t])#(?=#*[ \t]*$)"  # marks that close a heading
    r"|^[ \t]+|(?<![ \t])[ \t]+$",
    re.MULTILINE,
)
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_END_OF_EMBEDDING, _END_OF_ISOLATE = "\u202c", "\u2069"
_DIRECTION_ENDS = {**dict.fromkeys("\u202a\u202b\u202d\u202e", _END_OF_EMBEDDING),
                   **dict.fromkeys("\u2066\u2067\u2068", _END_OF_ISOLATE)}
_SCHEMES = ("http", "https", "mailto")


def storable(text: str) -> str:
    """The text with every character that XML or HTML cannot hold replaced by U+FFFD; line ends become `\\n`.

    A direction that the text turns on and leaves on is turned off at its end: it must not reach what stands behind.
    """
    text = _UNSTORABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text if text.isascii() else text + _open_directions(text)


def _open_directions(text: str) -> str:
    """The characters that end the embeddings, overrides and isolates which the text leaves open, innermost first."""
    ends: list[str] = []
    for found in _DIRECTION.findall(text):
        if found in _DIRECTION_ENDS:
            ends.append(_DIRECTION_ENDS[found])
        elif found in ends:
            if found == _END_OF_ISOLATE:  # it also ends what was embedded inside
                del ends[len(ends) - 1 - ends[::-1].index(found) :]
            elif ends[-1] == found:
                ends.pop()
    return "".join(reversed(ends))


def html_text(text: str) -> str:
    """The text as the content of an HTML element."""
    return storable(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def html_attribute(text: str) -> str:
    """The text as an HTML or SVG attribute value; the caller writes the quotes around it."""
    return html_text(text).replace('"', "&quot;").replace("'", "&#39;")


def svg_text(text: str) -> str:
    """The text as the content of an SVG (XML) element."""
    return html_text(text)


def safe_link(address: str) -> str | None:
    """The address when it is http, https or mailto and has no blank or control character, else `None`.

    It still goes through `html_attribute` where it is written.
    """
    if not address or storable(address) != address or any(character.isspace() for character in address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme.lower() not in _SCHEMES or not (parts.netloc or parts.scheme.lower() == "mailto"):
        return None
    return address


def dot_string(text: str) -> str:
    """The text as a quoted DOT string, quotes included; never an HTML-like label, never an escape of Graphviz's."""
    written = storable(text).replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;").replace("\n", "\\n")
    return f'"{written}"'


def markdown_line(text: str) -> str:
    """The text inside a paragraph, heading, entry or cell of Markdown; its line ends stay for the caller to treat."""
    return _MARKDOWN.sub(_markdown_literal, storable(text))


def _markdown_literal(match: re.Match[str]) -> str:
    found = match[0]
    mark = found.strip(" \t")
    if not mark:
        return ""
    return f"{mark}\\" if mark.isdigit() else f"\\{mark}"


def csv_cell(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula; the `csv` module quotes it."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
