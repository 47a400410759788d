"""What the parser says, in the words of somebody who knows no parsers. SYN0xx is the reader's (`outside.files`)."""

import unicodedata

import attrs

from canvasdsl.syntax.nodes import Value
from canvasdsl.syntax.tables import COLON, COMMA, DATE, NUMBER, OPEN, OPERATOR, TEXT, WORD

__all__ = [
    "SYNTAX", "Message", "Mistake", "brace_too_many", "comma_behind", "long_line", "many_mistakes", "missing_separator",
    "mixed_quotes", "name_of", "nested_too_deep", "no_name", "nothing_after_comma", "strange_word", "unclosed_block",
    "thousands", "unclosed_long_text", "unclosed_text", "unexpected", "unopened_block", "unopened_line",
    "unopened_long_text", "why_of",
]  # fmt: skip


@attrs.frozen
class Mistake:
    """One kind of mistake of syntax, as `explain` tells it."""

    code: str
    name: str
    summary: str
    why: str
    bad: str
    good: str


@attrs.frozen
class Message:
    """What to say at one place."""

    code: str
    text: str
    help: str
    why: str = ""
    label: str = ""


SYNTAX = (
    Mistake("SYN101", "unclosed-text", "A text has no closing quote",
            "Without it nobody can tell where the text ends, so it is read to the end of the line.",
            'segment commuters "Morning commuters\n', 'segment commuters "Morning commuters"\n'),
    Mistake("SYN102", "unclosed-long-text", 'A long text has no closing `"""`',
            "Without it the text would swallow the rest of the file.",
            'segment commuters { note """\n  They hurry.\n}\n', 'segment commuters { note """\n  They hurry.\n""" }\n'),
    Mistake("SYN103", "unclosed-block", "A block has no closing `}`",
            "What follows would be read as a part of the block.",
            "segment commuters {\n  size 12_000 people\n", "segment commuters {\n  size 12_000 people\n}\n"),
    Mistake("SYN104", "brace-too-many", "A brace opens or closes nothing",
            "Every `{` has one `}`; with one too many, blocks end at the wrong place.",
            "segment commuters {\n  size 12_000 people\n}\n}\n", "segment commuters {\n  size 12_000 people\n}\n"),
    Mistake("SYN105", "unopened-block", "The lines of a block stand without its `{`",
            "Deeper lines belong to a block, and a block stands in braces.",
            "segment commuters\n  size 12_000 people\n}\n", "segment commuters {\n  size 12_000 people\n}\n"),
    Mistake("SYN106", "stray-character", "A character has no meaning here",
            "Outside quotes there are only words, numbers, dates and a few signs.",
            "segment commuters @home\n", 'segment commuters "@home"\n'),
    Mistake("SYN107", "no-word-first", "A line does not begin with a word",
            "The first word of a line says what the line is about.",
            "canvas \"Bar\" {\n  - \"a bullet\"\n}\n", "canvas \"Bar\" {\n  note \"a bullet\"\n}\n"),
    Mistake("SYN108", "nothing-after-comma", "Nothing follows a comma",
            "A comma says that one more is coming.",
            "segment commuters\nchannel app { reaches commuters, }\n",
            "segment commuters\nchannel app { reaches commuters }\n"),
    Mistake("SYN109", "missing-separator", "Two items stand in one line without `;` between them",
            "A line break or `;` says where one item ends and the next begins.",
            "segment commuters { primary } channel app { reaches commuters }\n",
            "segment commuters { primary }\nchannel app { reaches commuters }\n"),
    Mistake("SYN110", "line-too-long", "A line is too long to be read",
            "So long a line is nearly always a file of another kind; nothing of it is read.",
            "", ""),
    Mistake("SYN111", "nested-too-deep", "Blocks are nested too deep",
            "A canvas needs three or four levels; more is nearly always a mistake.",
            "", ""),
    Mistake("SYN112", "strange-word", "A name holds a sign that is no letter",
            "Names are letters, digits and hyphens of any script, so that everybody can type them.",
            "segment coffee☕lovers\n", 'segment "coffee☕lovers"\n'),
    Mistake("SYN113", "many-mistakes", "There are more mistakes than anybody reads",
            "Most of so many follow from the first ones, and telling each would take long.",
            "", ""),
    Mistake("SYN114", "undecided-merge", "A merge in git is not decided yet",
            "Two people changed the same thing, and only they can say what holds.",
            "<<<<<<< HEAD\nsegment commuters { size 12_000 people }\n=======\n"
            "segment commuters { size 15_000 people }\n>>>>>>> survey\n",
            "segment commuters { size 15_000 people }\n"),
)  # fmt: skip
"""Every kind of mistake of syntax."""

_WHY = {mistake.code: mistake.why for mistake in SYNTAX}


def why_of(code: str) -> str:
    """Why a mistake of syntax matters."""
    return _WHY[code]


def unclosed_text(quote: str) -> Message:
    """A text without its closing quote."""
    closer = {"“": "”", "„": "“", "«": "»", "»": "«"}.get(quote, quote)
    return Message("SYN101", f"this text has no closing quote `{closer}`", f"put `{closer}` where the text ends",
                   _WHY["SYN101"], "read up to the end of the line")  # fmt: skip


def mixed_quotes(opener: str, closer: str) -> Message:
    """A text between quotes of two kinds."""
    return Message("SYN101", f"this text begins with `{opener}` and ends with `{closer}`",
                   "write the same quotes on both sides: `\"…\"`", _WHY["SYN101"])  # fmt: skip


def unclosed_long_text() -> Message:
    """A long text without its closing quotes."""
    return Message("SYN102", 'this long text has no closing `"""`', 'put `"""` where the text ends', _WHY["SYN102"],
                   "opened here")  # fmt: skip


def unopened_long_text() -> Message:
    """A long text with two quotes where three should open it."""
    return Message("SYN102", 'this long text is opened by `""`', 'write `"""`', _WHY["SYN102"], "opened here")


def unclosed_block(name: str, line: int) -> Message:
    """A block without `}`; `line` is where it was opened."""
    name = _short(name)
    return Message("SYN103", f"`{name}`, opened in line {line}, is not closed", "insert `}` here", _WHY["SYN103"],
                   "I was expecting `}` by here")  # fmt: skip


def brace_too_many(brace: str) -> Message:
    """A brace without its partner."""
    does = "opens" if brace == "{" else "closes"
    return Message("SYN104", f"this `{brace}` {does} nothing", "take it out, or put in its partner", _WHY["SYN104"])


def unopened_block(name: str) -> Message:
    """Deeper lines behind a head without `{`."""
    name = _short(name)
    return Message("SYN105", f"the lines below belong to `{name}`, but there is no `{{` before them",
                   "write `{` at the end of this line, and `}` below them", _WHY["SYN105"])  # fmt: skip


def unopened_line(name: str) -> Message:
    """A block in one line without `{`."""
    name = _short(name)
    return Message("SYN105", f"a `}}` ends this line, but no `{{` begins the block of `{name}`",
                   "insert `{` behind the name", _WHY["SYN105"], "I was expecting `{` here")  # fmt: skip


def nothing_after_comma() -> Message:
    """A comma at the end."""
    return Message("SYN108", "nothing follows this comma", "write what belongs there, or take the comma out",
                   _WHY["SYN108"])  # fmt: skip


def missing_separator(token: Value) -> Message:
    """Something behind `}` in the same line."""
    return Message("SYN109", f"{_shown(token)} begins a new item, but nothing separates it from the `}}` before it",
                   "put it on a new line, or insert `;`", _WHY["SYN109"])  # fmt: skip


def comma_behind() -> Message:
    """A comma behind `}`."""
    return Message("SYN109", "no comma stands behind `}`", "take it out: a line break or `;` separates items",
                   _WHY["SYN109"])  # fmt: skip


def long_line(limit: int) -> Message:
    """A line over the limit."""
    return Message("SYN110", f"this line is longer than {limit:,} characters", "break the line, or check that this is "
                   "a `.bmc` file", _WHY["SYN110"])  # fmt: skip


def many_mistakes(told: int, more: int) -> Message:
    """More mistakes than the limit."""
    return Message("SYN113", f"there are {told + more:,} mistakes, and {more:,} of them are not told",
                   "mend the first ones, or check that this is a `.bmc` file", _WHY["SYN113"])  # fmt: skip


def nested_too_deep(limit: int) -> Message:
    """More braces inside each other than allowed."""
    return Message("SYN111", f"blocks are nested more than {limit} levels deep", "check the braces", _WHY["SYN111"])


def strange_word(word: str, character: str) -> Message:
    """A name with an emoji, a sign or foreign digits."""
    word = _short(word)
    help = f'put it in quotes: `"{word}"`'
    if unicodedata.category(character) == "Nd":
        help = "write numbers with the digits 0 to 9; a name begins with a letter"
    return Message("SYN112", f"the word `{word}` holds {name_of(character)}", help, _WHY["SYN112"])


def unexpected(token: Value, last: Value) -> Message:
    """A token in the middle of an item that can't stand there."""
    if token.kind == COMMA:
        where = "this comma follows another" if last.kind == COMMA else f"this comma follows {_shown(last)} directly"
        return Message("SYN106", where, "take the comma out, or write what belongs before it",
                       "A comma stands between two things of one kind.")  # fmt: skip
    if token.kind == COLON:
        return Message("SYN106", "a colon has no meaning here", "a colon may stand behind the first word of a line; "
                       "text stands in quotes", _WHY["SYN106"])  # fmt: skip
    help = "text stands in double quotes"
    if token.text in "()[]":
        help = "there are no brackets here: text stands in double quotes, the parts of a block in `{ }`"
    elif token.text in "~≈":
        help = "say how sure you are with a range, such as `4_500 .. 5_500`"
    elif token.text in "'`’‘´":
        help = 'text stands in double quotes: `"…"`'
    elif token.text == ".":
        help = "a name has its dot between two words, without spaces; text stands in double quotes"
    elif token.text in "-–—*+":
        help = "text stands in double quotes; a range is written `10 .. 20`"
    elif not token.text.isprintable():
        help = "take it out; it often comes along when text is copied from a page"
    return Message("SYN106", f"{name_of(token.text)} has no meaning here", help, _WHY["SYN106"])


def thousands(token: Value) -> Message:
    """An apostrophe between the thousands of a number."""
    return Message("SYN106", f"{name_of(token.text)} has no meaning here", "thousands are separated by `_`, as in "
                   "`12_000`", _WHY["SYN106"])  # fmt: skip


def no_name(token: Value, *, first: bool, inside: bool) -> Message:
    """An item that begins with no word; `first` on its line, `inside` a block."""
    if token.kind == OPEN:
        return Message("SYN104", "this `{` belongs to nothing", "take it out, or write before it what the block is",
                       _WHY["SYN104"])  # fmt: skip
    begin = "begin the line" if first else "begin"
    help = f"{begin} with the word that says what it is, such as `{'note' if inside else 'segment'}`"
    if token.kind == TEXT:
        help = f"write before it what the text is, such as `{'note' if inside else 'segment'} {_short(token.text)}`"
    elif token.kind == NUMBER and inside:
        help = "write before it what the number is, such as `size` or `price`"
    elif token.text == "-" and first:
        help = "take the line out, or make it a comment: `# …`"
    kinds = {NUMBER: "a number", DATE: "a date", TEXT: "a text", COMMA: "a comma", COLON: "a colon",
             OPERATOR: f"`{token.text}`"}  # fmt: skip
    what = kinds.get(token.kind, name_of(token.text[:1]))
    where = "at the start of this line" if first else "here"
    return Message("SYN107", f"I was expecting a word {where}, and found {what}", help, _WHY["SYN107"])


def name_of(character: str) -> str:
    """A character so that it can be seen, and told from its doubles."""
    if character.isascii() and character.isprintable():
        return f"`{character}`"
    name = unicodedata.name(character, "a character without a name").lower()
    shown = f"`{character}`, " if character.isprintable() and unicodedata.category(character)[0] != "M" else ""
    return f"{shown}{name} (U+{ord(character):04X}),"


def _short(word: str) -> str:
    return word if len(word) <= 60 else word[:59] + "…"


def _shown(token: Value) -> str:
    text = token.text if len(token.text) <= 40 else token.text[:39] + "…"
    return f"`{text}`" if token.kind in (WORD, TEXT) or len(token.text) < 3 else text
