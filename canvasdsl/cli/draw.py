"""`canvasdsl draw`: one view of a model as SVG, PNG, PDF or HTML."""

import json
from functools import partial
from pathlib import Path

import attrs
import click

from canvasdsl.cli.models import color_option, open_or_leave, print_result
from canvasdsl.cli.pages import font_option, make_or_leave, refuse_to_overwrite, write_or_say
from canvasdsl.outside.poster import FORMATS, draw_poster
from canvasdsl.views.registry import VIEWS
from canvasdsl.wording import LANGUAGES, load_wording

__all__ = ["command"]



@click.command("draw")
@click.argument("file", required=False)
@click.option("--view", default="canvas", metavar="NAME", help="Which view; --list shows them.")
@click.option("-o", "--output", metavar="OUT", help="The file to write: .svg, .png, .pdf or .html.")
@click.option("--list", "listing", is_flag=True, help="List the views.")
@click.option("--paper", type=click.Choice(["a4", "a3"], case_sensitive=False), default="a4", help="The paper of the "
              "poster.")  # fmt: skip
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", help="The language of the words that are ours.")
@font_option
@click.option("--anyway", is_flag=True, help="Draw a model with errors, with a banner that says so.")
@click.option("--format", "form", type=click.Choice(["human", "json"]), default="human", help="For --list.")
@color_option
def command(
    file: str | None, view: str, output: str | None, listing: bool, paper: str, lang: str, font: Path | None,
    anyway: bool, form: str, color: str,
) -> int:  # fmt: skip
    """Draw one view of the model in FILE into OUT."""
    if listing:
        if form == "json":
            print_result(json.dumps({"views": [attrs.asdict(view) for view in VIEWS]}, indent=2) + "\n")
        else:
            print_result("".join(f"  {view.name:12}{view.title}\n" for view in VIEWS))
        return 0
    if file is None or output is None:
        raise click.UsageError("Say which FILE to draw and, with -o, where to write the drawing.")
    if view not in [each.name for each in VIEWS]:
        raise click.UsageError(f"There is no view `{view}`; `canvasdsl draw --list` lists them.")
    ending = Path(output).suffix.lower().lstrip(".")
    if ending not in FORMATS:
        raise click.UsageError(f"`{output}` has none of the endings .svg, .png, .pdf and .html.")
    loaded = open_or_leave(file, anyway=anyway, color=color, doing="nothing is drawn")
    refuse_to_overwrite(loaded, output)
    from canvasdsl.brief.figures_in_text import with_figures
    from canvasdsl.views.canvas_poster import build
    from canvasdsl.views.phrasing import Phrasing
    from canvasdsl.views.poster_grid import PAPERS

    wording = load_wording(lang)
    banner = wording("poster.banner") if loaded.has_errors else ""
    canvas = with_figures(loaded.canvas, Phrasing(wording, loaded.canvas).quantity)
    poster = build(canvas, wording, value=Phrasing(wording, canvas).value, banner=banner)
    draw = partial(draw_poster, poster, ending, paper=PAPERS[paper.lower()], font=font)
    return write_or_say(output, make_or_leave(draw, ending, font))
