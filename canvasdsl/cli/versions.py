"""Versions of a model: a file as it is, or as it was in a revision of git."""

import os

import click

from canvasdsl.cli.models import read_or_leave, settings_or_leave, tell
from canvasdsl.load import Loaded, load
from canvasdsl.outside.git import GitTrouble, git_around
from canvasdsl.outside.git_log import path_in
from canvasdsl.outside.git_objects import Objects
from canvasdsl.outside.revisions import Revision, root_in

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
        git = git_around(path)
        commit = git.commit(revision)
        with Objects(git) as objects:
            there_path = path_in(git, objects, commit, git.path_of(path))
            there = Revision(objects, commit, there_path, name=revision, root=root_in(git, path))
            reading = there.first()
            if not reading.readable:
                tell(reading.diagnostics, {reading.source.name: reading.source}, color=color)
                raise click.exceptions.Exit(2)
            loaded = load(reading.source, there.read, said=reading.diagnostics, settings=settings_or_leave(path))
    except GitTrouble as trouble:
        raise click.ClickException(str(trouble)) from None
    _refuse_conflict(loaded, color=color)
    return loaded


def version_in(path: str, *, color: str, tables: bool = True) -> Loaded:
    """The model in a file; leaves with 2 where it can't be read."""
    loaded = read_or_leave(path, color=color, tables=tables)
    _refuse_conflict(loaded, color=color)
    return loaded


def _refuse_conflict(loaded: Loaded, *, color: str) -> None:
    """Leaves with 1 where git has left two versions of some lines in a file, and tells where."""
    wrong = [found for found in loaded.diagnostics if found.code == "SYN114"]
    if wrong:
        tell(wrong, loaded.sources, color=color)
        raise click.exceptions.Exit(1)
