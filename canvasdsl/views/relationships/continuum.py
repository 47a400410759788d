"""Between single deals and a lasting relation: for each relationship the signals that customers get from either side,
where these put it, and where it says that it stands (T-REL-16, T-RM-1, T-RM-2).

The disc stands at the share of the signals that speak of a lasting relation, each counted alike (a proposal: the theory
orders the ends, and fixes no distances), the wedge at the declared strategy.
"""

from collections.abc import Iterator
from typing import Any

import attrs

from canvasdsl.rules.together import keys as _keys
from canvasdsl.rules.together import segment_keys
from canvasdsl.views.accents import accent_of
from canvasdsl.views.drawing import SMALL, Datasheet, Drawing
from canvasdsl.views.kit.paper import DASHED, Badge, Paper, Said, badge_of, bold, capital, field_of, stack
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import SEMIBOLD

__all__ = ["VIEW", "Stance", "stances_of"]

_MIXED = 0.5
_STRATEGIES = {"transactional": 0.0, "mixed": _MIXED, "relational": 1.0}
_DEALS, _LASTING = ("transactional",), ("long-term", "dedicated", "community", "co-creation")
_NAME, _PAD = 128.0, 8.0
_NEAR_END = 1 / 3
_NAMED = ("discount", "cheap")
"""The signals that are called by a name of the author's."""
_MOST, _SIGNALS = 16, 7


@attrs.frozen(kw_only=True)
class Stance:
    """Where a relationship stands from 0 (single deals) to 1 by its own word, where it says one; and the signals of
    both sides, each a key and a text."""

    relationship: Any
    says: float | None
    deals: tuple[tuple[str, str], ...]
    lasting: tuple[tuple[str, str], ...]

    @property
    def shows(self) -> float | None:
        """The share of the signals that speak of a lasting relation."""
        count = len(self.deals) + len(self.lasting)
        return len(self.lasting) / count if count else None

    @property
    def is_torn(self) -> bool:
        """Whether its signals speak of both sides, or of the other one than its word; what is said to be mixed may."""
        if self.says is None:
            return bool(self.deals and self.lasting)
        return self.says != _MIXED and bool(self.deals if self.says else self.lasting)


def stances_of(subject: Subject) -> tuple[Stance, ...]:
    """The relationships of which anything is known, in the order of the file."""
    found = []
    for relationship in subject.canvas.relationships:
        stance = Stance(
            relationship=relationship, says=_STRATEGIES.get(relationship.strategy or ""),
            deals=tuple(_deals(subject, relationship)), lasting=tuple(_lasting(subject, relationship)),
        )  # fmt: skip
        if stance.says is not None or stance.shows is not None:
            found.append(stance)
    return tuple(found)


def _deals(subject: Subject, relationship: Any) -> Iterator[tuple[str, str]]:
    """What speaks of single deals: the type, discounts that do more than win, offers that say that they are cheap."""
    yield from (("type", subject.say.choice("relationship type", word)) for word in _DEALS
                if word in relationship.type_words)  # fmt: skip
    own = {relationship.key, *segment_keys(relationship)}
    for tactic in subject.canvas.tactics:
        lasts = not tactic.objectives or {"keep", "grow"}.intersection(tactic.objectives)
        if tactic.type == "discount" and lasts and not tactic.is_idea and own.intersection(_keys(tactic.targets)):
            yield "discount", tactic.name
    for offer in subject.canvas.propositions:
        if "low-price" in offer.messages and not offer.is_idea and own.intersection(_keys(offer.segments)):
            yield "cheap", offer.name


def _lasting(subject: Subject, relationship: Any) -> Iterator[tuple[str, str]]:
    """What speaks of a lasting relation: types, bonds beyond money, promises that are kept, a long horizon."""
    say = subject.say
    yield from (("type", say.choice("relationship type", word)) for word in _LASTING
                if word in relationship.type_words)  # fmt: skip
    for word in dict.fromkeys(bond.type for bond in relationship.bonds if bond.type not in (None, "financial")):
        yield "bond", subject.words("continuum.bond", kind=say.choice("bond", word))
    kept = [promise for promise in relationship.promises if promise.kept_by]
    if kept:
        yield "promises", subject.counted("continuum.promises", len(kept))
    if relationship.horizon is not None:
        yield "horizon", subject.words("continuum.horizon", time=say.quantity(relationship.horizon))


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    found = stances_of(subject)
    if not found:
        raise Undrawn(subject.words("continuum.needs"))
    paper = Paper()
    left, right = _NAME + _PAD, paper.width - _PAD
    half = (right - left) / 2 - 6
    y = 6 + max(
        paper.text(left, 0, subject.words("continuum.deals"), width=half, size=SMALL, weight=SEMIBOLD,
                   tone="soft").height,
        paper.text(right, 0, subject.words("continuum.lasting"), width=half, size=SMALL, weight=SEMIBOLD, tone="soft",
                   align="end").height,
    )  # fmt: skip
    for stance in found[:_MOST]:
        y = _row(subject, paper, stance, y, left, right) + 8
        paper.line((0, y - 5), (paper.width, y - 5), tone="line", width=0.6)
    _legend(subject, paper, y, found)
    notes = (subject.counted("quadrants.more", len(found) - _MOST),) if len(found) > _MOST else ()
    return subject.drawing("continuum", paper, title=_title(subject, found), notes=notes, texts=paper.authors,
                           description=_description(subject, found), table=_table(subject, found))  # fmt: skip


def _row(subject: Subject, paper: Paper, stance: Stance, y: float, left: float, right: float) -> float:
    """The name, the line with its places, and below it the signals of both sides."""
    relationship = stance.relationship
    keys = segment_keys(relationship)
    badges: tuple[Badge, ...] = tuple(badge_of(number) for number, each in enumerate(subject.canvas.segments)
                                      if each.key in keys)  # fmt: skip
    parts = [bold(relationship.name, field_of(relationship)), Said("", badges=badges[:6])]
    end = stack(paper, 0, y, _NAME - 8, parts if badges else parts[:1])
    level = y + 9
    paper.line((left, level), (right, level), tone="grey", width=1.0, dash=DASHED if relationship.is_idea else ())
    for share in (0.0, 0.5, 1.0):
        x = left + (right - left) * share
        paper.line((x, level - 3), (x, level + 3), tone="grey", width=0.8)
    if stance.shows is not None:
        accent = accent_of(subject.canvas, relationship)
        paper.disc(left + (right - left) * stance.shows, level, 5.2, fill=accent.tone, line="paper", stroke=0.8)
    if stance.says is not None:
        _wedge(paper, left + (right - left) * stance.says, level - 6.5)
    # The signals of one side alone may reach beyond the middle.
    room = (right - left) * (0.5 if stance.deals and stance.lasting else 0.75) - 6
    start = stack(paper, left, level + 6, room, _signals(subject, paper, stance.deals))
    finish = stack(paper, right - room, level + 6, room, _signals(subject, paper, stance.lasting), align="end")
    return max(end, level + 8, start, finish)


def _signals(subject: Subject, paper: Paper, signals: tuple[tuple[str, str], ...]) -> tuple[Said, ...]:
    """The signals of one side as a list in words."""
    if not signals:
        return ()
    paper.texts += [(f"signal {key}", text) for key, text in signals[:_SIGNALS] if key in _NAMED]
    texts = [text for _, text in signals[:_SIGNALS]]
    if len(signals) > _SIGNALS:
        texts.append(subject.counted("quadrants.further", len(signals) - _SIGNALS))
    first = texts[0] if signals[0][0] in _NAMED else capital(texts[0])
    return (Said(subject.wording("brief.list.separator").join([first, *texts[1:]]), tone="soft"),)


def _wedge(paper: Paper, x: float, tip: float) -> None:
    """A dark wedge that points down at a place."""
    paper.area([(x - 4, tip - 6), (x + 4, tip - 6), (x, tip)], "ink")


def _legend(subject: Subject, paper: Paper, y: float, found: tuple[Stance, ...]) -> None:
    if any(stance.shows is not None for stance in found):
        paper.disc(5, y + 5.5, 4.2, fill="soft")
        y += paper.text(15, y, subject.words("continuum.disc"), size=SMALL, tone="faint", width=paper.width - 15).height
    if any(stance.says is not None for stance in found):
        _wedge(paper, 5, y + 8.5)
        paper.text(15, y, subject.words("continuum.wedge"), size=SMALL, tone="faint", width=paper.width - 15)


def _side(subject: Subject, place: float | None) -> str:
    if place is None:
        return subject.words("continuum.unsaid")
    key = "deals" if place < _NEAR_END else "lasting" if place > 1 - _NEAR_END else "between"
    return subject.words(f"continuum.side.{key}")


def _title(subject: Subject, found: tuple[Stance, ...]) -> str:
    decided = [stance for stance in found if not stance.relationship.is_idea] or list(found)
    torn = [stance for stance in decided if stance.is_torn]
    if torn:
        return subject.counted("continuum.title_torn", len(torn), name=torn[0].relationship.name)
    if len(decided) == 1:
        only = decided[0]
        return subject.words("continuum.title_one", name=only.relationship.name,
                             side=_side(subject, only.says if only.shows is None else only.shows))  # fmt: skip
    lasting = sum((stance.says or 0.0 if stance.shows is None else stance.shows) > 1 - _NEAR_END for stance in decided)
    if lasting == len(decided):
        return subject.counted("continuum.title_all", lasting)
    return subject.words("continuum.title", lasting=subject.say.whole(lasting), total=subject.say.whole(len(decided)))


def _description(subject: Subject, found: tuple[Stance, ...]) -> str:
    said = [subject.words("continuum.one", name=stance.relationship.name, does=_side(subject, stance.shows),
                          says=_side(subject, stance.says)) for stance in found[:4]]  # fmt: skip
    return " ".join((subject.words("continuum.description"), *said))


def _table(subject: Subject, found: tuple[Stance, ...]) -> Datasheet:
    columns = tuple(subject.words(f"continuum.column.{key}") for key in ("name", "does", "says", "deals", "lasting"))
    rows = tuple((stance.relationship.name, _side(subject, stance.shows), _side(subject, stance.says),
                  subject.say.join([text for _, text in stance.deals]),
                  subject.say.join([text for _, text in stance.lasting])) for stance in found)  # fmt: skip
    return Datasheet(columns=columns, rows=rows)


VIEW = View(name="continuum", register=(), theory=("T-REL-16", "T-RM-1", "T-RM-2"), make=_make,
            title="Relationships between single deals and a lasting relation",
            needs=("relationship", "strategy"))  # fmt: skip
