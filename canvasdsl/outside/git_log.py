"""The commits of one line of history, the newest first: those in which a model file may have changed, with renames."""

import os
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from canvasdsl.change.history import Commit
from canvasdsl.outside.git import Git
from canvasdsl.outside.git_objects import Objects

__all__ = ["Logged", "commit_called", "logged", "path_in"]

_LOG_BYTES = 50_000_000
_SUBJECT = 300
_STATUS = re.compile(rb"\n?([A-Z])\d{0,3}")
_FORMAT = "%H%x00%P%x00%aI%x00%aN%x00%s"
_SETTINGS = ("log.diffMerges=first-parent", "log.showSignature=false", "log.follow=false", "log.showRoot=true")


class Logged(NamedTuple):
    """A commit, its first parent (empty where it has none), and the files that have another name in it: old and new."""

    commit: Commit
    parent: str
    renamed: tuple[tuple[str, str], ...]


def logged(git: Git, until: str, since: str, path: str) -> Iterator[Logged]:
    """The commits from `until` back to `since`, or to the first one where that is empty, along first parents: what a
    merge brought is one step. Only those that touch `path` or any model file."""
    settings = [word for setting in _SETTINGS for word in ("-c", setting)]
    answer = git.ask(
        *settings, "log", "-z", "--first-parent", "-m", "--name-status", "--find-renames", "--no-color",
        "--no-ext-diff", "--no-textconv", "--encoding=UTF-8", f"--format={_FORMAT}", until,
        *([f"^{since}"] if since else []), "--", ":(top,glob,icase)**/*.bmc", f":(top,literal){path}",
        most=_LOG_BYTES, patterns=True,
    )  # fmt: skip
    parts = iter(answer.split(b"\0"))
    head = next(parts, b"")
    while head.strip():
        commit, parent = _commit([head, *(next(parts) for _ in range(4))])
        renamed = []
        head = next(parts, b"")
        while match := _STATUS.fullmatch(head):
            name = next(parts)
            if match[1] == b"R":
                renamed.append((os.fsdecode(name), os.fsdecode(next(parts))))
            head = next(parts, b"")
        yield Logged(commit, parent, tuple(renamed))


def commit_called(git: Git, id: str) -> Commit:
    """The commit with this name in full."""
    settings = [word for setting in _SETTINGS for word in ("-c", setting)]
    answer = git.ask(*settings, "log", "-z", "-1", "--no-patch", "--no-color", "--encoding=UTF-8",
                     f"--format={_FORMAT}", id)  # fmt: skip
    return _commit(answer.split(b"\0"))[0]


def path_in(git: Git, objects: Objects, commit: str, path: str) -> str:
    """The path in a commit of the file that has this path today: another one where it had another name then."""
    if objects.locate(commit, path) is None:
        for each in logged(git, git.commit("HEAD"), commit, path):
            path = next((old for old, new in each.renamed if new == path), path)
    return path


def _commit(parts: Sequence[bytes]) -> tuple[Commit, str]:
    """A commit and its first parent."""
    id, parents, date, author, subject = (each.decode("utf-8", "replace").strip() for each in parts[:5])
    return Commit(id=id, date=date, author=author, subject=subject[:_SUBJECT]), parents.partition(" ")[0]
