"""Earlier versions of files, by the `git` command alone: read only, without network, pager, hooks or prompts.

Its answers are bounded in size and time. Whatever keeps it from answering is a `GitTrouble` in words for people.
"""

import os
import subprocess
import tempfile
from shutil import which
from threading import Event, Thread, Timer
from time import monotonic
from typing import IO, Any

__all__ = ["Git", "GitTrouble", "Watch", "git_around", "git_program", "heard", "late_trouble"]

_SECONDS = 30.0
_ANSWER_BYTES = 1_000_000
_KEPT = ("GIT_CEILING_DIRECTORIES", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_CONFIG")
"""What a user or a hook may set; all other settings of git's own are those of this module."""
_SETTINGS = {
    "GIT_OPTIONAL_LOCKS": "0", "GIT_PAGER": "cat", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none", "LC_ALL": "C",
}  # fmt: skip


class GitTrouble(Exception):
    """Why git could not tell: one sentence for people, without a full stop."""


class Git:
    """One repository, asked from the folder `folder` in it; `top` is its top folder, with links resolved."""

    def __init__(self, program: str, folder: str) -> None:
        self._program = program
        self._folder = folder
        top = self.ask("rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape")
        self.top = os.path.realpath(top.rstrip("\n"))

    def commit(self, revision: str) -> str:
        """The commit that a revision names: a branch, a tag, `HEAD~3`, a number."""
        if revision.startswith("-"):
            raise GitTrouble(f"`{revision}` is no revision: none begins with `-`")
        if not revision.strip() or any(character < " " for character in revision):
            raise GitTrouble("a revision is a branch, a tag or a commit, such as `v1` or `HEAD~1`")
        wanted = f"{revision}^{{commit}}"
        try:
            return self.ask("rev-parse", "--verify", "--quiet", "--end-of-options", wanted).decode("ascii").strip()
        except GitTrouble:
            if self.is_shallow:
                raise GitTrouble(
                    f"there is no revision `{revision}` here, and this copy of the repository holds only the latest "
                    "ones: fetch the rest with `git fetch --unshallow`"
                ) from None
            raise GitTrouble(f"there is no revision `{revision}` in this repository") from None

    def path_of(self, file: str) -> str:
        """The path of a file from the top of the repository, with `/`; the file itself need not exist."""
        folder, name = os.path.split(os.path.abspath(file))
        path = os.path.relpath(os.path.join(os.path.realpath(folder), name), self.top)
        if path.startswith(os.pardir):
            raise GitTrouble(f"`{file}` is not in the repository")
        return path.replace(os.sep, "/")

    @property
    def is_shallow(self) -> bool:
        """Whether this copy of the repository holds only its latest commits."""
        return self.ask("rev-parse", "--is-shallow-repository").strip() == b"true"

    def start(self, *words: str, patterns: bool = False, **streams: Any) -> "subprocess.Popen[bytes]":
        """Starts git; `streams` are those of `subprocess.Popen`. Paths are names and no patterns unless `patterns`."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or
                name.startswith(_KEPT)}  # fmt: skip
        settings = {**_SETTINGS, "GIT_LITERAL_PATHSPECS": "0" if patterns else "1"}
        command = [self._program, "--no-pager", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}"]
        try:
            return subprocess.Popen([*command, *words], cwd=self._folder, env={**kept, **settings}, **streams)
        except OSError as error:
            raise GitTrouble(f"`git` does not start: {error.strerror}") from None

    def ask(self, *words: str, given: bytes = b"", most: int = _ANSWER_BYTES, patterns: bool = False) -> bytes:
        """What git answers on standard output; raises `GitTrouble` where it fails, says too much, or takes too long."""
        with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as trouble:
            asked.write(given)
            asked.seek(0)
            process = self.start(*words, patterns=patterns, stdin=asked, stdout=subprocess.PIPE, stderr=trouble)
            answer, said = heard(process, trouble, most=most)
        if process.returncode != 0:
            raise GitTrouble(_reason(said))
        return answer


def heard(process: "subprocess.Popen[bytes]", trouble: IO[bytes], *, most: int) -> tuple[bytes, str]:
    """What git writes until it ends, and what it says in the file `trouble`; raises `GitTrouble` where it writes more
    than `most` bytes, or takes too long."""
    timer = Timer(_SECONDS, process.kill)
    timer.start()
    with process:
        assert process.stdout is not None
        answer = process.stdout.read(most + 1)
        if len(answer) > most:
            process.kill()
    late = not timer.is_alive()
    timer.cancel()
    if late:
        raise late_trouble()
    if len(answer) > most:
        raise GitTrouble("`git` says more than it was asked")
    trouble.seek(0)
    return answer, trouble.read(_ANSWER_BYTES).decode("utf-8", "replace")


class Watch(Thread):
    """Stops git when one answer takes it longer than it may; `asked` is when it was asked, while it has to answer."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        super().__init__(daemon=True)
        self.asked: float | None = None
        self.is_late = False
        self._process = process
        self._ended = Event()
        self.start()

    def run(self) -> None:
        """Looks from time to time."""
        while not self._ended.wait(min(0.5, _SECONDS / 3)):
            if self.asked is not None and monotonic() - self.asked > _SECONDS:
                self.is_late = True
                self._process.kill()
                return

    def end(self) -> None:
        """Stops looking."""
        self._ended.set()


def late_trouble() -> GitTrouble:
    """That git took longer than it may."""
    return GitTrouble(f"`git` was stopped after {_SECONDS:g} seconds")


def git_around(file: str) -> Git:
    """The repository in which a file stands, or stood; raises `GitTrouble` where there is none, or no git."""
    folder = os.path.dirname(os.path.abspath(file))
    while not os.path.isdir(folder) and os.path.dirname(folder) != folder:
        folder = os.path.dirname(folder)
    program = git_program()
    if program is None:
        raise GitTrouble("there is no `git` on this machine; two files can be compared without it")
    return Git(program, folder)


def git_program() -> str | None:
    """Where the `git` command is, if there is one."""
    program = which("git")
    # Windows looks into the current folder first, and what lies there may be a student's.
    return None if program is None or os.path.dirname(os.path.abspath(program)) == os.getcwd() else program


def _reason(said: str) -> str:
    if "not a git repository" in said:
        return "the file is in no git repository"
    if "dubious ownership" in said:
        return "git does not trust this folder, since it belongs to somebody else: see `git help safe.directory`"
    line = next((line for line in said.splitlines() if line.strip()), "git failed")
    return f"git says: {line.removeprefix('fatal: ').strip()}"
