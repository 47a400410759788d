"""The service-profit chain, where employees are served like customers: from what they are given to profit.

Five links in a row (Heskett et al. 1994). An arrow is whole where the model measures that the one moves the other, and
dashed where that is only believed.
"""

from collections.abc import Iterator
from typing import Any

import attrs

from canvasdsl.figures.blocks import decided
from canvasdsl.model.canvas import Canvas
from canvasdsl.rules.together import named
from canvasdsl.views.drawing import SMALL, Datasheet, Drawing
from canvasdsl.views.kit.graph_cards import Card
from canvasdsl.views.kit.paper import Paper, Said, bold, capital, field_of
from canvasdsl.views.kit.strips import column_heads, missing, strip
from canvasdsl.views.subject import Subject, Undrawn, View

__all__ = ["LINKS", "VIEW", "EmployeeChain", "employee_chain"]

LINKS = ("employees", "value", "satisfaction", "loyalty", "profit")
_METRICS = {
    "satisfaction": ("csat", "nps", "ces", "engagement"),
    "loyalty": ("retention", "churn", "renewal", "share-of-wallet", "referral"),
    "profit": ("profit", "revenue", "revenue-per-customer", "lifetime-value"),
}
_WORK = ("relationship", "service", "personal-assistance", "dedicated", "community")
_GAP = 16.0
_MOST = 4


@attrs.frozen(kw_only=True)
class EmployeeChain:
    """The links: employees, what they make for customers, then metrics; and which arrows are measured."""

    employees: tuple[Any, ...]
    value: tuple[Any, ...]
    satisfaction: tuple[Any, ...]
    loyalty: tuple[Any, ...]
    profit: tuple[Any, ...]
    measured: tuple[bool, bool, bool, bool]

    @property
    def unserved(self) -> tuple[Any, ...]:
        """The employees for whom nothing is said to be done."""
        return tuple(each for each in self.employees if not _is_served(each))


def _is_served(party: Any) -> bool:
    """Whether anything is done for employees so that they can serve."""
    return bool(party.enabled_by or party.served_by or party.supplied_by)


def employee_chain(canvas: Canvas) -> EmployeeChain:
    """What the model says of each link; ideas are left out."""
    employees = tuple(party for party in decided(canvas.parties)
                      if {"employee", "internal-customer"}.intersection(party.roles))  # fmt: skip
    value = dict.fromkeys(block for party in employees for block in canvas.index.named_by(party, "relationship",
                                                                                            "service"))  # fmt: skip
    made = tuple(decided(value)) or tuple(decided(canvas.propositions))
    metrics = {link: tuple(each for each in decided(canvas.metrics) if each.type in types)
               for link, types in _METRICS.items()}  # fmt: skip
    satisfied, loyal, profitable = metrics.values()
    stay = ("repurchase", "loyalty")
    measured = (
        bool(employees) and all(map(_is_served, employees)), _is_watched(canvas, satisfied, made),
        _moves(canvas, satisfied, loyal, ("satisfaction",), stay),
        _moves(canvas, loyal, profitable, stay, ("share", "profit")),
    )  # fmt: skip
    return EmployeeChain(employees=employees, value=made, measured=measured, satisfaction=satisfied, loyalty=loyal,
                         profit=profitable)  # fmt: skip


def _is_watched(canvas: Canvas, metrics: tuple[Any, ...], made: tuple[Any, ...]) -> bool:
    """Whether a metric is of what employees make."""
    ids = {id(each) for each in made}
    return any(id(block) in ids for metric in metrics for block in named(canvas, metric.of))


def _moves(
    canvas: Canvas, ones: tuple[Any, ...], others: tuple[Any, ...], starts: tuple[str, ...], ends: tuple[str, ...]
) -> bool:
    """Whether one metric is shown to move another, or a relationship measured that link."""
    ids = {id(each) for each in others}
    for metric in ones:
        for drive in decided(metric.drives):
            if drive.shown_by and any(id(each) in ids for each in named(canvas, [drive.metric])):
                return True
    return any(link.basis == "measured" and link.start in starts and link.end in ends
               for relationship in decided(canvas.relationships) for link in relationship.chain)  # fmt: skip


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    found = employee_chain(subject.canvas)
    if not any(map(_is_served, found.employees)):
        raise Undrawn(subject.words("employees.needs"))
    paper = Paper()
    words = subject.words
    y = column_heads(paper, 0, [words(f"employees.link.{link}") for link in LINKS], gap=_GAP)
    cards = []
    for link in LINKS:
        parts = tuple(_parts(subject, found, link))
        cards.append(Card(parts=parts) if parts else
                     missing(Card(parts=(Said(words("employees.unsaid"), tone="soft", sign="gap"),))))  # fmt: skip
    y = strip(paper, y, cards, dashed=[not each for each in found.measured], gap=_GAP)
    paper.text(0, y + 7, words("employees.legend"), size=SMALL, tone="faint")
    return subject.drawing("employees", paper, title=_title(subject, found), description=_description(subject, found),
                           table=_table(subject, found), texts=paper.authors)  # fmt: skip


def _parts(subject: Subject, found: EmployeeChain, link: str) -> Iterator[Said]:
    say = subject.say
    blocks = getattr(found, link)
    for block in blocks[:_MOST]:
        field = field_of(block)
        yield bold(block.name, field, above=2)
        if link == "employees":
            given = [*block.enabled_by, *block.served_by, *block.supplied_by]
            names = [say.named(each) for each in dict.fromkeys(given)]
            if names:
                yield Said(subject.words("employees.given", list=say.join(names)), field, tone="soft")
            else:
                yield Said(subject.words("employees.nothing"), tone="soft", sign="gap")
        elif block.word == "metric" and block.baseline is not None:
            yield Said(say.quantity(block.baseline), tone="soft")
    if len(blocks) > _MOST:
        yield Said(subject.counted("quadrants.further", len(blocks) - _MOST), tone="soft")
    if link == "profit":
        profit = subject.figure("profit")
        if profit is not None and profit.value is not None:
            yield Said(subject.words("employees.profit", amount=say.amount(profit.value, profit.unit)), tone="soft",
                       above=2)  # fmt: skip


def _title(subject: Subject, found: EmployeeChain) -> str:
    say = subject.say
    if found.unserved:
        names = say.join(say.shortened([each.name for each in found.unserved]))
        return subject.counted("employees.title_unserved", len(found.unserved), names=names)
    weak = [link for link, measured in zip(LINKS[1:], found.measured, strict=True) if not measured]
    if weak:
        at = LINKS.index(weak[0])
        return subject.words("employees.title_believed", start=subject.words(f"employees.in_text.{LINKS[at - 1]}"),
                             end=subject.words(f"employees.in_text.{weak[0]}"))  # fmt: skip
    return subject.words("employees.title")


def _description(subject: Subject, found: EmployeeChain) -> str:
    names = [each.name for each in found.employees]
    return subject.words("employees.description", list=subject.say.join(subject.say.shortened(names)))


def _table(subject: Subject, found: EmployeeChain) -> Datasheet:
    words = subject.words
    columns = tuple(words(f"employees.column.{key}") for key in ("link", "text", "onward"))
    onward = [words("employees.measured" if each else "employees.believed") for each in found.measured]
    rows = tuple((capital(words(f"employees.link.{link}")),
                  subject.say.groups([part.text for part in _parts(subject, found, link)]) or words("graph.none"), on)
                 for link, on in zip(LINKS, [*onward, ""], strict=True))  # fmt: skip
    return Datasheet(columns=columns, rows=rows)


VIEW = View(name="employees", register=(), theory=("T-CUS-6",), title="From employees to value, satisfaction, loyalty "
            "and profit", needs=("party", "enabled-by"), make=_make)  # fmt: skip
