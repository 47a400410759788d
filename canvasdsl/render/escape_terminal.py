"""The one function that makes text safe for a terminal.

What it returns holds no control character, no bidirectional control or mark, no other invisible character but the two
joiners of emoji and of Persian, and nothing that the terminal's encoding lacks: each such character is spelt
`\\u{1F600}`, as in the language itself.
"""

import re
from functools import cache

__all__ = ["terminal_text"]


def terminal_text(text: str, *, encoding: str = "utf-8") -> str:
    """`text` on one line with everything visible: line ends and tabs as `\\n` and `\\t`, the rest as `\\u{…}`."""
    if text.isascii() and text.isprintable():
        return text
    text = _hidden().sub(_spell, text)
    if _carries_all(encoding) or text.isascii():
        return text
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join([_encodable(character, encoding) for character in text])
    return text


@cache
def _hidden() -> re.Pattern[str]:
    """Control characters, soft hyphen, marks and controls of direction, zero-width characters, line and paragraph
    separators, lone surrogates, interlinear notes and tags."""
    return re.compile(
        "[\x00-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164"
        "\ud800-\udfff\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
    )


def _spell(match: re.Match[str]) -> str:
    return {"\n": "\\n", "\t": "\\t"}.get(match[0]) or f"\\u{{{ord(match[0]):X}}}"


@cache
def _carries_all(encoding: str) -> bool:
    return encoding.lower().replace("_", "-").startswith(("utf", "cp65001"))


def _encodable(character: str, encoding: str) -> str:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return f"\\u{{{ord(character):X}}}"
    return character
