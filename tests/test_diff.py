"""`canvasdsl diff`: what people, programs and pull requests are told, and with which exit code."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from canvasdsl.brief.change_poster import change_poster
from canvasdsl.brief.change_story import told_story
from canvasdsl.change.story import story_between
from canvasdsl.cli import run
from canvasdsl.load import load
from canvasdsl.render.change_html import change_page
from canvasdsl.render.svg import poster_svg
from canvasdsl.source import Source
from canvasdsl.views.poster.layout import lay_out_tall
from canvasdsl.wording import load_wording, pseudo

EXAMPLES = Path(__file__).parent.parent / "examples"
COFFEE = (EXAMPLES / "coffee.bmc").read_text(encoding="utf-8")
KEPT = COFFEE.replace("92% per month", "94% per month")
LINE = COFFEE[: COFFEE.index("92% per month")].count("\n") + 1
OUTSIDE_TEXTS = r'(?=(?:[^"\n]*"[^"\n]*")*[^"\n]*$)'


@pytest.fixture
def diff(tmp_path, capfd, monkeypatch):
    """`diff(old, new, *options) -> (code, out, err)`, the two texts in files of their own."""
    monkeypatch.chdir(tmp_path)

    def call(old, new, *options):
        Path("old.bmc").write_text(old, encoding="utf-8")
        Path("new.bmc").write_text(new, encoding="utf-8")
        code = run(["diff", "old.bmc", "new.bmc", *options])
        return code, *capfd.readouterr()

    return call


def story(old, new):
    return story_between(load(Source("old.bmc", old)), load(Source("new.bmc", new)))


# ---- For people -------------------------------------------------------------


def test_two_models_that_mean_the_same_leave_with_0(diff):
    code, out, err = diff(COFFEE, COFFEE.replace("  ", "    ").replace("12_000", "12,000") + "\n# the end\n")
    assert (code, err) == (0, "")
    assert "Nothing changed in what the two models mean." in out


def test_a_change_is_a_sentence_with_its_line_and_what_follows(diff):
    code, out, _ = diff(COFFEE, KEPT)
    assert code == 1
    assert "1 change: 1 altered" in out
    assert f"~ Every regular by name: retention 92% per month → 94% per month  (line {LINE})" in out
    assert "Lifetime value of Every regular by name: 513 EUR → 667 EUR  (+29.9%)" in out


def test_of_a_list_only_what_came_and_went_is_told(diff):
    old = 'segment a "A"\nsegment b "B"\nsegment c "C"\nproposition p "P" { for a, b; note "one"; note "two" }\n'
    _, out, _ = diff(old, old.replace("for a, b", "for a, c").replace('note "two"', 'note "two"; note "three"'))
    assert "~ P: for b → c" in out
    assert '+ P: note "three"' in out


def test_findings_come_and_go_with_their_block_and_not_with_their_line(diff):
    """A line more above a block moves its findings and changes none."""
    old = 'canvas "K"\nsegment a "A" { size 5 people }\n'
    assert "findings" not in diff(old, old.replace('"K"\n', '"K"\n\n\n'))[1]
    told = story(COFFEE, COFFEE + 'segment students "Students" { size 500 people }\n')
    assert "BMC101" in [found.code for found in told.consequences.appeared]
    back = story(COFFEE + 'segment students "Students" { size 500 people }\n', COFFEE)
    assert [found.code for found in back.consequences.gone] == [found.code for found in told.consequences.appeared]


def test_a_new_name_moves_no_figure_and_no_finding():
    """Nor where the figures of its relationship are computed under another name."""
    told = story(COFFEE, re.sub(rf"\bregulars\b{OUTSIDE_TEXTS}", "members", COFFEE, flags=re.MULTILINE))
    (change,) = told.changes
    assert (change.kind, change.id, change.id_after) == ("renamed", "regulars", "members")
    assert (told.consequences.figures, told.consequences.appeared, told.consequences.gone) == ((), (), ())


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("status hypothesis", "status validated", "confirmed"),
        ("status hypothesis", "status hypothesis; decision keep", "confirmed"),
        ("status hypothesis", "status hypothesis; decision drop", "dropped"),
        ("status hypothesis", 'status hypothesis; evidence 2026-05-01 sales strong "They paid"', "evidence"),
    ],
)
def test_assumptions_are_confirmed_dropped_or_tested(before, after, kind):
    old = 'assumption come "They come daily" {\n  status hypothesis\n}\n'
    (news,) = story(old, old.replace(before, after)).consequences.assumptions
    assert (news.kind, news.block.name) == (kind, "They come daily")
    (news,) = story(old, "segment a\n").consequences.assumptions
    assert news.kind == "dropped"


# ---- For programs and pull requests -------------------------------------------


def test_json_is_the_contract(diff):
    code, out, _ = diff(COFFEE, KEPT, "--format", "json")
    report = json.loads(out)
    assert code == 1
    (change,) = report["changes"]
    assert {"kind", "block", "id", "property", "before", "after", "line_before", "line_after"} <= change.keys()
    assert (change["kind"], change["block"], change["property"]) == ("altered", "relationship", "retention")
    assert (change["before"], change["after"]) == ("92% per month", "94% per month")
    assert (change["line_before"], change["line_after"]) == (LINE, LINE)
    figures = {(each["name"], each["of"]): each for each in report["figures"]}
    assert figures["retention", change["id"]]["before"] == "92"
    assert figures["retention", change["id"]]["after"] == "94"


def test_json_holds_whole_blocks_that_came_and_went(diff):
    report = json.loads(diff("segment a\n", 'segment a\nsegment b "B" { size 5 people }\n', "--format", "json")[1])
    (change,) = report["changes"]
    assert (change["kind"], change["after"], change["before"]) == ("added", 'segment b "B" { size 5 people }', None)
    assert (change["line_before"], change["line_after"], change["property"]) == (None, 2, None)


def test_markdown_strikes_out_and_takes_no_word_for_a_mark(diff):
    old = 'segment a "A"\nsegment b "*B* | [x](http://x)"\n'
    out = diff(old, 'segment a "A"\n', "--format", "md")[1]
    assert "- − ~~segment \\*B\\* \\| \\[x\\](http\\://x)~~ (line 2)" in out
    out = diff(COFFEE, KEPT, "--format", "md")[1]
    assert f"- \\~ **Every regular by name**: retention ~~92% per month~~ → **94% per month** (line {LINE})" in out
    assert "| Lifetime value of Every regular by name | 513 EUR | 667 EUR | \\+29.9% |" in out


def test_a_file_may_take_the_report(diff):
    code, out, err = diff("segment a\n", "segment b\n", "-o", "out.md")
    assert (code, out, err) == (1, "", "wrote out.md\n")
    assert Path("out.md").read_text(encoding="utf-8").startswith("## What changed")


def test_what_an_author_wrote_reaches_no_terminal_unescaped(diff):
    _, out, _ = diff("segment a\n", 'segment a\nsegment b "B\\u{202E}x"\n')
    assert "\u202e" not in out
    assert "\\u{202E}" in out


# ---- What can go wrong --------------------------------------------------------


def test_a_broken_version_is_told_and_the_story_goes_on(diff):
    """No figure and no finding is compared: what is lost would pass for news."""
    code, out, err = diff('segment a "A"\nproposition p { for nobody }\n', 'segment a "Others"\n')
    assert code == 1
    assert "`nobody`" in err
    assert 'title "A" → "Others"' in out
    assert "The old version has mistakes" in out
    assert diff("segment a {\n", "segment a {\n")[0] == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Name two files"),
        (["a.bmc"], "Name two files"),
        (["a.bmc", "b.bmc", "c.bmc"], "Name two files"),
        (["a.bmc", "b.bmc", "--since", "HEAD"], "With --since, name one FILE"),
        (["a.bmc", "b.bmc", "--until", "HEAD"], "--until goes with --since"),
        (["-", "--since", "HEAD"], "Standard input has no history"),
        (["a.bmc", "missing.bmc"], "there is no such file"),
        (["a.bmc", "a.bmc", "-o", "x.docx"], "`x.docx` has none of the endings"),
    ],
)
def test_wrong_use_is_explained_with_2(arguments, said, tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    Path("a.bmc").write_text("segment a\n", encoding="utf-8")
    assert run(["diff", *arguments]) == 2
    out, err = capfd.readouterr()
    assert said in err
    assert out == ""


def test_a_merge_that_is_not_decided_is_told(diff):
    conflict = 'segment a "A"\n<<<<<<< HEAD\nsegment b "B"\n=======\nsegment b "C"\n>>>>>>> other\n'
    code, out, err = diff("segment a\n", conflict)
    assert (code, out) == (1, "")
    assert "error[SYN114]: git has left two versions of some lines here" in err
    assert "new.bmc:2:1" in err
    assert all(f"\n{line} " in err for line in (2, 4, 6))


def test_a_console_without_unicode_is_told_in_ascii(tmp_path):
    (tmp_path / "a.bmc").write_text("segment a { size 5 people }\nsegment b\n", encoding="utf-8")
    (tmp_path / "b.bmc").write_text("segment a { size 6 people }\n", encoding="utf-8")
    run = subprocess.run([sys.executable, "-m", "canvasdsl", "diff", "a.bmc", "b.bmc"], cwd=tmp_path, check=False,
                         capture_output=True, env={"PYTHONIOENCODING": "ascii", "PYTHONPATH": str(EXAMPLES.parent)})
    assert run.returncode == 1
    assert b"~ a: size 5 people -> 6 people  (line 1)" in run.stdout
    assert b"- segment b  (line 2)" in run.stdout


# ---- The poster and the page --------------------------------------------------

EDITED = KEPT.replace('"Newsagent of the station"', '"Another kiosk"').replace(
    "Newsstand on platform 1", "<Stall> & co") + 'segment students "Students"\n'  # fmt: skip


def documents(old, new):
    """The poster, its SVG, and the page."""
    told = story(old, new)
    words = told_story(told, load_wording(), names=("old.bmc", "new.bmc"), for_readers=True)
    poster = change_poster(told, words)
    return poster, poster_svg(poster, lay_out_tall(poster)), change_page(words, poster)


def notes(poster):
    return {note.title: note for block in poster.blocks for note in block.notes if note.mark}


def test_the_poster_says_what_came_went_and_changed_with_a_sign_and_a_colour():
    old = 'segment a "A" { size 5 people }\nsegment b "B"\nproposition p "P" { for a, b }\n'
    new = 'segment a "A" { size 6 people }\nsegment c "C"\nproposition p "P" { for a }\n'
    poster, svg, page = documents(old, new)
    marked = notes(poster)
    assert {title: note.mark for title, note in marked.items()} == {
        "~ A": "altered", "+ C": "added", "− B": "removed", "~ P": "altered",
    }  # fmt: skip
    assert "5 people → 6 people" in marked["~ A"].detail
    for document in (svg, page):
        assert "+ C" in document
        assert "− B" in document
        assert "line-through" in document
    assert "Gone" in page


def test_what_went_keeps_the_threads_of_segments_that_stayed():
    old = 'segment a "A"\nsegment b "B"\nchannel x "X" { reaches b }\n'
    poster, _, _ = documents(old, 'segment b2 "B"\n')
    assert [poster.segments[index].name for index in notes(poster)["− X"].segments] == ["B"]


def test_a_poster_without_changes_is_as_it_was():
    """The marks add nothing where nothing is compared."""
    poster, svg, _ = documents(COFFEE, COFFEE)
    assert notes(poster) == {}
    assert "line-through" not in svg


def test_no_word_of_the_author_is_taken_for_a_mark_of_the_page():
    _, svg, page = documents(COFFEE, EDITED)
    for document in (svg, page):
        assert "<Stall>" not in document
        assert "&lt;Stall&gt; &amp; co" in document


def test_pages_are_written_by_their_ending(diff):
    for name, start in (("out.html", "<!DOCTYPE html>"), ("out.svg", "<svg ")):
        assert diff(COFFEE, KEPT, "-o", name)[0] == 1
        assert Path(name).read_text(encoding="utf-8").startswith(start)


def test_all_words_come_from_the_catalogue():
    """In the pseudo-language what is not marked is the author's, a sign, or a number."""
    told = story("segment a { size 5 people }\n", "segment b { size 5 people }\nsegment c\n")
    wording = pseudo(load_wording())
    words = told_story(told, wording, names=("1", "2"), for_readers=True)
    assert all(line.text.startswith(("b ⟦", "⟦")) for line in words.lines), words.lines
    assert all(text.startswith("⟦") for text in (words.title, words.summary, words.between))


@pytest.mark.outside
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_page_is_accessible_and_valid(open_page, axe, nu_validator, dark):
    page = documents(COFFEE, EDITED)[2]
    axe(open_page(page, dark=dark))
    nu_validator(page)
    narrow = open_page(page, width=320, dark=dark)
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 320
