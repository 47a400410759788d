"""Diagnostics for machines: the JSON contract, SARIF against its schema and its own validator, GitHub's commands."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canvasdsl.diagnostics import Diagnostic, Edit, Fix, Related, Severity
from canvasdsl.render.github import check_github
from canvasdsl.render.report_json import check_json
from canvasdsl.render.sarif import RuleText, check_sarif
from canvasdsl.source import Source, Span

SCHEMA = json.loads((Path(__file__).parent / "data" / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
SHOP = Source("a b/ü,:%.bmc", 'segment x "通勤"\n  for y\n')
SOURCES = {SHOP.name: SHOP}
UNKNOWN = Diagnostic(
    "REF201", Severity.ERROR, "no segment is called `y`", Span(SHOP.name, 21, 22), help="Did you mean `x`?",
    why="A name must refer to something.", label="not declared", theory=("T-BMC-4",),
    related=(Related(Span(SHOP.name, 8, 9), "declared here"),),
    fix=Fix("write `x`", (Edit(Span(SHOP.name, 21, 22), "x"), Edit(Span(SHOP.name, 0, 0), "# é\n"))),
)  # fmt: skip
ADVICE = Diagnostic("BMC101", Severity.HINT, "no revenue yet", Span(SHOP.name, 0, 22))
MISSING = Diagnostic("SYN001", Severity.ERROR, "there is no such file", Span("gone.bmc", 0, 0))
ALL = (MISSING, UNKNOWN, ADVICE)


def test_the_json_contract():
    """Every key of the contract, positions counted from 1 in characters, in the order of the file."""
    report = json.loads(check_json(ALL, SOURCES, files=2))
    assert report["version"] == 1 and report["files"] == 2
    assert report["summary"] == {"error": 2, "warning": 0, "hint": 1}
    assert [one["code"] for one in report["diagnostics"]] == ["BMC101", "REF201", "SYN001"]
    assert report["diagnostics"][1] == {
        "file": SHOP.name, "line": 2, "column": 7, "end_line": 2, "end_column": 8, "code": "REF201",
        "severity": "error", "message": "no segment is called `y`", "label": "not declared",
        "why": "A name must refer to something.", "help": "Did you mean `x`?", "theory": ["T-BMC-4"],
        "related": [{"file": SHOP.name, "line": 1, "column": 9, "message": "declared here"}], "fixable": True,
        "variant": None,
    }  # fmt: skip
    advice, missing = report["diagnostics"][0], report["diagnostics"][2]
    assert (advice["line"], advice["column"], advice["end_line"], advice["end_column"]) == (1, 1, 2, 8)
    assert (missing["line"], missing["column"], missing["fixable"]) == (1, 1, False)


def test_reports_of_nothing():
    """They say so, each in its own way."""
    assert json.loads(check_json((), {}, files=1)) == {
        "version": 1, "files": 1, "withheld": 0, "summary": {"error": 0, "warning": 0, "hint": 0},
        "diagnostics": [],
    }  # fmt: skip
    assert json.loads(check_sarif((), {}, version="1.0"))["runs"][0]["results"] == []
    assert check_github((), {}) == ""


def assert_valid(sarif: str) -> dict:
    log = json.loads(sarif)
    jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(log)
    return log


def test_sarif_says_what_the_diagnostics_say():
    """Valid against the schema; levels, regions, the second place, the fix, rules with help."""
    rules = {"REF201": RuleText("unknown-name", "A name refers to nothing", "Declare it or mend its spelling.")}
    run = assert_valid(check_sarif(ALL, SOURCES, version="0.1.0", rules=rules))["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["BMC101", "REF201", "SYN001"]
    assert run["tool"]["driver"]["rules"][1]["name"] == "UnknownName"
    assert run["tool"]["driver"]["rules"][1]["help"]["text"] == "Declare it or mend its spelling."
    _, unknown, missing = run["results"]
    assert [one["level"] for one in run["results"]] == ["note", "error", "error"]
    assert [one["ruleIndex"] for one in run["results"]] == [0, 1, 2]
    where = unknown["locations"][0]["physicalLocation"]
    assert where["artifactLocation"]["uri"] == "a%20b/%C3%BC%2C%3A%25.bmc"
    assert where["region"] == {"startLine": 2, "startColumn": 7, "endLine": 2, "endColumn": 8}
    assert unknown["relatedLocations"][0]["message"]["text"] == "declared here"
    replacement = unknown["fixes"][0]["artifactChanges"][0]["replacements"][1]
    assert replacement["insertedContent"] == {"text": "# é\n"}
    assert replacement["deletedRegion"] == {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1}
    assert missing["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "gone.bmc"


@pytest.mark.parametrize(
    ("name", "uri"),
    [("x.bmc", "x.bmc"), ("../x.bmc", "../x.bmc"), ("/tmp/a b.bmc", "file:///tmp/a%20b.bmc"),
     ("C:\\a b\\x.bmc", "file:///C:/a%20b/x.bmc"), ("<stdin>", "%3Cstdin%3E"), ("a\udce9.bmc", "a%E9.bmc"),
     ("a\ud800.bmc", "a%3F.bmc"), ("通.bmc", "%E9%80%9A.bmc")],
)  # fmt: skip
def test_file_names_become_uris(name, uri):
    """Relative names stay relative; an absolute one has the scheme `file`."""
    log = assert_valid(check_sarif([Diagnostic("SYN001", Severity.ERROR, "m", Span(name, 0, 0))], {}, version="1"))
    assert log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


@pytest.mark.outside
def test_sarif_passes_its_own_validator(sarif_validate):
    """Microsoft's tool, which knows more than the schema."""
    assert sarif_validate(check_sarif(ALL, SOURCES, version="0.1.0")) == []
    assert sarif_validate(check_sarif((), {}, version="0.1.0")) == []


def test_github_commands():
    """The most serious first; columns within one line; everything escaped."""
    lines = check_github(ALL, SOURCES).split("\n")
    assert lines == [
        "::error file=a b/ü%2C%3A%25.bmc,line=2,col=7,endColumn=8,title=REF201::no segment is called `y`"
        "%0Awhy: A name must refer to something.%0Ahelp: Did you mean `x`?%0Atheory: T-BMC-4",
        "::error file=gone.bmc,title=SYN001::there is no such file",
        "::notice file=a b/ü%2C%3A%25.bmc,line=1,endLine=2,title=BMC101::no revenue yet",
        "",
    ]


def test_no_text_begins_a_command_of_its_own():
    """Line ends and per cent signs of the author's are escaped, control characters visible."""
    nasty = "x\n::error::y\r\n::set-output name=a::b%0A\x1b[31m"
    found = Diagnostic("SYN020", Severity.WARNING, nasty, Span(nasty, 0, 0), help=nasty)
    text = check_github([found], {})
    assert text.count("\n") == 1 and text.startswith("::warning file=") and "\x1b" not in text
    assert "%250A" in text and re.search(r"file=[^:,]*,title=", text)


ANY_TEXT = st.text(st.characters() | st.sampled_from("\t\n\r\x00\u202e👩\ud800\udc80"), max_size=30)


@settings(max_examples=100)
@given(data=st.data())
def test_reports_are_whole_for_any_text(data):
    """Whatever names, messages and spans: JSON that reads back, SARIF that its schema accepts, one command a line."""
    sources = {name: Source(name, data.draw(ANY_TEXT)) for name in data.draw(st.sets(ANY_TEXT, min_size=1, max_size=2))}
    spans = st.builds(Span, st.sampled_from([*sources, "elsewhere"]), st.integers(-9, 50), st.integers(-9, 50))
    fixes = st.builds(Fix, ANY_TEXT, st.lists(st.builds(Edit, spans, ANY_TEXT), max_size=2).map(tuple))
    made = st.builds(
        Diagnostic, code=st.sampled_from(["SYN020", "REF201"]), severity=st.sampled_from(Severity), message=ANY_TEXT,
        span=spans, help=ANY_TEXT, why=ANY_TEXT, fix=st.none() | fixes,
        related=st.lists(st.builds(Related, spans, ANY_TEXT), max_size=2).map(tuple),
    )  # fmt: skip
    finds = data.draw(st.lists(made, max_size=3))
    report = check_json(finds, sources, files=1)
    assert report.isascii() and len(json.loads(report)["diagnostics"]) == len(finds)
    assert_valid(check_sarif(finds, sources, version="1"))
    assert check_github(finds, sources).count("\n") == len(finds)
