"""The command line's contract, through processes: exit codes, both streams, the JSON of each command, the same bytes
whatever the process, documents of models with mistakes. What stands here does not change."""

import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import jsonschema
import pytest

from canvasdsl.cli import _COMMANDS
from canvasdsl.rules import RULES

DATA = Path(__file__).parent / "data"
COFFEE = (Path(__file__).parent.parent / "examples" / "coffee.bmc").read_bytes()
SARIF = json.loads((DATA / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
MINIMAL = 'canvas "Riverside Coffee"\nsegment commuters "Commuters"\nproposition ahead "Ahead" { for commuters }\n'
WRONG = {"SYN": MINIMAL + 'segment "x\n', "REF": MINIMAL + "channel c { reaches nobody }\n",
         "TYP": MINIMAL + "segment b { size lots }\n"}  # fmt: skip
CODE = re.compile(r"[A-Z]{3}\d{3}")
THEORY = re.compile(r"T-[A-Z]+-[A-Z]?\d+[a-z]?")


def call(*arguments, cwd, stdin=b"", **environment):
    """The program in a process of its own: exit code, standard output, standard error."""
    done = subprocess.run([sys.executable, "-m", "canvasdsl", *arguments], cwd=cwd, input=stdin, capture_output=True,
                          env={**os.environ, **environment}, check=False, timeout=60)  # fmt: skip
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")


def result(*arguments, cwd, code=0, **more):
    """The JSON on standard output, with nothing else there and nothing at all on standard error."""
    got, out, err = call(*arguments, cwd=cwd, **more)
    assert (got, err) == (code, ""), err
    return json.loads(out)


# ---- The commands ----


def test_help_shows_what_is_built_and_only_that(tmp_path):
    code, out, err = call("--help", cwd=tmp_path)
    assert code == 0 and err == ""
    assert re.findall(rb"^  ([a-z-]+)  ", out.partition(b"Commands:")[2], re.M) == [name.encode() for name in _COMMANDS]
    assert set(_COMMANDS) >= {"new", "check", "fmt", "explain", "draw", "brief"}


@pytest.mark.parametrize("arguments", [
    ["check"], ["fmt"], ["draw"], ["brief"], ["explain"], ["check", "--format", "xml", "a.bmc"],
    ["check", "--nonsense"], ["draw", "a.bmc"], ["draw", "a.bmc", "-o", "x.docx"],
    ["draw", "a.bmc", "-o", "x.svg", "--view", "nonsense"],
    ["brief", "a.bmc"], ["brief", "a.bmc", "-o", "x.svg"], ["brief", "a.bmc", "-o", "x.html", "--date", ""],
    ["new", "--starter", "nonsense"], ["new", "x", "y"], ["check", "--select", "NOPE999", "a.bmc"], ["nonsense"],
], ids=" ".join)  # fmt: skip
def test_bad_usage_is_2(arguments, tmp_path):
    """With a message for people, and nothing on standard output."""
    (tmp_path / "a.bmc").write_text(MINIMAL)
    code, out, err = call(*arguments, cwd=tmp_path)
    assert (code, out) == (2, b"") and err.startswith("canvasdsl: ")
    assert [path.name for path in tmp_path.iterdir()] == ["a.bmc"]


def test_exit_codes_of_check(tmp_path):
    """0 fine; 1 errors, or warnings where they count; 2 unreadable, which weighs more than 1."""
    (tmp_path / "good.bmc").write_text(MINIMAL)
    (tmp_path / "warned.bmc").write_text("segment nobody-serves\n")
    (tmp_path / "wrong.bmc").write_text(WRONG["REF"])
    (tmp_path / "none").mkdir()
    for arguments, code in ((["good.bmc"], 0), (["warned.bmc"], 0), (["warned.bmc", "--strict"], 1), (["wrong.bmc"], 1),
                            (["wrong.bmc", "missing.bmc"], 2), (["none"], 2), (["-"], 0)):  # fmt: skip
        got, out, err = call("check", *arguments, cwd=tmp_path, stdin=MINIMAL.encode())
        assert (got, out) == (code, b"") and err, arguments


# ---- JSON ----


def assert_positions(record):
    assert type(record["file"]) is str and type(record["message"]) is str
    assert type(record["line"]) is int and type(record["column"]) is int
    assert record["line"] >= 1 and record["column"] >= 1


def test_the_json_of_check(tmp_path):
    """Each key with its type, for several files, some of them unreadable."""
    (tmp_path / "good.bmc").write_text(MINIMAL)
    (tmp_path / "twice.bmc").write_text("segment a\nsegment a\nsegment b { type nich }\n")
    report = result("check", "--format", "json", "good.bmc", "twice.bmc", "missing.bmc", cwd=tmp_path, code=2)
    assert {"version", "files", "summary", "diagnostics"} <= set(report)
    assert report["version"] == 1 and report["files"] == 3
    assert set(report["summary"]) == {"error", "warning", "hint"}
    found = report["diagnostics"]
    for severity, number in report["summary"].items():
        assert number == sum(each["severity"] == severity for each in found)
    for each in found:
        assert {"file", "line", "column", "end_line", "end_column", "code", "severity", "message", "help", "theory",
                "related", "fixable"} <= set(each)  # fmt: skip
        assert_positions(each)
        assert (each["end_line"], each["end_column"]) >= (each["line"], each["column"])
        assert CODE.fullmatch(each["code"]) and type(each["help"]) is str and type(each["fixable"]) is bool
        assert all(THEORY.fullmatch(id) for id in each["theory"])
        for other in each["related"]:
            assert {"file", "line", "column", "message"} <= set(other)
            assert_positions(other)
    codes = {each["code"] for each in found if each["severity"] == "error"}
    assert codes == {"REF202", "TYP101", "SYN001"}
    (twice,) = [each for each in found if each["code"] == "REF202"]
    assert twice["related"][0]["line"] == 1 and twice["line"] == 2
    (nich,) = [each for each in found if each["code"] == "TYP101"]
    assert nich["fixable"] and "niche" in nich["help"]


def test_columns_count_characters(tmp_path):
    """One for an emoji, for a letter beyond ASCII and for a tab; lines end where the file's system ends them."""
    text = 'canvas "C"\r\n# ☕\r\nsegment "👩\u200d🔬é" {\ttype nich }\r\n'
    (tmp_path / "a.bmc").write_bytes(b"\xef\xbb\xbf" + text.encode())
    line = text.split("\r\n")[2]
    (found,) = [each for each in result("check", "--format", "json", "a.bmc", cwd=tmp_path, code=1)["diagnostics"]
                if each["code"] == "TYP101"]  # fmt: skip
    assert (found["line"], found["end_line"]) == (3, 3)
    assert line[found["column"] - 1 : found["end_column"] - 1] == "nich"
    github = call("check", "--format", "github", "a.bmc", cwd=tmp_path)[1].decode()
    assert f"line=3,col={found['column']},endColumn={found['end_column']},title=TYP101" in github
    assert f"a.bmc:3:{found['column']}\n" in call("check", "a.bmc", cwd=tmp_path)[2]


def test_sarif_is_valid(tmp_path):
    """Against the official schema, for a file with mistakes, advice and a fix, and for one that can't be read."""
    (tmp_path / "a b☕.bmc").write_text("segment a\nsegment a\nsegment b { type nich }\n")
    log = result("check", "--format", "sarif", "a b☕.bmc", "missing.bmc", cwd=tmp_path, code=2)
    jsonschema.Draft202012Validator(SARIF, format_checker=jsonschema.FormatChecker()).validate(log)
    (run,) = log["runs"]
    described = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert all(described[each["ruleIndex"]] == each["ruleId"] for each in run["results"])
    assert {each["ruleId"] for each in run["results"]} >= {"REF202", "TYP101", "SYN001", "BMC101"}
    assert any("fixes" in each for each in run["results"])


def test_explain_lists_the_rules(tmp_path):
    """All of them, each with an example of what it finds and of the mend."""
    rules = result("explain", "--list", "--format", "json", cwd=tmp_path)["rules"]
    assert [each["code"] for each in rules] == [rule.code for rule in RULES]
    for each in rules:
        assert CODE.fullmatch(each["code"]) and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", each["name"])
        assert each["severity"] in ("error", "warning", "hint") and each["summary"] and each["why"]
        assert all(THEORY.fullmatch(id) for id in each["theory"]), each["code"]
        assert all(re.fullmatch(r"R\d\d", id) for id in each["register"])
        assert each["examples"] and (each["theory"] or each["code"].startswith("STY")), each["code"]
        for example in each["examples"]:
            assert example["bad"] and example["good"] and example["bad"] != example["good"]
            assert example["fixed"] is None or example["fixed"]


def test_draw_lists_the_views(tmp_path):
    views = result("draw", "--list", "--format", "json", cwd=tmp_path)["views"]
    assert "canvas" in [each["name"] for each in views]
    for each in views:
        assert {"name", "register", "title", "needs"} <= set(each) and each["title"]
        assert all(re.fullmatch(r"D\d\d", id) for id in each["register"])
    assert views[0]["register"] == ["D01"]


def test_other_lists_are_json_too(tmp_path):
    starters = result("new", "--list", "--format", "json", cwd=tmp_path)["starters"]
    assert {"blank", "coffee", "saas", "marketplace", "nonprofit"} <= {each["name"] for each in starters}
    assert result("explain", "segment", "--format", "json", cwd=tmp_path)["topics"]


# ---- Documents of models with mistakes ----


@pytest.mark.parametrize("family", WRONG)
def test_mistakes_of_the_language_block_documents(family, tmp_path):
    """Nothing is written and 1 is the answer; with `--anyway` each format says what it is."""
    (tmp_path / "a.bmc").write_text(WRONG[family])
    for arguments in (["draw", "a.bmc", "-o", "out.svg"], ["draw", "a.bmc", "-o", "out.pdf"],
                      ["brief", "a.bmc", "-o", "out.html", "-o", "out.md"]):  # fmt: skip
        code, out, err = call(*arguments, cwd=tmp_path)
        assert (code, out) == (1, b"") and f"error[{family}" in err and "--anyway" in err
        assert [path.name for path in tmp_path.iterdir()] == ["a.bmc"]


def test_anyway_writes_with_a_banner(tmp_path):
    """In each format, for people who see only the document."""
    from canvasdsl.wording import load_wording

    banner = load_wording()("poster.banner").encode()
    (tmp_path / "a.bmc").write_text(WRONG["REF"])
    for form in ("svg", "html", "pdf", "png"):
        assert call("draw", "a.bmc", "-o", f"out.{form}", "--anyway", cwd=tmp_path)[0] == 0
    assert call("brief", "a.bmc", "-o", "b.html", "-o", "b.md", "-o", "b.pdf", "--anyway", cwd=tmp_path)[0] == 0
    words = re.compile(rb"\s+".join(re.escape(word) for word in banner.split()))
    assert words.search(re.sub(rb"<[^>]*>", b" ", (tmp_path / "out.svg").read_bytes()))
    assert words.search((tmp_path / "out.html").read_bytes())
    assert re.search(rb'class="banner|role="alert|errors', (tmp_path / "b.html").read_bytes())
    assert b"errors" in (tmp_path / "b.md").read_bytes()
    (tmp_path / "a.bmc").write_text(MINIMAL)
    assert call("draw", "a.bmc", "-o", "good.png", cwd=tmp_path)[0] == 0
    assert (tmp_path / "good.png").read_bytes() != (tmp_path / "out.png").read_bytes()
    assert call("draw", "a.bmc", "-o", "good.svg", "--anyway", cwd=tmp_path)[0] == 0
    assert not words.search(re.sub(rb"<[^>]*>", b" ", (tmp_path / "good.svg").read_bytes()))


def test_findings_of_rules_never_block(tmp_path):
    """An error of a rule is advice in the document."""
    (tmp_path / "a.bmc").write_text('canvas "C"\nsegment a { state active, lapsed }\n')
    assert call("check", "a.bmc", cwd=tmp_path)[0] == 1
    assert call("draw", "a.bmc", "-o", "out.svg", cwd=tmp_path)[0] == 0
    code, out, err = call("brief", "a.bmc", "-o", "out.md", cwd=tmp_path)
    assert (code, out, err) == (0, b"", "wrote out.md\n")


@pytest.mark.parametrize("text", [
    b'segment   a "x\n', b"segment   a {\r\n", b"}\n  segment a\n", b"segment   a @\n", b'\xef\xbb\xbfsegment   "a\r\n',
])  # fmt: skip
def test_fmt_leaves_mistakes_of_syntax_byte_for_byte(text, tmp_path):
    path = tmp_path / "a.bmc"
    path.write_bytes(text)
    before = path.stat().st_mtime_ns
    code, out, err = call("fmt", "a.bmc", cwd=tmp_path)
    assert (code, out) == (1, b"") and "error[SYN" in err
    assert path.read_bytes() == text and path.stat().st_mtime_ns == before
    code, out, _ = call("fmt", "-", cwd=tmp_path, stdin=text.removeprefix(b"\xef\xbb\xbf").replace(b"\r", b""))
    assert (code, out) == (1, text.removeprefix(b"\xef\xbb\xbf").replace(b"\r", b""))


# ---- The same bytes ----


def test_the_same_bytes_in_every_process(tmp_path):
    """Whatever the seed of hashes, the folder, the time zone and the language of the system."""
    def outputs_of(number, seed, zone):
        folder = tmp_path / f"folder {number}" / ("deep" * number)
        folder.mkdir(parents=True)
        (folder / "coffee.bmc").write_bytes(COFFEE)
        (folder / "wrong.bmc").write_text("segment a\nsegment a\nsegment c { type nich; color red }\nchannel x\n")
        around = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C" if number else "C.UTF-8"}
        outputs = {}
        for form in ("svg", "html", "pdf", "png"):
            assert call("draw", "coffee.bmc", "-o", f"out.{form}", cwd=folder, **around)[0] == 0
        files = ["brief.html", "brief.md", "brief.pdf"]
        assert call("brief", "coffee.bmc", *[f"-o{file}" for file in files], cwd=folder, **around)[0] == 0
        for form in ("json", "sarif", "github"):
            outputs[form] = call("check", "--format", form, ".", cwd=folder, **around)[1]
        outputs["human"] = call("check", "--all", "wrong.bmc", cwd=folder, **{**around, "LC_ALL": "C.UTF-8"})[2]
        outputs["rules"] = call("explain", "--list", "--format", "json", cwd=folder, **around)[1]
        outputs |= {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
        return outputs

    worlds = (0, "0", "UTC"), (1, "1", "Asia/Kolkata"), (2, "random", "America/Lima")
    with ThreadPoolExecutor(len(worlds)) as pool:
        made = list(pool.map(lambda world: outputs_of(*world), worlds))
    for other in made[1:]:
        assert [name for name in made[0] if made[0][name] != other[name]] == []
    assert str(tmp_path).encode() not in b"".join(each for each in made[0].values() if type(each) is bytes)


# ---- Large models ----


def test_a_large_model_ends_in_bounded_time(tmp_path):
    """500 segments with all that belongs to them: checked, drawn and written, within a minute each."""
    blocks = "".join(
        f'segment s{n} "Segment number {n}" {{ size {n} people; note "what they are like, at some length" }}\n'
        f'proposition p{n} "Proposition {n}" {{ for s{n}; offers price }}\n'
        f'channel c{n} "Channel {n}" {{ reaches s{n} }}\nrevenue v{n} "Revenue {n}" {{ from s{n} }}\n'
        f'relationship r{n} "Relationship {n}" {{ with s{n}; type personal }}\n'
        for n in range(500)
    )  # fmt: skip
    (tmp_path / "a.bmc").write_text('canvas "Large"\n' + blocks)
    for arguments in (["check", "a.bmc"], ["draw", "a.bmc", "-o", "out.svg"], ["brief", "a.bmc", "-o", "out.html"]):
        assert call(*arguments, cwd=tmp_path)[0] == 0
