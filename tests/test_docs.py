"""What the documentation shows is true: its snippets are read, its tables name what exists."""

import re
from pathlib import Path

import pytest

from canvasdsl import theory
from canvasdsl.diagnostics import Diagnostic, Severity
from canvasdsl.load import load
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.vocabulary import block_words
from canvasdsl.source import Source
from canvasdsl.syntax.format import proved_format

ROOT = Path(__file__).parent.parent
LANGUAGE = (ROOT / "docs" / "language.md").read_text(encoding="utf-8")
GALLERY = (ROOT / "docs" / "examples.md").read_text(encoding="utf-8")

_SNIPPET = re.compile(r"^```bmc\n(.*?)^```", re.MULTILINE | re.DOTALL)
_WRONG = re.compile(r"^```bmc wrong\n(.*?)^```\n+```text\n(.*?)^```", re.MULTILINE | re.DOTALL)
_ROW = re.compile(r"^\| \[`(\w+)\.bmc`\]\(([^)]+)\) \|.*\| ([^|]*) \|$", re.MULTILINE)


def models() -> list[list[str]]:
    """The snippets of each file: one that begins with `canvas` begins a file, the others are added at its end."""
    found: list[list[str]] = []
    for snippet in _SNIPPET.findall(LANGUAGE):
        if snippet.startswith("canvas"):
            found.append([])
        found[-1].append(snippet)
    return found


MODELS = models()


def found_in(text: str) -> list[Diagnostic]:
    return list(load(Source("bikes.bmc", text)).diagnostics)


def test_the_tutorial_has_snippets():
    assert len(MODELS) == 6
    assert sum(len(model) for model in MODELS) >= 12


@pytest.mark.parametrize("model", MODELS, ids=[str(number) for number in range(1, len(MODELS) + 1)])
def test_a_file_of_the_tutorial_has_no_error_at_any_step(model):
    for step in range(1, len(model) + 1):
        errors = [each for each in found_in("\n".join(model[:step])) if each.severity is Severity.ERROR]
        assert [(each.code, each.message) for each in errors] == []


@pytest.mark.parametrize("model", [MODELS[0], *MODELS[2:]], ids=["1", "3", "4", "5", "6"])
def test_a_complete_file_of_the_tutorial_earns_no_warning(model):
    """The file of the second chapter stays unfinished."""
    found = [each for each in found_in("\n".join(model)) if each.severity is not Severity.HINT]
    assert [(each.code, each.message) for each in found] == []


@pytest.mark.parametrize("model", MODELS, ids=[str(number) for number in range(1, len(MODELS) + 1)])
def test_the_tutorial_is_written_in_canonical_form(model):
    for snippet in model:
        loaded = load(Source("bikes.bmc", snippet), rules=())
        assert proved_format(loaded.documents[0], blocks=block_words(Canvas)) == snippet


@pytest.mark.parametrize(("snippet", "message"), _WRONG.findall(LANGUAGE))
def test_a_wrong_snippet_gets_the_message_that_is_shown(snippet, message):
    (diagnostic,) = [each for each in found_in(snippet) if each.severity is Severity.ERROR]
    assert f"error[{diagnostic.code}]: {diagnostic.message}" in message
    assert diagnostic.help in message


def test_the_gallery_lists_every_example_and_its_theory():
    listed = {name: theories for name, _, theories in _ROW.findall(GALLERY)}
    assert set(listed) == {path.stem for path in (ROOT / "examples").glob("*.bmc")}
    for name, theories in listed.items():
        ids = re.findall(r"T-[A-Z]+-\w+", theories)
        assert ids and all(theory.entry(each) for each in ids)
        comment = (ROOT / "examples" / f"{name}.bmc").read_text(encoding="utf-8").partition("\ncanvas")[0]
        assert name == "minimal" or [each for each in ids if each not in comment] == []


def test_the_gallery_links_to_files_that_exist():
    for _, link, _ in _ROW.findall(GALLERY):
        assert (ROOT / "docs" / link).resolve().is_file()
