"""Users' own templates: a folder of them, read once, filled by a process that can reach nothing else.

The process has a limit of time and memory; see `template_worker` for what a template may do.
"""

import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs

from canvasdsl import resources
from canvasdsl.outside.ending import ended_by_exception
from canvasdsl.outside.trouble import trouble

__all__ = ["TemplateTrouble", "Templates", "eject", "fill", "read_templates"]

_WORKER = Path(__file__).with_name("template_worker.py")
_SECONDS = 40.0
_MOST_BYTES = 1_000_000
_MOST_FILES = 50
_KNOWN = ("brief.html.jinja", "brief.css", "brief.md.jinja")
_ENDINGS = (".jinja", ".css")


class TemplateTrouble(Exception):
    """What is wrong with a folder or with a template, for people: with the file and, where it is known, the line."""


@attrs.frozen
class Templates:
    """The templates and style sheets of a folder by name; `folder` is how the user called it."""

    folder: str
    texts: Mapping[str, str]

    def has(self, name: str) -> bool:
        """Whether the folder has a file of this name."""
        return name in self.texts


def read_templates(folder: str) -> Templates:
    """The files of `folder` that are templates or style sheets. Raises `TemplateTrouble`."""
    try:
        names = sorted(os.listdir(folder))
    except NotADirectoryError:
        raise TemplateTrouble(f"`{folder}` is no folder; name the one that holds your templates") from None
    except OSError as error:
        raise TemplateTrouble(trouble(error, folder, doing="read")) from None
    names = [name for name in names if name.endswith(_ENDINGS)]
    if not any(name in _KNOWN for name in names):
        raise TemplateTrouble(
            f"`{folder}` holds none of {', '.join(f'`{name}`' for name in _KNOWN)}; "
            "`canvasdsl templates --eject DIR` writes ours to begin with"
        )
    if len(names) > _MOST_FILES:
        raise TemplateTrouble(f"`{folder}` holds more than {_MOST_FILES} templates")
    texts = {name: _text(folder, name) for name in names}
    if "</" in texts.get("brief.css", ""):
        line = texts["brief.css"].split("</")[0].count("\n") + 1
        raise TemplateTrouble(f"`{folder}/brief.css`, line {line}: a style sheet holds no `</`, which would end it")
    return Templates(folder, texts)


def _text(folder: str, name: str) -> str:
    """The text of a plain file; one that is a link, a pipe or too large is refused."""
    path = os.path.join(folder, name)
    shown = f"{folder}/{name}"
    try:
        state = os.lstat(path)
        if not stat.S_ISREG(state.st_mode):
            raise TemplateTrouble(f"`{shown}` is a link, a folder or a device; a template is a plain file")
        if state.st_size > _MOST_BYTES:
            raise TemplateTrouble(f"`{shown}` has more than {_MOST_BYTES:,} bytes")
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with open(handle, "rb") as stream:
            return stream.read(_MOST_BYTES + 1).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise TemplateTrouble(f"`{shown}` is not UTF-8; save it as UTF-8") from None
    except OSError as error:
        raise TemplateTrouble(trouble(error, shown, doing="read")) from None


def fill(templates: Templates, name: str, data: Mapping[str, Any], *, html: bool, seconds: float = _SECONDS) -> str:
    """What the template called `name` makes of plain data. Raises `TemplateTrouble`, with the line."""
    request = {"templates": dict(templates.texts), "name": name, "data": data, "html": html}
    with ended_by_exception():
        try:
            done = subprocess.run(
                [sys.executable, "-P", str(_WORKER)], input=json.dumps(request).encode("utf-8"), capture_output=True,
                timeout=seconds, check=False,
            )
        except subprocess.TimeoutExpired:
            raise TemplateTrouble(
                f"`{templates.folder}/{name}` was stopped: it runs for more than {seconds:g} seconds"
            ) from None
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise TemplateTrouble(f"`{templates.folder}/{name}` was stopped: it takes too much memory") from None
    if "error" in answer:
        line = f", line {answer['line']}" if answer["line"] else ""
        raise TemplateTrouble(f"`{templates.folder}/{answer['template']}`{line}: {answer['error']}")
    text: str = answer["text"]
    return text


def eject(folder: str) -> tuple[str, ...]:
    """Writes our templates into a new folder, all or none; returns their names.

    Raises `FileExistsError` where something is called so already, and `OSError`.
    """
    if os.path.lexists(folder):
        raise FileExistsError(folder)
    beside = os.path.dirname(os.path.abspath(folder))
    files = {name: resources.read_text(f"templates/{name}") for name in _KNOWN}
    files["README.md"] = resources.read_text("templates/eject.md")
    with ended_by_exception():
        made = tempfile.mkdtemp(prefix=".canvasdsl-", dir=beside)
        try:
            for name, text in files.items():
                with open(os.path.join(made, name), "x", encoding="utf-8", newline="\n") as stream:
                    stream.write(text)
                    stream.flush()
                    os.fsync(stream.fileno())
            os.chmod(made, 0o777 & ~_umask())
            os.rename(made, folder)
        except BaseException:
            shutil.rmtree(made, ignore_errors=True)
            raise
    return tuple(files)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
