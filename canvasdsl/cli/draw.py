"""`canvasdsl draw`: one view of a model as SVG, PNG, PDF, HTML or DOT."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import attrs
import click

from canvasdsl.brief.figures_in_text import with_figures
from canvasdsl.cli.choosing import called_like_its_variant, variant_option
from canvasdsl.cli.models import color_option, open_or_leave, print_result, say
from canvasdsl.cli.pages import font_option, make_or_leave, refuse_to_overwrite, write_or_say
from canvasdsl.figures.blocks import holders_of
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.reading import closest
from canvasdsl.outside.drawing import draw
from canvasdsl.outside.layout import ENGINES, layout_by
from canvasdsl.outside.poster import FORMATS, draw_poster
from canvasdsl.views.drawing import Drawing
from canvasdsl.views.graph import Layout
from canvasdsl.views.phrasing import Phrasing
from canvasdsl.views.poster.grid import PAPERS
from canvasdsl.views.poster.poster import Poster
from canvasdsl.views.registry import VIEWS, view_called
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.wording import LANGUAGES, Wording, load_wording

__all__ = ["command"]



@click.command("draw")
@click.argument("file", required=False)
@click.option("--view", "name", default="canvas", metavar="NAME", help="Which view; --list shows them.")
@click.option("--of", metavar="ID", help="Of which block, where a view is of one; by default the first that has it.")
@click.option("-o", "--output", metavar="OUT", help="The file to write: .svg, .png, .pdf, .html, or .dot "
              "where a view shows a graph.")  # fmt: skip
@click.option("--list", "listing", is_flag=True, help="List the views.")
@click.option("--paper", type=click.Choice(["a4", "a3"], case_sensitive=False), default="a4", help="The paper of the "
              "poster.")  # fmt: skip
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", help="The language of the words that are ours.")
@click.option("--engine", type=click.Choice(tuple(ENGINES)), default="graphviz", help="Who lays graphs out: our own "
              "Graphviz, the `dot` of your system, or neither.")  # fmt: skip
@variant_option
@font_option
@click.option("--anyway", is_flag=True, help="Draw a model with errors, with a banner that says so.")
@click.option("--format", "form", type=click.Choice(["human", "json"]), default="human", help="For --list.")
@color_option
def command(
    file: str | None, name: str, of: str | None, output: str | None, listing: bool, paper: str, lang: str,
    engine: str, variant: str | None, font: Path | None, anyway: bool, form: str, color: str,
) -> int:  # fmt: skip
    """Draw one view of the model in FILE into OUT."""
    if listing:
        print_result(_listing(form))
        return 0
    if file is None or output is None:
        raise click.UsageError("Say which FILE to draw and, with -o, where to write the drawing.")
    view = view_called(name)
    if view is None:
        near = closest(name, tuple(each.name for each in VIEWS))
        hint = f"did you mean `{near}`?" if near else "`canvasdsl draw --list` lists them."
        raise click.UsageError(f"There is no view `{name}`; {hint}")
    ending = Path(output).suffix.lower().lstrip(".")
    if ending not in (*FORMATS, "dot"):
        raise click.UsageError(f"`{output}` has none of the endings .svg, .png, .pdf, .html and .dot.")
    loaded = open_or_leave(file, anyway=anyway, color=color, doing="nothing is drawn", variant=variant)
    loaded = called_like_its_variant(loaded)
    refuse_to_overwrite(loaded, output)
    wording = load_wording(lang)
    canvas = with_figures(loaded.canvas, Phrasing(wording, loaded.canvas).quantity)
    picture = _picture(view, canvas, wording, of, layout_by(engine))
    if ending == "dot" and (isinstance(picture, Poster) or picture.graph is None):
        raise click.UsageError(f"`{view.name}` is no graph; write it as .svg, .png, .pdf or .html.")
    banner = wording("poster.banner") if loaded.has_errors else ""
    if isinstance(picture, Poster):
        poster = attrs.evolve(picture, banner=banner)
        drawn = partial(draw_poster, poster, ending, paper=PAPERS[paper.lower()], font=font)
    else:
        drawn = partial(draw, attrs.evolve(picture, notes=(*([banner] if banner else []), *picture.notes)), ending,
                        font=font)  # fmt: skip
    return write_or_say(output, make_or_leave(drawn, ending, font))


def _listing(form: str) -> str:
    if form == "json":
        views = [{"name": view.name, "register": list(view.register), "title": view.title, "needs": list(view.needs),
                  "of": list(view.of)} for view in VIEWS]  # fmt: skip
        return json.dumps({"views": views}, indent=2) + "\n"
    wide = max(len(view.name) for view in VIEWS) + 2
    ids = {view.name: ", ".join(view.register) for view in VIEWS}
    room = max(map(len, ids.values())) + 2
    return "".join(f"  {view.name:{wide}}{ids[view.name]:{room}}{view.title}\n" for view in VIEWS)


def _picture(view: View, canvas: Canvas, wording: Wording, of: str | None, layout: Layout) -> Poster | Drawing:
    """What the view draws: of the block that is asked for, else of the first that it can draw."""
    blocks = view.blocks(canvas)
    if of is not None:
        blocks = [block for block in blocks if block is not None and of in _names(canvas, block)]
        if not blocks:
            what = f"no {' or '.join(view.of)} is called `{of}`" if view.of else f"`{view.name}` is of the whole model"
            raise click.UsageError(what)
    needs = ""
    for block in blocks:
        try:
            found: Poster | Drawing = view.make(Subject(canvas, wording, block, layout=layout))
        except Undrawn as undrawn:
            needs = needs or undrawn.needs
        else:
            return found
    words = " and ".join(f"`{word}`" for word in view.needs)
    say(f"canvasdsl: the model has nothing for the view `{view.name}` to draw: {needs or f'it needs {words}'}")
    raise click.exceptions.Exit(1)


def _names(canvas: Canvas, block: Any) -> set[str]:
    """What a block may be called by: its id, its title or text; of one without an id, those of what it stands in."""
    around = () if block.key is not None else holders_of(canvas, block)[-1:]
    return {name for each in (block, *around) for key in ("id", "title", "text", "name")
            if isinstance(name := getattr(each, key, None), str)}  # fmt: skip
