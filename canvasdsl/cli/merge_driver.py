"""`canvasdsl merge-driver`: merges three versions of a model for git, which calls it where `git-setup` has said so."""

import os

import click

from canvasdsl.change.merging.merge import Marks
from canvasdsl.cli.models import say, tell
from canvasdsl.diagnostics import Diagnostic
from canvasdsl.outside.files import read_bytes
from canvasdsl.outside.merging import merge_files
from canvasdsl.outside.writing import trouble, write_bytes
from canvasdsl.source import Span

__all__ = ["command"]

_LONGEST_LABEL = 200


@click.command("merge-driver")
@click.argument("base", metavar="BASE")
@click.argument("ours", metavar="OURS")
@click.argument("theirs", metavar="THEIRS")
@click.option("--path", metavar="PATH", default="", help="What the file is called in the repository.")
@click.option("--marker-size", metavar="N", type=click.IntRange(1, 1_000), default=7,
              help="The length of the marks around conflicts.")  # fmt: skip
@click.option("--ours-name", metavar="NAME", default="", help="What stands behind the marks of our version.")
@click.option("--base-name", metavar="NAME", default="", help="What stands behind the marks of the base.")
@click.option("--theirs-name", metavar="NAME", default="", help="What stands behind the marks of their version.")
def command(
    base: str, ours: str, theirs: str, path: str, marker_size: int, ours_name: str, base_name: str, theirs_name: str
) -> int:
    """Merge the changes from BASE to THEIRS into OURS, which is written; for git (see `canvasdsl git-setup`).

    Leaves with 0 where all is merged, with 1 where conflicts stand in OURS between the usual marks, and with 2 where
    nothing could be done.
    """
    marks = Marks(marker_size, _label(ours_name, "ours"), _label(base_name, "base"), _label(theirs_name, "theirs"))
    read = tuple(_read(each) for each in (base, ours, theirs))
    made = merge_files((base, ours, theirs), (read[0], read[1], read[2]), marks)
    name = path or ours
    for sentence in made.said:
        say(f"canvasdsl: {name}: {sentence}")
    if made.data != read[1]:
        try:
            write_bytes(ours, made.data)
        except OSError as error:
            say(f"canvasdsl: {trouble(error, ours, doing='write')}")
            return 2
    return 1 if made.has_conflicts else 0


def _label(name: str, otherwise: str) -> str:
    """What stands behind a mark; an old git leaves `%X` as it is."""
    words = " ".join(name.split())[:_LONGEST_LABEL]
    return otherwise if not words or words in ("%S", "%X", "%Y") else words


def _read(path: str) -> bytes:
    """What a file holds; leaves with 2 where it can't be read."""
    data = read_bytes(path, Span(path.replace(os.sep, "/"), 0, 0))
    if isinstance(data, Diagnostic):
        tell((data,), {}, color="auto")
        raise click.exceptions.Exit(2)
    return data
