"""Reading: what is no readable text is refused with a reason, within limits; one resolver for every path."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canvasdsl import limits
from canvasdsl.diagnostics import Severity
from canvasdsl.outside import decoding, files
from canvasdsl.outside.files import READING, find_models, read_source
from canvasdsl.outside.project import project_root
from canvasdsl.outside.resolver import Resolver
from canvasdsl.source import Source, Span

unix = pytest.mark.skipif(sys.platform == "win32", reason="pipes, devices and links as on Unix")


def codes(reading) -> list[str]:
    return [one.code for one in reading.diagnostics]


def decode(data: bytes):
    return decoding.decode("x.bmc", data)


# ---- Bytes become text -----------------------------------------------------


@pytest.mark.parametrize("data", [b"", b"x", "ü通👩".encode(), b"a\tb\n", "א\u200f\u200e\u061cב\u200d\u200c".encode()])
def test_ordinary_text_is_taken_as_it_is(data):
    """Tabs, right-to-left marks and joiners included."""
    reading = decode(data)
    assert reading.source.text == data.decode() and reading.readable and reading.diagnostics == ()


def test_marks_and_line_ends_of_other_systems_are_accepted():
    """A byte-order mark is dropped; CRLF and a lone CR are line ends."""
    assert decode(b"\xef\xbb\xbfa\r\nb\rc\n\r").source.text == "a\nb\nc\n\n"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_other_encodings_are_named_with_the_way_out(encoding):
    """With and without a byte-order mark."""
    reading = decode('segment x "Grüße"\n'.encode(encoding))
    assert codes(reading) == ["SYN005"] and not reading.readable
    assert encoding[:6].upper() in reading.diagnostics[0].message
    assert all(program in reading.diagnostics[0].help for program in ("Notepad", "TextEdit", "VS Code"))


def test_the_first_byte_that_is_not_utf_8_is_shown():
    """With its line and column, and with the letter that it is in Windows-1252."""
    for data in (b"ok \xc3\xbc\r\nCaf\xe9 x\n\xff", b"\xef\xbb\xbfok \xc3\xbc\r\nCaf\xe9 x\n\xff"):
        reading = decode(data)
        assert codes(reading) == ["SYN006"] and not reading.readable
        assert reading.source.position(reading.diagnostics[0].span.start) == (2, 4)
        assert reading.source.text == "ok ü\nCaf\ufffd x\n\ufffd"
        assert reading.diagnostics[0].label == "the byte E9, perhaps meant as `é`"


@pytest.mark.parametrize("data", [b"%PDF-1.7 x", b"PK\x03\x04zip", b"{\\rtf1 x}", b"\x89PNG\n", bytes(range(256))])
def test_what_is_no_text_is_called_so(data):
    """Documents, pictures, bytes of any kind."""
    assert codes(decode(data)) == ["SYN007"]


@pytest.mark.parametrize(
    ("character", "code"),
    [("\0", "SYN008"), ("\x0b", "SYN008"), ("\x1b", "SYN008"), ("\x7f", "SYN008"), ("\x85", "SYN008"),
     ("\x9b", "SYN008"), ("\u202a", "SYN009"), ("\u202e", "SYN009"), ("\u2066", "SYN009"), ("\u2069", "SYN009")],
)  # fmt: skip
def test_control_characters_are_errors_with_their_place(character, code):
    """The text is there all the same, so that other mistakes are found in the same run."""
    for around in ("ab", "äb"):
        reading = decode(f"line\n{around}{character}c".encode())
        assert codes(reading) == [code] and reading.readable
        assert reading.source.position(reading.diagnostics[0].span.start) == (2, 3)
        assert f"U+{ord(character):04X}" in reading.diagnostics[0].message
        assert reading.diagnostics[0].severity is Severity.ERROR


def test_many_control_characters_are_counted():
    """A run is one finding; beyond a hundred, one message counts the rest."""
    assert codes(decode(b"abc\0\0\0\0def")) == ["SYN008"]
    line = b"\x01" + b"a" * 40 + b"\n"
    for number, words in ((100, "U+0001"), (101, "here and in 1 more"), (5_000, "here and in 4,900 more")):
        found = decode(line * number).diagnostics
        assert len(found) == limits.MESSAGES_SHOWN and words in found[-1].message


@pytest.mark.parametrize("more", [0, 1])
def test_the_limit_of_a_file(more, tmp_path):
    """8 MB are fine, one byte more is not, whether it comes from a file or from bytes."""
    path = tmp_path / "x.bmc"
    path.write_bytes((b"x" * 79 + b"\n") * (limits.FILE_BYTES // 80) + b"x" * more)
    assert codes(read_source(str(path))) == codes(decode(path.read_bytes())) == ["SYN004"] * more


@given(st.binary(max_size=300) | st.text(max_size=100).map(str.encode))
def test_decoding_never_raises(data):
    """Spans lie in the text, and what is refused says why."""
    reading = decode(data)
    assert reading.readable or reading.diagnostics
    assert all(0 <= one.span.start <= one.span.end <= len(reading.source.text) for one in reading.diagnostics)
    assert "\r" not in reading.source.text


def test_the_codes_are_listed_for_explain():
    """In order, each with a name, a summary, a reason and a way out."""
    assert [one.code for one in READING] == [f"SYN{number:03}" for number in range(1, len(READING) + 1)]
    assert all(all(one) for one in READING) and len({one.name for one in READING}) == len(READING)
    assert f"{limits.FILE_BYTES:,}" in READING[3].summary
    assert f"{limits.MODEL_BYTES:,}" in READING[9].summary and str(limits.MODEL_FILES) in READING[10].summary


# ---- Reading files ---------------------------------------------------------


@unix
def test_what_is_no_plain_file_is_not_opened(tmp_path):
    """A folder, a pipe that nobody writes to, a device without end, a socket's like: at once, with a reason."""
    os.mkfifo(tmp_path / "pipe.bmc")
    (tmp_path / "folder.bmc").mkdir()
    for path in (tmp_path / "pipe.bmc", tmp_path / "folder.bmc", Path("/dev/zero"), Path("/dev/tty")):
        reading = read_source(str(path))
        assert codes(reading)[0] in ("SYN002", "SYN001" if "tty" in str(path) else "SYN002")
        assert not reading.readable and reading.source.text == ""


def test_a_missing_file_is_said_to_be_missing(tmp_path):
    """With the name that was probably meant; odd names do not raise."""
    (tmp_path / "shop.bmc").write_text("x")
    reading = read_source(str(tmp_path / "shop"))
    assert codes(reading) == ["SYN001"] and "shop.bmc`?" in reading.diagnostics[0].help
    for name in ("", "a\0b", "x" * 5_000, str(tmp_path / "shop.bmc" / "x"), "\ud800"):
        assert codes(read_source(name))[0] in ("SYN001", "SYN003")


@unix
def test_links_in_a_circle_are_said_to_be_so(tmp_path):
    """And nothing hangs."""
    (tmp_path / "a.bmc").symlink_to("b.bmc")
    (tmp_path / "b.bmc").symlink_to("a.bmc")
    reading = read_source(str(tmp_path / "a.bmc"))
    assert codes(reading) == ["SYN003"] and "circle" in reading.diagnostics[0].message


@unix
def test_a_large_file_costs_no_memory(tmp_path):
    """50 MB are refused by their size, and 50 MB that come from standard input after the limit."""
    path = tmp_path / "large.bmc"
    path.write_bytes(b"x" * 50_000_000)
    program = (
        "import resource, sys\nfrom canvasdsl.outside.files import read_source\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "print([one.code for one in read_source(sys.argv[1]).diagnostics])\n"
        "print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)"
    )
    for argument, limit in ((str(path), 2), ("-", 40)):
        with path.open("rb") as file:
            command = [sys.executable, "-c", program, argument]
            run = subprocess.run(command, stdin=file, capture_output=True, text=True, check=True)
        found, megabytes = run.stdout.split("\n")[:2]
        assert found == "['SYN004']" and int(megabytes) <= limit


def test_standard_input_has_a_name(monkeypatch):
    """`-` reads it; where there is none, that is said."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbfsegment x\r\n")))
    reading = read_source("-")
    assert (reading.source.name, reading.source.text) == (files.STANDARD_INPUT, "segment x\n")
    monkeypatch.setattr(sys, "stdin", None)
    assert codes(read_source("-")) == ["SYN001"]


@unix
def test_a_folder_means_every_model_below_it(tmp_path, monkeypatch):
    """Sorted by folder and name; other files, other endings and loops of links do not count; nothing counts twice."""
    monkeypatch.chdir(tmp_path)
    for name in ("b.bmc", "a/z.bmc", "a-b.bmc", "a/deep/er.BMC", "a/notes.txt", "empty/x.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "inside.bmc").symlink_to("b.bmc")
    found = find_models([".", "a", "nix.bmc", "-", "b.bmc"])
    assert found.paths == ("a/deep/er.BMC", "a/z.bmc", "a-b.bmc", "b.bmc", "inside.bmc", "nix.bmc", "-")
    assert found.diagnostics == ()
    assert codes(find_models(["empty"])) == ["SYN013"]


@unix
def test_a_link_out_of_the_folder_is_refused(tmp_path):
    """A folder that somebody sends cannot show the reader's other files."""
    (tmp_path / "secret.bmc").write_text("secret")
    (tmp_path / "sent").mkdir()
    (tmp_path / "sent" / "x.bmc").symlink_to("../secret.bmc")
    found = find_models([str(tmp_path / "sent")])
    assert found.paths == () and codes(found) == ["SYN012"]


# ---- Paths that a file names -----------------------------------------------


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with a model that names others, beside a secret."""
    root = tmp_path / "project"
    (root / ".git").mkdir(parents=True)
    (root / "models" / "shared").mkdir(parents=True)
    (root / "models" / "shop.bmc").write_text("import …")
    (root / "models" / "shared" / "segments.bmc").write_text("segment x\n")
    (root / "logo.svg").write_text("<svg/>")
    (tmp_path / "secret.bmc").write_text("SECRET")
    monkeypatch.chdir(root)
    return root


def resolve(target: str, beside: str = "models/shop.bmc", **options):
    first = Source("models/shop.bmc", "import …")
    return Resolver(first, **options).read(target, Span(beside, 7, 8))


def test_a_path_is_seen_from_its_own_file(project):
    """The name of what is read is the path as seen from where the first file was named."""
    reading = resolve("shared/segments.bmc")
    assert (reading.source.name, reading.source.text, codes(reading)) == (
        "models/shared/segments.bmc", "segment x\n", []
    )  # fmt: skip
    assert resolve("../shop.bmc", "models/shared/segments.bmc").source.name == "models/shop.bmc"
    assert resolve("../models/./shop.bmc").source.name == "models/shop.bmc"


@unix
def test_a_file_has_one_name_on_all_ways(project):
    """Through a link, too."""
    (project / "models" / "again.bmc").symlink_to("shop.bmc")
    assert resolve("again.bmc").source.name == "models/shop.bmc"


@unix
@pytest.mark.parametrize(
    "target",
    ["", " ", "/etc/passwd", "../../secret.bmc", "../../nothing-there.bmc", "shared\\segments.bmc", "C:/x.bmc",
     "~/x.bmc", "https://example.org/x.bmc", "file:///etc/passwd", "x.bmc:stream", "a\0.bmc", "a\n.bmc", "\ud800.bmc",
     "link.bmc", "folder-link/secret.bmc", "../logo.svg", "config.bmc"],
)  # fmt: skip
def test_other_paths_are_refused(project, target):
    """At the place that names them; nothing tells whether something is there, and nothing of it is shown."""
    (project / "models" / "link.bmc").symlink_to(project.parent / "secret.bmc")
    (project / "models" / "folder-link").symlink_to(project.parent)
    (project / ".git" / "config").write_text("SECRET")
    (project / "models" / "config.bmc").symlink_to(project / ".git" / "config")
    reading = resolve(target)
    assert codes(reading) == ["SYN012"] and not reading.readable
    assert reading.source.text == "" and reading.diagnostics[0].span == Span("models/shop.bmc", 7, 8)
    assert "SECRET" not in str(reading)


def test_the_refusal_of_what_is_outside_does_not_tell_whether_it_exists(project):
    """The same words for a file that is there and for one that is not."""
    there, not_there = resolve("../../secret.bmc"), resolve("../../secret-not.bmc")
    assert there.diagnostics == not_there.diagnostics


def test_what_is_missing_inside_is_said_to_be_missing(project):
    """At the place that names it, without the reader's own folders in the message."""
    (project / "models" / "folder.bmc").mkdir()
    assert codes(resolve("nothing.bmc")) == ["SYN001"]
    assert codes(resolve("folder.bmc")) == ["SYN002"]
    assert str(project) not in str(resolve("nothing.bmc").diagnostics)


def test_other_files_are_read_as_bytes(project):
    """Logos and tables, by the same rules."""
    read = Resolver(Source("models/shop.bmc", "")).read_bytes
    assert read("../logo.svg", Span("models/shop.bmc", 0, 1)) == b"<svg/>"
    assert read("../../secret.bmc", Span("models/shop.bmc", 0, 1)).code == "SYN012"


def test_the_root_may_be_given(project):
    """In a class, the submission's own folder."""
    assert codes(resolve("shared/segments.bmc", root="models")) == []
    assert codes(resolve("../top.bmc", root="models")) == ["SYN012"]


@pytest.mark.parametrize("more", [0, 1])
def test_the_limit_of_files(project, more):
    """Each reading counts, the first file and repeated readings too."""
    read, here = Resolver(Source("models/shop.bmc", "")).read, Span("models/shop.bmc", 0, 0)
    readings = [read("shared/segments.bmc", here) for _ in range(limits.MODEL_FILES - 1 + more)]
    assert [code for reading in readings for code in codes(reading)] == ["SYN011"] * more


@pytest.mark.parametrize("more", [0, 1])
def test_the_limit_of_a_model(project, more):
    """All bytes that were read."""
    large = project / "models" / "large.bmc"
    large.write_bytes((b"x" * 99 + b"\n") * 80_000)
    read, here = Resolver(Source("models/shop.bmc", "x" * more)).read, Span("models/shop.bmc", 0, 0)
    found = [read("large.bmc", here) for _ in range(limits.MODEL_BYTES // 8_000_000)]
    assert [code for reading in found for code in codes(reading)] == ["SYN010"] * more


def test_the_root_of_a_project(tmp_path):
    """The nearest folder with `.git` or with a configuration; else the file's own."""
    deep = tmp_path / "a" / "b" / "c"
    deep.mkdir(parents=True)
    file = str(deep / "x.bmc")
    assert project_root(file) == os.path.realpath(deep)
    (tmp_path / "a" / ".git").write_text("gitdir: elsewhere")
    assert project_root(file) == os.path.realpath(tmp_path / "a")
    for text, counts in (
        ("[tool.other]\nx = 'canvasdsl'", False), ("[tool.canvasdsl", False), ("\xff canvasdsl", False),
        ("[tool.canvasdsl]", True), ("tool = {canvasdsl = {x = 1}}", True),
    ):  # fmt: skip
        (tmp_path / "a" / "b" / "pyproject.toml").write_text(text, encoding="latin-1")
        assert (project_root(file) == os.path.realpath(tmp_path / "a" / "b")) == counts, text


# ---- Starting quickly ------------------------------------------------------


def test_nothing_heavy_is_imported():
    """The way of `check` stays cold-start quick."""
    program = (
        "import sys, canvasdsl.outside.files, canvasdsl.outside.resolver, canvasdsl.outside.console\n"
        "import canvasdsl.render.terminal, canvasdsl.render.report_json\n"
        "heavy = {'lark', 'rich', 'jinja2', 'click', 'cattrs', 'typst', 'pathlib', 'tomllib', 'urllib', 'shutil',\n"
        "    'tempfile', 'subprocess', 'difflib', 'textwrap', 'logging', 'signal'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"

