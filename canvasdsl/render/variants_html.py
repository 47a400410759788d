"""A model and its variants side by side as one HTML page: figures in a table, the posters block by block, what is
otherwise in each. It asks nothing of anyone, and needs no script."""

from typing import Any

import attrs

from canvasdsl import resources
from canvasdsl.brief.variants import ShownVariant, VariantsTold
from canvasdsl.render.change_html import changes_in_html
from canvasdsl.render.html_page import styled, whole_page
from canvasdsl.render.poster_html import PIECE_CLASSES, PIECE_ID, poster_pieces, poster_style
from canvasdsl.views.poster.poster import READING_ORDER

__all__ = ["variants_page"]


@attrs.frozen(kw_only=True)
class _Column:
    """One of the models: the pieces of its poster and its changes, as HTML."""

    shown: ShownVariant
    head: Any
    blocks: Any
    changes: Any


def variants_page(told: VariantsTold) -> str:
    """The page."""
    context = {
        "language": told.wording.language, "direction": told.wording.direction, "words": told.wording, "told": told,
        "columns": [_column(shown, number) for number, shown in enumerate(told.shown)],
        "attribution": told.shown[0].poster.attribution,
    }  # fmt: skip
    style = "".join([styled("drawing.css"), resources.read_text("templates/change.css"), poster_style(),
                     styled("variants.css")])  # fmt: skip
    return whole_page("variants.html.jinja", context, style=style)


def _column(shown: ShownVariant, number: int) -> _Column:
    from markupsafe import Markup

    head, *blocks = poster_pieces(shown.poster, level=2)
    heading = f"title-{number}"
    head = head.replace("<h2 ", f'<h2 id="{heading}" ', 1)
    named = [
        piece.replace(f'labelledby="{PIECE_ID}"', f'labelledby="{heading} {PIECE_ID}"').replace(
            PIECE_ID, f"block-{number}-{key}")
        for key, piece in zip(READING_ORDER, blocks)
    ]  # fmt: skip
    return _Column(
        shown=shown, head=Markup(head.replace(PIECE_CLASSES, "")),
        blocks=Markup("".join(named).replace(PIECE_CLASSES, "")), changes=Markup(changes_in_html(shown.lines)),
    )  # fmt: skip
