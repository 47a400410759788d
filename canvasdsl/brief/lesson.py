"""The article that a class reads: first the concept, then its categories, then the case, the model (T-EDU-2)."""

from collections.abc import Iterator
from typing import Any

from canvasdsl.brief.brief import Cell, Part, Passage, Row, Section, Table
from canvasdsl.brief.references import aside, pointing
from canvasdsl.model.common import BLOCKS
from canvasdsl.model.types import Choice
from canvasdsl.model.vocabulary import Field, table_of
from canvasdsl.views.phrasing import Phrasing

__all__ = ["categories_section", "concept_section"]


def concept_section(say: Phrasing) -> Section:
    """What a business model is, as nine questions with what answers them here."""
    words = say.wording
    columns = tuple(words(f"brief.concept.{key}") for key in ("block", "asks", "case"))
    rows = tuple(
        Row(head=words(f"poster.block.{word}"), cells=(Cell(lines=tuple(_questions(word, say))), _case(word, say)))
        for word in BLOCKS
    )
    table = Table(caption=words("brief.concept.caption"), columns=columns, rows=rows)
    said = Passage(sentences=(say.sentence("concept.says"),))
    pieces = (said, table, aside(pointing("poster", say, section="poster")))
    return Section(id="concept", title=words("brief.concept.title"), wide=True, parts=(Part(title="", pieces=pieces),))


def categories_section(say: Phrasing) -> Section | None:
    """The kinds of things in each block: those of this case with what belongs to them, and the others."""
    tables = tuple(table for word in BLOCKS if (table := _categories(word, say)) is not None)
    if not tables:
        return None
    said = Passage(sentences=(say.sentence("categories.says"),))
    return Section(id="categories", title=say.wording("brief.categories.title"), wide=True,
                   parts=(Part(title="", pieces=(said, *tables)),))  # fmt: skip


def _questions(word: str, say: Phrasing) -> Iterator[str]:
    return (say.wording(key) for key in say.wording.keys(f"poster.questions.{word}"))


def _case(word: str, say: Phrasing) -> Cell:
    names = [block.name for block in say.canvas.blocks(word)]
    if not names:
        return Cell(lines=(say.wording("brief.concept.open"),), mark="no")
    return Cell(lines=tuple(say.shortened(names)))


def _categories(word: str, say: Phrasing) -> Table | None:
    """The types of one block; `None` where it has none, or the case says of nothing which type it is."""
    blocks = say.canvas.blocks(word)
    field = next((each for each in table_of(type(blocks[0])).fields if each.name == "type"), None) if blocks else None
    choice = _choice(field) if field is not None else None
    if field is None or choice is None:
        return None
    belonging: dict[str, list[str]] = {}
    for block in blocks:
        for type_ in _types(getattr(block, field.attribute)):
            belonging.setdefault(type_, []).append(block.name)
    if not belonging:
        return None
    options = [option.word for option in choice.options]
    rows = [
        Row(head=say.choice(choice.name, each), cells=(Cell(lines=tuple(say.shortened(belonging[each]))),))
        for each in options if each in belonging
    ]  # fmt: skip
    others = [say.choice(choice.name, each) for each in options if each not in belonging]
    if others:
        line = say.wording("brief.list.separator").join(others)
        rows.append(Row(head=say.wording("brief.categories.others"), cells=(Cell(lines=(line,), mark="no"),)))
    columns = (say.wording("brief.categories.category"), say.wording("brief.concept.case"))
    return Table(caption=say.wording(f"poster.block.{word}"), columns=columns, rows=tuple(rows))


def _choice(field: Field) -> Choice | None:
    """The choice behind a property: its own, or that of the phrase which it takes."""
    if field.entity is None:
        return field.type if isinstance(field.type, Choice) else None
    slot = next(iter(table_of(field.entity).slots), None)
    return slot.type if slot is not None and isinstance(slot.type, Choice) else None


def _types(value: Any) -> Iterator[str]:
    for one in value if type(value) is tuple else (value,):
        word = one if isinstance(one, str) else getattr(one, "type", None)
        if word:
            yield word
