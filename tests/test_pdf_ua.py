"""Every PDF that an example gives passes checkers of PDF/UA-1 and PDF/A-3a; a brief holds its model, and no script."""

import re
from pathlib import Path

import pikepdf
import pytest

from canvasdsl.cli import run

page = pytest.importorskip("page", reason="the PDF/UA checker `page-validation` has no wheel here")
EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.bmc"))


def is_false_alarm(failure, data):
    """The checker takes the CR in which packed data may end for a line end; the lengths themselves are right."""
    if failure.rule_id != "PDFA3A-STREAM-LENGTH-001":
        return False
    ends = [found.end() + int(found[1]) for found in re.finditer(rb"/Length (\d+)[^>]*>>\s*stream\r?\n", data)]
    return (all(data[end:end + 12].lstrip().startswith(b"endstream") for end in ends)
            and any(data[end - 1:end] == b"\r" for end in ends))  # fmt: skip


@pytest.mark.parametrize("command", ["draw", "brief"])
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_pdf_is_ua_1(example, command, tmp_path):
    out = tmp_path / "out.pdf"
    assert run([command, str(example), "-o", str(out)]) == 0
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A):
        report = page.validate_pdf(str(out), profile=profile)
        assert report.rules.passed > 50
        assert [failure for failure in report.failures if not is_false_alarm(failure, out.read_bytes())] == []
    with pikepdf.open(out) as pdf:
        assert "/Names" not in pdf.Root or "/JavaScript" not in pdf.Root.Names
        assert "/AcroForm" not in pdf.Root
        attached = {name: pdf.attachments[name].get_file().read_bytes() for name in pdf.attachments}
        assert attached == ({example.name: example.read_bytes()} if command == "brief" else {})


def test_a_brief_may_go_without_its_source(tmp_path):
    out = tmp_path / "out.pdf"
    assert run(["brief", str(EXAMPLES[0]), "-o", str(out), "--without-source"]) == 0
    with pikepdf.open(out) as pdf:
        assert not pdf.attachments


def test_files_of_one_name_are_attached_with_numbers(tmp_path):
    (tmp_path / "parts").mkdir()
    (tmp_path / "a.bmc").write_text('import "parts/a.bmc"\n', encoding="utf-8")
    (tmp_path / "parts" / "a.bmc").write_text('segment "Readers"\n', encoding="utf-8")
    out = tmp_path / "out.pdf"
    assert run(["brief", str(tmp_path / "a.bmc"), "-o", str(out)]) == 0
    with pikepdf.open(out) as pdf:
        assert sorted(pdf.attachments) == ["1-a.bmc", "a.bmc"]
