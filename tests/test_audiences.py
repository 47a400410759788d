"""For whom a brief is chooses and orders its sections."""

import pytest
from briefs import brief_of

from canvasdsl import resources
from canvasdsl.brief.audiences import AUDIENCES

CLINIC = resources.read_text("examples/clinic.bmc")


def kinds(audience: str | None) -> list[str]:
    """The kinds of sections in their order, each once."""
    return [*dict.fromkeys(section.kind for section in brief_of(CLINIC, audience=audience).sections)]


@pytest.mark.parametrize("audience", AUDIENCES)
def test_an_audience_gets_its_sections_in_its_order(audience: str) -> None:
    """Each section that an audience gets is one that the whole brief has, too, but for the questions for a class."""
    got = kinds(audience)
    assert got == [kind for kind in AUDIENCES[audience] if kind in got]
    assert set(got) - {"class"} <= set(kinds(None))
    assert got[0] == "summary" and "poster" in got


def test_each_audience_has_its_own_matter() -> None:
    investor, lecture, team = kinds("investor"), kinds("class"), kinds("team")
    assert "economics" in investor[:3] and "advice" not in investor and "management" not in investor
    assert "class" in lecture and "class" not in investor
    assert team.index("measures") < team.index("segment") and "sources" not in team


def test_without_an_audience_nothing_is_left_out() -> None:
    known = {kind for kinds in AUDIENCES.values() for kind in kinds}
    assert set(kinds(None)) <= known
