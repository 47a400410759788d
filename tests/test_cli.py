"""The command line as a person meets it: what it prints where, what it writes, and its exit code."""

import json
import os
import subprocess
import sys

import pytest

from canvasdsl.cli import run
from canvasdsl.cli.fixing import fixed_text
from canvasdsl.rules import RULES
from canvasdsl.rules.pages import page_of
from canvasdsl.source import Source

MINIMAL = 'canvas "Riverside Coffee"\nsegment commuters "Commuters"\nproposition ahead "Ahead" { for commuters }\n'


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def test_a_good_file_is_fine(here, capfd):
    write(here, "a.bmc", MINIMAL)
    assert run(["check", "a.bmc", "--select", "BMC101"]) == 0
    out, err = capfd.readouterr()
    assert out == ""
    assert "nothing to report" in err


def test_errors_mean_one_and_unreadable_files_two(here, capfd):
    write(here, "wrong.bmc", "segmnet x\n")
    assert run(["check", "wrong.bmc"]) == 1
    assert run(["check", "missing.bmc"]) == 2
    assert run(["check", "wrong.bmc", "missing.bmc"]) == 2
    write(here, "empty/readme.txt", "")
    assert run(["check", "empty"]) == 2
    assert "Traceback" not in capfd.readouterr().err


def test_usage_errors_mean_two(here, capfd):
    assert run(["check"]) == 2
    assert run(["chek", "x"]) == 2
    assert run(["check", "--format", "xml", "x.bmc"]) == 2
    assert run(["check", "--select", "NOPE999", "x.bmc"]) == 2
    assert "Did you mean `check`?" in capfd.readouterr().err


def test_json_stands_alone_on_standard_output(here, capfd):
    write(here, "wrong.bmc", "segmnet x\n")
    assert run(["check", "--format", "json", "wrong.bmc"]) == 1
    out, err = capfd.readouterr()
    report = json.loads(out)
    assert err == ""
    assert report["version"] == 1
    assert report["files"] == 1
    assert report["summary"]["error"] == 1
    (found,) = [each for each in report["diagnostics"] if each["severity"] == "error"]
    assert (found["file"], found["line"], found["column"], found["end_column"]) == ("wrong.bmc", 1, 1, 8)
    assert found["code"] == "REF101"
    assert found["fixable"] is True
    assert {"severity", "message", "help", "theory", "related", "end_line"} <= set(found)


def test_sarif_and_github(here, capfd):
    write(here, "wrong.bmc", "segmnet x\n")
    assert run(["check", "--format", "sarif", "wrong.bmc"]) == 1
    assert json.loads(capfd.readouterr().out)["version"] == "2.1.0"
    assert run(["check", "--format", "github", "wrong.bmc"]) == 1
    assert capfd.readouterr().out.startswith("::error file=wrong.bmc,line=1,col=1")


def test_a_folder_means_every_file_and_an_imported_one_is_a_part(here, capfd):
    write(here, "models/a.bmc", 'import "parts/b.bmc"\n' + MINIMAL.replace("segment commuters", "#"))
    write(here, "models/parts/b.bmc", "segment commuters\n")
    assert run(["check", "--format", "json", "models"]) == 0
    assert json.loads(capfd.readouterr().out)["files"] == 1


def test_an_import_in_long_quotes_is_read_too(here):
    write(here, "a.bmc", 'import """b.bmc"""\nproposition ahead { for commuters }\n')
    write(here, "b.bmc", "segment commuters\n")
    assert run(["check", "a.bmc", "--select", "BMC101"]) == 0


def test_profiles_promote_and_strict_counts_warnings(here):
    write(here, "a.bmc", "canvas \"Bar\"\nsegment commuters\n")
    assert run(["check", "a.bmc"]) == 0
    assert run(["check", "a.bmc", "--strict"]) == 1
    assert run(["check", "a.bmc", "--profile", "final"]) == 1
    assert run(["check", "a.bmc", "--profile", "graded", "--ignore", "BMC,REL,CHN,STY"]) == 0


def test_select_and_ignore_leave_mistakes_of_the_language(here, capfd):
    write(here, "a.bmc", "segment commuters\nzzzz x\n")
    run(["check", "--format", "json", "--select", "unserved-segment", "a.bmc"])
    assert [each["code"] for each in json.loads(capfd.readouterr().out)["diagnostics"]] == ["REF101"]
    run(["check", "--format", "json", "--select", "R01", "a.bmc", "--ignore", "REF"])
    assert [each["code"] for each in json.loads(capfd.readouterr().out)["diagnostics"]] == ["REF101"]


def test_what_an_error_may_explain_is_withheld_and_counted(here, capfd):
    write(here, "a.bmc", "segment commuters\nproposition ahead { for comm@uters }\n")
    run(["check", "--format", "json", "--select", "BMC101", "a.bmc"])
    report = json.loads(capfd.readouterr().out)
    assert [each["code"] for each in report["diagnostics"]] == ["SYN106"]
    assert report["withheld"] >= 1


def test_fix_mends_what_can_be_mended(here, capfd):
    text = 'segment "Morning commuters" { type nich }\nproposition p { for "Morning commuters" }\n'
    path = write(here, "a.bmc", text)
    assert run(["check", "--fix", path, "--select", "STY101"]) == 0
    with open(path, encoding="utf-8") as file:
        text = file.read()
    assert "segment morning-commuters \"Morning commuters\" { type niche }" in text
    assert "for morning-commuters" in text
    assert "mends made" in capfd.readouterr().err


FIXED = [(rule.code, each) for rule in RULES for each in page_of(rule.code).examples if each.fixed is not None]


@pytest.mark.parametrize(("code", "example"), FIXED, ids=lambda value: getattr(value, "branch", value))
def test_fix_writes_what_the_page_says(code, example):
    assert fixed_text(Source("model.bmc", example.bad))[0] == example.fixed


def test_fix_inserts_a_semicolon_and_leaves_the_rest(here):
    path = write(here, "a.bmc", "segment a # keep me\nproposition p { for a offers price }\n")
    run(["check", "--fix", path])
    with open(path, encoding="utf-8") as file:
        assert file.read() == "segment a # keep me\nproposition p { for a; offers price }\n"


def test_accept_silences_one_finding_at_one_place(here, capfd):
    text = "segment a\nsegment b\naccept BMC101 on a because \"we are working on it\"\n"
    write(here, "a.bmc", text)
    run(["check", "--format", "json", "--select", "BMC101", "a.bmc"])
    found = json.loads(capfd.readouterr().out)["diagnostics"]
    assert [(each["code"], each["line"]) for each in found] == [("BMC101", 2)]


def test_fmt_writes_checks_and_shows(here, capfd):
    path = write(here, "a.bmc", "segment   a{size 12,000 people}\r\n")
    assert run(["fmt", "--check", path]) == 1
    assert run(["fmt", "--diff", path]) == 1
    assert "+segment a { size 12_000 people }" in capfd.readouterr().out
    assert run(["fmt", path]) == 0
    with open(path, "rb") as file:
        assert file.read() == b"segment a { size 12_000 people }\n"
    assert run(["fmt", "--check", path]) == 0


def test_fmt_leaves_a_file_with_mistakes_of_syntax(here, capfd):
    path = write(here, "a.bmc", 'segment   a "x\n')
    assert run(["fmt", path]) == 1
    with open(path, encoding="utf-8") as file:
        assert file.read() == 'segment   a "x\n'


def test_explain_knows_codes_words_and_theory(capfd):
    for asked in ("BMC101", "unserved-segment", "R01", "SYN101", "TYP105", "SYN005", "segment", "churn", "t-idic-2",
                  "self_service", "retention"):  # fmt: skip
        assert run(["explain", asked]) == 0, asked
        assert len(capfd.readouterr().out) > 100
    assert run(["explain", "xyzzy"]) == 1


def test_explain_list_keeps_its_contract(capfd):
    assert run(["explain", "--list", "--format", "json"]) == 0
    rules = json.loads(capfd.readouterr().out)["rules"]
    assert all(
        {"code", "name", "severity", "summary", "why", "theory", "register", "examples"} <= set(rule) for rule in rules
    )
    assert all({"bad", "good", "fixed"} <= set(example) for rule in rules for example in rule["examples"])
    assert run(["explain", "--list"]) == 0
    assert "segment" in capfd.readouterr().out


def test_new_writes_once_and_never_over_a_file(here, capfd):
    assert run(["new", "--list"]) == 0
    assert run(["new", "shop.bmc", "--starter", "minimal"]) == 0
    assert (here / "shop.bmc").exists()
    (here / "shop.bmc").write_text("mine")
    assert run(["new", "shop.bmc", "--starter", "minimal"]) == 2
    assert (here / "shop.bmc").read_text() == "mine"
    assert run(["new", "x.bmc", "--starter", "../../etc/passwd"]) == 2


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_any_console_shows_any_text(here, encoding):
    write(here, "a.bmc", 'segment "コーヒー ☕ العربية" { type nich }\n')
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "COLUMNS": "200"}
    done = subprocess.run([sys.executable, "-m", "canvasdsl", "check", "a.bmc"], capture_output=True, env=environment,
                          check=False)  # fmt: skip
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert b"\\u{30fc}" in done.stderr.lower()


def test_our_own_mistake_is_told_without_a_traceback(here, monkeypatch, capfd):
    write(here, "a.bmc", MINIMAL)
    monkeypatch.setattr("canvasdsl.cli.check.open_model", lambda path: 1 / 0)
    monkeypatch.delenv("CANVASDSL_DEBUG", raising=False)
    assert run(["check", "a.bmc"]) == 2
    err = capfd.readouterr().err
    assert "Traceback" not in err
    assert "mistake of ours" in err
