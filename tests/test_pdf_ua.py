"""Every PDF that an example gives passes a checker of PDF/UA-1, and holds no file, script or form."""

from pathlib import Path

import pikepdf
import pytest

from canvasdsl.cli import run

page = pytest.importorskip("page", reason="the PDF/UA checker `page-validation` has no wheel here")
EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.bmc"))


@pytest.mark.parametrize("command", ["draw", "brief"])
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_pdf_is_ua_1(example, command, tmp_path):
    out = tmp_path / "out.pdf"
    assert run([command, str(example), "-o", str(out)]) == 0
    report = page.validate_pdf(str(out), profile=page.ValidationProfile.PDF_UA_1)
    assert report.rules.passed > 50
    assert [(failure, failure) for failure in report.failures] == []
    with pikepdf.open(out) as pdf:
        assert "/Names" not in pdf.Root or "/JavaScript" not in pdf.Root.Names
        assert "/AcroForm" not in pdf.Root
