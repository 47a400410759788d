"""The four steps of IDIC as a ring (D12): what shows each step, what it lacks, and whether answers come back."""

from collections.abc import Iterator, Sequence
from math import cos, pi, sin
from typing import Any

import attrs

from canvasdsl.figures.blocks import decided
from canvasdsl.model.entities import Reference
from canvasdsl.rules.together import STEPS, named
from canvasdsl.views.drawing import BODY, Datasheet, Drawing
from canvasdsl.views.kit.paper import DASHED, Paper, Said, beside, bold, stack
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.told import told, told_in_line
from canvasdsl.views.typeset import SEMIBOLD

__all__ = ["VIEW", "Step", "lacks", "memory_of", "steps_in"]

_SIDE, _RADIUS, _NODE = 162.0, 52.0, 11.0
_DATA = ("address", "demographic", "history", "preferences", "complaints")


@attrs.frozen(kw_only=True)
class Step:
    """One of the four steps: the blocks that take it, and the keys of what the theory asks for beyond them."""

    word: str
    parts: tuple[Any, ...]
    lacks: tuple[str, ...]

    @property
    def is_taken(self) -> bool:
        """Whether a part of it is more than an idea."""
        return bool(decided(self.parts))


def steps_in(relationship: Any) -> tuple[Step, ...]:
    """The four steps of a relationship."""
    found = []
    for word in STEPS:
        value = getattr(relationship, word)
        parts = value if isinstance(value, tuple) else () if value is None else (value,)
        found.append(Step(word=word, parts=parts, lacks=tuple(lacks(word, parts))))
    return tuple(found)


def lacks(step: str, found: Sequence[Any]) -> Iterator[str]:
    """What the theory asks of a step that nobody has said (Peppers & Rogers: T-IDIC-1 to 4)."""
    if not found:
        yield "step"
    elif step == "identify":
        yield from (key for key, there in (
            ("key", any(one.text or one.by for one in found)), ("data", any(one.data for one in found)),
            ("consent", any(one.consent == "yes" for one in found)),
        ) if not there)  # fmt: skip
    elif step == "differentiate":
        yield from (f"by_{way}" for way in ("value", "needs") if all(one.by != f"by-{way}" for one in found))
    elif step == "interact":
        yield from (key for key, there in (
            ("via", any(one.via for one in found)), ("two_way", any(one.two_way for one in found)),
            ("memory", any(one.memory for one in found)),
        ) if not there)  # fmt: skip


def memory_of(subject: Subject, relationship: Any) -> str:
    """Where answers are kept: in `interact`, in `support`, or in the channel of the talk; empty where nowhere."""
    kept = [talk.memory for talk in relationship.interact if talk.memory]
    if relationship.support is not None and relationship.support.record:
        kept.append(relationship.support.record)
    kept += [channel.record for talk in relationship.interact for channel in named(subject.canvas, talk.via)
             if channel.record]  # fmt: skip
    said = [subject.say.named(each) if isinstance(each, Reference) else each for each in kept[:1]]
    return said[0] if said else ""


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    relationship = subject.block
    steps = steps_in(relationship)
    if not any(step.parts for step in steps):
        raise Undrawn(subject.words("idic.needs"))
    memory = memory_of(subject, relationship)
    paper = Paper()
    blocks = {step.word: _block(subject, step) for step in steps}
    if relationship.personalize or relationship.predict:
        inside = blocks["customize"]
        stack(inside, 0, inside.height + 4, _SIDE, _further(subject, relationship))
    right = paper.width - _SIDE
    upper = max(blocks["identify"].height, blocks["differentiate"].height, _RADIUS + _NODE)
    paper.put(blocks["identify"], 0, 0)
    paper.put(blocks["differentiate"], right, 0)
    lower = upper + 18
    paper.put(blocks["customize"], 0, lower)
    paper.put(blocks["interact"], right, lower)
    _ring(paper, subject, steps, upper + 9, memory)
    table = Datasheet(
        columns=tuple(subject.words(f"idic.{key}") for key in ("step", "there", "missing")),
        rows=tuple((subject.wording(f"brief.idic.{step.word}"), _shown(subject, step), _missing(subject, step))
                   for step in steps),
    )  # fmt: skip
    taken = sum(step.is_taken for step in steps)
    key = "title_whole" if taken == len(STEPS) and memory else "title_forgetful" if taken == len(STEPS) else "title"
    missing = subject.say.join([subject.wording(f"brief.idic.{step.word}") for step in steps if not step.is_taken])
    title = (subject.counted("idic.title", taken, name=relationship.name, missing=missing) if key == "title" else
             subject.words(f"idic.{key}", name=relationship.name))  # fmt: skip
    return subject.drawing("idic", paper, title=title, description=_description(subject, steps, memory), table=table,
                           texts=paper.authors)  # fmt: skip


def _block(subject: Subject, step: Step) -> Paper:
    """What shows one step, and what it lacks."""
    paper = Paper(_SIDE)
    number = subject.say.whole(STEPS.index(step.word) + 1)
    head = subject.words("idic.numbered", number=number, step=subject.wording(f"brief.idic.{step.word}"))
    y = stack(paper, 0, 0, _SIDE, [bold(head)])
    for part in step.parts:
        line = told_in_line(subject.say, part)
        if part.is_idea:
            line = attrs.evolve(line, text=subject.words("idic.idea", text=line.text))
        y = stack(paper, 0, y, _SIDE, [line, *told(subject.say, part, skip=("data-type", "since"))]) + 2
        if step.word == "identify" and part.data_types:
            y = _data(paper, subject, part, y) + 2
    missing = _missing(subject, step)
    if missing:
        words = subject.words("idic.lacks", list=missing)
        stack(paper, 0, y, _SIDE, [Said(words, tone="alarm", sign="gap")])
    return paper


def _data(paper: Paper, subject: Subject, part: Any, y: float) -> float:
    """How much of a customer is known: a sign for each type of data."""
    parts = [Said(subject.say.choice("type of data", word), tone="ink" if word in part.data_types else "faint",
                  sign="yes" if word in part.data_types else "no") for word in _DATA]  # fmt: skip
    y = stack(paper, 0, y, _SIDE, [Said(subject.say.label("identify", "data-type", len(_DATA)), tone="soft")])
    half = (_SIDE - 8) / 2
    columns = [Paper(half), Paper(half)]
    for column, some in zip(columns, (parts[:3], parts[3:]), strict=True):
        stack(column, 0, 0, half, some)
    return beside(paper, y, columns, gap=8)


def _further(subject: Subject, relationship: Any) -> Iterator[Said]:
    """What is made to fit and foreseen, which rests on the four steps."""
    for part in (*relationship.personalize, *relationship.predict):
        label = subject.say.label(part.word, part.word)
        head = subject.say.phrase(part)
        text = subject.wording("brief.list.detail", head=label, detail=head) if head else label
        yield attrs.evolve(told_in_line(subject.say, part), text=text)


def _ring(paper: Paper, subject: Subject, steps: tuple[Step, ...], y: float, memory: str) -> None:
    """Four numbered nodes, an arc from each to the next, and the way back from the talk to what is known."""
    x = paper.width / 2
    at = {"identify": 1.25, "differentiate": 1.75, "interact": 0.25, "customize": 0.75}
    for step, after in zip(steps, (*steps[1:], steps[0]), strict=True):
        start, end = at[step.word] * pi, at[after.word] * pi
        end += 2 * pi if end < start else 0
        turn = (_NODE + 4) / _RADIUS
        points = [(x + _RADIUS * cos(angle), y + _RADIUS * sin(angle))
                  for angle in (start + turn + (end - start - 2 * turn) * part / 12 for part in range(13))]  # fmt: skip
        whole = step.is_taken and after.is_taken
        paper.line(*points, tone="soft" if whole else "faint", width=1.4 if whole else 0.9,
                   dash=() if whole else DASHED, head=6)  # fmt: skip
    away = (_RADIUS - _NODE - 4) * cos(pi / 4)
    paper.line((x + away, y + away), (x - away, y - away), tone="good" if memory else "alarm", width=1.4,
               dash=() if memory else DASHED, head=6)  # fmt: skip
    for number, step in enumerate(steps, 1):
        node = (x + _RADIUS * cos(at[step.word] * pi), y + _RADIUS * sin(at[step.word] * pi))
        taken = step.is_taken
        paper.disc(*node, _NODE, fill="ink" if taken else "paper", line="ink" if taken else "soft",
                   dash=() if taken else DASHED)  # fmt: skip
        paper.text(*node, subject.say.whole(number), size=BODY, weight=SEMIBOLD, tone="paper" if taken else "soft",
                   align="middle", middle=True)  # fmt: skip
    words = subject.words("idic.returns", where=memory) if memory else subject.words("idic.forgotten")
    top = y + _RADIUS * sin(pi / 4) + _NODE + 10
    room = paper.width - 2 * _SIDE - 16
    stack(paper, x - room / 2, top, room, [Said(words, "memory" if memory else "", tone="soft" if memory else "alarm")],
          align="middle")  # fmt: skip


def _shown(subject: Subject, step: Step) -> str:
    lines = [told_in_line(subject.say, part).text for part in step.parts]
    return subject.wording("brief.list.inside").join(line for line in lines if line)


def _missing(subject: Subject, step: Step) -> str:
    return subject.say.join([subject.wording(f"brief.idic.lacks.{key}") for key in step.lacks])


def _description(subject: Subject, steps: tuple[Step, ...], memory: str) -> str:
    nothing = subject.wording("brief.idic.nothing")
    said = [subject.words("idic.says", step=subject.wording(f"brief.idic.{step.word}"),
                          text=_shown(subject, step) or nothing) for step in steps]  # fmt: skip
    back = subject.words("idic.returns", where=memory) if memory else subject.words("idic.forgotten")
    return " ".join((subject.words("idic.description"), *said, subject.words("idic.back", text=back)))


VIEW = View(name="idic", register=("D12",), title="The four steps of IDIC, and whether what is learned comes back",
            needs=("relationship", "identify"), make=_make, of=("relationship",))  # fmt: skip
