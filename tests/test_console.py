"""Consoles of any encoding: no character and no closed pipe raises."""

import io
import os
import subprocess
import sys

import pytest

from canvasdsl.outside import console


class Screen(io.TextIOWrapper):
    """A stream of some encoding that says whether it is a terminal."""

    def __init__(self, encoding: str, terminal: bool = False) -> None:
        super().__init__(io.BytesIO(), encoding=encoding, newline="\r\n")
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "ascii", "cp437", "utf-16-le"])
def test_any_text_can_be_written_to_any_console(encoding):
    """What the encoding lacks is spelt; line ends stay as they are."""
    screen = Screen(encoding)
    assert console.write(screen, "ü│👩\ud800\n")
    written = screen.buffer.getvalue().decode(encoding)
    assert written.endswith("\\u{D800}\n") and "\r" not in written
    assert ("👩" in written) == encoding.startswith("utf") and ("\\u{1F469}" in written) != encoding.startswith("utf")
    text = io.StringIO()
    assert console.write(text, "ü👩\n") and text.getvalue() == "ü👩\n"


@pytest.mark.parametrize(
    ("terminal", "color", "environ", "colour"),
    [(True, "auto", {}, True), (False, "auto", {}, False), (True, "auto", {"NO_COLOR": "1"}, False),
     (True, "auto", {"NO_COLOR": ""}, True), (True, "auto", {"TERM": "dumb"}, False), (False, "always", {}, True),
     (True, "always", {"NO_COLOR": "1"}, True), (True, "never", {}, False)],
)  # fmt: skip
def test_when_colours_are_used(terminal, color, environ, colour):
    """A terminal has them unless NO_COLOR; the option decides over both."""
    assert console.describe(Screen("utf-8", terminal), color=color, environ=environ).colour == colour


@pytest.mark.parametrize(
    ("encoding", "unicode"), [("utf-8", True), ("cp1252", False), ("ascii", False), ("cp437", False)]
)
def test_frames_are_of_what_the_console_has(encoding, unicode):
    """Windows-1252 has no box drawing, code page 437 no ellipsis."""
    assert console.describe(Screen(encoding), environ={}).unicode == unicode


def test_the_width_of_a_console():
    """COLUMNS, else the terminal's, else 100."""
    assert console.describe(Screen("utf-8"), environ={}).width == 100
    assert console.describe(Screen("utf-8"), environ={"COLUMNS": "72"}).width == 72
    assert console.describe(Screen("utf-8"), environ={"COLUMNS": "wide"}).width == 100
    assert console.describe(Screen("utf-8", terminal=True), environ={}).width == 100


def test_a_reader_that_goes_ends_the_writing_quietly():
    """`canvasdsl check … | head -1`: no traceback, not even from the interpreter's last flush."""
    program = (
        "import sys\nfrom canvasdsl.outside.console import write\n"
        "ok = all([write(sys.stdout, 'line\\n' * 10_000) for _ in range(50)])\nsys.exit(0 if not ok else 3)"
    )
    run = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    run.stdout.readline()
    run.stdout.close()
    assert run.stderr.read() == b"" and run.wait() == 0
    run.stderr.close()


def test_a_full_disk_behind_standard_output_is_an_error_once():
    """It is raised where it happens, and not again when the program ends."""
    if not os.path.exists("/dev/full"):
        pytest.skip("this system has no /dev/full")
    program = (
        "import sys\nfrom canvasdsl.outside.console import write\n"
        "try:\n    write(sys.stdout, 'x')\nexcept OSError as error:\n    sys.exit(2)"
    )
    with open("/dev/full", "w") as full:
        run = subprocess.run([sys.executable, "-c", program], stdout=full, stderr=subprocess.PIPE, check=False)
    assert (run.returncode, run.stderr) == (2, b"")
