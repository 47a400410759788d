"""Earlier versions of files, by the `git` command alone: read only, without network, pager, hooks or prompts.

Its answers are bounded in size and time. Whatever keeps it from answering is a `GitTrouble` in words for people.
"""

import os
import subprocess
import tempfile
from shutil import which
from threading import Timer
from typing import NamedTuple

from canvasdsl.limits import FILE_BYTES

__all__ = ["Blob", "Git", "GitTrouble", "git_around"]

_SECONDS = 30.0
_ANSWER_BYTES = 1_000_000
_MOST_LINKS = 10
_KEPT = ("GIT_CEILING_DIRECTORIES", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_CONFIG")
"""What a user or a hook may set; all other settings of git's own are those of this module."""
_SETTINGS = {
    "GIT_OPTIONAL_LOCKS": "0", "GIT_PAGER": "cat", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none", "GIT_LITERAL_PATHSPECS": "1", "LC_ALL": "C",
}  # fmt: skip
_PLAIN_FILES = ("100644", "100755", "100664")
_LINK = "120000"


class GitTrouble(Exception):
    """Why git could not tell: one sentence for people, without a full stop."""


class Blob(NamedTuple):
    """A file of a revision: its object, how many bytes it has, and its path from the top of the repository."""

    object: str
    size: int
    path: str


class Git:
    """One repository, asked from the folder `folder` in it; `top` is its top folder, with links resolved."""

    def __init__(self, program: str, folder: str) -> None:
        self._program = program
        self._folder = folder
        top = self._ask("rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape")
        self.top = os.path.realpath(top.rstrip("\n"))

    def commit(self, revision: str) -> str:
        """The commit that a revision names: a branch, a tag, `HEAD~3`, a number."""
        if revision.startswith("-"):
            raise GitTrouble(f"`{revision}` is no revision: none begins with `-`")
        if not revision.strip() or any(character < " " for character in revision):
            raise GitTrouble("a revision is a branch, a tag or a commit, such as `v1` or `HEAD~1`")
        wanted = f"{revision}^{{commit}}"
        try:
            return self._ask("rev-parse", "--verify", "--quiet", "--end-of-options", wanted).decode("ascii").strip()
        except GitTrouble:
            if self._ask("rev-parse", "--is-shallow-repository").strip() == b"true":
                raise GitTrouble(
                    f"there is no revision `{revision}` here, and this copy of the repository holds only the latest "
                    "ones: fetch the rest with `git fetch --unshallow`"
                ) from None
            raise GitTrouble(f"there is no revision `{revision}` in this repository") from None

    def find(self, commit: str, path: str) -> Blob | None:
        """The plain file at `path`, from the top of the repository, in a commit; links inside the tree are followed."""
        for _ in range(_MOST_LINKS):
            answer = self._ask("ls-tree", "-z", "-l", "--full-tree", commit, "--", path)
            entry, _, name = answer.partition(b"\0")[0].partition(b"\t")
            parts = entry.decode("ascii", "replace").split()
            if len(parts) != 4 or name.decode("utf-8", "surrogateescape") != path:
                return self._through_link(commit, path)
            mode, _, object, size = parts
            if mode in _PLAIN_FILES:
                return Blob(object, int(size), path)
            if mode != _LINK:
                return None
            path = _joined(os.path.dirname(path), self.read(Blob(object, int(size), path)))
            if not path:
                return None
        return None

    def read(self, blob: Blob) -> bytes:
        """What a file holds; it has at most as many bytes as a model file may have."""
        if blob.size > FILE_BYTES:
            raise GitTrouble(f"`{blob.path}` has more than {FILE_BYTES:,} bytes")
        answer = self._ask("cat-file", "--batch", given=f"{blob.object}\n".encode("ascii"), most=blob.size + 1_000)
        head, _, body = answer.partition(b"\n")
        if head.split()[1:2] != [b"blob"]:
            raise GitTrouble(f"`{blob.path}` is not in this copy of the repository: fetch it with git first")
        return body[: blob.size]

    def path_of(self, file: str) -> str:
        """The path of a file from the top of the repository, with `/`; the file itself need not exist."""
        folder, name = os.path.split(os.path.abspath(file))
        path = os.path.relpath(os.path.join(os.path.realpath(folder), name), self.top)
        if path.startswith(os.pardir):
            raise GitTrouble(f"`{file}` is not in the repository")
        return path.replace(os.sep, "/")

    def _through_link(self, commit: str, path: str) -> Blob | None:
        """The file, where a folder on its way is a link."""
        folder, _, name = path.rpartition("/")
        while folder:
            answer = self._ask("ls-tree", "-z", "-l", "--full-tree", commit, "--", folder)
            parts = answer.partition(b"\t")[0].decode("ascii", "replace").split()
            if len(parts) == 4 and parts[0] == _LINK:
                target = _joined(os.path.dirname(folder), self.read(Blob(parts[2], int(parts[3]), folder)))
                return self.find(commit, f"{target}/{name}") if target and f"{target}/" not in f"{folder}/" else None
            folder, _, last = folder.rpartition("/")
            name = f"{last}/{name}"
        return None

    def _ask(self, *words: str, given: bytes = b"", most: int = _ANSWER_BYTES) -> bytes:
        """What git answers on standard output; raises `GitTrouble` where it fails, says too much, or takes too long."""
        command = [self._program, "--no-pager", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}"]
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or
                name.startswith(_KEPT)}  # fmt: skip
        with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as trouble:
            asked.write(given)
            asked.seek(0)
            try:
                process = subprocess.Popen(
                    [*command, *words], cwd=self._folder, stdin=asked, stdout=subprocess.PIPE, stderr=trouble,
                    env={**kept, **_SETTINGS},
                )  # fmt: skip
            except OSError as error:
                raise GitTrouble(f"`git` does not start: {error.strerror}") from None
            timer = Timer(_SECONDS, process.kill)
            timer.start()
            with process:
                assert process.stdout is not None
                answer = process.stdout.read(most + 1)
                if len(answer) > most:
                    process.kill()
            late = not timer.is_alive()
            timer.cancel()
            trouble.seek(0)
            said = trouble.read(_ANSWER_BYTES).decode("utf-8", "replace")
        if late:
            raise GitTrouble(f"`git` was stopped after {_SECONDS:g} seconds")
        if len(answer) > most:
            raise GitTrouble("`git` says more than it was asked")
        if process.returncode != 0:
            raise GitTrouble(_reason(said))
        return answer


def git_around(file: str) -> Git:
    """The repository in which a file stands, or stood; raises `GitTrouble` where there is none, or no git."""
    folder = os.path.dirname(os.path.abspath(file))
    while not os.path.isdir(folder) and os.path.dirname(folder) != folder:
        folder = os.path.dirname(folder)
    program = which("git")
    # Windows looks into the current folder first, and what lies there may be a student's.
    if program is None or os.path.dirname(os.path.abspath(program)) == os.getcwd():
        raise GitTrouble("there is no `git` on this machine; two files can be compared without it")
    return Git(program, folder)


def _joined(folder: str, target: bytes) -> str:
    """Where a link leads, from the top of the repository; empty where it leads out of it."""
    from posixpath import isabs, join, normpath

    path = target.decode("utf-8", "surrogateescape")
    joined = normpath(join(folder, path))
    return "" if isabs(path) or joined.startswith("..") else joined


def _reason(said: str) -> str:
    if "not a git repository" in said:
        return "the file is in no git repository"
    if "dubious ownership" in said:
        return "git does not trust this folder, since it belongs to somebody else: see `git help safe.directory`"
    line = next((line for line in said.splitlines() if line.strip()), "git failed")
    return f"git says: {line.removeprefix('fatal: ').strip()}"
