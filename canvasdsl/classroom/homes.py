"""Where each line of the register lives in the product: words of the language, rules, figures, views.

What belongs to a figure or view that does not exist yet is listed as not built, under its id in the register.
"""

from functools import cache

import attrs

from canvasdsl import theory
from canvasdsl.figures.compute import KINDS
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.types import Choice, RefOr
from canvasdsl.model.vocabulary import classes
from canvasdsl.rules import RULES
from canvasdsl.theory.records import Entry
from canvasdsl.views.registry import VIEWS

__all__ = ["DERIVED", "PAGES", "Home", "all_homes", "homes_of"]

DERIVED = {
    "T-BMC-10": "the links between the blocks", "T-SEG-3": "what segments share and what not",
    "T-CRM-9": "the five steps, as far as the canvas shows them", "T-IDIC-0": "the four steps together",
    "T-RM-2": "types, bonds and contacts of a relationship", "T-ECO-8": "the sum over segments",
    "T-ECO-14": "prices, volumes and costs together", "T-EDU-2": "the order of the brief",
    "T-EDU-3": "the examples and starters",
}  # fmt: skip
"""Entries that need no words of their own, since they are read off what other words say: from what."""


@attrs.frozen
class Home:
    """One place where a line of the register is met.

    `kind` is `vocabulary`, `rule`, `figure`, `view` or `text`; `name` a word of the language (`segment.type niche`), a
    code, the name of a figure or view, or a few words. What is not `built` has the register's id as its name.
    """

    kind: str
    name: str
    built: bool = True


def homes_of(entry: Entry) -> tuple[Home, ...]:
    """All homes of an entry, words first; each once."""
    homes = [Home("vocabulary", name) for name in _words().get(entry.id, ())]
    if entry.id in DERIVED:
        homes.append(Home("text", DERIVED[entry.id]))
    codes = [code for check in entry.checks for code in check.by]
    codes += [rule.code for rule in RULES if entry.id in rule.theory]
    homes += [Home("rule", code) for code in codes]
    if entry.compute:
        homes += _figures(entry)
    if entry.draw:
        homes += [home for id in entry.draw.ids or (entry.id,) for home in _views(id)]
    return tuple(dict.fromkeys(homes))


def _figures(entry: Entry) -> list[Home]:
    """The figures that compute what the entry asks for: of each of its ids in the register, and those that cite it."""
    assert entry.compute is not None
    homes: list[Home] = []
    for id in entry.compute.ids:
        built = [Home("figure", kind.name) for kind in KINDS if id in kind.register]
        homes += built or [Home("figure", id, built=False)]
    homes += [Home("figure", kind.name) for kind in KINDS if entry.id in kind.theory]
    return homes or [Home("figure", entry.id, built=False)]


PAGES = {"D33": "theory --model", "T-EDU-2": "brief --audience class", "T-EDU-3": "gallery"}
"""Drawings that a command of its own makes."""


def _views(id: str) -> list[Home]:
    """The views that draw an id of the register, and the page of a command that does."""
    views = [view.name for view in VIEWS if id in view.register or id in view.theory]
    names = [*views, *([PAGES[id]] if id in PAGES else [])]
    return [Home("view", name) for name in names] or [Home("view", id, built=False)]


@cache
def _words() -> dict[str, tuple[str, ...]]:
    """By the id of an entry, the words of the language that cite it: blocks, properties, words of choices."""
    found: dict[str, dict[str, None]] = {}
    for cls in classes(Canvas):
        for id in cls.theory:
            found.setdefault(id, {})[cls.word] = None
        for field in cls.fields:
            name = f"{cls.word}.{field.name}" if field.place != "slot" and cls.word else cls.word or field.name
            for id in field.theory if field.entity is None else ():
                found.setdefault(id, {})[name] = None
            choice = field.type.other if isinstance(field.type, RefOr) else field.type
            if isinstance(choice, Choice):
                for option in choice.options:
                    for id in option.theory:
                        found.setdefault(id, {})[f"{name} {option.word}"] = None
    return {id: tuple(names) for id, names in found.items()}


def all_homes() -> tuple[tuple[Entry, tuple[Home, ...]], ...]:
    """Every entry of the register with its homes, in order."""
    return tuple((entry, homes_of(entry)) for entry in theory.entries())
