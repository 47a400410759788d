"""The register of the field as data: every concept with its definition, its sources, and what follows for a model.

The text stands beside this module, one TOML file for each part and `annex.toml` for what belongs to no single entry.
Nothing is read on import; `entry` reads the one part that it needs, and each file is read once.
"""

import functools
import re
from typing import TYPE_CHECKING, Any

from canvasdsl import resources

if TYPE_CHECKING:
    from canvasdsl.theory.records import Check, Computation, Drawing, Entry, Mention, RegisterRule, Work

__all__ = [
    "entry", "entries", "find", "questions",
    "register_rule", "register_rules", "computation", "computations", "drawing", "drawings",
    "Entry", "Work", "Check", "Mention", "RegisterRule", "Computation", "Drawing",
]

_FAMILIES = (
    ("CUS",), ("TYP",), ("SEG",), ("BMC",), ("REL",), ("SVC",), ("CRM", "IDIC", "VC", "RM"), ("STR", "LT", "BEN"),
    ("VAL", "SAT", "LOY", "ENG", "CEN"), ("CX", "JRN"), ("DYN", "MEA"), ("ECO",), ("EDU",),
)
"""The families of ids (`T-CUS-1` is of the family `CUS`) in each part, the first part first."""

_RECORDS = frozenset({"Check", "Computation", "Drawing", "Entry", "Mention", "RegisterRule", "Work"})


def entry(id: str) -> "Entry | None":
    """The entry called `id` (`T-BMC-4`), or None when the register has none of that name. Reads one part."""
    _, _, rest = id.partition("-")
    family = rest.partition("-")[0]
    for number, families in enumerate(_FAMILIES, start=1):
        if family in families:
            return _part(number).get(id)
    return None


def entries() -> "tuple[Entry, ...]":
    """All entries in the order of the register."""
    return tuple(found for number in range(1, len(_FAMILIES) + 1) for found in _part(number).values())


def find(text: str) -> "tuple[Entry, ...]":
    """The entries that somebody who types `text` may mean, the best first.

    An id in any case (`t-rel-5`) gives its entry, the beginning of one (`T-REL`) its family. Other text is compared
    with synonyms and titles as a whole, then word by word with synonyms, titles and definitions.
    """
    wanted = text.strip().upper()
    if wanted.startswith("T-"):
        exact = entry(wanted) or entry(wanted[:-1] + wanted[-1].lower())
        return (exact,) if exact else tuple(e for e in entries() if e.id.upper().startswith(wanted))
    phrase = _plain(text)
    words = _words(phrase)
    if not words:
        return ()
    ranked = [(_likeness(phrase, words, terms), e) for e, terms in _terms()]
    return tuple(e for likeness, e in sorted(ranked, key=lambda pair: -pair[0]) if likeness)


def questions(block: str) -> tuple[str, ...]:
    """The guiding questions of a block, by its word in the language (`segment`, `cost`); none for other words."""
    return tuple(_annex()["questions"].get(block, ()))


def register_rule(id: str) -> "RegisterRule | None":
    """The consistency rule called `id` (`R15`), or None."""
    return _register_rules().get(id)


def register_rules() -> "tuple[RegisterRule, ...]":
    """All consistency rules, in order of teaching value."""
    return tuple(_register_rules().values())


def computation(id: str) -> "Computation | None":
    """The computation called `id` (`C16`), or None."""
    return _computations().get(id)


def computations() -> "tuple[Computation, ...]":
    """All computations in the order of the register."""
    return tuple(_computations().values())


def drawing(id: str) -> "Drawing | None":
    """The drawing called `id` (`D05`), or None."""
    return _drawings().get(id)


def drawings() -> "tuple[Drawing, ...]":
    """All drawings in the order of the register."""
    return tuple(_drawings().values())


def __getattr__(name: str) -> Any:
    """The classes of the records; building them takes longer than all the rest, so it waits until somebody asks."""
    if name in _RECORDS:
        from canvasdsl.theory import records

        return getattr(records, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


# Reading


def _read(name: str) -> dict[str, Any]:
    import tomllib

    return tomllib.loads(resources.read_text(f"theory/{name}"))


@functools.cache
def _part(number: int) -> "dict[str, Entry]":
    data = _read(f"part-{number:02}.toml")
    return {raw["id"]: _entry(raw, data["title"]) for raw in data["entry"]}


def _entry(raw: dict[str, Any], part: str) -> "Entry":
    from canvasdsl.theory.records import Check, Entry, Work

    return Entry(
        id=raw["id"],
        title=raw["title"],
        part=part,
        synonyms=tuple(raw["synonyms"]),
        definition=raw["definition"],
        why=raw["why"],
        example=raw["example"],
        question=raw["question"],
        sources=tuple(Work(**source) for source in raw["sources"]),
        construct=raw["construct"],
        checks=tuple(
            Check(**{**check, "rules": tuple(check.get("rules", ())), "by": tuple(check.get("by", ()))})
            for check in raw["checks"]
        ),
        compute=_mention(raw.get("compute", {})),
        draw=_mention(raw.get("draw", {})),
    )


def _mention(raw: dict[str, Any]) -> "Mention":
    from canvasdsl.theory.records import Mention

    return Mention(ids=tuple(raw.get("ids", ())), text=raw.get("text", ""))


@functools.cache
def _annex() -> dict[str, Any]:
    return _read("annex.toml")


@functools.cache
def _register_rules() -> "dict[str, RegisterRule]":
    from canvasdsl.theory.records import RegisterRule

    return {raw["id"]: RegisterRule(**{**raw, "theory": tuple(raw["theory"])}) for raw in _annex()["rule"]}


@functools.cache
def _computations() -> "dict[str, Computation]":
    from canvasdsl.theory.records import Computation

    return {raw["id"]: Computation(**{**raw, "theory": tuple(raw["theory"])}) for raw in _annex()["computation"]}


@functools.cache
def _drawings() -> "dict[str, Drawing]":
    from canvasdsl.theory.records import Drawing

    return {raw["id"]: Drawing(**raw) for raw in _annex()["drawing"]}


# Finding: an entry's terms are its title and synonyms, and the words of title, of synonyms and of definition.

_SMALL = frozenset({
    "a", "an", "and", "are", "between", "by", "do", "doe", "for", "from", "how", "i", "in", "is", "it", "my", "of",
    "on", "or", "the", "to", "what", "which", "who", "why", "with",
})
"""Words that a question is asked with; `doe` is how `does` is compared."""

_Terms = tuple[str, frozenset[str], frozenset[str], frozenset[str], frozenset[str]]


@functools.cache
def _terms() -> "tuple[tuple[Entry, _Terms], ...]":
    return tuple((e, _terms_of(e)) for e in entries())


def _terms_of(e: "Entry") -> _Terms:
    title = _plain(e.title)
    synonyms = frozenset(_plain(synonym) for synonym in e.synonyms)
    of_synonyms = frozenset(word for synonym in synonyms for word in _words(synonym))
    return title, synonyms, _words(title), of_synonyms, _words(_plain(e.definition))


def _likeness(phrase: str, words: frozenset[str], terms: _Terms) -> float:
    """How well the terms answer: exact names before words, words of names before words of definitions; 0 is not."""
    title, synonyms, of_title, of_synonyms, of_definition = terms
    hits = [3 if w in of_title else 2 if w in of_synonyms else 1 if w in of_definition else 0 for w in words]
    if hits.count(0) * 2 > len(hits):  # fewer than half of the words are there at all
        return 0
    whole = 20 * (phrase in synonyms) + 10 * (phrase == title)
    return whole + sum(hits) / len(hits)


def _plain(text: str) -> str:
    """Names as they are compared: lower case, no hyphens or apostrophes, `-ize` as `-ise`, no plural `s`."""
    bare = re.sub(r"['’]", "", text.casefold()).replace("iz", "is")
    return " ".join(_singular(word) for word in re.findall(r"[\w%]+", bare))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _words(plain: str) -> frozenset[str]:
    """The words that carry meaning; all of them, when none does."""
    words = frozenset(plain.split())
    return words - _SMALL or words
