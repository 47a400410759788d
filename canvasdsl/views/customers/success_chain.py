"""From satisfaction to profit: the links that a model claims, each with what shows it (T-SAT-8).

The five parts stand in a row; a link to the next one is an arrow between them, a link that skips some is a bow above. A
whole arrow is measured, a dashed one is assumed, and what nobody claims is left blank.
"""

from typing import Any

import attrs

from canvasdsl.model.canvas import Canvas
from canvasdsl.views.drawing import SMALL, Datasheet, Drawing
from canvasdsl.views.kit.grids import Cell, Row, table
from canvasdsl.views.kit.paper import Paper, Said, bold, capital, field_of
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import SEMIBOLD

__all__ = ["PARTS", "VIEW", "Claim", "claims_of"]

PARTS = ("satisfaction", "repurchase", "loyalty", "share", "profit")
_NODE, _TALL, _LANE, _KEY = 66.0, 34.0, 17.0, 6.4


@attrs.frozen(kw_only=True)
class Claim:
    """A link from one part to another: the statements about it, each with its relationship."""

    start: int
    end: int
    statements: tuple[tuple[Any, Any], ...]

    @property
    def is_measured(self) -> bool:
        """Whether any of the statements is measured."""
        return any(link.basis == "measured" and not relationship.is_idea for relationship, link in self.statements)

    @property
    def is_step(self) -> bool:
        """Whether it leads to the part that comes next."""
        return self.end == self.start + 1


def claims_of(canvas: Canvas) -> tuple[Claim, ...]:
    """The links that relationships claim, in the order of the chain."""
    found: dict[tuple[int, int], list[tuple[Any, Any]]] = {}
    for relationship in canvas.relationships:
        for link in relationship.chain:
            if link.start is not None and link.end is not None and link.start != link.end:
                ends = (PARTS.index(link.start), PARTS.index(link.end))
                found.setdefault(ends, []).append((relationship, link))
    return tuple(Claim(start=start, end=end, statements=tuple(found[start, end])) for start, end in sorted(found))


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    found = claims_of(subject.canvas)
    if not found:
        raise Undrawn(subject.words("success-chain.needs"))
    paper = Paper()
    bottom = _chain(subject, paper, found)
    heads = [Cell(), *(Cell((bold(subject.words(f"success-chain.column.{key}"), tone="soft"),))
                       for key in ("link", "basis", "evidence"))]  # fmt: skip
    rows = [_row(subject, number, claim, relationship, link) for number, claim in enumerate(found, 1)
            for relationship, link in claim.statements]  # fmt: skip
    table(paper, bottom + 12, heads, rows, widths=(20.0, 130.0, 62.0, paper.width - 212.0))
    return subject.drawing("success-chain", paper, title=_title(subject, found), texts=paper.authors,
                           description=_description(subject, found), table=_table(subject, found))  # fmt: skip


def _chain(subject: Subject, paper: Paper, found: tuple[Claim, ...]) -> float:
    """The parts in a row, links between and above them with their numbers; returns how far down they reach."""
    gap = (paper.width - _NODE * len(PARTS)) / (len(PARTS) - 1)
    skipping = [claim for claim in found if not claim.is_step]
    top = len(skipping) * _LANE + (4 if skipping else 0)
    words = [capital(subject.say.choice("link of the success chain", part)) for part in PARTS]
    tall = max(_TALL, *(Paper().text(0, 0, word, width=_NODE - 8, size=SMALL, weight=SEMIBOLD).height + 10
                        for word in words))  # fmt: skip
    for number, word in enumerate(words):
        x = number * (_NODE + gap)
        paper.box(x, top, _NODE, tall, fill="wash", radius=3)
        paper.text(x + _NODE / 2, top + tall / 2, word, width=_NODE - 8, size=SMALL, weight=SEMIBOLD, align="middle",
                   middle=True)  # fmt: skip
    middle = top + tall / 2
    for number, claim in enumerate(found, 1):
        dash = () if claim.is_measured else (3, 2.2)
        if claim.is_step:
            x = claim.start * (_NODE + gap) + _NODE
            paper.line((x + 3, middle), (x + gap - 3, middle), tone="ink", width=1.1, dash=dash, head=5.5)
            _key(paper, number, x + gap / 2 - 2, middle)
            continue
        lane = skipping.index(claim)
        # Bows leave and arrive at places of their own, so that none lies on another.
        shift = (lane - (len(skipping) - 1) / 2) * min(8.0, (_NODE - 20) / max(1, len(skipping) - 1))
        start, end = (each * (_NODE + gap) + _NODE / 2 + shift for each in (claim.start, claim.end))
        level = top - (len(skipping) - lane) * _LANE + _LANE / 2 - 2
        paper.line((start, top), (start, level), (end, level), (end, top), tone="ink", width=1.1, dash=dash, head=5.5)
        _key(paper, number, (start + end) / 2, level)
    return top + tall


def _key(paper: Paper, number: int, x: float, y: float) -> None:
    paper.disc(x, y, _KEY, fill="paper", line="ink", stroke=0.8)
    paper.text(x, y, str(number), size=SMALL, weight=SEMIBOLD, align="middle", middle=True)


def _row(subject: Subject, number: int, claim: Claim, relationship: Any, link: Any) -> Row:
    field = field_of(relationship)
    basis = link.basis or "assumed"
    evidence = Said(link.text, field) if link.text else Said(subject.words("success-chain.unshown"), tone="soft",
                                                             sign="gap")  # fmt: skip
    return Row(cells=(
        Cell((bold(str(number)),)),
        Cell((Said(_link(subject, claim)), Said(relationship.name, field, tone="soft"))),
        Cell((Said(capital(subject.say.choice("basis of a link", basis))),)), Cell((evidence,)),
    ))  # fmt: skip


def _link(subject: Subject, claim: Claim) -> str:
    start, end = (subject.say.choice("link of the success chain", PARTS[at]) for at in (claim.start, claim.end))
    return capital(subject.words("success-chain.link", start=start, end=end))


def _title(subject: Subject, found: tuple[Claim, ...]) -> str:
    say = subject.say
    assumed = [claim for claim in found if not claim.is_measured]
    if not assumed:
        return subject.counted("success-chain.title", len(found))
    return subject.counted("success-chain.title_assumed", len(assumed), total=say.whole(len(found)),
                           link=_link(subject, assumed[0]))  # fmt: skip


def _description(subject: Subject, found: tuple[Claim, ...]) -> str:
    parts = [subject.words("success-chain.description")]
    parts += [subject.words(f"success-chain.one.{'measured' if claim.is_measured else 'assumed'}",
                            link=_link(subject, claim)) for claim in found[:4]]  # fmt: skip
    return " ".join(parts)


def _table(subject: Subject, found: tuple[Claim, ...]) -> Datasheet:
    columns = tuple(subject.words(f"success-chain.column.{key}") for key in ("link", "of", "basis", "evidence"))
    rows = tuple((_link(subject, claim), relationship.name,
                  subject.say.choice("basis of a link", link.basis or "assumed"), link.text or "")
                 for claim in found for relationship, link in claim.statements)  # fmt: skip
    return Datasheet(columns=columns, rows=rows)


VIEW = View(name="success-chain", register=(), theory=("T-SAT-8",), make=_make,
            title="From satisfaction to profit, with what shows each link",
            needs=("relationship", "chain"))  # fmt: skip
