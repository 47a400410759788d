"""Files of any commit, read one after the other by one `git cat-file --batch`: folders and links are walked by us."""

import os
import subprocess
from posixpath import isabs, join, normpath
from time import monotonic
from typing import NamedTuple

from canvasdsl.limits import FILE_BYTES
from canvasdsl.outside.git import Git, GitTrouble, Watch, late_trouble

__all__ = ["Blob", "Objects", "Place"]

_MOST_LINKS = 10
_TREE_BYTES = 20_000_000
_KEPT_TREES, _KEPT_BYTES = 16, 1_000_000
_PLAIN_FILES = (b"100644", b"100755", b"100664")
_LINK, _FOLDER = b"120000", b"40000"
_PART = 1 << 16


class Place(NamedTuple):
    """Where a plain file is found: its object, and its path from the top of the repository, links followed."""

    object: str
    path: str


class Blob(NamedTuple):
    """A file of a revision: its object, how many bytes it has, and its path from the top of the repository."""

    object: str
    size: int
    path: str


class Objects:
    """The objects of one repository, while the `with` lasts. Raises `GitTrouble` where git does not answer."""

    def __init__(self, git: Git) -> None:
        self._git = git
        self._process: subprocess.Popen[bytes] | None = None
        self._watch: Watch | None = None
        self._trees: dict[str, bytes] = {}
        self._last = ("", b"")

    def __enter__(self) -> "Objects":
        return self

    def __exit__(self, *_: object) -> None:
        if self._watch is not None:
            self._watch.end()
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def find(self, commit: str, path: str) -> Blob | None:
        """The plain file at `path`, from the top of the repository, in a commit; links inside the tree are followed."""
        place = self.locate(commit, path)
        if place is None:
            return None
        size, data = self._object(place.object, "blob", FILE_BYTES)
        self._last = (place.object, data)
        return Blob(place.object, size, place.path)

    def read(self, blob: Blob) -> bytes:
        """What a file holds; it has at most as many bytes as a model file may have."""
        if blob.size > FILE_BYTES:
            raise GitTrouble(f"`{blob.path}` has more than {FILE_BYTES:,} bytes")
        object, data = self._last
        return data if object == blob.object else self._object(blob.object, "blob", FILE_BYTES)[1]

    def is_cut(self, commit: str) -> bool:
        """Whether a commit that has no parents here has some elsewhere: this copy holds only the latest commits."""
        head = self._object(commit, "commit", FILE_BYTES)[1].partition(b"\n\n")[0]
        return b"\nparent " in head

    def locate(self, commit: str, path: str) -> Place | None:
        """Where the plain file at `path` is in a commit; what it holds is not read."""
        for _ in range(_MOST_LINKS):
            through = self._walked(commit, path)
            if not isinstance(through, str):
                return through
            path = through
        return None

    def _walked(self, commit: str, path: str) -> Place | str | None:
        """The file; where there is a link on the way, the path that leads on."""
        tree, way = f"{commit}^{{tree}}", path.split("/")
        for number, name in enumerate(way):
            mode, object = _entry(self._tree(tree), os.fsencode(name), len(commit) // 2)
            if mode == _LINK:
                target = _linked("/".join(way[:number]), self._object(object, "blob", FILE_BYTES)[1])
                return normpath(join(target, *way[number + 1 :])) if target else None
            if mode != _FOLDER:
                is_last = number == len(way) - 1
                return Place(object, path) if mode in _PLAIN_FILES and is_last else None
            tree = object
        return None

    def _tree(self, name: str) -> bytes:
        if name not in self._trees:
            size, data = self._object(name, "tree", _TREE_BYTES)
            if size > _TREE_BYTES:
                raise GitTrouble("a folder of the repository holds too many files")
            if size > _KEPT_BYTES:
                return data
            while len(self._trees) >= _KEPT_TREES:
                del self._trees[next(iter(self._trees))]
            self._trees[name] = data
        return self._trees[name]

    def _object(self, name: str, kind: str, most: int) -> tuple[int, bytes]:
        """How many bytes an object has, and no more of them than `most`."""
        if self._process is None or self._watch is None:
            self._process = self._git.start("cat-file", "--batch", stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                            stderr=subprocess.DEVNULL)  # fmt: skip
            self._watch = Watch(self._process)
        process, watch = self._process, self._watch
        assert process.stdin is not None
        assert process.stdout is not None
        watch.asked = monotonic()
        try:
            process.stdin.write(f"{name}\n".encode("ascii"))
            process.stdin.flush()
            head = process.stdout.readline(1_000).split()
            if len(head) == 3:
                size = int(head[2])
                data = process.stdout.read(min(size, most))
                left = size - len(data) + 1
                while left > 0 and (part := process.stdout.read(min(left, _PART))):
                    left -= len(part)
        except (OSError, ValueError):
            head = []
        finally:
            watch.asked = None
        if watch.is_late:
            raise late_trouble()
        if len(head) != 3 or head[1] != kind.encode("ascii"):
            raise GitTrouble("a part of the history is not in this copy of the repository: fetch it with git first")
        return size, data


def _entry(tree: bytes, name: bytes, id_bytes: int) -> tuple[bytes, str]:
    """The mode and the object of a name in a folder, as git stores it; empty where it is not there."""
    at = 0
    while at < len(tree):
        end = tree.index(b"\0", at)
        mode, _, found = tree[at:end].partition(b" ")
        if found == name:
            return mode, tree[end + 1 : end + 1 + id_bytes].hex()
        at = end + 1 + id_bytes
    return b"", ""


def _linked(folder: str, target: bytes) -> str:
    """Where a link leads, from the top of the repository; empty where it leads out of it."""
    path = os.fsdecode(target)
    joined = normpath(join(folder, path))
    return "" if isabs(path) or joined.startswith("..") else joined
