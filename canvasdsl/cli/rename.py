"""`canvasdsl rename`: another id for a block, wherever it is named; nothing else is touched."""

import click

from canvasdsl.change.refactoring.rename import renamed_in_all
from canvasdsl.change.refactoring.results import Refactored, Refused
from canvasdsl.cli.models import color_option
from canvasdsl.cli.refactoring import diff_option, finish, form_option, models_or_leave, others_that_read, same_file
from canvasdsl.load import Loaded

__all__ = ["command"]


@click.command("rename")
@click.argument("id")
@click.argument("new")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@diff_option
@form_option
@color_option
def command(id: str, new: str, files: tuple[str, ...], show: bool, form: str, color: str) -> int:
    """Give a block another id, in all files of the models: in references of every form and in `{clv of ID}` in texts.

    ID is an id, `parent.child`, `kind.id` where one id has several blocks, or the title of a block that has no id. The
    result is read again and means the same but for the id, or nothing is written. Exit code 1: it was refused, and why.
    """
    models = models_or_leave(files, color=color)
    result = renamed_in_all(models, id, new, same=same_file)
    if isinstance(result, Refactored):
        result = _with_others(result, models, id, new)
    return finish(result, models, show=show, form=form, done=f"renamed {id} to {new}")


def _with_others(result: Refactored, models: tuple[Loaded, ...], id: str, new: str) -> Refactored | Refused:
    """The same, unless another model reads the files and would have to change too."""
    for other in others_that_read(models):
        whole = renamed_in_all((*models, other), id, new, same=same_file)
        name = other.source.name
        if isinstance(whole, Refused):
            return Refused(f"{name} reads these files too, and there it can't be done: {whole.reason}", whole.help,
                           whole.place)  # fmt: skip
        more = {same_file(each) for each in whole.texts} - {same_file(each) for each in result.texts}
        if more:
            return Refused(f"{name} reads these files too, and names `{id}`", f"name {name} as well")
    return result
