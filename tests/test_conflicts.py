"""A model in which git has left two versions of some lines: one message for each conflict, with the places of all."""

import pytest

from canvasdsl.cli import run
from canvasdsl.load import load
from canvasdsl.source import Source
from canvasdsl.syntax.conflicts import conflicts_in
from canvasdsl.syntax.edits import apply_fixes
from canvasdsl.syntax.parser import parse

HEAD, MIDDLE, TAIL = "<" * 7 + " HEAD\n", "=" * 7 + "\n", ">" * 7 + " other\n"
BASE = "|" * 7 + " 1a2b3c4\n"


def mistakes(text):
    """The code of each mistake of the language, its line, and the lines of the other places."""
    source = Source("x.bmc", text)
    return [
        (found.code, source.position(found.span.start).line,
         *(source.position(each.span.start).line for each in found.related))
        for found in load(source, rules=()).diagnostics if found.of_language
    ]  # fmt: skip


def test_each_conflict_is_one_message_with_all_its_places():
    one = f"{HEAD}segment a\n{MIDDLE}segment b\n{TAIL}"
    assert mistakes(one) == [("SYN114", 1, 3, 5)]
    assert mistakes(f"segment z\n{HEAD}segment a\n{BASE}{MIDDLE}{TAIL}segment y\n") == [("SYN114", 2, 4, 5, 6)]
    assert mistakes(one + one.replace("a", "c")) == [("SYN114", 1, 3, 5), ("SYN114", 6, 8, 10)]
    longer = one.replace("<" * 7, "<" * 9).replace("=" * 7, "=" * 9).replace(">" * 7, ">" * 9)
    assert mistakes(longer) == [("SYN114", 1, 3, 5)]
    assert mistakes(one.replace("\n", "\r\n").replace("\r\n", "\n")) == [("SYN114", 1, 3, 5)]


def test_the_first_version_is_read_and_all_else_is_checked():
    block = f"segment a {{\n{HEAD}  size 5 people\n{MIDDLE}  size 6 people\n  pain p\n{TAIL}}}\n"
    text = f"{block}channel c {{ reaches x }}\n"
    assert mistakes(text) == [("SYN114", 2, 4, 7), ("REF201", 9)]
    document = parse(Source("x", text))
    assert [item.name for item in document.items] == ["segment", "channel"]
    assert [item.name for item in document.items[0].items] == ["size"]
    assert text[document.items[0].items[0].start :].startswith("size 5 people")


def test_braces_that_only_one_version_has_bring_no_other_message():
    text = f'{HEAD}segment a "A" {{\n{MIDDLE}segment a "B" {{\n{TAIL}  size 5 people\n}}\n'
    assert mistakes(text) == [("SYN114", 1, 3, 5)]


def test_a_conflict_in_a_long_text_is_a_conflict():
    text = f'segment a {{ note """\n{HEAD}one\n{MIDDLE}other\n{TAIL}""" }}\n'
    assert mistakes(text) == [("SYN114", 2, 4, 6)]


@pytest.mark.parametrize(
    "text",
    ['segment a { note """\nTitle\n=======\n""" }\n', "# <<<<<<< HEAD\n# =======\n# >>>>>>> other\n",
     'segment a { note "<<<<<<< and >>>>>>>" }\n'],
)  # fmt: skip
def test_what_only_looks_like_one_is_none(text):
    assert mistakes(text) == []
    assert conflicts_in(text) == ()


@pytest.mark.parametrize("mark", [HEAD, MIDDLE, TAIL, TAIL[:-1]])
def test_a_mark_that_is_left_is_told_and_taken_out(mark):
    """In a block too."""
    for before, behind in (("segment a\n", ""), ("segment a {\n", "  size 5\n}\n")):
        text = f"{before}{mark}{behind}"
        source = Source("x.bmc", text)
        (found,) = [each for each in parse(source).diagnostics if each.code == "SYN114"]
        assert found.message == f"the line `{mark[:7]}` is left of a merge in git"
        fixed = apply_fixes({"x.bmc": text}, [found.fix]).texts["x.bmc"]
        assert mistakes(fixed) == ([] if mark.endswith("\n") else mistakes(before + behind))


def test_marks_in_another_order_are_no_conflict():
    for text in (f"{MIDDLE}{TAIL}{HEAD}", f"{HEAD}{TAIL}", f"{HEAD}{MIDDLE}", f"{HEAD}{MIDDLE}{'>' * 8}\n"):
        assert conflicts_in(text) == ()
        assert {code for code, *_ in mistakes(text)} == {"SYN114"}
    assert len(conflicts_in(f"{HEAD}{HEAD}{MIDDLE}{TAIL}")) == 1


@pytest.mark.parametrize("command", [["check"], ["numbers"], ["fmt"], ["brief", "-o", "page.html"], ["diff"]])
def test_every_command_says_it_and_leaves_with_1(tmp_path, capfd, monkeypatch, command):
    """It writes nothing."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "k.bmc"
    text = f"{HEAD}segment a\n{MIDDLE}segment b\n{TAIL}"
    path.write_text(text, encoding="utf-8")
    more = [str(path)] if command == ["diff"] else []
    assert run([*command, str(path), *more]) == 1
    out, err = capfd.readouterr()
    said = out + err
    assert said.count("error[SYN114]") == 1
    assert f"{path.name}:1:1" in said
    assert "the other version begins here" in said
    assert path.read_text(encoding="utf-8") == text
    assert not (tmp_path / "page.html").exists()


def test_a_conflict_in_an_imported_file_is_told_there(tmp_path, capfd):
    (tmp_path / "k.bmc").write_text('import "s.bmc"\n', encoding="utf-8")
    (tmp_path / "s.bmc").write_text(f"{HEAD}segment a\n{MIDDLE}segment b\n{TAIL}", encoding="utf-8")
    assert run(["numbers", str(tmp_path / "k.bmc")]) == 1
    assert "s.bmc:1:1" in capfd.readouterr().err
    assert run(["diff", str(tmp_path / "k.bmc"), str(tmp_path / "k.bmc")]) == 1
    assert "s.bmc:1:1" in capfd.readouterr().err
