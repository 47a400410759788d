"""What may stop a file from being read as text: the codes SYN001 to SYN013, for messages and for `explain`."""

from typing import NamedTuple

from canvasdsl.diagnostics import Diagnostic, Severity
from canvasdsl.source import Span

__all__ = [
    "BAD_UTF_8", "BINARY", "CONTROL", "DIRECTION", "EMPTY_FOLDER", "LARGE_FILE", "LARGE_MODEL", "MANY_FILES",
    "MISSING", "NOT_A_FILE", "OTHER_ENCODING", "READING", "REFUSED_PATH", "UNREADABLE", "Unreadable", "refuse",
]


class Unreadable(NamedTuple):
    """A code with its name, what it says in one line, why that matters and what to do."""

    code: str
    name: str
    summary: str
    why: str
    help: str


_SAVE = (
    "Save it as UTF-8: in Notepad, File > Save as, Encoding UTF-8; in TextEdit, Format > Make Plain Text, then save "
    "with the encoding Unicode (UTF-8); in VS Code, click the encoding in the status bar, Save with Encoding, UTF-8."
)

MISSING = Unreadable(
    "SYN001", "missing-file", "There is no file of this name",
    "Without the file nothing can be said about the model.",
    "Check the spelling of the path and the folder that you are in.",
)
NOT_A_FILE = Unreadable(
    "SYN002", "not-a-plain-file", "The path names something else than a plain file",
    "Pipes and devices may never end, so only plain files are opened.",
    "Name a `.bmc` file; to read from another program, give `-` and use standard input.",
)
UNREADABLE = Unreadable(
    "SYN003", "unreadable-file", "The system does not let the file be read",
    "Without its text nothing can be said about the model.",
    "Allow yourself to read the file, or close the program that holds it.",
)
LARGE_FILE = Unreadable(
    "SYN004", "large-file", "The file has more than 8,000,000 bytes",
    "A whole business fits in some hundred lines; a limit keeps every run quick.",
    "Make sure that this is the right file, or divide the model with `import`.",
)
OTHER_ENCODING = Unreadable(
    "SYN005", "other-encoding", "The file is saved as UTF-16 or UTF-32",
    "Model files are UTF-8, so that every program reads the same letters.",
    _SAVE + " (In PowerShell 5, `>` writes UTF-16: use `| Out-File -Encoding utf8`.)",
)
BAD_UTF_8 = Unreadable(
    "SYN006", "invalid-utf-8", "The text holds a byte that is not UTF-8",
    "Guessing which letter was meant could change a name or an amount.",
    _SAVE,
)
BINARY = Unreadable(
    "SYN007", "not-text", "The file is no plain text",
    "A model is plain text; documents, pictures and archives cannot be read as one.",
    "Write the model in a text editor and save it as plain text, UTF-8.",
)
CONTROL = Unreadable(
    "SYN008", "control-character", "The text holds a control character",
    "It is invisible, often comes with pasted text, and can make two different names look alike.",
    "Delete it and type a space or a new line instead.",
)
DIRECTION = Unreadable(
    "SYN009", "direction-control", "The text holds a character that turns the direction of writing",
    "What a reader sees would not be what the program reads.",
    "Delete it; right-to-left text needs none, and the marks U+200E, U+200F and U+061C are allowed.",
)
LARGE_MODEL = Unreadable(
    "SYN010", "large-model", "The model with its imports has more than 32,000,000 bytes",
    "A limit on the work, each reading counted, ends imports that multiply.",
    "Import each file once, and only what the model needs.",
)
MANY_FILES = Unreadable(
    "SYN011", "many-files", "The model reads more than 200 files",
    "A limit on the work, each reading counted, ends imports that multiply.",
    "Import each file once, and only what the model needs.",
)
REFUSED_PATH = Unreadable(
    "SYN012", "refused-path", "A path in the file leads out of the project's folder, or is no relative path",
    "A model that somebody sends must not be able to show other files of the reader's computer.",
    "Name a file below the project's folder, seen from this file, with `/` between folders.",
)
EMPTY_FOLDER = Unreadable(
    "SYN013", "no-models", "The folder holds no `.bmc` file",
    "A run that looked at nothing must not pass for one that found nothing.",
    "Name a folder that holds `.bmc` files.",
)

READING = (
    MISSING, NOT_A_FILE, UNREADABLE, LARGE_FILE, OTHER_ENCODING, BAD_UTF_8, BINARY, CONTROL, DIRECTION,
    LARGE_MODEL, MANY_FILES, REFUSED_PATH, EMPTY_FOLDER,
)
"""All of them, in the order of their codes."""


def refuse(about: Unreadable, message: str, span: Span, *, label: str = "", help: str = "") -> Diagnostic:
    """The error that says `message` at `span`."""
    return Diagnostic(
        code=about.code, severity=Severity.ERROR, message=message, span=span, label=label, why=about.why,
        help=help or about.help,
    )
