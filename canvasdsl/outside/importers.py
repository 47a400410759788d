"""Which other models of a project read a file: those that a change of it could break."""

import os
from collections.abc import Iterable, Iterator

from canvasdsl.limits import MODEL_BYTES, MODEL_FILES
from canvasdsl.outside.project import project_root

__all__ = ["models_beside"]

_MOST_FOLDERS = 2_000
_NOT_LOOKED_INTO = frozenset(("node_modules", "__pycache__", "venv", "build", "dist"))


def models_beside(names: Iterable[str]) -> tuple[str, ...]:
    """The model files of the projects of `names` that import others or vary them, and are none of them, in the order of
    their names.

    Hidden folders are passed over, and the search ends at a number of folders, files and bytes: it is there to warn.
    """
    known = {os.path.realpath(name) for name in names}
    found: dict[str, None] = {}
    size = 0
    for root in dict.fromkeys(project_root(name) for name in known):
        for path in _models_below(root):
            if len(found) >= MODEL_FILES or size > MODEL_BYTES:
                return tuple(sorted(found))
            real = os.path.realpath(path)
            if real in known or not os.path.isfile(real):
                continue
            try:
                with open(real, "rb") as stream:
                    data = stream.read(MODEL_BYTES // MODEL_FILES)
            except OSError:
                continue
            size += len(data)
            if b"import" in data or b"variant" in data:
                found[os.path.relpath(real)] = None
    return tuple(sorted(found))


def _models_below(root: str) -> Iterator[str]:
    for folder, (here, inside, names) in enumerate(os.walk(root)):
        inside[:] = sorted(name for name in inside if name[0] != "." and name not in _NOT_LOOKED_INTO)
        if folder > _MOST_FOLDERS:
            return
        for name in sorted(names):
            if name.lower().endswith(".bmc"):
                yield os.path.join(here, name)
