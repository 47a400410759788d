"""All views of a model on one page, as data: those that have something to draw, and what to write for the others."""

from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from canvasdsl.model.canvas import Canvas
from canvasdsl.views.drawing import Drawing
from canvasdsl.views.graph import Layout
from canvasdsl.views.layered import layered
from canvasdsl.views.poster.poster import Poster
from canvasdsl.views.poster.text import poster_description
from canvasdsl.views.registry import VIEWS
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.wording import Wording

__all__ = ["Gallery", "Shown", "Waiting", "gallery_of"]


@attrs.frozen(kw_only=True)
class Shown:
    """A view with something to draw; `more` says of how many further blocks it has a drawing."""

    view: str
    picture: Poster | Drawing
    title: str
    description: str
    more: str = ""


@attrs.frozen(kw_only=True)
class Waiting:
    """A view without: what it would show, in English, and what to write."""

    view: str
    title: str
    needs: str


@attrs.frozen(kw_only=True)
class Gallery:
    """The page; `in_english` is the mark of English where that is not the reader's language."""

    title: str
    kind: str
    lead: str
    skip: str
    shown_title: str
    waiting_title: str
    back: str
    shown: tuple[Shown, ...]
    waiting: tuple[Waiting, ...]
    banner: str = ""
    language: str = "en"
    direction: str = "ltr"
    in_english: str = ""


def gallery_of(canvas: Canvas, wording: Wording, *, layout: Layout = layered, banner: str = "") -> Gallery:
    """Every view of the model; of a view of blocks the first block that it can draw. `layout` places graphs."""
    shown: list[Shown] = []
    waiting: list[Waiting] = []
    for view in VIEWS:
        drawn, needs = [], ""
        for block in view.blocks(canvas):
            try:
                drawn.append(view.make(Subject(canvas, wording, block, layout=layout)))
            except Undrawn as undrawn:
                needs = needs or undrawn.needs
        if drawn:
            shown.append(_shown(view, drawn, wording))
        else:
            waiting.append(Waiting(view=view.name, title=view.title, needs=needs or _needs(view.needs, wording)))
    count = wording.count("gallery.shown", len(shown), count=len(shown))
    lead = wording.count("gallery.waiting", len(waiting), shown=count) if waiting else f"{count}."
    return Gallery(
        title=canvas.title or wording("brief.untitled"), lead=lead, banner=banner,
        shown=tuple(shown), waiting=tuple(waiting), language=wording.language, direction=wording.direction,
        in_english=Subject(canvas, wording).say.in_english,
        **{key: wording(f"gallery.{key}") for key in ("kind", "skip", "shown_title", "waiting_title", "back")},
    )  # fmt: skip


def _shown(view: View, drawn: list[Any], wording: Wording) -> Shown:
    picture = drawn[0]
    more = wording.count("gallery.more", len(drawn) - 1) if len(drawn) > 1 else ""
    title, description = (
        (wording("brief.poster"), poster_description(picture)) if isinstance(picture, Poster)
        else (picture.title, picture.description)
    )  # fmt: skip
    return Shown(view=view.name, picture=picture, title=title, description=description, more=more)


def _needs(words: Iterable[str], wording: Wording) -> str:
    """What to write where not one block of a kind is there."""
    return wording("gallery.needs", words=wording("brief.list.separator").join(_quoted(words)))


def _quoted(words: Iterable[str]) -> Iterator[str]:
    return (f"`{word}`" for word in words)
