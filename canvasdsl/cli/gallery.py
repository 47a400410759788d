"""`canvasdsl gallery`: one page with all views that a model has something for, and what to write for the others."""

from functools import partial
from pathlib import Path

import click

from canvasdsl.brief.figures_in_text import with_figures
from canvasdsl.brief.gallery import Gallery, gallery_of
from canvasdsl.cli.choosing import called_like_its_variant, variant_option
from canvasdsl.cli.models import color_option, open_or_leave
from canvasdsl.cli.pages import make_or_leave, refuse_to_overwrite, write_or_say
from canvasdsl.outside.layout import ENGINES, layout_by
from canvasdsl.views.phrasing import Phrasing
from canvasdsl.wording import LANGUAGES, load_wording

__all__ = ["command"]


@click.command("gallery")
@click.argument("file")
@click.option("-o", "--output", required=True, metavar="OUT", help="The page to write: .html.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", help="The language of the words that are ours.")
@click.option("--engine", type=click.Choice(tuple(ENGINES)), default="graphviz", help="Who lays graphs out: our own "
              "Graphviz, the `dot` of your system, or neither.")  # fmt: skip
@variant_option
@click.option("--anyway", is_flag=True, help="Show a model with errors, with a banner that says so.")
@color_option
def command(
    file: str, output: str, lang: str, engine: str, variant: str | None, anyway: bool, color: str
) -> int:  # fmt: skip
    """Show all views of the model in FILE on the page OUT, and what to write for the others."""
    if Path(output).suffix.lower() != ".html":
        raise click.UsageError(f"`{output}` does not end in .html.")
    loaded = open_or_leave(file, anyway=anyway, color=color, doing="nothing is drawn", variant=variant)
    loaded = called_like_its_variant(loaded)
    refuse_to_overwrite(loaded, output)
    wording = load_wording(lang)
    canvas = with_figures(loaded.canvas, Phrasing(wording, loaded.canvas).quantity)
    banner = wording("poster.banner") if loaded.has_errors else ""
    gallery = gallery_of(canvas, wording, layout=layout_by(engine), banner=banner)
    return write_or_say(output, make_or_leave(partial(_page, gallery), "html", None))


def _page(gallery: Gallery) -> bytes:
    from canvasdsl.render.gallery_html import gallery_html

    return gallery_html(gallery).encode("utf-8")
