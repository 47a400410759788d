"""A model as it was in a revision of its repository: its file and what that imports, read by git and nothing else."""

import os
from posixpath import dirname, join, normpath

from canvasdsl.diagnostics import Diagnostic
from canvasdsl.limits import FILE_BYTES, MODEL_BYTES, MODEL_FILES
from canvasdsl.outside import unreadable
from canvasdsl.outside.decoding import Reading, decode
from canvasdsl.outside.git import Git, GitTrouble
from canvasdsl.outside.git_objects import Blob, Objects
from canvasdsl.outside.project import project_root
from canvasdsl.outside.resolver import path_problem
from canvasdsl.outside.unreadable import refuse
from canvasdsl.source import Source, Span

__all__ = ["Revision", "root_in"]


class Revision:
    """The files of one commit, as a resolver reads them: with the same refusals, and with the same count.

    `path` is that of the model's file and `root` that of the project's folder, both from the top of the repository. A
    file is called as git calls it, `v1:shop/coffee.bmc`, or with another `prefix` before its path.
    """

    def __init__(
        self, objects: Objects, commit: str, path: str, *, name: str, root: str, prefix: str | None = None
    ) -> None:
        self._objects = objects
        self.name = name
        self._prefix = f"{name}:" if prefix is None else prefix
        self.commit = commit
        self.asked: dict[str, str | None] = {}
        """The paths that were read, each with its object, or with none where there is no such file."""
        self._path = path
        self._root = root if path.startswith(root) else ""
        self._paths: dict[str, str] = {}
        self._files = 0
        self._bytes = 0

    def first(self) -> Reading:
        """The file itself; raises `GitTrouble` where the revision does not have it."""
        blob = self._found(self._path)
        if blob is None:
            raise GitTrouble(
                f"there is no file `{self._path}` in `{self.name}`; if it had another name then, save it with "
                f"`git show {self.name}:NAME > old.bmc` and compare two files"
            )
        data = self._objects.read(blob)
        self._files, self._bytes = 1, len(data)
        return decode(self._named(self._path), data)

    def read(self, target: str, span: Span) -> Reading:
        """The model file that the text at `span` names, seen from the file of that span; a refusal is placed there."""
        found = self._read(target, span)
        return Reading(Source("", ""), (found,), readable=False) if isinstance(found, Diagnostic) else found

    def _read(self, target: str, span: Span) -> Reading | Diagnostic:
        problem = path_problem(target)
        if problem:
            return refuse(unreadable.REFUSED_PATH, problem, span)
        path = normpath(join(dirname(self._paths[span.source]), target))
        if path.startswith("..") or not path.startswith(self._root):
            return refuse(unreadable.REFUSED_PATH, "the path leads out of the project's folder", span)
        if not path.lower().endswith(".bmc"):
            return refuse(unreadable.REFUSED_PATH, "only a `.bmc` file can be imported", span)
        self._files += 1
        if self._files > MODEL_FILES:
            return refuse(unreadable.MANY_FILES, f"the model reads more than {MODEL_FILES} files", span)
        blob = self._found(path)
        if blob is None or not blob.path.startswith(self._root):
            return refuse(unreadable.MISSING, f"there is no such file in `{self.name}`", span)
        if not blob.path.lower().endswith(".bmc"):
            return refuse(unreadable.REFUSED_PATH, "only a `.bmc` file can be imported", span)
        if blob.size > FILE_BYTES:
            message = f"the file has {blob.size:,} bytes, more than {FILE_BYTES:,}"
            return refuse(unreadable.LARGE_FILE, message, span)
        self._bytes += blob.size
        if self._bytes > MODEL_BYTES:
            return refuse(unreadable.LARGE_MODEL, f"the model has more than {MODEL_BYTES:,} bytes", span)
        try:
            return decode(self._named(blob.path), self._objects.read(blob))
        except GitTrouble as trouble:
            return refuse(unreadable.UNREADABLE, str(trouble), span)

    def _found(self, path: str) -> Blob | None:
        blob = self._objects.find(self.commit, path)
        self.asked[path] = None if blob is None else blob.object
        return blob

    def _named(self, path: str) -> str:
        """What a file is called in messages."""
        name = f"{self._prefix}{path}"
        self._paths[name] = path
        return name


def root_in(git: Git, file: str) -> str:
    """The folder of the project of a file as it is today, from the top of the repository, with a `/` behind it."""
    root = os.path.relpath(project_root(file), git.top).replace(os.sep, "/")
    return "" if root == "." or root.startswith("..") else root + "/"
