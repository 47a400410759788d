"""What went wrong with a file, in words for people."""

import errno
import os

__all__ = ["trouble"]

_WORDS = {
    errno.ENOENT: "there is no such file or folder",
    errno.ENOTDIR: "a part of the path is a file, not a folder",
    errno.EISDIR: "it is a folder",
    errno.ENOSPC: "the disk is full",
    errno.EFBIG: "the file would be larger than this system allows",
    errno.EROFS: "the disk is read-only",
    errno.EMFILE: "too many files are open",
    errno.ENFILE: "too many files are open",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ELOOP: "its links go round in a circle",
    errno.EIO: "the disk reports an error",
    errno.ETXTBSY: "it is a program that runs",
    errno.EINVAL: "the name is not possible on this system",
    getattr(errno, "EDQUOT", -1): "your share of the disk is used up",
}
_USED_BY_ANOTHER = (32, 33)  # Windows: ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION


def trouble(error: OSError, path: str, *, doing: str) -> str:
    """One sentence without a full stop: "cannot write `out.pdf`: the folder is read-only".

    `doing` is the verb. The path stands in it as given; who prints it makes it safe.
    """
    return f"cannot {doing} `{path}`: {_reason(error, path, doing)}"


def _reason(error: OSError, path: str, doing: str) -> str:
    folder = os.path.dirname(path) or "."
    if getattr(error, "winerror", None) in _USED_BY_ANOTHER:
        return "another program has it open; close it there first"
    if error.errno in (errno.EACCES, errno.EPERM):
        if doing != "write":
            return "you are not allowed to read it"
        if os.path.isdir(folder) and not os.access(folder, os.W_OK):
            return "the folder is read-only"
        return "the file is read-only" if os.path.exists(path) else "you are not allowed to write there"
    if error.errno == errno.ENOENT and doing == "write" and not os.path.isdir(folder):
        return f"there is no folder `{folder}`"
    return _WORDS.get(error.errno or 0) or (error.strerror or type(error).__name__)
