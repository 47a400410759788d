"""The project that a model belongs to: the folder that bounds what it may name, and what its `pyproject.toml` sets."""

import os
from decimal import Decimal, InvalidOperation
from typing import Any

import attrs

from canvasdsl.model.thresholds import Thresholds
from canvasdsl.model.vocabulary import table_of

__all__ = ["WrongSetting", "project_root", "thresholds_at"]

_PYPROJECT_BYTES = 1_000_000


@attrs.frozen
class WrongSetting(Exception):
    """A setting in `[tool.canvasdsl]` that can't be used: in which file, and what is wrong with it."""

    file: str
    problem: str


def project_root(path: str) -> str:
    """The folder that bounds what the file at `path` may name: the nearest one at or above it with `.git` or with a
    `pyproject.toml` that has `[tool.canvasdsl]`, else the file's own folder; absolute, links resolved."""
    own = folder = os.path.realpath(os.path.dirname(path) or ".")
    while True:
        if os.path.exists(os.path.join(folder, ".git")) or _settings_in(folder) is not None:
            return folder
        parent = os.path.dirname(folder)
        if parent == folder:
            return own
        folder = parent


def thresholds_at(path: str) -> dict[str, Decimal]:
    """The thresholds that the project of the file at `path` sets; raises `WrongSetting`."""
    root = project_root(path)
    settings = _settings_in(root) or {}
    file = os.path.join(root, "pyproject.toml")
    for key in settings:
        if key != "thresholds":
            raise WrongSetting(file, f"`[tool.canvasdsl]` has no setting `{key}`; it has `thresholds`")
    given = settings.get("thresholds", {})
    if not isinstance(given, dict):
        raise WrongSetting(file, "`thresholds` in `[tool.canvasdsl]` is a table: `[tool.canvasdsl.thresholds]`")
    return {word: _threshold(file, word, value) for word, value in given.items()}


def _threshold(file: str, word: str, value: object) -> Decimal:
    from canvasdsl.model.reading import closest

    words = table_of(Thresholds).words
    if word not in words:
        near = closest(word, tuple(words))
        raise WrongSetting(file, f"there is no threshold `{word}`; " + (f"did you mean `{near}`?" if near else
                           "`canvasdsl explain thresholds` lists them"))  # fmt: skip
    number = words[word].type
    try:
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise InvalidOperation
        size = Decimal(str(value))
        if not size.is_finite():
            raise InvalidOperation
    except InvalidOperation:
        raise WrongSetting(file, f"the threshold `{word}` is a number such as `{number.example}`") from None
    if size < number.least or (number.most is not None and size > number.most):
        most = f" to {number.most:g}" if number.most is not None else " or more"
        raise WrongSetting(file, f"the threshold `{word}` is {size}, and goes from {number.least:g}{most}")
    return size


def _settings_in(folder: str) -> dict[str, Any] | None:
    """What `[tool.canvasdsl]` in the folder's `pyproject.toml` says; `None` where there is none."""
    try:
        with open(os.path.join(folder, "pyproject.toml"), "rb") as file:
            data = file.read(_PYPROJECT_BYTES)
    except OSError:
        return None
    if b"canvasdsl" not in data:
        return None
    import tomllib

    try:
        tool = tomllib.loads(data.decode("utf-8")).get("tool")
    except ValueError:
        return None
    found = tool.get("canvasdsl") if isinstance(tool, dict) else None
    return found if isinstance(found, dict) else None
