"""The one writer: whatever happens, the old file or the new one stands there whole, and nothing beside it.

The new content is written to a file without a name where the system has such files (Linux), else to a hidden one
beside; it is flushed to the disk and then takes the place of the old one in one step. A file without a name vanishes
with the program, even when that is killed. On other systems an exception, Ctrl-C and SIGTERM clean up, and only SIGKILL
can leave one hidden file.
"""

import errno
import os
import stat
import sys
from contextlib import suppress

from canvasdsl.outside.ending import ended_by_exception
from canvasdsl.outside.trouble import trouble

__all__ = ["trouble", "write_bytes", "write_text"]

_BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_NAMELESS = getattr(os, "O_TMPFILE", 0)
_LINKS_FOLLOWED = 40


def write_text(path: str, text: str) -> None:
    """Write `text` as UTF-8 with its line ends as they are; see `write_bytes`."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: str, data: bytes) -> None:
    """Put a file that holds `data` at `path`, in one step. Raises OSError and then has changed nothing.

    A link stays a link, and what it leads to is replaced; permissions stay as they were. A pipe or a device, such as
    `/dev/stdout`, is written to directly.
    """
    try:
        path = _target(path)
        old = os.stat(path)
    except FileNotFoundError:
        old = None
    except ValueError as error:  # a NUL or half a surrogate pair in the path
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), path) from error
    if old is not None and stat.S_ISDIR(old.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
    if old is not None and not stat.S_ISREG(old.st_mode):
        with open(path, "wb") as stream:
            stream.write(data)
        return
    if old is not None and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
    if not _written_nameless(path, data, old):
        with ended_by_exception():
            _write_beside(path, data, old)
    _flush_folder(os.path.dirname(path) or ".")


def _target(path: str) -> str:
    """Where `path` leads when it is a link; a link to nothing leads to the file that it will be."""
    for _ in range(_LINKS_FOLLOWED):
        if not os.path.islink(path):
            return path
        path = os.path.join(os.path.dirname(path), os.readlink(path))
    raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), path)


def _written_nameless(path: str, data: bytes, old: os.stat_result | None) -> bool:
    """Write through a file without a name; `False` where system or file system has none."""
    if not _NAMELESS or not os.path.isdir("/proc/self/fd"):
        return False
    folder = os.path.dirname(path) or "."
    try:
        handle = os.open(folder, _NAMELESS | os.O_WRONLY | _BINARY, 0o666)
    except OSError as error:
        if error.errno in (errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL, errno.ENOENT):
            return False  # A missing folder fails again, and properly, on the other way.
        raise
    try:
        _fill(handle, data, old)
        directory = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            return _linked(f"/proc/self/fd/{handle}", directory, path, new=old is None)
        finally:
            os.close(directory)
    finally:
        os.close(handle)


def _linked(nameless: str, directory: int, path: str, *, new: bool) -> bool:
    """Give the nameless file its name. Only Linux's `linkat` can; a descriptor of the folder makes Python call it."""
    if new:
        try:
            os.link(nameless, os.path.basename(path), dst_dir_fd=directory)
            return True
        except FileExistsError:
            pass
        except OSError:
            return False
    beside = _beside(path)
    try:
        os.link(nameless, os.path.basename(beside), dst_dir_fd=directory)
    except OSError:
        return False
    _rename(beside, path)
    return True


def _write_beside(path: str, data: bytes, old: os.stat_result | None) -> None:
    beside = _beside(path)
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
    try:
        try:
            _fill(handle, data, old)
        finally:
            os.close(handle)
    except BaseException:
        with suppress(OSError):
            os.unlink(beside)
        raise
    _rename(beside, path)


def _rename(beside: str, path: str) -> None:
    try:
        os.replace(beside, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(beside)
        raise


def _beside(path: str) -> str:
    """A hidden name in the same folder that nothing has; never longer than names may be."""
    folder, name = os.path.split(path)
    short = name.encode("utf-8", "replace")[:100].decode("utf-8", "ignore")
    return os.path.join(folder, f".{short}.{os.urandom(8).hex()}.tmp")


def _fill(handle: int, data: bytes, old: os.stat_result | None) -> None:
    """Write everything and flush it to the disk; owner and permissions become those of the old file."""
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]
    if old is not None and sys.platform != "win32":
        with suppress(OSError):
            os.fchown(handle, old.st_uid, old.st_gid)
        with suppress(OSError):
            os.fchmod(handle, stat.S_IMODE(old.st_mode))
    os.fsync(handle)


def _flush_folder(folder: str) -> None:
    """Make the new name durable, where a folder can be flushed."""
    if sys.platform == "win32":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
