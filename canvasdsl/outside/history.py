"""The versions of a model in its repository, the newest first, one model at a time: `versions_of`."""

import gc
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

import attrs

from canvasdsl.change.history import Commit, Fault, Version
from canvasdsl.diagnostics import Diagnostic, Severity
from canvasdsl.load import Loaded, load
from canvasdsl.outside.git import Git, GitTrouble
from canvasdsl.outside.git_log import Logged, commit_called, logged, path_in
from canvasdsl.outside.git_objects import Objects
from canvasdsl.outside.revisions import Revision, root_in
from canvasdsl.source import Source

__all__ = ["versions_of"]

_FAULTS = 3
_MODELS_LEFT = 40
"""So many models are read before memory is taken back from those that nobody holds."""


def versions_of(
    git: Git, file: str, *, until: str, since: str = "", settings: Mapping[str, Decimal],
    choose: Callable[[Loaded], Loaded | None] = lambda loaded: loaded,
) -> Iterator[Version]:  # fmt: skip
    """What each commit from `until` back to `since`, or to the first, left of the model that begins with `file`.

    Both are commits by their names in full. Other names that the file had are followed. The last version is the one
    that was there before them (`is_base`), or the oldest of a copy that holds only the latest commits. Rules are not
    asked; the tables beside a model are not read. `choose` gives the variant that is meant, or `None` where a version
    has none of it.
    """
    path = git.path_of(file)
    with Objects(git) as objects:
        reading = _Versions(objects, root_in(git, file), settings, choose)
        path = path_in(git, objects, until, path)
        last: Logged | None = None
        for last in logged(git, until, since, path):
            is_base = not last.parent and objects.is_cut(last.commit.id)
            yield attrs.evolve(reading.at(last.commit, path), is_base=is_base)
            path = next((old for old, new in last.renamed if new == path), path)
        base = until if last is None else last.parent
        if base:
            yield attrs.evolve(reading.at(commit_called(git, base), path), is_base=True)


class _Versions:
    """Reads one version after the other; what two of them have in common is read once."""

    def __init__(
        self, objects: Objects, root: str, settings: Mapping[str, Decimal], choose: Callable[[Loaded], Loaded | None]
    ) -> None:
        self._objects = objects
        self._root = root
        self._settings = settings
        self._choose = choose
        self._asked: dict[str, str | None] = {}
        self._last: Version | None = None
        self._read_count = 0

    def at(self, commit: Commit, path: str) -> Version:
        """The model as it was in a commit, its file at `path`."""
        last = self._last
        if last is not None and last.path == path and self._is_untouched(commit):
            return attrs.evolve(last, commit=commit)
        self._last = version = self._read(commit, path)
        return version

    def _is_untouched(self, commit: Commit) -> bool:
        """Whether all files that the last model was read from are what they were, missing ones included."""
        for path, object in self._asked.items():
            place = self._objects.locate(commit.id, path)
            if (place.object if place is not None else None) != object:
                return False
        return True

    def _read(self, commit: Commit, path: str) -> Version:
        root = self._root if path.startswith(self._root) else ""
        self._read_count += 1
        if self._read_count % _MODELS_LEFT == 0:
            gc.collect()  # models that nobody holds refer to themselves, and `load` keeps the collector from them
        revision = Revision(self._objects, commit.id, path, name=commit.short, root=root, prefix="")
        self._asked = revision.asked
        if self._objects.locate(commit.id, path) is None:
            revision.asked[path] = None
            return Version(commit=commit, path=path)
        try:
            reading = revision.first()
        except GitTrouble as trouble:  # it is too large, or not in this copy
            return Version(commit=commit, path=path, faults=(Fault(path, 1, "", str(trouble)),), fault_count=1)
        if not reading.readable:
            return _broken(commit, path, reading.diagnostics, {reading.source.name: reading.source})
        loaded = load(reading.source, revision.read, said=reading.diagnostics, rules=(), settings=self._settings)
        chosen = loaded if loaded.has_errors else self._choose(loaded)
        if chosen is not None and chosen.has_errors:
            return _broken(commit, path, chosen.diagnostics, chosen.sources)
        return Version(commit=commit, path=path, loaded=chosen)


def _broken(
    commit: Commit, path: str, diagnostics: tuple[Diagnostic, ...], sources: Mapping[str, Source]
) -> Version:  # fmt: skip
    wrong = [each for each in diagnostics if each.severity is Severity.ERROR]
    faults = [
        Fault(each.span.source, _line(each, sources), each.code, each.message) for each in wrong[:_FAULTS]
    ]
    return Version(commit=commit, path=path, faults=tuple(faults), fault_count=len(wrong))


def _line(found: Diagnostic, sources: Mapping[str, Source]) -> int:
    source = sources.get(found.span.source)
    return 1 if source is None else source.position(found.span.start).line
