"""For whom a brief is chooses and orders its sections."""

import io

import pytest
from briefs import brief_of

from canvasdsl import resources
from canvasdsl.brief.audiences import AUDIENCES
from canvasdsl.brief.brief import Table
from canvasdsl.outside.brief import brief_pdf

CLINIC = resources.read_text("examples/clinic.bmc")


def kinds(audience: str | None) -> list[str]:
    """The kinds of sections in their order, each once."""
    return [*dict.fromkeys(section.kind for section in brief_of(CLINIC, audience=audience).sections)]


@pytest.mark.parametrize("audience", AUDIENCES)
def test_an_audience_gets_its_sections_in_its_order(audience: str) -> None:
    """Each section that an audience gets is one that the whole brief has, too, but for what only a class reads."""
    got = kinds(audience)
    assert got == [kind for kind in AUDIENCES[audience] if kind in got]
    assert set(got) - {"class", "concept", "categories"} <= set(kinds(None))
    assert got[0] == "summary" and "poster" in got


def test_each_audience_has_its_own_matter() -> None:
    investor, lecture, team = kinds("investor"), kinds("class"), kinds("team")
    assert "economics" in investor[:3] and "advice" not in investor and "management" not in investor
    assert "class" in lecture and "class" not in investor
    assert team.index("measures") < team.index("segment") and "sources" not in team


def test_without_an_audience_nothing_is_left_out() -> None:
    known = {kind for kinds in AUDIENCES.values() for kind in kinds}
    assert set(kinds(None)) <= known


# ---- Concept, categories, case (T-EDU-2) ----------------------------------------------------


def _tables(kind: str, text: str = CLINIC) -> list[Table]:
    parts = [part for section in brief_of(text, audience="class").sections if section.kind == kind
             for part in section.parts]  # fmt: skip
    return [piece for part in parts for piece in part.pieces if isinstance(piece, Table)]


def test_a_class_reads_concept_categories_and_case() -> None:
    """In this order, and nobody else does."""
    assert kinds("class")[:4] == ["summary", "concept", "categories", "poster"]
    assert not {"concept", "categories"} & {*kinds(None), *kinds("investor"), *kinds("team")}


def test_the_concept_asks_the_questions_of_the_nine_blocks() -> None:
    (table,) = _tables("concept")
    assert len(table.rows) == 9 and all(row.cells[0].lines for row in table.rows)
    assert table.rows[0].cells[1].lines[0] == "Patients with back, knee or shoulder pain"
    (empty,) = _tables("concept", 'segment s "S"')
    assert [row.cells[1].lines for row in empty.rows] == [("S",), *[("still open",)] * 8]


def test_categories_are_those_of_the_case_and_the_others() -> None:
    """Each kind once, by its own word and none that may also be written for it."""
    tables = {table.caption: {row.head: row.cells[0].lines for row in table.rows} for table in _tables("categories")}
    assert tables["Key resources"]["physical"] == ("Rooms at the river with twelve machines",)
    assert tables["Key resources"]["not in this case"] == ("financial",)
    assert tables["Customer relationships"]["community"] == ("A membership that asks after you",)
    assert "niche market" in tables["Customer segments"]["not in this case"][0].split(", ")
    for rows in tables.values():
        others = rows.get("not in this case", ("",))[0].split(", ")
        assert len(others) == len(set(others)) and not set(others) & set(rows)
    assert _tables("categories", 'segment s "S"') == []


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_pdf_has_the_sections_in_the_order_of_its_audience(audience: str) -> None:
    """The poster, on pages of its own, stands where the audience gets it."""
    pikepdf = pytest.importorskip("pikepdf")
    brief = brief_of(resources.read_text("examples/nonprofit.bmc"), audience=audience)
    with pikepdf.open(io.BytesIO(brief_pdf(brief))) as pdf, pdf.open_outline() as outline:
        said = [" ".join(item.title.split()) for item in outline.root]
    titles = [section.title for section in brief.sections]
    assert [title for title in said if title in titles] == titles
