"""The CRM value chain as an arrow (D13): conditions above, stages below, customer profitability at the tip, marks."""

from collections.abc import Iterator
from typing import Any

import attrs

from canvasdsl.model.crm import Condition, CoreProcess, Enabler, PrimaryStage
from canvasdsl.model.types import Choice
from canvasdsl.model.vocabulary import table_of
from canvasdsl.views.drawing import BODY, HEAT, Datasheet, Drawing
from canvasdsl.views.kit.grids import Cell, Row, table
from canvasdsl.views.kit.paper import DASHED, Paper, Said, badge_of, bold, capital, field_of, stack
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.told import told
from canvasdsl.views.typeset import SEMIBOLD

__all__ = ["VIEW", "Chain", "Link", "chain_of"]

_TIP = 70.0
_NAME, _MARK = 108.0, 42.0
_BEST = 5
_EDITIONS: dict[str, tuple[tuple[type[Any], str], tuple[type[Any], str]]] = {
    "classic": ((Condition, "conditions"), (PrimaryStage, "stages")),
    "updated": ((Enabler, "enablers"), (CoreProcess, "processes")),
}


@attrs.frozen(kw_only=True)
class Link:
    """A part of the chain by its word, and what is said of it; `None` where nothing is."""

    word: str
    choice: str
    part: Any

    @property
    def mark(self) -> float | None:
        """How well it stands, from 0 to 5; an idea has no mark."""
        part = self.part
        return None if part is None or part.is_idea or part.score is None else float(part.score.value)


@attrs.frozen(kw_only=True)
class Chain:
    """The conditions above and the stages below, all of those that the edition has."""

    above: tuple[Link, ...]
    below: tuple[Link, ...]

    @property
    def links(self) -> tuple[Link, ...]:
        """All parts."""
        return (*self.above, *self.below)

    @property
    def missing(self) -> tuple[Link, ...]:
        """Those of which nothing is said."""
        return tuple(each for each in self.links if each.part is None)

    @property
    def weakest(self) -> tuple[Link, ...]:
        """Those with the lowest mark."""
        marks = [each.mark for each in self.links if each.mark is not None]
        return tuple(each for each in self.links if marks and each.mark == min(marks))


def chain_of(value_chain: Any) -> Chain:
    """The parts of a value chain in the order of its edition: the one that it names, else the one that it writes in."""
    written = bool(value_chain.processes or value_chain.enablers) and not (value_chain.stages or value_chain.conditions)
    above, below = _EDITIONS[value_chain.edition or ("updated" if written else "classic")]
    return Chain(above=_links(value_chain, *above), below=_links(value_chain, *below))


def _links(value_chain: Any, cls: type[Any], attribute: str) -> tuple[Link, ...]:
    choice = next(field.type for field in table_of(cls).slots if field.attribute == "part")
    assert isinstance(choice, Choice)
    said = {each.part: each for each in reversed(getattr(value_chain, attribute))}
    return tuple(Link(word=option.word, choice=choice.name, part=said.get(option.word)) for option in choice.options)


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    value_chain = subject.canvas.value_chain
    if value_chain is None or value_chain.is_idea:
        raise Undrawn(subject.words("value-chain.needs"))
    chain = chain_of(value_chain)
    paper = Paper()
    body = paper.width - _TIP
    above = [Row(cells=_bar(subject, each)) for each in chain.above]
    middle = table(paper, 0, [Cell()] * 3, above, widths=(_NAME, _MARK, body - _NAME - _MARK))
    wide = body / len(chain.below)
    stages = [Row(cells=tuple(_stage(subject, each) for each in chain.below)),
              Row(cells=tuple(Cell(tuple(_evidence(subject, each))) for each in chain.below))]  # fmt: skip
    bottom = max(120.0, table(paper, middle + 3, [Cell()] * len(chain.below), stages, widths=[wide] * len(chain.below)))
    for number in range(1, len(chain.below)):
        paper.line((number * wide, middle + 3), (number * wide, bottom), tone="line", width=0.6)
    paper.line((0, 0), (body, 0), (paper.width, bottom / 2), (body, bottom), (0, bottom), (0, 0), tone="soft",
               width=1.2)  # fmt: skip
    paper.line((body, 0), (body, bottom), tone="line", width=0.6)
    tip = Paper(_TIP - 16)
    end = stack(tip, 0, 0, tip.width, [bold(subject.words("value-chain.tip"))], align="middle")
    paper.put(tip, body + 2, bottom / 2 - end / 2)
    stack(paper, 0, bottom + 8, paper.width, _below(subject, value_chain, chain))
    return subject.drawing("value-chain", paper, title=_title(subject, chain), description=_description(subject, chain),
                           table=_table(subject, chain), texts=paper.authors)  # fmt: skip


def _bar(subject: Subject, link: Link) -> tuple[Cell, ...]:
    """A condition across all stages."""
    return (_name(subject, link), _mark(subject, link), Cell(tuple(_evidence(subject, link))))


def _stage(subject: Subject, link: Link) -> Cell:
    """The name and the mark of a stage."""
    name = bold(capital(subject.say.choice(link.choice, link.word)))
    if link.part is None:
        return Cell((name,), line="soft", dash=DASHED)
    mark = (Said(_score(subject, link)),) if link.mark is not None else ()
    return Cell((name, *mark), fill=_heat(link), line="soft" if link.part.is_idea else "",
                dash=DASHED if link.part.is_idea else ())  # fmt: skip


def _below(subject: Subject, value_chain: Any, chain: Chain) -> Iterator[Said]:
    """What the chain leads to; and which segments are worth a strategy (Buttle 2004), where it says whom to serve."""
    say = subject.say
    if value_chain.profitability:
        words = subject.words("value-chain.leads_to", text=value_chain.profitability)
        yield Said(words, field_of(value_chain), size=BODY)
    above = 6.0
    for number, segment in enumerate(subject.canvas.segments):
        if segment.significance and any(each.word == "portfolio-analysis" for each in chain.below):
            why = say.join([say.choice("strategic significance", each) for each in segment.significance])
            text = say.wording("brief.list.detail", head=segment.name, detail=why)
            yield Said(text, field_of(segment), tone="soft", badges=(badge_of(number),), above=above)
            above = 0.0


def _name(subject: Subject, link: Link) -> Cell:
    return Cell((bold(capital(subject.say.choice(link.choice, link.word))),))


def _mark(subject: Subject, link: Link) -> Cell:
    if link.mark is None:
        return Cell()
    return Cell((Said(_score(subject, link), weight=SEMIBOLD),), fill=_heat(link), align="middle")


def _heat(link: Link) -> str:
    return "" if link.mark is None else HEAT[max(0, int(link.mark) - 1)]


def _score(subject: Subject, link: Link) -> str:
    return subject.wording("brief.number.score", value=subject.say.amount(link.mark or 0), most=_BEST)


def _evidence(subject: Subject, link: Link) -> list[Said]:
    """What is said of a part."""
    part = link.part
    if part is None:
        return [Said(subject.words("value-chain.nothing"), tone="alarm", sign="gap")]
    head = [Said(part.text, field_of(part))] if part.text else []
    return [*head, *told(subject.say, part, skip=("score",))]


def _title(subject: Subject, chain: Chain) -> str:
    say, count = subject.say, len(chain.links)
    if chain.missing:
        return subject.counted("value-chain.title_missing", len(chain.missing), total=say.whole(count),
                               part=say.choice(chain.missing[0].choice, chain.missing[0].word))  # fmt: skip
    if chain.weakest and len(chain.weakest) < count:
        parts = say.groups(say.shortened([say.choice(each.choice, each.word) for each in chain.weakest]))
        return subject.words("value-chain.title_weakest", parts=parts, mark=_score(subject, chain.weakest[0]))
    return subject.words("value-chain.title")


def _description(subject: Subject, chain: Chain) -> str:
    say = subject.say
    marks = [subject.words("value-chain.marked", part=say.choice(each.choice, each.word), mark=_score(subject, each))
             for each in chain.links if each.mark is not None]  # fmt: skip
    parts = [subject.words("value-chain.description")]
    if marks:
        parts.append(subject.words("value-chain.marks", list=say.join(marks)))
    mean = subject.figure("value-chain-score", subject.canvas.value_chain)
    if mean is not None and mean.value is not None:
        parts.append(subject.words("value-chain.mean", mark=say.amount(mean.value)))
    return " ".join(parts)


def _table(subject: Subject, chain: Chain) -> Datasheet:
    columns = tuple(subject.words(f"value-chain.{key}") for key in ("part", "mark", "shown"))
    rows = []
    for link in chain.links:
        shown = subject.wording("brief.list.inside").join(said.text for said in _evidence(subject, link))
        rows.append((capital(subject.say.choice(link.choice, link.word)),
                     "" if link.mark is None else _score(subject, link), shown))  # fmt: skip
    return Datasheet(columns=columns, rows=tuple(rows))


VIEW = View(name="value-chain", register=("D13",), title="The CRM value chain, its marks and its weakest part",
            needs=("value-chain",), make=_make)  # fmt: skip
