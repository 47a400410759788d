"""`canvasdsl split-segment`: several segments in the place of one; whatever named it names them all."""

import click

from canvasdsl.change.refactoring.split import split_segment
from canvasdsl.cli.models import color_option
from canvasdsl.cli.refactoring import diff_option, finish, form_option, models_or_leave, unless_others_break

__all__ = ["command"]


@click.command("split-segment")
@click.argument("id")
@click.argument("news", nargs=-1, required=True, metavar="NEW NEW…")
@click.argument("file")
@diff_option
@form_option
@color_option
def command(id: str, news: tuple[str, ...], file: str, show: bool, form: str, color: str) -> int:
    """Make two segments or more of one: each says what the old one said, and whatever named it names them all.

    What speaks of all who are in it, such as its size, is taken out and kept in comments above the new segments: it is
    for you to say it anew. One of the new ids may be the old one. Exit code 1: it was refused, and why.
    """
    models = models_or_leave((file,), color=color)
    if len(models) != 1:
        raise click.UsageError(f"`{file}` holds {len(models)} models; name the file of one.")
    result = unless_others_break(split_segment(models[0], id, news), models)
    return finish(result, models, show=show, form=form, done=f"split {id} into {', '.join(news)}")
