"""The one writer: the old file or the new one, whatever happens, and nothing beside it."""

import os
import signal
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from canvasdsl.outside import writing
from canvasdsl.outside.writing import trouble, write_bytes, write_text

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes, signals and permissions as on Unix")

WAYS = pytest.mark.parametrize("nameless", [True, False], ids=["nameless", "beside"])


@pytest.fixture
def way(nameless, monkeypatch):
    """Both ways of writing: through a file without a name, and through a hidden one beside."""
    if not nameless:
        monkeypatch.setattr(writing, "_NAMELESS", 0)


@WAYS
def test_writing_makes_and_replaces_whole_files(way, tmp_path):
    """Text as it is, bytes as they are; nothing else stays in the folder."""
    path = tmp_path / "out.txt"
    write_text(str(path), "ü\n")
    assert path.read_bytes() == "ü\n".encode()
    write_bytes(str(path), b"\0\r\n" * 1_000_000)
    assert path.read_bytes() == b"\0\r\n" * 1_000_000
    write_bytes(str(path), b"")
    assert path.read_bytes() == b"" and os.listdir(tmp_path) == ["out.txt"]


@WAYS
def test_permissions_stay_and_new_files_obey_the_umask(way, tmp_path):
    """As with any program."""
    path = tmp_path / "out.txt"
    before = os.umask(0o027)
    try:
        write_text(str(path), "x")
        assert stat.S_IMODE(path.stat().st_mode) == 0o640
        path.chmod(0o604)
        write_text(str(path), "y")
        assert stat.S_IMODE(path.stat().st_mode) == 0o604
    finally:
        os.umask(before)


@WAYS
def test_a_link_stays_a_link(way, tmp_path):
    """What it leads to is replaced, or made; a circle is an error."""
    (tmp_path / "folder").mkdir()
    link = tmp_path / "link"
    link.symlink_to("folder/real")
    for text in ("one", "two"):
        write_text(str(link), text)
        assert link.is_symlink() and (tmp_path / "folder" / "real").read_text() == text
    (tmp_path / "a").symlink_to("a")
    with pytest.raises(OSError, match="symbolic links") as caught:
        write_text(str(tmp_path / "a"), "x")
    assert "circle" in trouble(caught.value, "a", doing="write")
    assert sorted(os.listdir(tmp_path)) == ["a", "folder", "link"]


@WAYS
def test_a_long_name_and_a_relative_path(way, tmp_path, monkeypatch):
    """The hidden name beside is never too long."""
    monkeypatch.chdir(tmp_path)
    name = "ü" * 127
    for text in ("one", "two"):
        write_text(name, text)
        assert Path(name).read_text() == text
    assert os.listdir() == [name]


def test_devices_and_pipes_are_written_to_directly(tmp_path):
    """`-o /dev/null` must not replace the device."""
    write_text("/dev/null", "x")
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    write_text(str(tmp_path / "pipe"), "hello")
    assert os.read(reader, 99) == b"hello"
    os.close(reader)


@WAYS
@pytest.mark.parametrize("old", [None, "old"])
def test_a_full_disk_leaves_what_was_there(way, tmp_path, old):
    """A limit on the size of files stands in for the disk."""
    path = tmp_path / "out.txt"
    if old:
        path.write_text(old)
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        with pytest.raises(OSError) as caught:
            write_bytes(str(path), b"x" * 200_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert os.listdir(tmp_path) == (["out.txt"] if old else [])
    assert not old or path.read_text() == old
    assert trouble(caught.value, "x", doing="write").startswith("cannot write `x`: the file would be larger")


@WAYS
@pytest.mark.parametrize("moment", ["fsync", "replace", "link"])
def test_an_exception_in_mid_write_leaves_no_litter(way, nameless, tmp_path, monkeypatch, moment):
    """Ctrl-C at the worst moments."""
    path = tmp_path / "out.txt"
    path.write_text("old")

    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, moment, interrupt)
    if moment == "link" and not nameless:
        write_text(str(path), "new")
        assert path.read_text() == "new"
    else:
        with pytest.raises(KeyboardInterrupt):
            write_text(str(path), "new")
        assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["out.txt"]


KILLED = """
import os, signal, sys
from canvasdsl.outside import writing
if sys.argv[3] == "beside":
    writing._NAMELESS = 0
real = os.fsync
def fsync(handle):
    real(handle)
    os.kill(os.getpid(), getattr(signal, sys.argv[2]))
os.fsync = fsync
writing.write_bytes(sys.argv[1], b"new" * 100_000)
"""


@pytest.mark.parametrize("how", [("SIGKILL", "nameless"), ("SIGTERM", "nameless"), ("SIGTERM", "beside")], ids=str)
@pytest.mark.parametrize("old", [None, "old"])
def test_a_kill_between_writing_and_renaming(tmp_path, how, old):
    """The old file is there, and nothing else."""
    if how[1] == "nameless" and not _has_nameless_files(tmp_path):
        pytest.skip("this file system has no files without a name")
    path = tmp_path / "out.txt"
    if old:
        path.write_text(old)
    run = subprocess.run([sys.executable, "-c", KILLED, str(path), *how], check=False, capture_output=True)
    assert run.returncode in (-getattr(signal, how[0]), 128 + getattr(signal, how[0]))
    assert os.listdir(tmp_path) == (["out.txt"] if old else [])
    assert not old or path.read_text() == old


def _has_nameless_files(folder: Path) -> bool:
    try:
        os.close(os.open(folder, os.O_TMPFILE | os.O_WRONLY))
    except (AttributeError, OSError):
        return False
    return True


def test_what_cannot_be_written_is_said_in_plain_words(tmp_path):
    """A folder, a missing folder, a file where a folder should be, an impossible name."""
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder").mkdir()
    for name, words in (
        ("folder", "it is a folder"), ("none/x", "there is no folder"), ("file/x", "a part of the path is a file"),
        ("n" * 999, "the name is too long"), ("a\0b", "not possible"), ("\ud800", "not possible"),
    ):  # fmt: skip
        with pytest.raises(OSError) as caught:
            write_text(str(tmp_path / name), "x")
        assert words in trouble(caught.value, str(tmp_path / name), doing="write")


def test_a_folder_without_permission_is_said_to_be_read_only():
    """As an ordinary user, also when the tests run as root."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "out.txt")
        Path(path).write_text("old")
        os.chmod(path, 0o666)
        os.chmod(folder, 0o555)
        ending, begin = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                if os.getuid() == 0:
                    os.setuid(65_534)
                for name in ("out.txt", "new.txt"):
                    try:
                        write_text(os.path.join(folder, name), "new")
                        os.write(begin, b"written\n")
                    except OSError as error:
                        os.write(begin, (trouble(error, name, doing="write") + "\n").encode())
                os.chdir(folder)
                try:
                    write_text("new.txt", "new")
                except OSError as error:
                    os.write(begin, trouble(error, "new.txt", doing="write").encode())
            finally:
                os._exit(0)
        os.close(begin)
        os.waitpid(child, 0)
        with os.fdopen(ending) as stream:
            told = stream.read().split("\n")
        assert all("cannot write" in line for line in told) and "the folder is read-only" in told[2]
        assert Path(path).read_text() == "old" and os.listdir(folder) == ["out.txt"]
        os.chmod(folder, 0o755)
