"""`canvasdsl merge-segments`: one segment in the place of several; whatever named one of them names it."""

import click

from canvasdsl.change.refactoring.unite import merge_segments
from canvasdsl.cli.models import color_option
from canvasdsl.cli.refactoring import diff_option, finish, form_option, models_or_leave, unless_others_break

__all__ = ["command"]


@click.command("merge-segments")
@click.argument("ids", nargs=-1, required=True, metavar="ID ID…")
@click.argument("file")
@click.option("--into", required=True, metavar="NEW", help="The id of the new segment; it may be one of them.")
@click.option("--keep", metavar="ID", help="Whose word holds where they contradict each other.")
@diff_option
@form_option
@color_option
def command(
    ids: tuple[str, ...], file: str, into: str, keep: str | None, show: bool, form: str, color: str
) -> int:
    """Make one segment of two or more: it says what each of them said, and whatever named one of them names it, once.

    Where they contradict each other nothing is done; --keep ID says whose word holds. What speaks of all who are in
    one, such as its size, is kept in comments above the new segment: it is for you to say it anew. Exit code 1: it was
    refused, and why.
    """
    models = models_or_leave((file,), color=color)
    if len(models) != 1:
        raise click.UsageError(f"`{file}` holds {len(models)} models; name the file of one.")
    result = unless_others_break(merge_segments(models[0], ids, into, keep=keep), models)
    return finish(result, models, show=show, form=form, done=f"merged {', '.join(ids)} into {into}")
