"""Commands take variants: they check, compute, compare and draw them, and write one as a plain model."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canvasdsl.change.difference import changes_between
from canvasdsl.change.flattening import Unflattened, flattened
from canvasdsl.cli import run
from canvasdsl.load import load
from canvasdsl.source import Source
from tests.random_models import random_model
from tests.test_variants import BASE, EXAMPLES, PEOPLE

DOCS = Path(__file__).parent.parent / "docs" / "variants"
VARIANTS = """variant "Dear" of "base.bmc" { revenue cups { price 4.80 EUR } }
variant "Few" of "Dear" { without beans }
variant "Broken" of "base.bmc" { without walk-ins }
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The base, its import and two files of variants."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("base", BASE.replace("for roasting", "for activity.roasting")), ("people", PEOPLE),
                       ("v", VARIANTS), ("one", VARIANTS.split("\n")[0] + "\n")):  # fmt: skip
        Path(f"{name}.bmc").write_text(text, encoding="utf-8")
    return tmp_path


def done(capfd, *arguments: str) -> tuple[int, str, str]:
    capfd.readouterr()
    code = run([*arguments])
    out, err = capfd.readouterr()
    return code, out, err


def same_path(path: str, file: str) -> str:
    return path


# ---- Which one is meant ---------------------------------------------------


def test_a_file_of_one_variant_stands_for_it_and_of_several_one_is_named(folder, capfd):
    wanted = ("numbers", "--figure", "break-even-volume", "--short")
    code, out, _ = done(capfd, *wanted, "one.bmc")
    assert code == 0 and "83.33 customers" in out
    code, out, err = done(capfd, *wanted, "v.bmc")
    assert (code, out) == (2, "")
    assert 'v.bmc has 3 variants; say which with --variant: "Dear", "Few", "Broken".' in err
    assert "83.33 customers" in done(capfd, *wanted, "v.bmc", "--variant", "Dear")[1]
    assert "105.26 customers" in done(capfd, *wanted, "base.bmc")[1]
    code, _, err = done(capfd, *wanted, "v.bmc", "--variant", "Deer")
    assert code == 2 and 'has no variant "Deer". Did you mean "Dear"?' in err
    code, _, err = done(capfd, *wanted, "base.bmc", "--variant", "Dear")
    assert code == 2 and "base.bmc has no variants" in err


def test_a_variant_with_errors_is_told_and_others_go_on(folder, capfd):
    code, out, err = done(capfd, "numbers", "v.bmc", "--variant", "Broken")
    assert (code, out) == (1, "") and "the variant takes it out" in err and "use --anyway" in err
    assert done(capfd, "numbers", "v.bmc", "--variant", "Broken", "--anyway")[0] == 0
    assert done(capfd, "numbers", "v.bmc", "--variant", "Dear")[0] == 0


def test_a_page_of_a_variant_with_errors_is_written_when_one_insists(folder, capfd):
    code, _, err = done(capfd, "variant", "v.bmc", "-o", "page.html")
    assert code == 1 and "the variant `Broken` has errors" in err and not Path("page.html").exists()
    assert done(capfd, "variant", "v.bmc", "--variant", "Dear", "-o", "page.html")[0] == 0
    assert done(capfd, "variant", "v.bmc", "-o", "other.html", "--anyway")[0] == 0
    assert 'class="warning"' in Path("other.html").read_text(encoding="utf-8")


def test_check_tells_findings_of_the_model_once_and_of_variants_with_their_title(folder, capfd):
    code, out, _ = done(capfd, "check", "v.bmc", "--format", "json")
    found = json.loads(out)["diagnostics"]
    assert code == 1
    assert [each["variant"] for each in found if each["severity"] == "error"] == ["Broken"]
    base = json.loads(done(capfd, "check", "base.bmc", "--format", "json")[1])["diagnostics"]
    assert [each["message"] for each in found if not each["variant"]] == [each["message"] for each in base]
    assert "in the variant `Broken`: there is no segment or party `walk-ins`" in done(capfd, "check", "v.bmc")[2]
    assert "in the variant `Broken`" in done(capfd, "check", "v.bmc", "--format", "github")[1]
    assert "in the variant `Broken`" in done(capfd, "check", "v.bmc", "--format", "sarif")[1]


def test_check_of_a_folder_takes_the_model_as_a_part_of_its_variants(folder, capfd):
    Path("one.bmc").unlink()
    assert json.loads(done(capfd, "check", ".", "--format", "json")[1])["files"] == 1


def test_check_mends_what_stands_in_the_file_of_the_variants(folder, capfd):
    Path("one.bmc").write_text('variant "X" of "base.bmc" { segment comuters { size 3 people } }\n', encoding="utf-8")
    done(capfd, "check", "one.bmc", "--fix")
    assert "segment commuters" in Path("one.bmc").read_text(encoding="utf-8")
    assert Path("people.bmc").read_text(encoding="utf-8") == PEOPLE


def test_drawings_and_briefs_are_called_like_the_variant(folder, capfd):
    assert done(capfd, "draw", "v.bmc", "--variant", "Dear", "-o", "x.svg")[0] == 0
    assert "Bar – Dear" in Path("x.svg").read_text(encoding="utf-8")
    assert done(capfd, "brief", "v.bmc", "--variant", "Dear", "-o", "x.md")[0] == 0
    assert "# Bar – Dear" in Path("x.md").read_text(encoding="utf-8")
    code, _, err = done(capfd, "brief", "one.bmc", "--since", "base.bmc", "-o", "x.md")
    assert code == 2 and "--since is for models" in err


# ---- Side by side ---------------------------------------------------------


def test_numbers_stand_side_by_side(folder, capfd):
    code, out, err = done(capfd, "numbers", "v.bmc", "--variants")
    lines = [re.split(r"\s{2,}", line.strip()) for line in out.splitlines()]
    assert code == 0 and lines[0] == ["base.bmc", "Dear", "Few", "Broken"]
    assert ["break-even-volume of cups", "105.26 customers", "83.33 customers", "—", "—"] in lines
    assert "the variant `Broken` has errors" in err
    code, out, _ = done(capfd, "numbers", "v.bmc", "--variants", "--variant", "Dear", "--format", "json")
    found = json.loads(out)
    assert found["models"] == [{"variant": None}, {"variant": "Dear"}]
    assert {frozenset(each) for each in found["figures"]} == {
        frozenset(("name", "of", "unit", "differs", "values"))}  # fmt: skip
    (row,) = [each for each in found["figures"] if (each["name"], each["of"]) == ("break-even-volume", "cups")]
    assert [float(value) for value in row["values"]] == [pytest.approx(400 / 3.8), pytest.approx(400 / 4.8)]
    out = done(capfd, "numbers", "v.bmc", "--variants", "--format", "csv")[1]
    assert out.startswith("figure,of,unit,base.bmc,Dear,Few,Broken\n")
    assert done(capfd, "numbers", "v.bmc", "--variants", "--by-month")[0] == 2
    assert done(capfd, "numbers", "v.bmc", "--variant", "Dear", "--set", "beans.fixed=3 EUR per month")[0] == 2


def test_places_of_inputs_name_the_file(folder, capfd):
    out = done(capfd, "numbers", "one.bmc", "--format", "json")[1]
    inputs = {(each["name"], each["file"], each["line"]) for figure in json.loads(out)["figures"]
              for each in figure["inputs"]}  # fmt: skip
    assert {(file, line) for name, file, line in inputs if "price" in name} == {("one.bmc", 1)}
    assert any(file == "base.bmc" for _, file, _ in inputs)
    assert "(line 1 of one.bmc)" in done(capfd, "numbers", "one.bmc")[1]


def test_diff_says_what_is_otherwise_in_each(folder, capfd):
    code, out, _ = done(capfd, "diff", "v.bmc", "--format", "json")
    found = json.loads(out)["variants"]
    assert code == 1
    assert [(each["variant"], each["of"]) for each in found] == [
        ("Dear", "base.bmc"), ("Few", "Dear"), ("Broken", "base.bmc")]  # fmt: skip
    change = found[0]["changes"][0]
    assert (change["property"], change["after"], change["file_before"], change["line_before"], change["file_after"],
            change["line_after"]) == ("price", "4.80 EUR", "base.bmc", 4, "v.bmc", 1)  # fmt: skip
    assert {"changes", "figures"} <= set(found[0])
    assert "~ Cups: price 3.80 EUR → 4.80 EUR  (one.bmc, line 1)" in done(capfd, "diff", "one.bmc")[1]
    assert "New findings" not in done(capfd, "diff", "one.bmc")[1]
    Path("same.bmc").write_text('variant "Same" of "base.bmc"\n', encoding="utf-8")
    assert done(capfd, "diff", "same.bmc")[0] == 0
    assert done(capfd, "diff", "v.bmc", "--format", "html")[0] == 2
    assert "<html" in done(capfd, "diff", "v.bmc", "--variant", "Dear", "--format", "html")[1]
    assert done(capfd, "diff", "v.bmc", "base.bmc", "--variant", "Dear")[0] == 2


def test_diff_of_two_versions_says_what_moved_in_their_variants(folder, capfd):
    """Once, at the variant that says it; also where the model is the same."""
    Path("new.bmc").write_text(VARIANTS.replace("4.80", "5.20") + 'variant "Z" of "base.bmc"\n', encoding="utf-8")
    code, out, _ = done(capfd, "diff", "v.bmc", "new.bmc", "--format", "json")
    found = json.loads(out)
    assert code == 1 and found["changes"] == []
    assert [(each["variant"], each["kind"]) for each in found["variants"]] == [("Dear", "altered"), ("Z", "added")]
    assert [each["after"] for each in found["variants"][0]["changes"]] == ["5.20 EUR"]
    out = done(capfd, "diff", "v.bmc", "new.bmc")[1]
    assert "v.bmc, Dear → new.bmc, Dear" in out and "The variant “Z” is new." in out
    assert "Die Variante „Z“ ist weg." in done(capfd, "diff", "new.bmc", "v.bmc", "--lang", "de")[1]
    assert "The variant “Z” is new." in done(capfd, "diff", "v.bmc", "new.bmc", "--format", "md")[1]
    assert done(capfd, "diff", "v.bmc", "new.bmc", "--format", "html")[0] == 1
    assert done(capfd, "diff", "v.bmc", "v.bmc")[0] == 0


def test_the_map_of_the_theory_and_the_gallery_take_variants(folder, capfd):
    assert done(capfd, "theory", "--model", "v.bmc", "--variant", "Dear")[0] == 0
    assert done(capfd, "gallery", "one.bmc", "-o", "g.html")[0] == 0
    assert "Bar – Dear" in Path("g.html").read_text(encoding="utf-8")


def test_variants_are_listed(folder, capfd):
    assert done(capfd, "variant", "v.bmc")[1].splitlines() == [
        "Dear: a variant of base.bmc, 1 change", "Few: a variant of Dear, 1 change",
        "Broken: a variant of base.bmc, has errors"]  # fmt: skip
    found = json.loads(done(capfd, "variant", "v.bmc", "--format", "json")[1])["variants"]
    assert found[0] == {"variant": "Dear", "of": "base.bmc", "changes": 1, "errors": False}
    code, _, err = done(capfd, "variant", "base.bmc")
    assert code == 2 and "base.bmc has no variants; see `canvasdsl explain variant`" in err
    Path("bad.bmc").write_text('variant "X" of "gone.bmc"\n', encoding="utf-8")
    code, _, err = done(capfd, "variant", "bad.bmc")
    assert code == 1 and "there is no such file" in err


# ---- A plain model --------------------------------------------------------


def test_a_variant_is_written_as_a_plain_model(folder, capfd):
    """Of one file and all that it imports; the comments stay; it means the same, and is canonical."""
    assert done(capfd, "variant", "v.bmc", "--variant", "Dear", "--flatten", "-o", "flat.bmc")[0] == 0
    text = Path("flat.bmc").read_text(encoding="utf-8")
    assert "import" not in text and "variant" not in text
    assert all(comment in text for comment in ("# the bar", "# as of May", "# they come back"))
    assert done(capfd, "fmt", "--check", "flat.bmc")[0] == 0
    Path("again.bmc").write_text('variant "X" of "flat.bmc"\nvariant "Dear" of "base.bmc" {\n'
                                 'revenue cups { price 4.80 EUR } }\n', encoding="utf-8")  # fmt: skip
    assert done(capfd, "diff", "base.bmc", "flat.bmc", "--format", "json")[1].count('"kind"') == 1
    assert done(capfd, "variant", "one.bmc", "--flatten")[1] == text
    for arguments in (("v.bmc", "--flatten"), ("one.bmc", "--flatten", "-o", "base.bmc"),
                      ("one.bmc", "--flatten", "-o", "x.html"), ("one.bmc", "-o", "x.pdf")):  # fmt: skip
        assert done(capfd, "variant", *arguments)[0] == 2
    code, _, err = done(capfd, "variant", "v.bmc", "--variant", "Broken", "--flatten")
    assert code == 1 and "nothing is written: the model has mistakes" in err


def test_paths_beside_the_model_lead_to_the_same_files(folder, capfd):
    Path("sub").mkdir()
    Path("pyproject.toml").write_text("[tool.canvasdsl]\n", encoding="utf-8")
    Path("left.csv").write_text("survivors\n100\n60\n", encoding="utf-8")
    Path("base.bmc").write_text(
        'segment a\nrelationship r { with a; cohort "x" { every 1 month; file "left.csv" } }\n', encoding="utf-8")
    Path("sub/v.bmc").write_text('variant "X" of "../base.bmc" { segment a { note "n" } }\n', encoding="utf-8")
    assert done(capfd, "check", "sub/v.bmc")[0] == 0
    assert done(capfd, "variant", "sub/v.bmc", "--flatten", "-o", "sub/flat.bmc")[0] == 0
    assert 'file "../left.csv"' in Path("sub/flat.bmc").read_text(encoding="utf-8")
    assert done(capfd, "check", "sub/flat.bmc")[0] == 0


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_flattened_examples_load_equal(path):
    text = path.read_text(encoding="utf-8")
    each = load(Source("m.bmc", f'{text}\nvariant "X" {{ segment extra "Extra" }}\n'), rules=()).variants[0].loaded
    flat = flattened(each, same_path)
    assert isinstance(flat, str)
    assert load(Source("m.bmc", flat), rules=()).canvas == each.canvas


@given(st.integers(0, 10_000), st.integers(0, 10_000))
@settings(max_examples=30, deadline=None)
def test_flattened_variants_load_equal(one, other):
    base, more = random_model(one, blocks=10), random_model(other, blocks=4).replace(" b", " c")
    found = load(Source("m.bmc", f'{base}\nvariant "X" {{\n{more}\n}}\n'), rules=())
    if not found.variants or found.variants[0].loaded.has_errors:
        return
    flat = flattened(found.variants[0].loaded, same_path)
    assert not isinstance(flat, Unflattened)
    again = load(Source("m.bmc", flat), rules=())
    assert changes_between(again.canvas, found.variants[0].loaded.canvas) == ()


# ---- The documents --------------------------------------------------------


def test_the_example_in_the_documents_works(tmp_path, capfd, monkeypatch):
    """Each of its commands; nothing is found in it; the snippet of the page stands in the file."""
    monkeypatch.chdir(DOCS.parent.parent)
    page = (DOCS / "README.md").read_text(encoding="utf-8")
    snippet = page.partition("```bmc\n")[2].partition("```")[0]
    assert snippet in (DOCS / "variants.bmc").read_text(encoding="utf-8")
    commands = [line.split()[1:] for line in page.splitlines() if line.startswith("canvasdsl ")]
    assert len(commands) == 4
    for arguments in commands:
        if arguments[-1] == "variants.html":
            arguments[-1] = str(tmp_path / "variants.html")
        assert done(capfd, *arguments)[0] == (1 if arguments[0] == "diff" else 0)
    assert "nothing to report" in done(capfd, "check", "docs/variants")[2]
    assert done(capfd, "fmt", "--check", "docs/variants")[0] == 0
