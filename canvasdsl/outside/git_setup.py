"""What git is told about `.bmc` files: how they are merged and shown. It is written with git's own command, and as one
line of attributes; what others wrote there stays."""

import os
import shlex
import sys

import attrs

from canvasdsl.outside.git import GitTrouble
from canvasdsl.outside.git_command import call_git
from canvasdsl.outside.writing import write_bytes

__all__ = ["ATTRIBUTES", "Place", "place_for_all", "place_here", "remove", "set_up"]

ATTRIBUTES = "*.bmc merge=canvasdsl diff=canvasdsl"
"""The line that says for which files git asks us."""
_OURS = " -m canvasdsl "
_NOT_SET = 1


@attrs.frozen
class Place:
    """Where git keeps what it is told: the scope of its settings, and the file of attributes."""

    scope: str
    attributes: str
    shown: str
    """The same file in words."""


def place_here(folder: str) -> Place:
    """The repository around a folder, its working trees included; raises `GitTrouble` where there is none."""
    answer = call_git("rev-parse", "--git-path", "info/attributes", folder=folder)
    if answer.code:
        if "not a git repository" in answer.said:
            raise GitTrouble("this folder is in no git repository: go into one, or say `--global` for all of yours")
        raise GitTrouble(answer.reason)
    path = os.path.normpath(os.path.join(folder, answer.text))
    return Place("--local", path, answer.text)


def place_for_all() -> Place:
    """The user's own settings, and the attributes that hold in all repositories."""
    home = os.path.expanduser("~")
    asked = call_git("config", "--global", "--path", "--get", "core.attributesFile", folder=home)
    if asked.code not in (0, _NOT_SET):
        raise GitTrouble(asked.reason)
    around = os.environ.get("XDG_CONFIG_HOME") or os.path.join(home, ".config")
    path = asked.text if asked.code == 0 and asked.text else os.path.join(around, "git", "attributes")
    return Place("--global", os.path.join(home, path), path.replace(os.sep, "/"))


def set_up(place: Place) -> list[str]:
    """Writes settings and attributes; returns what was done, a sentence each. Raises `GitTrouble` and `OSError`."""
    said = []
    for key, value in _settings().items():
        before = _values(place, key)
        if before == [value]:
            said.append(f"{key} was set already")
            continue
        _config(place, "--replace-all", key, value)
        said.append(f"set {key} to: {value}" + (f" (it was: {'; '.join(before)})" if before else ""))
    lines, end, last = _lines(place)
    if ATTRIBUTES in lines:
        said.append(f"`{ATTRIBUTES}` stood in {place.shown} already")
    else:
        others = [line for line in lines if line.split()[:1] == ["*.bmc"]]
        said += [f"left in {place.shown}, where ours comes after it and holds: {line}" for line in others]
        os.makedirs(os.path.dirname(place.attributes), exist_ok=True)
        _write(place, [*lines, ATTRIBUTES], end, last)
        said.append(f"wrote `{ATTRIBUTES}` to {place.shown}")
    return said


def remove(place: Place) -> list[str]:
    """Takes out what `set_up` writes, and nothing else; returns what was done, a sentence each."""
    said = []
    for key, value in _settings().items():
        before = _values(place, key)
        if not before:
            said.append(f"{key} was not set")
        elif before == [value] or (len(before) == 1 and _OURS in before[0] and _OURS in value):
            _config(place, "--unset", key)
            said.append(f"took out {key}")
        else:
            said.append(f"left {key}, which says something else: {'; '.join(before)}")
    lines, end, last = _lines(place)
    if ATTRIBUTES not in lines:
        said.append(f"`{ATTRIBUTES}` does not stand in {place.shown}")
    else:
        left = [line for line in lines if line != ATTRIBUTES]
        if left:
            _write(place, left, end, last)
        else:
            os.unlink(place.attributes)
        said.append(f"took `{ATTRIBUTES}` out of {place.shown}")
    return said


def _settings() -> dict[str, str]:
    """What git is told, by the name of the setting. Git gives commands to `sh`, on Windows too."""
    if not sys.executable:
        raise GitTrouble("the Python that runs this does not know where it is, so git could not call it")
    # -P: a folder `canvasdsl` in the repository must not be taken for ours.
    program = f"{shlex.quote(sys.executable.replace(os.sep, '/'))} -P{_OURS}"
    return {
        "merge.canvasdsl.name": "models of a business, merged by what they mean",
        "merge.canvasdsl.driver": f"{program}merge-driver %O %A %B --path %P --marker-size %L "
                                  "--base-name %S --ours-name %X --theirs-name %Y",
        "diff.canvasdsl.textconv": f"{program}textconv",
        "diff.canvasdsl.xfuncname": "^([a-z][a-z-]* .*)$",
    }  # fmt: skip


def _values(place: Place, key: str) -> list[str]:
    answer = call_git("config", place.scope, "-z", "--get-all", key)
    if answer.code not in (0, _NOT_SET):
        raise GitTrouble(answer.reason)
    return answer.out.decode("utf-8", "surrogateescape").split("\0")[:-1]


def _config(place: Place, *words: str) -> None:
    answer = call_git("config", place.scope, *words)
    if answer.code:
        raise GitTrouble(answer.reason)


def _lines(place: Place) -> tuple[list[str], str, str]:
    """The lines of the attributes, whatever their encoding, how they end, and how the last one does."""
    try:
        with open(place.attributes, "rb") as stream:
            text = stream.read().decode("utf-8", "surrogateescape")
    except FileNotFoundError:
        return [], "\n", "\n"
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.removesuffix(end).split(end) if text else []
    return lines, end, end if text.endswith(end) or not text else ""


def _write(place: Place, lines: list[str], end: str, last: str) -> None:
    write_bytes(place.attributes, (end.join(lines) + last).encode("utf-8", "surrogateescape"))
