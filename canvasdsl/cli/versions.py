"""Versions of a model: a file as it is, or as it was in a revision of git."""

import os

import click

from canvasdsl.cli.models import open_model, settings_or_leave, tell
from canvasdsl.load import Loaded, load
from canvasdsl.outside.git import GitTrouble, git_around
from canvasdsl.outside.revisions import Revision
from canvasdsl.source import Source

__all__ = ["version_at", "version_in", "versions_since"]


def versions_since(path: str, since: str, *, color: str) -> tuple[Loaded, Loaded]:
    """The model to compare with, which is another file where there is one of that name, else a revision; and the one
    at `path`, read alike: the tables beside a model are not read in revisions, so they are read on neither side."""
    if os.path.isfile(since):
        return version_in(since, color=color), version_in(path, color=color)
    return version_at(path, since, color=color), version_in(path, color=color, tables=False)


def version_at(path: str, revision: str, *, color: str) -> Loaded:
    """The model as it was in a revision; its thresholds are those of today. Leaves with 2 where it can't be read."""
    if path == "-":
        raise click.UsageError("Standard input has no history; name a file.")
    try:
        there = Revision(git_around(path), revision, path)
        reading = there.first()
        if not reading.readable:
            tell(reading.diagnostics, {reading.source.name: reading.source}, color=color)
            raise click.exceptions.Exit(2)
        _refuse_conflict(reading.source)
        return load(reading.source, there.read, said=reading.diagnostics, settings=settings_or_leave(path))
    except GitTrouble as trouble:
        raise click.ClickException(str(trouble)) from None


def version_in(path: str, *, color: str, tables: bool = True) -> Loaded:
    """The model in a file; leaves with 2 where it can't be read."""
    opened = open_model(path, tables=tables)
    if opened.loaded is None:
        tell(opened.diagnostics, opened.sources, color=color)
        raise click.exceptions.Exit(2)
    _refuse_conflict(opened.loaded.source)
    return opened.loaded


def _refuse_conflict(source: Source) -> None:
    """Leaves with 2 where git has left two versions of some lines in a text."""
    lines = source.text.split("\n") if "<<<<<<< " in source.text and ">>>>>>> " in source.text else []
    starts = [number for number, line in enumerate(lines, 1) if line.startswith("<<<<<<< ")]
    if starts and any(line.startswith(">>>>>>> ") for line in lines[starts[0] :]):
        raise click.ClickException(
            f"{source.name}, line {starts[0]}: git has left two versions of some lines here; decide between them "
            "first, and take the lines `<<<<<<<`, `=======` and `>>>>>>>` out"
        )
