"""The `git` command as the user has set it up: for settings, attributes, merges by lines; bounded in time."""

import os
import subprocess
import tempfile
from typing import NamedTuple

from canvasdsl.outside.git import GitTrouble, git_program, heard

__all__ = ["Answer", "call_git"]

_MOST_BYTES = 40_000_000


class Answer(NamedTuple):
    """How git left, what it wrote on standard output, and what it said on standard error."""

    code: int
    out: bytes
    said: str

    @property
    def text(self) -> str:
        """What it wrote, without the last line break."""
        return self.out.decode("utf-8", "surrogateescape").removesuffix("\n")

    @property
    def reason(self) -> str:
        """The first line of what it said."""
        line = next((line for line in self.said.splitlines() if line.strip()), "git failed")
        return f"git says: {line.removeprefix('fatal: ').removeprefix('error: ').strip()}"


def call_git(*words: str, folder: str = ".") -> Answer:
    """Calls git in a folder, with the user's own environment; raises `GitTrouble` without git, or if it is late."""
    program = git_program()
    if program is None:
        raise GitTrouble("there is no `git` on this machine")
    settings = {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_PAGER": "cat"}
    with tempfile.TemporaryFile() as trouble:
        try:
            process = subprocess.Popen([program, "--no-pager", *words], cwd=folder, env={**os.environ, **settings},
                                       stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=trouble)  # fmt: skip
        except OSError as error:
            raise GitTrouble(f"`git` does not start: {error.strerror}") from None
        out, said = heard(process, trouble, most=_MOST_BYTES)
    return Answer(process.returncode, out, said)
