"""Bad input through the command line, in processes of their own with bounded memory: a clear message, the exit code of
the contract, no traceback, nothing half-written; and hostile texts in every field, which no output obeys."""

import contextlib
import ctypes
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from briefs import html_text, markdown_text, squeezed
from hostility import HOSTILE, everything, mark, marked_texts, text_fields

from canvasdsl.brief.compose import compose
from canvasdsl.cli import run as run_here
from canvasdsl.load import load
from canvasdsl.outside.brief import write_brief
from canvasdsl.outside.poster import draw_poster
from canvasdsl.render.escape import storable
from canvasdsl.render.escape_terminal import terminal_text
from canvasdsl.source import Source
from canvasdsl.syntax.written import encode
from canvasdsl.views.phrasing import Phrasing
from canvasdsl.views.poster.canvas_poster import build
from canvasdsl.wording import load_wording

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX limits, signals and links")
MINIMAL = 'canvas "Riverside Coffee"\nsegment commuters "Commuters"\nproposition ahead "Ahead" { for commuters }\n'
UNTIDY = "segment   a{size 12,000 people}\n"
MEMORY = 1 << 30
SECONDS = 10


class Done:
    """What came of a call: exit code, both streams, and how long it took."""

    def __init__(self, code, out, err, seconds):
        self.code, self.out, self.err, self.seconds = code, out, err, seconds

    def __repr__(self):
        return f"exit code {self.code} after {self.seconds:.1f} s\n{self.out[:2000]}\n{self.err[:2000]}"


@pytest.fixture
def call(tmp_path):
    """`call("check", "a.bmc") -> Done`: the program in `tmp_path`; it never shows a traceback and leaves no litter."""
    temporary = tmp_path / ".temporary"
    temporary.mkdir()

    def call(*arguments, stdin=b"", before=lambda: None, env=None, memory=MEMORY, **more):
        def limits():
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
            before()

        started = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-m", "canvasdsl", *arguments], input=stdin, cwd=tmp_path, preexec_fn=limits,
            env={**os.environ, "TMPDIR": str(temporary), **(env or {})}, timeout=6 * SECONDS, check=False,
            **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more},
        )  # fmt: skip
        told = Done(done.returncode, (done.stdout or b"").decode("utf-8", "replace"),
                    (done.stderr or b"").decode("utf-8", "replace"), time.monotonic() - started)  # fmt: skip
        assert told.code in (0, 1, 2, 130), told
        assert "Traceback" not in told.err and "mistake of ours" not in told.err, told
        assert "\x1b" not in told.err + told.out, told
        assert told.seconds < SECONDS, told
        assert list(temporary.iterdir()) == [], told
        return told

    return call


def files(folder):
    """All files below, with what they hold."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*"))
            if path.is_file() and not path.is_symlink()}  # fmt: skip


# ---- Files that are not what they should be ----


def make_large(path):
    with path.open("wb") as file:
        file.truncate(50_000_000)


TEXTS = {
    "binary": (2, "SYN007", b"\x00\x01\x02\xff" * 500),
    "picture": (2, "SYN007", b"\x89PNG\r\n\x1a\n rest"),
    "utf-16": (2, "SYN005", MINIMAL.encode("utf-16")),
    "utf-16 without a mark": (2, "SYN005", MINIMAL.encode("utf-16-le")),
    "utf-32": (2, "SYN005", MINIMAL.encode("utf-32")),
    "latin-1": (2, "SYN006", 'segment "caf\xe9"\n'.encode("latin-1")),
    "nul": (1, "SYN008", MINIMAL.encode() + b'segment "a\0b"\n'),
    "direction": (1, "SYN009", (MINIMAL + 'segment "a\u202eb"\n').encode()),
    "text not closed": (1, "SYN101", b'segment "abc\n'),
    "long text not closed": (1, "SYN102", b'segment a { note """abc\n'),
    "block not closed": (1, "SYN103", b"segment a {\n size 5\n"),
    "braces": (1, "SYN111", b"a {\n" * 10_000),
    "braces in one line": (1, "SYN104", b"{" * 10_000),
    "closing braces": (1, "SYN104", b"}\n" * 10_000),
    "braces in a line of their own": (1, "SYN111", b"a\n{\n" * 10_000),
    "word": (1, "SYN110", b"a" * 1_000_000),
    "exponent": (1, "TYP106", b"segment a { size 1e999999 people }\n"),
    "digits": (1, "TYP106", b"segment a { size 12345678901234567890123456789 people }\n"),
    "twice": (1, "REF202", b"segment a\nsegment a\n"),
    "nobody": (1, "REF201", b"proposition p { for nobody }\n"),
    "itself": (1, "REF302", b'import "a.bmc"\nsegment a\n'),
    "above": (1, "SYN012", b'import "../a.bmc"\nsegment a\n'),
    "around": (1, "SYN012", b'import "b/../../a.bmc"\nsegment a\n'),
    "absolute": (1, "SYN012", b'import "/etc/passwd"\nsegment a\n'),
    "drive": (1, "SYN012", b'import "C:\\a.bmc"\nsegment a\n'),
    "drive with a slash": (1, "SYN012", b'import "C:/a.bmc"\nsegment a\n'),
    "share": (1, "SYN012", b'import "\\\\server\\a.bmc"\nsegment a\n'),
    "address": (1, "SYN012", b'import "https://example.org/a.bmc"\nsegment a\n'),
    "home": (1, "SYN012", b'import "~/a.bmc"\nsegment a\n'),
    "link": (1, "SYN012", b'import "link.bmc"\nsegment a\n'),
    "no import": (1, "SYN001", b'import "missing.bmc"\nsegment a\n'),
    "empty path": (1, "SYN012", b'import ""\nsegment a\n'),
    "long path": (1, "SYN003", b'import "' + b"a" * 5_000 + b'.bmc"\nsegment a\n'),
}
COMMANDS = {"check": ["check", "a.bmc"], "fmt": ["fmt", "a.bmc"], "draw": ["draw", "a.bmc", "-o", "out.svg"],
            "brief": ["brief", "a.bmc", "-o", "out.html", "-o", "out.md"]}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_a_bad_text_is_refused(name, call, tmp_path):
    """With its code, its place and the exit code of the contract; no command changes or writes anything."""
    code, diagnostic, text = TEXTS[name]
    (tmp_path / "a.bmc").write_bytes(text)
    (tmp_path / "link.bmc").symlink_to("/etc/hostname")
    before = files(tmp_path)
    told = call("check", "a.bmc")
    assert told.code == code and f"error[{diagnostic}]" in told.err, told
    assert f"error[{diagnostic}]" in told.err and re.search(r"--> a\.bmc(:\d+:\d+)?\n", told.err), told
    for command in ("draw", "brief"):  # the same road; here rather than in a process, for time
        assert run_quietly(COMMANDS[command], tmp_path) == code
    if diagnostic.startswith("SYN") and not diagnostic.startswith("SYN012") and "import" not in name:
        formatted = run_quietly(COMMANDS["fmt"], tmp_path)
        assert formatted == (0 if text.startswith(b"import") else code)
    assert files(tmp_path) == before


def run_quietly(arguments, folder):
    """The exit code of a call in this process, with `folder` as its world."""
    before = os.getcwd()
    os.chdir(folder)
    try:
        return run_here(arguments)
    finally:
        os.chdir(before)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("kind", ["missing", "folder", "pipe", "device", "dangling", "circle", "large", "forbidden"])
def test_what_is_no_text_file_is_not_waited_for(kind, command, call, tmp_path):
    """Exit code 2, at once, and without reading it."""
    path = tmp_path / "a.bmc"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "large":
        make_large(path)
    elif kind == "forbidden":
        path.write_text(MINIMAL)
        path.chmod(0)
    elif kind != "missing":
        path.symlink_to({"device": "/dev/zero", "dangling": "nowhere", "circle": "a.bmc"}[kind])
    told = call(*COMMANDS[command], before=without_the_rights_of_root, memory=300_000_000)
    assert told.code == 2 and "a.bmc" in told.err, told
    assert not list(tmp_path.glob("out.*"))


def without_the_rights_of_root():
    """From now on permissions hold for root too (in the program that is begun next)."""
    with contextlib.suppress(AttributeError, OSError):
        for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP


def test_accepted_forms_of_a_text(call, tmp_path):
    """A byte-order mark and the line ends of other systems are read; the formatter takes them out, and sees them."""
    for text in (b"\xef\xbb\xbf" + MINIMAL.encode(), MINIMAL.replace("\n", "\r\n").encode()):
        (tmp_path / "a.bmc").write_bytes(text)
        assert call("check", "a.bmc").code == 0
        assert call("fmt", "--check", "a.bmc").code == 1
        assert call("fmt", "--check", "-", stdin=text).code == 1
        assert call("fmt", "a.bmc").code == 0
        assert (tmp_path / "a.bmc").read_bytes() == MINIMAL.encode()


@pytest.mark.parametrize("text", ["", "# a\n# b\n", "\n" * 10_000, " " * 9_999, ";" * 9_000])
def test_a_file_that_says_nothing(text, call, tmp_path):
    """It is a model: an empty one. Its poster is a worksheet."""
    (tmp_path / "a.bmc").write_text(text)
    assert "nothing to report in 1 file" in call("check", "a.bmc").err
    assert call("draw", "a.bmc", "-o", "out.svg").code == 0
    assert call("brief", "a.bmc", "-o", "out.md").code == 0


@pytest.mark.parametrize("line", [
    "x\n", "{\n", '"\n', "segment a\n", 'segment "A b"\n', "@\n", "\u202e\n", 'segment a { note "x"\n',
    'import "b.bmc"\n',
])  # fmt: skip
def test_many_mistakes_are_counted_in_bounded_time(line, call, tmp_path):
    """A hundred are shown, all are counted."""
    (tmp_path / "a.bmc").write_text(line * 20_000, encoding="utf-8")
    (tmp_path / "b.bmc").write_text("segment a\n")
    told = call("check", "a.bmc")
    assert told.code == 1 and len(told.err) < 150_000, told


# ---- Imports ----


def test_imports_that_multiply_come_to_an_end(call, tmp_path):
    """Thirty levels with two imports each lead on 2^30 ways to the last one."""
    for level in range(30):
        both = f'import "l{level + 1}a.bmc"\nimport "l{level + 1}b.bmc"\n'
        (tmp_path / f"l{level}a.bmc").write_text(both)
        (tmp_path / f"l{level}b.bmc").write_text(both)
    (tmp_path / "l30a.bmc").write_text("segment a\n")
    (tmp_path / "l30b.bmc").write_text("segment b\n")
    told = call("check", "l0a.bmc", "--format", "json")
    assert told.code == 0 and told.out.count('"BMC101"') == 2, told
    assert call("draw", "l0a.bmc", "-o", "out.svg").code == 0


def test_a_model_that_is_too_large_is_told_once(call, tmp_path):
    (tmp_path / "a.bmc").write_text('import "b.bmc"\n' * 1_000)
    (tmp_path / "b.bmc").write_text("segment a\n")
    assert call("check", "a.bmc", "--format", "json").out.count('"SYN011"') == 1


def test_a_missing_import_is_told_where_another_file_has_its_name(call, tmp_path):
    """Names of files count from the folder of the file that names them."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.bmc").write_text('import "sub/b.bmc"\nsegment a\n')
    (tmp_path / "sub/b.bmc").write_text('import "a.bmc"\n')
    told = call("check", "a.bmc")
    assert told.code == 1 and "error[SYN001]" in told.err and "sub/b.bmc:1:8" in told.err, told


def test_a_circle_of_imports_is_found_from_every_side(call, tmp_path):
    """Also in a folder, where each file of the circle is a part of another."""
    (tmp_path / "a.bmc").write_text('import "b.bmc"\n')
    (tmp_path / "b.bmc").write_text('import "a.bmc"\n')
    (tmp_path / "c.bmc").write_text(MINIMAL)
    for paths in (["."], ["a.bmc"], ["b.bmc"], ["c.bmc", "b.bmc", "./a.bmc"]):
        told = call("check", *paths)
        assert told.code == 1 and told.err.count("error[REF302]") == 1, told
        assert re.search(r"[ab]\.bmc → [ab]\.bmc → [ab]\.bmc", told.err)


def test_a_mistake_in_a_shared_file_is_told_once(call, tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.bmc").write_text(f'import "shared/s.bmc"\nproposition {name} {{ for x }}\n')
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared/s.bmc").write_text("segment x\nsegmnet y\n")
    assert call("check", ".").err.count("error[REF101]") == 1


def test_a_folder_that_is_closed_is_reported(call, tmp_path):
    """A run that looked at nothing must not pass for one that found nothing."""
    (tmp_path / "a.bmc").write_text(MINIMAL)
    (tmp_path / "closed").mkdir(mode=0)
    told = call("check", ".", before=without_the_rights_of_root)
    (tmp_path / "closed").chmod(0o755)
    assert told.code == 2 and "error[SYN003]" in told.err and "closed" in told.err, told


# ---- Names ----


NAMES = ["a b", "new\nline", "☕", "-x", "[bold]x[-]", "esc\x1b[31m", "a\u202eb", "bad\udcff", "q'uo\"te", "{{7*7}}",
         "%0A::error::x", "a:b,c", "tab\tx", "$(id)", "x" * 200]  # fmt: skip


def test_files_may_have_any_name(call, tmp_path):
    """No name is taken for a command, a line of its own or a colour."""
    folder = tmp_path / "models"
    folder.mkdir()
    for name in NAMES:
        (folder / f"{name}.bmc").write_text("segmnet x\n")
    told = call("check", "models", "--select", "REF")
    shown_names = {terminal_text(f"models/{name}.bmc") for name in NAMES}
    assert told.code == 1 and set(re.findall(r"--> (.*):1:1\n", told.err)) == shown_names, told
    report = call("check", "--format", "github", "--select", "REF", "models").out.splitlines()
    assert len(report) == len(NAMES) and all(line.startswith("::error file=models/") for line in report)
    assert not any("::x" in line for line in report)
    assert call("fmt", "models").code == 0


@pytest.mark.parametrize("name", ["-x", "new\nline", "esc\x1b[31m", "bad\udcff"], ids=ascii)
def test_a_file_may_have_any_name(name, call, tmp_path):
    """No name is taken for an option, and each message is one line."""
    (tmp_path / f"{name}.bmc").write_text(MINIMAL)
    assert call("check", "--", f"{name}.bmc").code == 0
    told = call("draw", f"-o{name}.svg", "--", f"{name}.bmc")
    assert told.code == 0 and told.err.count("\n") == 1 and (tmp_path / f"{name}.svg").exists(), told
    told = call("new", "--", f"{name}.bmc")
    assert told.code == 2 and told.err.count("\n") == 1, told


@pytest.mark.parametrize("word", ["a\n\u202e\x1b[31mx", "--\x1b[31m\x07", "\udcff"], ids=ascii)
def test_what_is_typed_is_shown_without_its_controls(word, call):
    """Wrong commands, options and values are repeated in messages."""
    for arguments in ([word], ["check", word], ["draw", "a.bmc", "-o", word], ["new", "--starter", word],
                      ["check", "--select", word, "a.bmc"], ["explain", word]):  # fmt: skip
        told = call(*arguments)
        assert told.code in (1, 2) and "\x07" not in told.err and "\u202e" not in told.err, told


# ---- Writing ----


WRITING = {
    "draw": ["draw", "a.bmc", "-o", "out.svg"], "brief": ["brief", "a.bmc", "-o", "out.html"], "fmt": ["fmt", "b.bmc"],
    "fix": ["check", "--fix", "c.bmc"], "new": ["new", "d.bmc"], "pdf": ["brief", "a.bmc", "-o", "out.pdf"],
    "png": ["draw", "a.bmc", "-o", "out.png"],
}  # fmt: skip


@pytest.fixture
def written_to(tmp_path):
    (tmp_path / "a.bmc").write_text(MINIMAL)
    (tmp_path / "b.bmc").write_text(UNTIDY)
    (tmp_path / "c.bmc").write_text("segment a\nproposition p { for a offers price }\n")
    (tmp_path / "out.svg").write_text("old")
    return tmp_path


@pytest.mark.parametrize("command", WRITING)
def test_a_full_disk_leaves_everything_as_it_was(command, call, written_to):
    """Exit code 2, the reason, and no half of a file."""
    before = files(written_to)

    def full():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20))

    told = call(*WRITING[command], before=full, memory=4 << 30, env={"TMPDIR": "/dev/shm"} if command == "png" else {})
    assert told.code == 2 and "cannot" in told.err, told
    assert files(written_to) == before


@pytest.mark.parametrize("command", ["draw", "brief", "fmt", "fix", "new"])
def test_a_read_only_folder_is_said_to_be_so(command, call, written_to):
    before = files(written_to)
    written_to.chmod(0o555)
    told = call(*WRITING[command], before=without_the_rights_of_root)
    written_to.chmod(0o755)
    assert told.code == 2 and "the folder is read-only" in told.err, told
    assert files(written_to) == before


@pytest.mark.parametrize("output", [
    "folder.svg", "no/such/out.svg", "out.xyz", "out", "-", "", ".", "..", ".svg", "out.svg/", "a.bmc",
    "x" * 300 + ".svg", "a.svg", "./a.svg", "linked.svg",
])  # fmt: skip
def test_a_page_is_not_written_there(output, call, written_to):
    """A folder, a place that is not there, an ending that nobody knows, the model itself."""
    (written_to / "folder.svg").mkdir()
    (written_to / "a.svg").write_text(MINIMAL)
    (written_to / "linked.svg").symlink_to("a.svg")
    before = files(written_to)
    told = call("draw", "a.svg", "-o", output)
    assert told.code == 2 and told.err, told
    assert files(written_to) == before


def test_new_leaves_what_is_there(call, written_to):
    (written_to / "link.bmc").symlink_to("target.bmc")
    before = files(written_to)
    for name in ("a.bmc", "a", "", ".", "..", "b/", "no/a.bmc", "link.bmc"):
        assert call("new", name).code == 2, name
    assert files(written_to) == before
    assert 'canvasdsl check "two words.bmc"' in call("new", "two words").err


def test_a_font_must_be_a_file(call, written_to):
    """A pipe is not waited for, a misspelt name does not pass in silence, anything else is no font."""
    os.mkfifo(written_to / "pipe.ttf")
    (written_to / "junk.ttf").write_bytes(b"\0\1\0\0" + b"x" * 1_000)
    (written_to / "e.bmc").write_text('canvas "\u0378"\n', encoding="utf-8")
    for name in ("pipe.ttf", "missing.ttf", ".", "junk.ttf"):
        told = call("draw", "e.bmc", "-o", "out.pdf", "--font", name, memory=8 << 30)
        assert told.code == 2 and name in told.err, told


# ---- Consoles ----


PIPED = (["check", "--format", "json", "wrong.bmc"], ["check", "--format", "sarif", "wrong.bmc"], ["explain", "--list"],
         ["new", "-"], ["fmt", "-"], ["draw", "--list"])  # fmt: skip


@pytest.mark.parametrize("arguments", PIPED, ids=" ".join)
def test_a_reader_that_goes_changes_nothing(arguments, call, tmp_path):
    """As behind `| head -1`: quiet, and the exit code is the answer all the same."""
    (tmp_path / "wrong.bmc").write_text("segmnet x\n")
    ending, beginning = os.pipe()
    os.close(ending)
    told = call(*arguments, stdin=MINIMAL.encode(), stdout=beginning)
    os.close(beginning)
    assert told.code == (1 if arguments[0] == "check" else 0) and told.err == "", told


@pytest.mark.parametrize(("closed", "codes"), [((1,), (1, 2, 0, 2)), ((2,), (1, 0, 0, 0)), ((0, 1, 2), (1, 2, 0, 2))])
def test_closed_streams(closed, codes, call, tmp_path):
    """Messages may go nowhere; a result may not: 2."""
    (tmp_path / "wrong.bmc").write_text("segmnet x\n")
    (tmp_path / "good.bmc").write_text(MINIMAL)
    commands = (["check", "wrong.bmc"], ["check", "--format", "json", "good.bmc"],
                ["draw", "good.bmc", "-o", "out.svg"], ["new", "-"])  # fmt: skip
    for arguments, code in zip(commands, codes, strict=True):
        def close():
            for stream in closed:
                os.close(stream)

        assert call(*arguments, before=close).code == code, arguments
    assert (tmp_path / "out.svg").exists()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="Linux has /dev/full")
def test_full_streams(call, tmp_path):
    (tmp_path / "good.bmc").write_text(MINIMAL)
    with open("/dev/full", "wb") as full:
        told = call("new", "-", stdout=full)
        assert told.code == 2 and "the disk is full" in told.err, told
        assert call("draw", "good.bmc", "-o", "out.svg", stderr=full).code == 0
        assert call("nonsense", stderr=full).code == 2


SURROUNDINGS = [
    {"PYTHONIOENCODING": "cp1252"}, {"PYTHONIOENCODING": "ascii"}, {"COLUMNS": "20"}, {"COLUMNS": "1"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"COLUMNS": "99999999999"}, {"TERM": "dumb"}, {"NO_COLOR": "1"},
    {"HOME": "/nonexistent", "XDG_CACHE_HOME": "/proc/none"}, {"PYTHONWARNINGS": "error", "PYTHONDEVMODE": "1"},
]  # fmt: skip


@pytest.mark.parametrize("surroundings", SURROUNDINGS, ids=lambda given: next(iter(given.items())))
def test_any_console(surroundings, call, tmp_path):
    """Encodings, widths and terminals of all sorts."""
    text = 'canvas "コーヒー ☕ é — “x”"\nsegment   "ñ ☕" { type nich }\nsegmnet x\n'
    (tmp_path / "a.bmc").write_text(text, encoding="utf-8")
    told = call("check", "a.bmc", env=surroundings)
    assert told.code == 1 and told.out == "" and "error[TYP101]" in told.err, told
    assert call("fmt", "--diff", "a.bmc", env=surroundings).code == 1
    assert call("explain", "segment", env=surroundings).code == 0


def test_colours_are_ours_alone(tmp_path):
    """With `--color always` there are colours, and none of them comes from the file."""
    (tmp_path / "a.bmc").write_text('segment "\\u{1b}[35m" { type nich }\n')
    done = subprocess.run([sys.executable, "-m", "canvasdsl", "check", "--color", "always", "a.bmc"], cwd=tmp_path,
                          capture_output=True, check=False)  # fmt: skip
    assert b"\x1b[" in done.stderr and b"\x1b[35m" not in done.stderr


def test_ctrl_c_is_130(tmp_path):
    """While the program waits for its input, and while it works."""
    (tmp_path / "a.bmc").write_text('segment a\n' * 200_000)
    for arguments in (["check", "-"], ["check", "a.bmc"]):
        with subprocess.Popen([sys.executable, "-m", "canvasdsl", *arguments], cwd=tmp_path, stdin=subprocess.PIPE,
                              stderr=subprocess.PIPE) as process:  # fmt: skip
            time.sleep(0.6)
            process.send_signal(signal.SIGINT)
            error = process.stderr.read()
            assert process.wait(SECONDS) == 130 and error.strip() == b"canvasdsl: interrupted"


def test_an_end_in_the_middle_of_a_page_leaves_no_litter(tmp_path):
    """SIGTERM while the PDF is made: the temporary folder goes, and nothing is written."""
    (tmp_path / "a.bmc").write_text(MINIMAL)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with subprocess.Popen([sys.executable, "-m", "canvasdsl", "brief", "a.bmc", "-o", "out.pdf"], cwd=tmp_path,
                          env={**os.environ, "TMPDIR": str(temporary)}) as process:  # fmt: skip
        while process.poll() is None and not list(temporary.glob("canvasdsl-*/root")):
            time.sleep(0.002)
        time.sleep(0.02)
        process.terminate()
        assert process.wait(SECONDS) in (143, 0)
    assert list(temporary.iterdir()) == []


# ---- Hostile texts in every field ----


def everything_written(texts, shift):
    """The model that says everything, one finding of it accepted, and its texts in the order of their marks."""
    given = marked_texts(texts, shift=shift)
    wanted: list[str] = []

    def text() -> str:
        wanted.append(given())
        return wanted[-1]

    written = everything(text)
    return written + f"segment lonely {encode(text())}\naccept BMC101 on lonely because {encode(text())}\n", wanted


def poster_of(loaded):
    wording = load_wording()
    return build(loaded.canvas, wording, value=Phrasing(wording, loaded.canvas).value)


def pages_of(text, forms=("svg", "html", "brief.html", "brief.md")):
    """What is made of a model, by the form."""
    loaded = load(Source("model.bmc", text))
    wrong = [f"{each.code} {each.message}" for each in loaded.diagnostics if each.code[:3] in ("SYN", "REF", "TYP")]
    assert wrong == []
    brief, poster = compose(loaded, load_wording(), for_class=True), poster_of(loaded)
    return {form: (write_brief(brief, form.removeprefix("brief.")) if form.startswith("brief.") else
                   draw_poster(poster, form)) for form in forms}  # fmt: skip


def shown(form, page):
    """The text that a reader of the format sees."""
    if form == "svg":
        root = ET.fromstring(page)
        return "".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))
    if form == "brief.md":
        return markdown_text(page.decode())
    if form.endswith("html"):
        return html_text(page.decode())
    return subprocess.run(["pdftotext", "-raw", "-", "-"], input=page, capture_output=True, check=True).stdout.decode()


def damaged(wanted, text):
    """How many of the texts begin in `text`, and which of them are not whole in it."""
    whole = squeezed(text)
    begun = [number for number in range(1, len(wanted) + 1) if f"q{number}q" in whole]
    return len(begun), [wanted[number - 1] for number in begun if squeezed(storable(wanted[number - 1])) not in whole]


class Structure(HTMLParser):
    """The elements of a page, each as its parent, its name and its attributes' names; none may act or ask for anything.

    The page must be well-formed, though HTML does not ask for that.
    """

    def __init__(self):
        super().__init__()
        self.elements = set()
        self.open = ["page"]

    def handle_starttag(self, tag, attributes):
        self.elements.add((self.open[-1], tag, *[name for name, _ in attributes]))
        for name, value in attributes:
            assert not name.startswith("on") and name not in ("src", "style", "action", "srcdoc"), (tag, name)
            assert name != "href" or value.startswith("#"), value
        if tag not in ("meta", "br", "hr"):
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        self.handle_endtag(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def refused(self, data):
        raise AssertionError(f"a comment, an instruction or a declaration: {data}")

    handle_comment = handle_pi = unknown_decl = refused

    def handle_decl(self, decl):
        assert decl == "DOCTYPE html"


def structure(page):
    parser = Structure()
    parser.feed(page)
    parser.close()
    assert parser.open == ["page"]
    return parser.elements


HARMLESS = pages_of(everything_written(("word",), 0)[0]), pages_of(everything_written(("a word, or two",), 0)[0])
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("shift", range(0, len(HOSTILE), 6))
def test_hostile_texts_are_literal_in_every_field(shift):
    """Each text is there as it was written, and the pages have the elements that they have with harmless texts."""
    text, wanted = everything_written(HOSTILE, shift)
    pages = pages_of(text)
    for form, page in pages.items():
        number, broken = damaged(wanted, shown(form, page))
        assert broken == [], form
        # Reasons that accept no finding are for the checker alone.
        assert number == len(wanted) - text.count("\naccept ") + 1 if form.startswith("brief") else number >= 20, form
    for form in ("html", "brief.html"):
        plain_elements = {each for plain in HARMLESS for each in structure(plain[form].decode())}
        assert structure(pages[form].decode()) <= plain_elements
    svg, *plain = ({(element.tag, *element.attrib) for element in ET.fromstring(page["svg"]).iter()}
                   for page in (pages, *HARMLESS))  # fmt: skip
    assert svg <= plain[0] | plain[1]


def test_every_field_that_takes_a_text_is_tried():
    """The model that says everything forgets none."""
    assert len(text_fields()) > 200
    written, wanted = everything_written(("word",), 0)
    assert len(wanted) > 500
    slots = {"title", "text", "group", "attribute", "path", "what"}
    assert {field.rpartition(".")[2] for field in text_fields()} - slots <= set(written.split())


def test_hostile_markdown_in_every_field():
    """As long texts, which are Markdown: no element but Markdown's own, no address but http, https and mailto."""
    written, _ = everything_written(HOSTILE, 0)
    text = re.sub(r'(?<= )"q(\d+)q((?:\\.|[^"\\])*)"',
                  lambda found: f'"""q{found[1]}q ![i](http://e.org/i.png) [l](data:text/html,x) '
                                f'<img src=x> {HOSTILE[int(found[1]) % len(HOSTILE)]}"""'
                  .replace("\x1b", "").replace("\x07", "").replace("\u202e", ""), written)  # fmt: skip
    loaded = load(Source("model.bmc", text))
    page = write_brief(compose(loaded, load_wording(), for_class=True), "html").decode()
    assert {tag for _, tag, *_ in structure(page.replace('href="http://e.org"', 'href="#"'))}.isdisjoint(
        {"script", "img", "iframe", "object", "form", "input", "base"})  # fmt: skip
    written_out = write_brief(compose(loaded, load_wording(), for_class=True), "md").decode()
    assert markdown_text(written_out)  # which looks for elements


@pytest.mark.outside
@pytest.mark.parametrize("form", ["pdf", "brief.pdf"])
def test_hostile_texts_are_literal_in_pdf(form):
    """Nothing acts: no script, no file, no form, no address. What is written backwards is not compared."""
    import pikepdf

    if shutil.which("pdftotext") is None:
        pytest.skip("not installed: pdftotext")
    text, wanted = everything_written(tuple(one for one in HOSTILE if "\u202e" not in one and one != "﷽"), 3)
    page = pages_of(text, (form,))[form]
    number, broken = damaged(wanted, shown(form, page))
    assert len(broken) <= 2  # those that the end of a page divides
    assert number >= (len(wanted) - 2 if form == "brief.pdf" else 20)
    with pikepdf.open(BytesIO(page)) as pdf:
        keys = {key for each in pdf.objects if isinstance(each, pikepdf.Dictionary) for key in each}
    assert keys.isdisjoint({"/JavaScript", "/JS", "/Launch", "/AA", "/OpenAction", "/EmbeddedFiles", "/URI"})


@pytest.mark.outside
@pytest.mark.parametrize("form", ["svg", "html", "brief.html"])
def test_no_page_asks_for_anything(form, open_page, tmp_path):
    """In a browser, with scripts allowed: no request, no dialogue, no script that ran."""
    text, _ = everything_written(HOSTILE, 0)
    path = tmp_path / f"page.{form.rpartition('.')[2]}"
    path.write_bytes(pages_of(text, (form,))[form])
    page = open_page(Path(path))
    assert page.evaluate("document.querySelectorAll('script, img, iframe, object, form').length") == 0


def test_marks_are_marks():
    """The sign at the beginning tells one text from another: 1 is not the beginning of 11."""
    assert damaged([mark(1, "a")], "q1qap1p") == (1, []) and damaged([mark(1, "a")], "q11qa") == (0, [])
