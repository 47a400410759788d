"""The types of values that a field can take: each reads one value from a phrase and says how it is written.

`fits(value)` tells whether a value can be the beginning; `read(reader)` reads it or raises `Misread`.
"""

import unicodedata
from itertools import takewhile
from typing import Any, NoReturn

import attrs

from canvasdsl.diagnostics import Related
from canvasdsl.model.entities import Reference
from canvasdsl.model.numbers import Number, read_comparison, read_date, read_when
from canvasdsl.model.quantities import CURRENCIES
from canvasdsl.model.reading import Misread, Reader, article, as_written, closest, is_faint, kinds_in_words
from canvasdsl.syntax.nodes import Value, plain_word
from canvasdsl.syntax.tables import DATE, LONG, OPERATOR, TEXT, WORD
from canvasdsl.syntax.written import CURRENCY_SIGNS, decode, encode

__all__ = [
    "CODE", "CURRENCY", "DATE_VALUE", "FLAG", "ID", "LABEL", "NAME", "PATH", "SAY_WHICH", "TEXT_VALUE", "WHEN",
    "YES_NO", "Choice", "Compared", "Number", "Option", "Ref", "RefOr", "count", "duration", "money", "number", "rate",
    "score", "share",
]  # fmt: skip


SAY_WHICH = "Another one: say which."
"""The definition of an option `other` behind which a text stands."""


@attrs.frozen
class Option:
    """One word of a choice, its definition, the theory it comes from and other spellings."""

    word: str
    definition: str
    theory: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()


class Choice:
    """One of some words. An open one takes any other word too."""

    __slots__ = ("name", "options", "words")

    def __init__(self, name: str, *options: tuple[str, ...]) -> None:
        """Options are `(word, definition, theory id, synonym, …)`."""
        self.name = name
        self.options = tuple(Option(o[0], o[1], o[2:3] if o[2:3] != ("",) else (), o[3:]) for o in options)
        self.words = {word: option.word for option in self.options for word in (option.word, *option.synonyms)}

    @property
    def shows(self) -> str:
        """How it is written."""
        words = [option.word for option in self.options]
        if len(words) == 1:
            return f"`{words[0]}`"
        return ", ".join(f"`{word}`" for word in words[:-1]) + f" or `{words[-1]}`"

    def fits(self, value: Value) -> bool:
        return value.kind == WORD and self._known(value.text) is not None

    def _known(self, text: str) -> str | None:
        return self.words.get(text) or self.words.get(plain_word(text))

    def read(self, reader: Reader) -> str:
        value = reader.take(WORD)
        if value is None:
            self._expected(reader)
        word = self._known(value.text)
        if reader.at < len(reader.values) and reader.values[reader.at].kind == WORD:
            self._several_words(reader, value)
        if word is None:
            self._among_others(reader, value)
            meant = closest(value.text, tuple(self.words))
            meant = self.words[meant] if meant else None
            raise Misread(
                "TYP101", f"`{value.text}` is no {self.name}", value.start, value.end,
                help=(f"did you mean `{meant}`? " if meant else "")
                + f"choose {self.shows}" + self._in_own_words(value),
                fix=reader.replace(f"write `{meant}`", value.start, value.end, meant)
                if meant and not is_faint(value.text, meant) else None,
            )  # fmt: skip
        if word != value.text:
            reader.respelled[value.start] = word
        return word

    def _in_own_words(self, value: Value) -> str:
        """How to write a word of one's own, where the option `other` asks to say which."""
        asks = any(option.word == "other" and option.definition == SAY_WHICH for option in self.options)
        return f'; in your own words: `other "{value.text}"`' if asks else ""

    def _expected(self, reader: Reader) -> NoReturn:
        """Ends the reading where no word stands: it may stand in quotes, or be missing before a text."""
        value = reader.token
        if value is not None and value.kind == TEXT:
            word = self._known(decode(value))
            if word is not None:
                reader.should_be("TYP101", f"{article(self.name)} {self.name} stands without quotes", value.start,
                                 value.end, word)  # fmt: skip
        help = "write one of these words first, without quotes" if value is not None and value.kind == TEXT else ""
        reader.expected("TYP101", f"{article(self.name)} {self.name}: {self.shows}", help=help)

    def _several_words(self, reader: Reader, value: Value) -> None:
        """Ends the reading where a word is written with blanks in place of its hyphens: `long term`."""
        for count in (3, 2):
            words = reader.values[reader.at - 1 : reader.at - 1 + count]
            if len(words) == count and all(each.kind == WORD for each in words):
                meant = self._known("-".join(each.text for each in words))
                if meant is not None:
                    end = words[-1].end
                    said = as_written(words)
                    raise Misread("TYP101", f"`{said}` is one word here", value.start, end, help=f"write `{meant}`",
                                  fix=reader.replace(f"write `{meant}`", value.start, end, meant))  # fmt: skip


    def _among_others(self, reader: Reader, value: Value) -> None:
        """Ends the reading where a word that is known stands among others: `customer lifetime value`."""
        words = list(takewhile(lambda each: each.kind == WORD, reader.values[reader.at - 1 :]))
        for count in (3, 2, 1) if len(words) > 1 else ():
            for first in range(len(words) - count + 1):
                meant = self._known("-".join(each.text for each in words[first : first + count]))
                if meant is not None and words[first + count - 1].text not in reader.words:
                    said = as_written(words)
                    raise Misread("TYP101", f"`{said}` is no {self.name}", value.start, words[-1].end,
                                  help=f"did you mean `{meant}`? choose {self.shows}")  # fmt: skip


class _Flag:
    shows = "the word alone"

    def fits(self, value: Value) -> bool:
        return False

    def read(self, reader: Reader) -> bool:
        value = reader.token
        if value is None:
            return True
        return YES_NO.read(reader) == "yes"


class _Text:
    shows = "a text in quotes"

    def fits(self, value: Value) -> bool:
        return value.kind == TEXT or value.kind == LONG

    def read(self, reader: Reader) -> str:
        value = reader.take(TEXT) or reader.take(LONG)
        if value is None:
            _quote_it(reader)
        return decode(value)


def _quote_it(reader: Reader) -> NoReturn:
    """Ends the reading where words stand without the quotes that make them a text."""
    value = reader.token
    if value is None:
        reader.expected("TYP102", "a text in quotes", example='note "…"')
    values = [value]
    for following in reader.values[reader.at + 1 :]:
        if following.kind in (TEXT, LONG) or (following.kind == WORD and following.text in reader.words):
            break
        values.append(following)
    text = encode(as_written(values))
    raise Misread(
        "TYP102", "a text stands in quotes", value.start, values[-1].end, help=f"write `{text}`",
        fix=reader.replace("put it in quotes", value.start, values[-1].end, text),
    )  # fmt: skip


class _Id:
    """A new id in the head of a block."""

    shows = "an id of your own"

    def fits(self, value: Value) -> bool:
        return value.kind == WORD

    def read(self, reader: Reader) -> str:
        value = reader.take(WORD)
        if value is None:
            reader.expected("TYP113", "an id")
        if "." in value.text:
            raise Misread(
                "TYP113", f"a new id has no dot: `{value.text}`", value.start, value.end,
                help="a dot leads to a block inside another; write the last part alone",
            )  # fmt: skip
        return value.text if value.text.isascii() else unicodedata.normalize("NFC", value.text)


class _Word:
    """A word that names something outside the model: a figure, a rule."""

    def __init__(self, shows: str) -> None:
        self.shows = shows

    def fits(self, value: Value) -> bool:
        return value.kind == WORD

    def read(self, reader: Reader) -> str:
        value = reader.take(WORD)
        if value is None:
            reader.expected("TYP101", self.shows)
        return value.text


class _Date:
    shows = "a date such as `2027-01-31`"

    def fits(self, value: Value) -> bool:
        return value.kind == DATE

    read = staticmethod(read_date)


class _When:
    shows = "a date or a period such as `month 6`"

    def fits(self, value: Value) -> bool:
        return value.kind == DATE or value.kind == WORD

    read = staticmethod(read_when)


@attrs.frozen
class Compared:
    """An operator and a number: `>= 3`."""

    number: Number

    @property
    def shows(self) -> str:
        """How it is written."""
        return "a comparison such as `>= 3`"

    def fits(self, value: Value) -> bool:
        return value.kind == OPERATOR

    def read(self, reader: Reader) -> Any:
        return read_comparison(reader, self.number)


@attrs.frozen
class Ref:
    """The name of a block of one of these kinds, or of any where there are none: its id, or its title in quotes.

    `apart_from` is the kind of the block where it stands, if that block can't name itself.
    """

    kinds: tuple[str, ...]
    apart_from: str = ""

    @property
    def shows(self) -> str:
        """How it is written."""
        named = kinds_in_words(self.kinds)
        return f"the id of {article(named)} {named}"

    def fits(self, value: Value) -> bool:
        return value.kind == WORD or value.kind == TEXT

    def read(self, reader: Reader) -> Reference:
        value = reader.take(WORD) or reader.take(TEXT)
        if value is None:
            reader.expected("REF201", self.shows)
        found = reader.names.resolve(value, self.kinds, reader)
        if self.apart_from and reader.scope and found.key == (self.apart_from, reader.scope[0]):
            declared = Related(reader.names.declared_at(found), "it is this one")
            raise Misread("REF206", f"{article(found.kind)} {found.kind} can't name itself here", value.start,
                          value.end, help=f"name another {found.kind}", related=(declared,))  # fmt: skip
        return found


@attrs.frozen
class RefOr:
    """A block of one of these kinds, or something else: a word of a choice, or a text."""

    ref: Ref
    other: Any

    @property
    def shows(self) -> str:
        """How it is written."""
        return f"{self.ref.shows}, or {self.other.shows}"

    def fits(self, value: Value) -> bool:
        return self.ref.fits(value) or bool(self.other.fits(value))

    def read(self, reader: Reader) -> Any:
        value = reader.token
        if value is not None and (self.other.fits(value) or self._is_near(value)) and not reader.names.knows(
            value, self.ref.kinds, reader
        ):
            return self.other.read(reader)
        return self.ref.read(reader)

    def _is_near(self, value: Value) -> bool:
        """Whether a word is a slip of one of the choice."""
        return isinstance(self.other, Choice) and value.kind == WORD and bool(
            closest(value.text, tuple(self.other.words)))  # fmt: skip


class _Label:
    """A short name of something that the model does not declare: a word, or a text in quotes."""

    shows = "a word, or a text in quotes"

    def fits(self, value: Value) -> bool:
        return value.kind in (WORD, TEXT)

    def read(self, reader: Reader) -> str:
        value = reader.take(WORD)
        return value.text if value is not None else TEXT_VALUE.read(reader)


class _Currency:
    shows = "a currency such as `EUR`"

    def fits(self, value: Value) -> bool:
        return value.kind == WORD

    def read(self, reader: Reader) -> str:
        value = reader.take(WORD)
        if value is not None and value.text in CURRENCIES:
            return value.text
        value = value or reader.token
        if value is None:
            reader.expected("TYP104", self.shows)
        from canvasdsl.model.units import meant_currency

        meant = CURRENCY_SIGNS.get(value.text) or meant_currency(reader, value.text)
        if meant:
            reader.should_be("TYP104", f"`{value.text}` is no currency", value.start, value.end, meant)
        raise Misread("TYP104", f"`{value.text}` is no currency", value.start, value.end,
                      help="write its three letters, such as `EUR` or `USD`")  # fmt: skip


YES_NO = Choice("answer", ("yes", "It holds."), ("no", "It does not hold."))
FLAG = _Flag()
TEXT_VALUE = _Text()
ID = _Id()
NAME = _Word("the name of a figure")
LABEL = _Label()
CURRENCY = _Currency()
CODE = _Word("the code of a rule such as `BMC101`")
PATH = TEXT_VALUE
DATE_VALUE = _Date()
WHEN = _When()


def count(example: str, *, per: str = "never") -> Number:
    """So many of something, with or without its noun."""
    return Number("count", per, least=0, example=example)


def money(example: str, *, per: str = "may", least: float | None = None) -> Number:
    """An amount in a currency."""
    return Number("money", per, least=least, example=example)


def share(example: str, *, least: float | None = 0, most: float | None = 100) -> Number:
    """A percentage without a period."""
    return Number("share", "never", least, most, example=example)


def rate(example: str, *, least: float | None = 0, most: float | None = 100) -> Number:
    """A percentage per period."""
    return Number("share", "period", least, most, example=example)


def duration(example: str) -> Number:
    """A length of time."""
    return Number("duration", "never", least=0, example=example)


def score(least: int, most: int) -> Number:
    """A mark on a scale without unit."""
    return Number("score", "never", least, most, example=str(most - 1))


def number(example: str, *, least: float | None = None, most: float | None = None) -> Number:
    """A plain number of any unit."""
    return Number("any", "may", least, most, example=example)
