"""By what the market is divided, and into which groups: a tree from the market to its segments and what is said of
each on each basis; where a strategy goes by a basis that a segment does not describe, that is a gap."""

from collections.abc import Sequence
from typing import Any

import attrs

from canvasdsl.model.canvas import Canvas
from canvasdsl.rules.together import keys
from canvasdsl.views.drawing import SMALL, Datasheet, Drawing
from canvasdsl.views.kit.graph_cards import Card, card_height, put_card
from canvasdsl.views.kit.paper import Paper, Said, badge_of, bold, capital, field_of, stack
from canvasdsl.views.subject import Subject, Undrawn, View

__all__ = ["BASES", "VIEW", "Branch", "branches_of"]

BASES = (("geographic", "geographic"), ("demographic", "demographic"), ("psychographic", "psychographic"),
         ("behavioural", "behavioural"), ("needs", "needs"), ("value", "worth"),
         ("firmographic", "firmographic"))  # fmt: skip
"""The bases of segmentation with the attributes of a segment that describe it on them."""
_ROOT, _GROUP, _BASIS, _STEM = 78.0, 132.0, 70.0, 16.0
_BETWEEN = 9.0
_WHO = frozenset(("geographic", "demographic", "firmographic"))
"""The bases that say who people are, and not why they buy."""


@attrs.frozen(kw_only=True)
class Branch:
    """A segment by its number, with what is said of it on each basis, and the bases by which strategies go that it does
    not describe, each with the first of those strategies."""

    number: int
    segment: Any
    bases: tuple[tuple[str, tuple[str, ...]], ...]
    lacking: tuple[tuple[str, Any], ...]


def branches_of(canvas: Canvas) -> tuple[Branch, ...]:
    """All segments in the order of the file."""
    found = []
    for number, segment in enumerate(canvas.segments):
        bases = tuple((word, getattr(segment, attribute)) for word, attribute in BASES if getattr(segment, attribute))
        said = {word for word, _ in bases}
        lacking: dict[str, Any] = {}
        for strategy in canvas.strategies:
            if strategy.type == "segmentation" and segment.key is not None and segment.key in keys(strategy.targets):
                for word in strategy.bases:
                    if word not in said:
                        lacking.setdefault(word, strategy)
        found.append(Branch(number=number, segment=segment, bases=bases, lacking=tuple(lacking.items())))
    return tuple(found)


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    found = branches_of(subject.canvas)
    if not any(branch.bases for branch in found):
        raise Undrawn(subject.words("segmentation.needs"))
    paper = Paper()
    y, middles = 0.0, []
    for branch in found:
        leaves = _leaves(subject, branch, paper.width - _ROOT - _GROUP - 2 * _STEM)
        card = _group(subject, branch)
        tall = max(card_height(card, _GROUP), leaves.height)
        middle = y + tall / 2
        put_card(paper, card, (_ROOT + _STEM + _GROUP / 2, middle), _GROUP)
        if leaves.shapes:
            x = _ROOT + _STEM + _GROUP
            paper.line((x, middle), (x + _STEM / 2, middle), tone="grey", width=0.8)
            paper.line((x + _STEM / 2, y), (x + _STEM / 2, y + tall), tone="grey", width=0.8)
            paper.put(leaves, x + _STEM, y + (tall - leaves.height) / 2)
        middles.append(middle)
        y += tall + _BETWEEN
    _root(subject, paper, middles)
    notes = tuple(_notes(subject))
    return subject.drawing("segmentation", paper, title=_title(subject, found), notes=notes, texts=paper.authors,
                           description=_description(subject, found), table=_table(subject, found))  # fmt: skip


def _root(subject: Subject, paper: Paper, middles: Sequence[float]) -> None:
    """The whole market, joined with its groups."""
    middle, stem = (middles[0] + middles[-1]) / 2, _ROOT + _STEM / 2
    card = Card(parts=(bold(subject.words("segmentation.market")),), fill="", line="soft", align="middle")
    room = card_height(card, _ROOT)
    middle = max(middle, room / 2)
    put_card(paper, card, (_ROOT / 2, middle), _ROOT)
    paper.line((_ROOT, middle), (stem, middle), tone="grey", width=0.8)
    paper.line((stem, min(middle, middles[0])), (stem, max(middle, middles[-1])), tone="grey", width=0.8)
    for each in middles:
        paper.line((stem, each), (_ROOT + _STEM, each), tone="grey", width=0.8)


def _group(subject: Subject, branch: Branch) -> Card:
    segment = branch.segment
    parts = [bold(segment.name, field_of(segment), badges=(badge_of(branch.number),))]
    if segment.size is not None:
        parts.append(Said(subject.say.quantity(segment.size), tone="soft"))
    return Card(parts=tuple(parts), idea=segment.is_idea)


def _leaves(subject: Subject, branch: Branch, width: float) -> Paper:
    """Each basis with what is said on it, then those that are missing."""
    paper, y = Paper(width), 0.0
    field = field_of(branch.segment)
    for word, texts in branch.bases:
        label = paper.text(0, y, _basis(subject, word), width=_BASIS - 6, size=SMALL, tone="faint")
        end = stack(paper, _BASIS, y, width - _BASIS, [Said(text, field) for text in texts])
        y = max(end, label.y + label.height) + 2
    for word, strategy in branch.lacking:
        label = paper.text(0, y, _basis(subject, word), width=_BASIS - 6, size=SMALL, tone="faint")
        lacks = subject.words("segmentation.lacks", name=strategy.name)
        said = Said(lacks, field_of(strategy), tone="soft", sign="gap")
        y = max(stack(paper, _BASIS, y, width - _BASIS, [said]), label.y + label.height) + 2
    return paper


def _basis(subject: Subject, word: str) -> str:
    return capital(subject.say.choice("basis of segmentation", word))


def _notes(subject: Subject) -> list[str]:
    """The strategies that go by bases."""
    return [subject.words("segmentation.strategy", name=strategy.name,
                          list=subject.say.join([subject.say.choice("basis of segmentation", word)
                                                 for word in strategy.bases]))
            for strategy in subject.canvas.strategies
            if strategy.type == "segmentation" and strategy.bases and not strategy.is_idea][:3]  # fmt: skip


def _title(subject: Subject, found: tuple[Branch, ...]) -> str:
    say = subject.say
    decided = [branch for branch in found if not branch.segment.is_idea]
    if not any(branch.bases for branch in decided):
        decided = list(found)
    lacking = [branch for branch in decided if branch.lacking]
    if lacking:
        word, strategy = lacking[0].lacking[0]
        return subject.words("segmentation.title_lacking", name=lacking[0].segment.name, strategy=strategy.name,
                             basis=say.choice("basis of segmentation", word))  # fmt: skip
    shallow = [branch.segment.name for branch in decided if branch.bases and {word for word, _ in branch.bases} <= _WHO]
    if shallow:
        return subject.counted("segmentation.title_who", len(shallow), names=say.join(say.shortened(shallow)))
    used = [word for word, _ in BASES if any(word in dict(branch.bases) for branch in decided)]
    names = say.join(say.shortened([say.choice("basis of segmentation", word) for word in used]))
    return subject.counted("segmentation.title", len(decided), list=names)


def _description(subject: Subject, found: tuple[Branch, ...]) -> str:
    say = subject.say
    parts = [subject.words("segmentation.description")]
    for branch in found[:4]:
        if branch.bases:
            words = [say.choice("basis of segmentation", word) for word, _ in branch.bases]
            parts.append(subject.words("segmentation.one", name=branch.segment.name, list=say.join(words)))
    return " ".join(parts)


def _table(subject: Subject, found: tuple[Branch, ...]) -> Datasheet:
    columns = tuple(subject.words(f"segmentation.column.{key}") for key in ("segment", "basis", "text"))
    rows = [(branch.segment.name, _basis(subject, word), subject.wording("brief.list.separator").join(texts))
            for branch in found for word, texts in branch.bases]  # fmt: skip
    rows += [(branch.segment.name, _basis(subject, word), subject.words("segmentation.lacks", name=strategy.name))
             for branch in found for word, strategy in branch.lacking]  # fmt: skip
    return Datasheet(columns=columns, rows=tuple(rows))


VIEW = View(name="segmentation", register=(), theory=("T-SEG-1", "T-STR-1"), title="By what the market is divided, and "
            "into which groups", needs=("segment", "behavioural"), make=_make)  # fmt: skip
