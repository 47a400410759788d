"""What customers answered when they were asked (T-MEA-4): the answers as stacked bars beside the score they give.

NPS is who would recommend it less who would not (Reichheld 2003), CSAT the share of the best marks, CES how easy it
was.
"""

from collections.abc import Sequence
from typing import Any

import attrs

from canvasdsl.figures.blocks import decided
from canvasdsl.figures.figure import Figure
from canvasdsl.views.drawing import BODY, SMALL, Datasheet, Drawing
from canvasdsl.views.figure_values import figure_value
from canvasdsl.views.kit.charts import Scale
from canvasdsl.views.kit.paper import Paper, Said, bold, field_of, stack
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import SEMIBOLD, measure

__all__ = ["VIEW", "Answers", "Survey", "surveys_in"]

_NAMES, _SCORE, _BAR, _GAP = 138.0, 84.0, 15.0, 12.0
_TONES = {"detractors": "heat4", "passives": "wash", "promoters": "heat2", "top": "heat2", "others": "wash"}
_MOST = 16


@attrs.frozen
class Answers:
    """Answers of one sort: their key in the words, how many, and the share of all."""

    key: str
    count: float
    share: float


@attrs.frozen(kw_only=True)
class Survey:
    """A metric that is asked for: its answers in the order of the scale, its score, or its mean on a scale."""

    metric: Any
    figure: Figure
    answers: tuple[Answers, ...] = ()
    mean: tuple[float, float] | None = None
    """The mean mark and the greatest."""
    asked: float | None = None


def surveys_in(subject: Subject) -> tuple[Survey, ...]:
    """The metrics of the model that are NPS, CSAT or CES and say their answers."""
    found = []
    for metric in decided(subject.canvas.metrics):
        for name in {"nps": ("nps",), "csat": ("csat",), "ces": ("effort-score", "easy-share")}.get(metric.type, ()):
            figure = subject.figure(name, metric)
            if figure is not None:
                found.append(_survey(metric, figure))
                break
    return tuple(found)


def _survey(metric: Any, figure: Figure) -> Survey:
    asked = float(metric.answers.value) if metric.answers is not None else None
    if figure.kind.name == "effort-score":
        most = 5.0 if metric.version.value == 1 else 7.0
        return Survey(metric=metric, figure=figure, mean=(float(figure.value or 0), most), asked=asked)
    if figure.kind.name == "nps":
        low, high = float(metric.detractors.value), float(metric.promoters.value)
        middle = float(metric.passives.value) if metric.passives is not None else (asked or 0.0) - low - high
        counts = [("detractors", low), ("passives", middle), ("promoters", high)]
    else:
        top = float(metric.top.value)
        counts = [("others", (asked or 0.0) - top), ("top", top)]
    whole = sum(count for _, count in counts)
    return Survey(metric=metric, figure=figure, asked=whole,
                  answers=tuple(Answers(key, count, count / whole if whole else 0.0) for key, count in counts))


def _make(subject: Subject) -> Drawing:
    words, found = subject.words, surveys_in(subject)
    if not found:
        raise Undrawn(words("surveys.needs"))
    paper, y = Paper(), 0.0
    for survey in found[:_MOST]:
        y = _row(subject, paper, y, survey) + 14
    if len(found) > _MOST:
        paper.text(0, y - 6, subject.counted("bars-shown.more", len(found) - _MOST), size=SMALL, tone="soft")
    few = [each.metric.name for each in found
           if each.asked is not None and each.asked < subject.canvas.threshold("answers")]  # fmt: skip
    notes = [words("surveys.trademark")] if any(each.metric.type == "nps" for each in found) else []
    if few:
        notes.insert(0, subject.counted("surveys.few", len(few), names=subject.say.join(subject.say.shortened(few)),
                                        least=subject.say.number(subject.canvas.threshold("answers"))))  # fmt: skip
    return subject.drawing("surveys", paper, title=_title(subject, found), description=_description(subject, found),
                           table=_table(subject, found), notes=tuple(notes), texts=paper.authors)  # fmt: skip


def _row(subject: Subject, paper: Paper, y: float, survey: Survey) -> float:
    """A metric, its answers, its score; returns how far down they reach."""
    say, words, metric = subject.say, subject.words, survey.metric
    asked = "" if survey.asked is None else subject.counted("surveys.asked", 1 if survey.asked == 1 else 2,
                                                            number=say.amount(survey.asked))  # fmt: skip
    parts = (bold(metric.name, field_of(metric)), Said(asked, tone="faint"))
    bottom = stack(paper, 0, y, _NAMES, parts)
    left, right = _NAMES + _GAP, paper.width - _SCORE - _GAP
    across = Scale(0.0, 1.0, left, right)
    if survey.mean is not None:
        bottom = max(bottom, _on_scale(subject, paper, y, survey, left, right))
    else:
        at, said = 0.0, []
        for each in survey.answers:
            x, wide = across(at), across(at + each.share) - across(at)
            paper.box(x, y + 1, wide, _BAR, fill=_TONES[each.key])
            paper.line((x + wide, y + 1), (x + wide, y + 1 + _BAR), tone="paper", width=1)
            share = say.amount(round(each.share, 3), "%")
            if measure(share, SMALL) + 3 <= wide:
                paper.text(x + wide / 2, y + 1 + _BAR / 2, share, size=SMALL, align="middle", middle=True, width=wide)
            said.append(words(f"surveys.answers.{each.key}", count=say.amount(each.count)))
            at += each.share
        under = say.wording("brief.list.inside").join(said)
        bottom = max(bottom, y + _BAR + 3 + paper.text(left, y + _BAR + 3, under, size=SMALL, tone="soft",
                                                       width=right - left).height)  # fmt: skip
    score = paper.text(right + _GAP, y, _score(subject, survey), size=BODY + 2, weight=SEMIBOLD, width=_SCORE)
    kind = paper.text(right + _GAP, y + score.height, words(f"surveys.kind.{survey.figure.kind.name}"), size=SMALL,
                      tone="faint", width=_SCORE)  # fmt: skip
    return max(bottom, kind.y + kind.height)


def _on_scale(subject: Subject, paper: Paper, y: float, survey: Survey, left: float, right: float) -> float:
    """The mean on the line of all marks."""
    assert survey.mean is not None
    mean, most = survey.mean
    across, middle = Scale(1.0, most, left + 4, right - 4), y + 8.5
    paper.line((left + 4, middle), (right - 4, middle), tone="faint", width=1)
    bottom = middle
    for mark in range(1, int(most) + 1):
        paper.line((across(mark), middle - 3), (across(mark), middle + 3), tone="faint", width=0.8)
        label = paper.text(across(mark), middle + 5, subject.say.whole(mark), size=SMALL, tone="soft", align="middle")
        bottom = label.y + label.height
    paper.disc(across(mean), middle, 4.5, fill="ink")
    good = "ease" if most > 5 else "effort"
    end = paper.text(left, bottom, subject.words(f"surveys.scale.{good}"), size=SMALL, tone="soft", width=right - left)
    return end.y + end.height


def _score(subject: Subject, survey: Survey) -> str:
    """The score with its sign where it has one: NPS runs from −100 to 100."""
    if survey.mean is not None:
        mean, most = survey.mean
        return subject.wording("brief.number.score", value=subject.say.amount(mean), most=subject.say.amount(most))
    said = figure_value(survey.figure, subject.say)
    value = survey.figure.value or 0
    return subject.words("surveys.plus", score=said) if survey.figure.kind.name == "nps" and value > 0 else said


def _title(subject: Subject, found: Sequence[Survey]) -> str:
    """The first score, against its aim where it has one."""
    first = found[0]
    metric, say = first.metric, subject.say
    values = {"name": metric.name, "score": _score(subject, first)}
    if metric.aim is None:
        return subject.counted("surveys.title", len(found), **values)
    return subject.words("surveys.title_aim", **values, aim=say.quantity(metric.aim.value))


def _description(subject: Subject, found: Sequence[Survey]) -> str:
    parts = [subject.words("surveys.description")]
    for each in found[:4]:
        parts.append(subject.words("surveys.one", name=each.metric.name, score=_score(subject, each),
                                   kind=subject.words(f"surveys.kind.{each.figure.kind.name}")))  # fmt: skip
    return subject.words("graph.join").join(parts)


def _table(subject: Subject, found: Sequence[Survey]) -> Datasheet:
    say, words = subject.say, subject.words
    rows = []
    for each in found:
        answers = say.join([words(f"surveys.answers.{one.key}", count=say.amount(one.count)) for one in each.answers])
        aim = each.metric.aim
        rows.append((each.metric.name, words(f"surveys.kind.{each.figure.kind.name}"), _score(subject, each), answers,
                     "" if each.asked is None else say.amount(each.asked),
                     "" if aim is None else say.quantity(aim.value)))  # fmt: skip
    columns = tuple(words(f"surveys.columns.{key}") for key in ("name", "kind", "score", "answers", "asked", "aim"))
    return Datasheet(columns=columns, rows=tuple(rows))


VIEW = View(name="surveys", register=(), theory=("T-MEA-4",), title="What customers answered, and the scores",
            needs=("metric", "type", "answers"), make=_make)  # fmt: skip
