"""Satisfied is not loyal (T-SAT-5): who buys again by how satisfied they are, where rivals are many and where few.

The two curves show the shape that Jones & Sasser (1995) found, not measured values: under strong competition only the
delighted stay, and where there is no choice even the dissatisfied do. A segment that says which share buys again stands
at that height; one that does not stands on the curve of its competition, as a ring.
"""

from typing import Any

import attrs

from canvasdsl.model.canvas import Canvas
from canvasdsl.views.drawing import SMALL, WIDTH, Board, Datasheet, Drawing
from canvasdsl.views.kit.charts import Plot
from canvasdsl.views.kit.label_places import Frame, Wanted, places
from canvasdsl.views.kit.paper import RADIUS, Paper, Said, badge_of, capital, field_of, put_badges, stack
from canvasdsl.views.subject import Subject, Undrawn, View

__all__ = ["LEVELS", "VIEW", "Standing", "curve", "standings_of"]

LEVELS = ("dissatisfied", "satisfied", "delighted")
_STEPS = 40
_SHARES = [0, 0.25, 0.5, 0.75, 1]
_HEIGHT, _LABEL, _POINT = 214.0, 122.0, 6.2
_MOST = 12


@attrs.frozen(kw_only=True)
class Standing:
    """A segment that says how satisfied it is: its number, its level (0 to 2), its competition, and the share that buys
    again where it is said."""

    number: int
    segment: Any
    level: int
    competition: str
    repeat: float | None

    @property
    def place(self) -> float:
        """The share at which it stands: as said, else on the curve of its competition."""
        return curve(self.level / 2, self.competition) if self.repeat is None else self.repeat

    @property
    def is_at_risk(self) -> bool:
        """Whether its customers have a choice and are not delighted."""
        return self.competition == "high" and self.level < 2 and not self.segment.is_idea


def standings_of(canvas: Canvas) -> tuple[Standing, ...]:
    """The segments that say how satisfied they are and whether competition is high, in the order of the file."""
    found = []
    for number, segment in enumerate(canvas.segments):
        if segment.satisfaction is None or segment.competition is None:
            continue
        loyalty = segment.loyalty
        repeat = None if loyalty is None or loyalty.repeat is None else float(loyalty.repeat.value) / 100
        found.append(Standing(number=number, segment=segment, level=LEVELS.index(segment.satisfaction),
                              competition=segment.competition, repeat=repeat))  # fmt: skip
    return tuple(found)


def curve(satisfaction: float, competition: str) -> float:
    """A share that buys again, for a satisfaction from 0 to 1: steep at the top where competition is high, high from
    the start where it is low. The shape of Jones & Sasser (1995), with numbers of our own."""
    if competition == "high":
        return 0.06 + 0.88 * float(satisfaction**3.2)
    return 0.94 - 0.5 * float((1 - satisfaction) ** 3.2)


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    found, words, say = standings_of(subject.canvas), subject.words, subject.say
    if not found:
        raise Undrawn(words("satisfaction-loyalty.needs"))
    paper = Paper()
    plot = Plot.on(paper, across=(-0.08, 1.42), up=_SHARES, height=_HEIGHT, right=6,
                   say=lambda value: say.amount(value, "%"), title=words("satisfaction-loyalty.up"))  # fmt: skip
    through = [*_curve(paper, plot, "low"), *_curve(paper, plot, "high")]
    spots = _spots(plot, found[:_MOST])
    named = [_curve_name(subject, paper, plot, competition, through, spots) for competition in ("low", "high")]
    steps = [(level / 2, capital(say.choice("satisfaction", word))) for level, word in enumerate(LEVELS)]
    bottom = plot.name_across(paper, steps, title=words("satisfaction-loyalty.across"))
    lost = _points(paper, plot, found[:_MOST], spots, [*_thin(through), *named])
    y = bottom + 6
    for one in lost:
        y = stack(paper, 0, y, WIDTH, [Said(one.segment.name, field_of(one.segment), badges=(badge_of(one.number),))])
    if any(one.repeat is None for one in found):
        paper.disc(5, y + 6, 3.6, fill="paper", line="grey", stroke=0.8)
        y += paper.text(14, y, words("satisfaction-loyalty.ring"), size=SMALL, tone="faint", width=WIDTH - 14).height
    notes = [words("satisfaction-loyalty.shape")]
    if len(found) > _MOST:
        notes.append(subject.counted("quadrants.more", len(found) - _MOST))
    return subject.drawing("satisfaction-loyalty", paper, title=_title(subject, found), notes=tuple(notes),
                           description=_description(subject, found), table=_table(subject, found),
                           texts=paper.authors, height=max(y, bottom))  # fmt: skip


def _curve(board: Board, plot: Plot, competition: str) -> list[tuple[float, float]]:
    """One of the curves; returns its points."""
    through = [(plot.across(step / _STEPS), plot.up(curve(step / _STEPS, competition))) for step in range(_STEPS + 1)]
    board.line(*through, tone="grey", width=1.6, dash=(5, 3) if competition == "low" else ())
    return through


def _thin(through: list[tuple[float, float]]) -> list[Frame]:
    """The room that the curves take."""
    return [(x - 2, y - 2, x + 2, y + 2) for x, y in through]


def _spots(plot: Plot, found: tuple[Standing, ...]) -> list[tuple[float, float]]:
    """Where the segments stand: those with the same level and share side by side."""
    spots: list[tuple[float, float]] = []
    for one in found:
        x, y = plot.across(one.level / 2), plot.up(one.place)
        step = -15 if one.level == 2 else 15
        while any(abs(x - other[0]) < 14 and abs(y - other[1]) < 13 for other in spots):
            x += step
        spots.append((x, y))
    return spots


def _curve_name(
    subject: Subject, board: Board, plot: Plot, competition: str, through: list[tuple[float, float]],
    spots: list[tuple[float, float]],
) -> Frame:  # fmt: skip
    """What a curve stands for, beside it where no segment stands; returns the room that the words take."""
    text = subject.words(f"satisfaction-loyalty.curve.{competition}")
    made = Board().text(0, 0, text, size=SMALL, width=_LABEL)
    taken = [*_thin(through), *((x - 8, y - 8, x + 8, y + 8) for x, y in spots)]
    within = (plot.left + 2, plot.top, plot.right, plot.bottom - 1)
    best = None
    for share in (0.2, 0.3, 0.1, 0.4, 0.5, 0.6, 0.7, 0.8):
        wanted = Wanted(x=plot.across(share), y=plot.up(curve(share, competition)), radius=2, width=made.width,
                        height=made.height)  # fmt: skip
        place = places([wanted], within, taken=taken, up=[plot.up(each) for each in _SHARES])[0]
        if place is not None and (best is None or (best.leader and not place.leader)):
            best = place
        if best is not None and not best.leader:
            break
    x, y = (plot.left + 4, plot.bottom - made.height - 2) if best is None else (best.x, best.y)
    if best is not None and best.leader:
        board.line(*best.leader, tone="faint", width=0.6)
    board.text(x, y, text, size=SMALL, tone="soft", width=_LABEL)
    return (x, y, x + made.width, y + made.height)


def _points(
    paper: Paper, plot: Plot, found: tuple[Standing, ...], spots: list[tuple[float, float]], taken: list[Frame]
) -> list[Standing]:  # fmt: skip
    """The segments with their names beside them; returns those whose names found no room."""
    labels = [Paper().text(0, 0, one.segment.name, size=SMALL, width=_LABEL) for one in found]
    wanted = [Wanted(x=x, y=y, radius=7, width=label.width, height=label.height)
              for label, (x, y) in zip(labels, spots, strict=True)]  # fmt: skip
    within = (plot.left + 2, plot.top, plot.right, plot.bottom - 1)
    lost = []
    around = places(wanted, within, taken=taken, up=[plot.up(each) for each in _SHARES])
    for one, (x, y), place in zip(found, spots, around, strict=True):
        is_said = one.repeat is not None
        paper.disc(x, y, _POINT, fill="paper", line="ink" if is_said else "grey", stroke=1.4 if is_said else 0.8,
                   dash=(2, 1.6) if one.segment.is_idea else ())  # fmt: skip
        badge = badge_of(one.number)
        if badge.letter:
            paper.text(x, y, badge.letter, size=SMALL, align="middle", middle=True)
        else:
            put_badges(paper, x - RADIUS, y, (badge,))
        if place is None:
            lost.append(one)
            continue
        if place.leader:
            paper.line(*place.leader, tone="faint", width=0.6)
        paper.text(place.x, place.y, one.segment.name, size=SMALL, width=_LABEL)
        paper.texts.append((field_of(one.segment), one.segment.name))
    return lost


def _title(subject: Subject, found: tuple[Standing, ...]) -> str:
    at_risk = [one for one in found if one.is_at_risk]
    if at_risk:
        names = subject.say.join(subject.say.shortened([one.segment.name for one in at_risk]))
        return subject.counted("satisfaction-loyalty.title_risk", len(at_risk), names=names)
    bound = [one for one in found if one.competition == "low" and one.level < 2 and not one.segment.is_idea]
    if bound:
        names = subject.say.join(subject.say.shortened([one.segment.name for one in bound]))
        return subject.counted("satisfaction-loyalty.title_bound", len(bound), names=names)
    return subject.counted("satisfaction-loyalty.title", len(found), name=found[0].segment.name)


def _description(subject: Subject, found: tuple[Standing, ...]) -> str:
    said = [subject.words(f"satisfaction-loyalty.one.{one.competition}", name=one.segment.name,
                          level=subject.say.choice("satisfaction", LEVELS[one.level]))
            for one in found[:4]]  # fmt: skip
    return " ".join((subject.words("satisfaction-loyalty.description"), *said))


def _table(subject: Subject, found: tuple[Standing, ...]) -> Datasheet:
    say, words = subject.say, subject.words
    keys = ("segment", "level", "competition", "repeat")
    columns = tuple(words(f"satisfaction-loyalty.column.{key}") for key in keys)
    rows = tuple((one.segment.name, say.choice("satisfaction", LEVELS[one.level]),
                  say.choice("competition", one.competition),
                  say.amount(one.repeat, "%") if one.repeat is not None else words("satisfaction-loyalty.unsaid"))
                 for one in found)  # fmt: skip
    return Datasheet(columns=columns, rows=rows)


VIEW = View(name="satisfaction-loyalty", register=(), theory=("T-SAT-5",), make=_make,
            title="Who buys again, by satisfaction and by competition",
            needs=("segment", "satisfaction", "competition"))  # fmt: skip
