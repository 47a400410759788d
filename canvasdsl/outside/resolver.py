"""The one resolver for every path that a model file names: imports, logos, data.

A file may name plain files below the root of its project, after links are followed, and nothing else. A refusal says
neither whether a file outside exists nor what it holds. Every reading counts towards the limits of a model, a repeated
one too, so that imports that multiply come to an end.
"""

import os
from typing import NamedTuple

from canvasdsl.diagnostics import Diagnostic
from canvasdsl.limits import MODEL_BYTES, MODEL_FILES
from canvasdsl.outside import unreadable
from canvasdsl.outside.decoding import Reading, decode
from canvasdsl.outside.files import read_bytes, table_head
from canvasdsl.outside.project import project_root
from canvasdsl.outside.unreadable import refuse
from canvasdsl.source import Source, Span

__all__ = ["Resolver", "Table", "path_problem"]

class Table(NamedTuple):
    """A table that may be read: its real path, what to call it, its first bytes, and the bytes of the whole."""

    path: str
    name: str
    head: bytes
    size: int


class Resolver:
    """Reads what the model that begins with the source `first` names, and keeps count.

    `root` bounds the reading; by default it is the project's root, looked for when the first path is resolved. A file
    that is reached on several ways, through links for instance, has the same name on all of them.
    """

    def __init__(self, first: Source, *, root: str | None = None) -> None:
        self._root = None if root is None else os.path.realpath(root)
        self._first = first.name
        self._names = {os.path.realpath(first.name): first.name}
        self._spent = False
        self._files = 1
        self._bytes = len(first.text) if first.text.isascii() else len(first.text.encode("utf-8", "replace"))

    @property
    def root(self) -> str:
        """The absolute path of the folder that bounds the reading."""
        if self._root is None:
            self._root = project_root(self._first)
        return self._root

    def read(self, target: str, span: Span) -> Reading:
        """The model file that the text at `span` names, seen from the file of that span.

        A refusal is placed at `span` and has a source without a name; what is wrong inside the file, in the file. That
        the model is too large is said once: what is read after that comes without text and without a word.
        """
        if self._spent:
            return Reading(Source("", ""), readable=False)
        found = self._find(target, span, only=".bmc")
        data = found if isinstance(found, Diagnostic) else self._read(found, span)
        if isinstance(data, Diagnostic):
            return Reading(Source("", ""), (data,), readable=False)
        assert isinstance(found, str)
        return decode(self._names[found], data)

    def read_bytes(self, target: str, span: Span) -> bytes | Diagnostic:
        """What any plain file holds that the text at `span` names: a logo, a table."""
        found = self._find(target, span)
        return found if isinstance(found, Diagnostic) else self._read(found, span)

    def table(self, target: str, span: Span) -> Table | Diagnostic:
        """The table of purchases that the text at `span` names; it may be larger than a model."""
        found = self._find(target, span)
        if isinstance(found, Diagnostic):
            return found
        refused = self._counted(span)
        got = refused or table_head(found, span, shown=self._names[found])
        return got if isinstance(got, Diagnostic) else Table(found, self._names[found], *got)

    def _counted(self, span: Span) -> Diagnostic | None:
        """Counts one more file; the reason where that is too many."""
        self._files += 1
        if self._files <= MODEL_FILES:
            return None
        self._spent = True
        return refuse(unreadable.MANY_FILES, f"the model reads more than {MODEL_FILES} files", span)

    def _read(self, real: str, span: Span) -> bytes | Diagnostic:
        refused = self._counted(span)
        if refused is not None:
            return refused
        data = read_bytes(real, span, shown=self._names[real], follow=False)
        if isinstance(data, bytes):
            self._bytes += len(data)
            if self._bytes > MODEL_BYTES:
                self._spent = True
                return refuse(unreadable.LARGE_MODEL, f"the model has more than {MODEL_BYTES:,} bytes", span)
        return data

    def _find(self, target: str, span: Span, *, only: str = "") -> str | Diagnostic:
        """The real path that `target` leads to, named in `_names`; or why it is refused."""
        problem = path_problem(target)
        if problem:
            return refuse(unreadable.REFUSED_PATH, problem, span)
        beside = os.path.dirname(span.source)
        shown = os.path.normpath(os.path.join(beside, target))
        real = os.path.realpath(os.path.join(os.path.realpath(beside or "."), target))
        if not _is_below(real, self.root):
            return refuse(unreadable.REFUSED_PATH, "the path leads out of the project's folder", span)
        if only and not (target.lower().endswith(only) and real.lower().endswith(only)):
            return refuse(unreadable.REFUSED_PATH, f"only a `{only}` file can be imported", span)
        self._names.setdefault(real, shown.replace(os.sep, "/"))
        return real


def path_problem(target: str) -> str:
    """What is wrong with the path as written; empty when it is a relative path with `/`."""
    if not target.strip():
        return "the path is empty"
    if "://" in target:
        return "the path is an address on the network, and nothing is fetched"
    if "\\" in target:
        return "folders in a path are separated by `/`"
    if ":" in target or target.startswith(("/", "~")):
        return "the path is not relative to this file"
    odd = any(character < " " or character == "\x7f" or "\ud800" <= character <= "\udfff" for character in target)
    return "the path holds a character that no path has" if odd else ""


def _is_below(real: str, root: str) -> bool:
    return os.path.normcase(real).startswith(os.path.join(os.path.normcase(root), ""))
