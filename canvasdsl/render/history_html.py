"""The story of a model over its versions as one HTML page: figures over time, a slider through the posters, and what
each version changed. It works from disk, by keyboard and without a script, and prints as a list."""

from typing import Any

import attrs

from canvasdsl import resources
from canvasdsl.brief.history_told import ToldHistory, ToldStep
from canvasdsl.load import load
from canvasdsl.render.change_html import changes_in_html, figures_in_html
from canvasdsl.render.drawing_svg import drawing_fragment, drawing_style
from canvasdsl.render.history_posters import Posters
from canvasdsl.render.html_page import styled, whole_page
from canvasdsl.render.poster_html import poster_style
from canvasdsl.source import Source
from canvasdsl.views.economics.figures_over_time import figures_over_time
from canvasdsl.views.subject import Subject

__all__ = ["history_page"]

_SIZES = (0, 1, 3, 6, 12)
"""So many changes make a bar one step higher than the one before."""


@attrs.frozen(kw_only=True)
class _Tick:
    """The place of a version on the slider: how it looks, and what is read and heard of it."""

    classes: str
    title: str
    said: str


@attrs.frozen(kw_only=True)
class _ShownStep:
    number: str
    told: ToldStep
    changes: Any
    figures: Any


def history_page(history: ToldHistory, posters: Posters) -> str:
    """The page; `posters` has met the same versions."""
    from markupsafe import Markup

    words, steps = history.wording, history.steps
    numbers = [words("history.version", number=number, count=len(steps)) for number in range(1, len(steps) + 1)]
    drawing = _drawing(history)
    context = {
        "language": words.language, "direction": words.direction, "words": words, "history": history,
        "drawing": drawing, "picture": Markup(drawing_fragment(drawing, "courses")) if drawing is not None else "",
        "ticks": [_tick(step, numbers[at], history, is_empty=at in posters.hidden) for at, step in enumerate(steps)],
        "steps": [
            _ShownStep(number=number, told=step, changes=Markup(changes_in_html(step.lines)),
                       figures=Markup(figures_in_html(step.figures, words)))
            for number, step in zip(numbers, steps, strict=True)
        ],
        "posters": Markup(posters.page_part()),
    }  # fmt: skip
    style = "".join([styled("drawing.css"), drawing_style(), resources.read_text("templates/change.css"),
                     poster_style(), styled("history.css"), posters.style()])  # fmt: skip
    return whole_page("history.html.jinja", context, style=style)


def _tick(step: ToldStep, number: str, history: ToldHistory, *, is_empty: bool) -> _Tick:
    size = max(place for place, least in enumerate(_SIZES, 1) if len(step.lines) >= least)
    title = f"{step.date}: {step.subject}"
    said = history.wording("history.step", version=number, date=step.date, author=step.author, subject=step.subject)
    return _Tick(classes="empty" if is_empty else f"h{size}", title=title, said=said)


def _drawing(history: ToldHistory) -> Any:
    """The figures over time; `None` where there are none, or but one version."""
    lines = [course for course in history.courses if course.known]
    if not lines or len(history.steps) < 2:
        return None
    subject = Subject(load(Source("", ""), rules=()).canvas, history.wording)
    versions = [f"{step.date} · {step.id}" for step in history.steps]
    return figures_over_time(subject, lines, [step.date for step in history.steps], versions)
