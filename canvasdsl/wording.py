"""The words that the program itself writes on posters, briefs and pages: a catalogue for each language.

A catalogue is TOML: sections of texts (`poster.attribution`), with `{name}` where a value goes in, and tables of plural
forms (`one`, `other`, …) for texts that count. A key that is not there is a bug of ours and raises `KeyError`.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

import attrs

from canvasdsl import resources

__all__ = ["LANGUAGES", "Wording", "grouped_from", "load_wording", "parse_wording", "plural_form", "pseudo"]

LANGUAGES = ("en", "de", "es", "fr", "pt")
"""The languages that have a catalogue in `templates/wording/`."""

_PLURAL_FORMS = frozenset({"zero", "one", "two", "few", "many", "other"})
_ONE_OF_NONE = frozenset({"fr", "pt"})
"""The languages in which nothing is singular: `0 client`."""
_MILLIONS_OF = frozenset({"es", "fr", "it", "pt"})
"""The languages in which whole millions are followed by `of`: `1.000.000 de clientes`."""
_GROUPED_FROM = {"es": 5}
"""The number of digits from which numbers are grouped (Unicode CLDR, `minimumGroupingDigits` and three); else four."""
_SOUNDS_AS_I = re.compile(r"\W*(?:[ií]|hi(?![aeou]))", re.IGNORECASE)
_PLACE = re.compile(r"\{([a-z_]+)\}")


@attrs.frozen
class Wording:
    """The catalogue of one language: a text for each key, or its plural forms. `direction` is `ltr` or `rtl`."""

    language: str
    texts: Mapping[str, str | Mapping[str, str]]

    def __call__(self, key: str, /, **values: object) -> str:
        """The text of `key` with `values` in their places."""
        return _fill(key, self.pattern(key), values)

    def pattern(self, key: str) -> str:
        """The text of `key` with its places open, for those who fill them later."""
        text = self.texts[key]
        if not isinstance(text, str):
            raise KeyError(f"{key} has plural forms: use count")
        return text

    def count(self, key: str, number: int, /, **values: object) -> str:
        """The plural form of `key` for `number`; the place `{count}` shows the number unless `values` say how."""
        forms = self.texts[key]
        if isinstance(forms, str):
            raise KeyError(f"{key} has no plural forms")
        text = forms.get(plural_form(self.language, number), forms["other"])
        if not number and set(_PLACE.findall(text)) < set(_PLACE.findall(forms["other"])):
            # Where nothing is singular (French, Portuguese), a text that says `one` in words would be wrong of none.
            text = forms["other"]
        return _fill(key, text, {"count": number} | values)

    def joined(self, key: str, /, first: str, last: str) -> str:
        """The text of `key` with the end of a list: in Spanish `y` is `e` before the sound of i (`padres e hijos`)."""
        pattern = self.pattern(key)
        if self.language == "es" and _SOUNDS_AS_I.match(last):
            pattern = pattern.replace(" y {last}", " e {last}")
        return _fill(key, pattern, {"first": first, "last": last})

    def keys(self, section: str) -> Iterator[str]:
        """The keys below `section`, in the order of the catalogue."""
        return iter(self._sections.get(section, ()))

    @cached_property
    def _sections(self) -> dict[str, list[str]]:
        """The keys below each section, and below those in it."""
        found: dict[str, list[str]] = {}
        for key in self.texts:
            section = key
            while section := section.rpartition(".")[0]:
                found.setdefault(section, []).append(key)
        return found

    @cached_property
    def direction(self) -> str:
        """The direction in which the language is written."""
        return "rtl" if self.language in ("ar", "fa", "he", "ur") else "ltr"


def load_wording(language: str = "en") -> Wording:
    """The catalogue of `language`, one of `LANGUAGES`: `LANGUAGE.toml`, and a file in its folder for each family of
    views."""
    if language not in LANGUAGES:
        raise KeyError(f"no catalogue for the language {language}")
    texts: dict[str, str | Mapping[str, str]] = {}
    for file in (resources.path(f"templates/wording/{language}.toml"),
                 *sorted(resources.path(f"templates/wording/{language}").glob("*.toml"))):  # fmt: skip
        texts.update(parse_wording(file.read_text(encoding="utf-8"), language=language).texts)
    return Wording(language, texts)


def parse_wording(text: str, *, language: str) -> Wording:
    """The catalogue that the TOML `text` holds."""
    return Wording(language, dict(_flatten("", tomllib.loads(text))))


def pseudo(wording: Wording) -> Wording:
    """The same catalogue with every text marked (`⟦…⟧`), so that a test finds words that do not come from it."""
    marked: dict[str, str | Mapping[str, str]] = {}
    for key, text in wording.texts.items():
        marked[key] = _mark(text) if isinstance(text, str) else {form: _mark(one) for form, one in text.items()}
    return Wording(wording.language, marked)


def plural_form(language: str, number: int) -> str:
    """The plural category of a whole number (Unicode CLDR, cardinal): a name such as `one` or `other`."""
    if number == 1 or (number == 0 and language in _ONE_OF_NONE):
        return "one"
    return "many" if language in _MILLIONS_OF and number and number % 1_000_000 == 0 else "other"


def grouped_from(language: str) -> int:
    """The number of digits from which the language groups them: four, or five where `2027` and `1860` look alike."""
    return _GROUPED_FROM.get(language, 4)


def _flatten(prefix: str, table: Mapping[str, Any]) -> Iterator[tuple[str, str | Mapping[str, str]]]:
    for name, value in table.items():
        key = f"{prefix}{name}"
        if isinstance(value, str) or ("other" in value and _PLURAL_FORMS.issuperset(value)):
            yield key, value
        else:
            yield from _flatten(f"{key}.", value)


def _fill(key: str, text: str, values: Mapping[str, object]) -> str:
    """One pass over the text, so that a brace in a value stays as it is."""
    def place(match: re.Match[str]) -> str:
        if match[1] not in values:
            raise KeyError(f"{key} needs a value for {match[1]}")
        return str(values[match[1]])

    return _PLACE.sub(place, text)


def _mark(text: str) -> str:
    return f"⟦{text}⟧"
