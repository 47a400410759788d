"""`canvasdsl patch`: makes the changes that `diff --format json` told in another model, or undoes them."""

import json
import sys
from typing import Any

import click

from canvasdsl.change.changes import Change, mirrored
from canvasdsl.change.patching import Unpatched
from canvasdsl.change.refactoring.results import Refactored, Refused
from canvasdsl.change.told_changes import Untold, as_told, patched_as_told
from canvasdsl.cli.models import color_option
from canvasdsl.cli.refactoring import diff_option, finish, form_option, models_or_leave, unless_others_break
from canvasdsl.diagnostics import Diagnostic
from canvasdsl.limits import FILE_BYTES
from canvasdsl.outside.files import read_bytes
from canvasdsl.source import Span

__all__ = ["command"]


@click.command("patch")
@click.argument("file")
@click.argument("changes", metavar="CHANGES.json")
@click.option("--reverse", is_flag=True, help="Undo the changes.")
@diff_option
@form_option
@color_option
def command(file: str, changes: str, reverse: bool, show: bool, form: str, color: str) -> int:
    """Make changes in a model that were told of another one: CHANGES.json is what `canvasdsl diff --format json`
    writes, - is standard input.

    All of them are made or none: the result differs from the model by exactly these changes, keeps its comments, and
    says nothing else. Exit code 1: they do not fit, and why.
    """
    wanted = _changes(changes)
    if reverse:
        wanted = tuple(mirrored(each) for each in wanted)
    models = models_or_leave((file,), color=color)
    if len(models) != 1:
        raise click.UsageError(f"`{file}` holds {len(models)} models; name the file of one.")
    made = patched_as_told(models[0], wanted)
    result: Refactored | Refused
    if isinstance(made, Unpatched):
        number = wanted.index(made.change) + 1 if made.change in wanted else 0
        result = Refused(f"change {number} does not fit: {made.reason}" if number else made.reason,
                         "make the changes by hand, or compare the models with `canvasdsl diff`")  # fmt: skip
    else:
        result = unless_others_break(Refactored(made.texts, (made.loaded,)), models)
    what = "1 change" if len(wanted) == 1 else f"{len(wanted)} changes"
    return finish(result, models, show=show, form=form, done=f"{what} {'undone' if reverse else 'made'}")


def _changes(path: str) -> tuple[Change, ...]:
    """The changes in a file; leaves with 2 where it holds none."""
    if path == "-":
        stream = getattr(sys.stdin, "buffer", None)
        data = stream.read(FILE_BYTES + 1) if stream is not None else b""
    else:
        read = read_bytes(path, Span(path, 0, 0))
        if isinstance(read, Diagnostic):
            raise click.ClickException(f"{path}: {read.message}")
        data = read
    name = "standard input" if path == "-" else path
    if len(data) > FILE_BYTES:
        raise click.ClickException(f"{name} has more than {FILE_BYTES:,} bytes")
    try:
        told: Any = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        raise click.ClickException(f"{name} is no JSON, as `canvasdsl diff --format json` writes it") from None
    try:
        return as_told(told)
    except Untold as wrong:
        raise click.ClickException(f"{name}: {wrong.reason}") from None
