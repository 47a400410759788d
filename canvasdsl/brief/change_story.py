"""What moved between two models, as sentences: for the terminal, for Markdown and for a page."""

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

import attrs

from canvasdsl.brief.figure_lines import figure_title
from canvasdsl.change.changes import Change, ChangeKind
from canvasdsl.change.consequences import AssumptionNews, FigureChange
from canvasdsl.change.story import Story
from canvasdsl.diagnostics import Diagnostic
from canvasdsl.figures.figure import Figure
from canvasdsl.load import Loaded
from canvasdsl.source import Span
from canvasdsl.views.figure_values import figure_value
from canvasdsl.views.phrasing import Phrasing
from canvasdsl.wording import Wording

__all__ = ["SIGNS", "ChangeLine", "ChangeStory", "FigureMove", "FindingLine", "figure_name", "told_story"]

SIGNS: dict[ChangeKind, str] = {"added": "+", "removed": "−", "renamed": "~", "moved": "~", "altered": "~"}
"""What stands before a change, so that colour never speaks alone."""
_KINDS: tuple[ChangeKind, ...] = ("added", "removed", "renamed", "moved", "altered")
_SMALL = Fraction(1, 1000)


@attrs.frozen
class ChangeLine:
    """One change: the block's name, what is said of it, and where that stands.

    `what` is the property; `before` and `after` are what it said and says, each empty where it says nothing, or, where
    only a part of a list changed, that part.
    """

    kind: ChangeKind
    name: str
    what: str
    before: str
    after: str
    text: str
    place: str

    @property
    def sign(self) -> str:
        """Whether it came, went or changed."""
        if self.kind == "altered" and not (self.before and self.after):
            return "+" if self.after else "−"
        return SIGNS[self.kind]


@attrs.frozen
class FigureMove:
    """A figure that moved: what it is called, its values in words, and the difference."""

    name: str
    before: str
    after: str
    difference: str


@attrs.frozen
class FindingLine:
    """A finding that came or went: its code, what it says, and where."""

    code: str
    message: str
    place: str


@attrs.frozen(kw_only=True)
class ChangeStory:
    """All that is told. `warnings` say that a version has mistakes; `counts` are how many changes of which kind."""

    title: str
    between: str
    summary: str
    warnings: tuple[str, ...]
    lines: tuple[ChangeLine, ...]
    figures: tuple[FigureMove, ...]
    appeared: tuple[FindingLine, ...]
    gone: tuple[FindingLine, ...]
    assumptions: tuple[str, ...]
    wording: Wording


def told_story(
    story: Story, wording: Wording, *, names: tuple[str, str], for_readers: bool = False
) -> ChangeStory:
    """The story in the words of a catalogue; `names` are those of the old and the new version.

    Properties and kinds are called by their words in the language, as authors know them, or `for_readers` as documents
    call them.
    """
    tell = _Telling(story, wording, for_readers=for_readers)
    following = story.consequences
    broken = [wording(f"change.broken_{word}") for word, loaded in (("old", story.old), ("new", story.new))
              if loaded.has_errors]  # fmt: skip
    return ChangeStory(
        title=wording("change.title"),
        between=wording("change.between", old=names[0], new=names[1]),
        summary=_summary(story.changes, wording),
        warnings=tuple(broken),
        lines=tuple(map(tell.change, story.changes)),
        figures=tuple(map(tell.figure, following.figures)),
        appeared=tuple(tell.findings(following.appeared, story.new)),
        gone=tuple(tell.findings(following.gone, story.old)),
        assumptions=tuple(map(tell.assumption, following.assumptions)),
        wording=wording,
    )


def _summary(changes: tuple[Change, ...], wording: Wording) -> str:
    if not changes:
        return wording("change.nothing")
    counts = Counter(change.kind for change in changes)
    parts = [wording(f"change.counted.{kind}", count=counts[kind]) for kind in _KINDS if counts[kind]]
    total = wording.count("change.count", len(changes))
    return wording("brief.list.detail", head=total, detail=wording("poster.list_separator").join(parts))


class _Telling:
    def __init__(self, story: Story, wording: Wording, *, for_readers: bool) -> None:
        self.story = story
        self.for_readers = for_readers
        self.wording = wording
        self.say = Phrasing(wording, story.new.canvas)
        self.say_old = Phrasing(wording, story.old.canvas)

    def change(self, change: Change) -> ChangeLine:
        """One change as a line."""
        gone = change.kind == "removed"
        name = self._name(change)
        place = self._place(change.place_before, self.story.old) if change.place_after is None else self._place(
            change.place_after, self.story.new)  # fmt: skip
        what, before, after = "", change.before or "", change.after or ""
        if change.kind == "altered":
            what = self._called(change.block_after, change.property_word)
            before, after = _parts_that_differ(change)
            pattern = "altered" if before and after else "said" if after else "unsaid"
            said = self.wording(f"change.{pattern}", what=what, before=before, after=after)
            text = self.wording("brief.list.detail", head=name, detail=said)
        elif change.kind in ("added", "removed"):
            last = change.names[-1] if change.names else ""
            text = name if last.startswith(change.block) else self.wording(
                "change.of_kind", name=name, kind=self._called("", change.block))  # fmt: skip
            before, after = (name, "") if gone else ("", name)
        else:
            same_block = change.kind == "moved" and change.address[:-1] == change.address_after[:-1]
            pattern = "moved_kind" if same_block else change.kind
            text = f"{name} {self.wording(f'change.{pattern}', before=before, after=after)}"
        return ChangeLine(change.kind, name, what, before, after, text, place)

    def figure(self, change: FigureChange) -> FigureMove:
        """One figure as a line."""
        figure = change.figure
        name = figure_name(figure, self.say if change.after else self.say_old)
        before = self._value(change.before, self.say_old) if change.before else self.wording("change.not_yet")
        after = self._value(change.after, self.say) if change.after else self.wording("change.no_more")
        return FigureMove(name, before, after, _difference(change, self.say))

    def findings(self, findings: Iterable[Diagnostic], loaded: Loaded) -> Iterator[FindingLine]:
        """Findings as lines."""
        for each in findings:
            yield FindingLine(each.code, each.message, self._place(each.span, loaded))

    def assumption(self, news: AssumptionNews) -> str:
        """What became of an assumption."""
        if news.kind == "evidence":
            return self.wording.count("change.evidence", news.evidence, name=news.block.name)
        return self.wording(f"change.{news.kind}", name=news.block.name)

    def _name(self, change: Change) -> str:
        if not change.names or (change.block == "canvas" and len(change.names) == 1):
            return self.wording("change.whole")
        first, *rest = change.names
        for name in rest:
            first = self.wording("change.named", outer=first, name=name)
        return first

    def _called(self, block: str, word: str) -> str:
        return self.say.label(block, word) if self.for_readers else word

    def _place(self, span: Span | None, loaded: Loaded) -> str:
        if span is None or span.source not in loaded.sources:
            return ""
        source = loaded.sources[span.source]
        file, line = source.file(span.start), source.position(span.start).line
        if file == loaded.source.file(0):
            return self.wording("change.place", line=line)
        return self.wording("change.place_in", file=file, line=line)

    def _value(self, figure: Figure, say: Phrasing) -> str:
        if figure.value is None and not figure.word:
            return self.wording("change.absent")
        return figure.word or figure_value(figure, say)


def figure_name(figure: Figure, say: Phrasing) -> str:
    """What readers call a figure, with the block that it is of."""
    title = figure_title(figure.kind.name, say)
    block = say.canvas.index.blocks.get(figure.key) if figure.key is not None else None
    of = str(block.name) if block is not None and "," not in figure.of else figure.of
    return say.wording("change.figure", figure=title, of=of) if of else title


def _parts_that_differ(change: Change) -> tuple[str, str]:
    """Of a list what went and what came; of all else what was said and is said."""
    before, after = change.before or "", change.after or ""
    if len(change.parts_before) < 2 and len(change.parts_after) < 2:
        return before, after
    went = list((Counter(change.parts_before) - Counter(change.parts_after)).elements())
    came = list((Counter(change.parts_after) - Counter(change.parts_before)).elements())
    if (went or came) and not (before[:1].isdigit() or after[:1].isdigit()):
        return ", ".join(went), ", ".join(came)
    return before, after


def _difference(change: FigureChange, say: Phrasing) -> str:
    """How much more or less: in per cent of what it was; a share in percentage points."""
    if change.before is None or change.after is None or not change.before.value or change.after.value is None:
        return ""
    if change.before.unit != change.after.unit or change.after.unit == "month":
        return ""
    moved = change.after.value - change.before.value
    is_share = change.after.unit.startswith("%")
    if not is_share:
        moved /= abs(change.before.value)
    if abs(moved) < _SMALL:
        return ""
    sign, number = "+" if moved > 0 else "−", say.number(_one_decimal(abs(moved) * 100))
    if is_share:
        return say.wording("change.difference_of_shares", sign=sign, points=number)
    return say.wording("change.difference", sign=sign, percent=say.wording("brief.number.percent", value=number))


def _one_decimal(number: Fraction) -> Decimal:
    rounded = round(number, 1)
    return Decimal(rounded.numerator) / rounded.denominator
