"""`canvasdsl log`: the story of a model over a real repository with branches, renames, merges and mistakes, and the
page with a slider through its posters."""

import gc
import json
import os
import re
import shutil
import subprocess
import sys
import weakref
from pathlib import Path
from random import Random

import pytest
from repositories import FILE, OLD_FILE, Repository, repository_with_history
from stress import ARABIC

from canvasdsl.brief.change_poster import marked_poster, plain_poster
from canvasdsl.brief.history_told import told_history, told_step
from canvasdsl.change.consequences import telling_kinds
from canvasdsl.change.history import steps_of
from canvasdsl.cli import run
from canvasdsl.outside import git as outside_git
from canvasdsl.outside.git import Git, git_around
from canvasdsl.outside.history import versions_of
from canvasdsl.render import history_posters
from canvasdsl.render.history_html import history_page
from canvasdsl.render.history_markdown import history_markdown
from canvasdsl.render.history_posters import Posters
from canvasdsl.render.history_text import history_text
from canvasdsl.wording import load_wording, pseudo

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="not installed: git")

COMMITS = 200
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
SEGMENT = 'segment a "A" {{ size {} people }}\n'


@pytest.fixture(scope="module")
def history(tmp_path_factory):
    """The repository of 200 commits, and its main line."""
    return repository_with_history(tmp_path_factory.mktemp("history") / "shop ü", commits=COMMITS)


@pytest.fixture(scope="module")
def report(history, tmp_path_factory):
    """The whole story for programs."""
    out = tmp_path_factory.mktemp("report") / "story.json"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(history[0].folder)
        assert run(["log", FILE, "-o", str(out)]) == 0
    return json.loads(out.read_text(encoding="ascii"))


@pytest.fixture
def large(history, monkeypatch):
    """The same, entered."""
    monkeypatch.chdir(history[0].folder)
    return history


@pytest.fixture
def small(tmp_path, monkeypatch):
    """An empty repository."""
    repository = Repository(tmp_path / "small", dated=True)
    monkeypatch.chdir(repository.folder)
    return repository


@pytest.fixture
def log(capfd, monkeypatch):
    """`log(*arguments) -> (code, out, err)`, on a terminal of the usual width."""
    monkeypatch.setenv("COLUMNS", "100")

    def call(*arguments):
        code = run(["log", *arguments])
        return code, *capfd.readouterr()

    return call


@pytest.fixture
def versions(log):
    """`versions(*arguments)`: those of the JSON, which is fine."""

    def call(*arguments):
        code, out, err = log(*arguments, "--format", "json")
        assert (code, err) == (0, "")
        return json.loads(out)["versions"]

    return call


def kinds_and_subjects(found):
    return [(each["kind"], each["subject"]) for each in found]


# ---- The story -------------------------------------------------------------------------------


def test_the_main_line_is_told_and_nothing_else(history, report):
    """Each commit of it by what it did to the model; what was done on branches stands at the merge."""
    told = [each for each in history[1] if each.kind != "same"]
    found = report["versions"]
    assert [(each["commit"], each["subject"], each["kind"]) for each in found] == [
        (each.id, each.subject, each.kind) for each in told
    ]
    assert {"began", "changed", "broken", "mended", "deleted", "returned"} == {each["kind"] for each in found}
    assert any(each["subject"].startswith("Merged") for each in found)
    assert not any(each["subject"].startswith("On a branch") for each in found)


def test_each_change_says_what_was_and_what_is(history, report):
    for commit, found in zip([each for each in history[1] if each.kind != "same"], report["versions"], strict=True):
        if commit.kind == "changed":
            said = json.dumps(found["changes"], ensure_ascii=False).replace("_", "")
            assert all(part.replace("_", "") in said for part in commit.said), (commit, said)


def test_commits_that_move_nothing_are_counted(large, log, report):
    """Comments, and another name of the file."""
    same = sum(each.kind == "same" for each in large[1])
    assert same > 10
    assert (report["version"], report["unchanged"], report["file"], report["shallow"]) == (1, same, FILE, False)
    assert "1 commit changed nothing in what the model means and is left out." in log(FILE, "--limit", "5")[1]


def test_other_names_of_the_file_and_what_it_imports_are_followed(report):
    found = report["versions"]
    paths = [each["path"] for each in found]
    assert (paths[0], paths[-1]) == (OLD_FILE, FILE)
    rents = [each for each in found if each["subject"] == "Rent"]
    assert rents
    assert all(each["changes"][0]["file_after"] == "parts/costs.bmc" for each in rents)


def test_a_figure_is_one_line_though_its_block_is_renamed(report):
    (worth,) = [each for each in report["figures"] if each["name"] == "lifetime-value"]
    missing = [version["kind"] for version, value in zip(report["versions"], worth["values"], strict=True) if not value]
    assert set(missing) == {"broken", "deleted"}
    assert re.fullmatch(r"friends-\d+", worth["of"])
    before = worth["values"][0]
    assert before["unit"] == "EUR"
    assert float(before["value"]) > 0


def test_people_read_the_oldest_first_and_the_figures_last(large, log):
    code, out, err = log(FILE)
    assert (code, err) == (0, "")
    assert out.startswith("The story of Riverside Coffee\n")
    assert out.index("The idea") < out.index("Another id") < out.index("Figures over time")
    assert "  ~ Coffee sales: price 3.00 EUR per cup → " in out
    assert "    Profit: 3,612 EUR per month → " in out
    assert re.search(r"Lifetime value of Every regular by name\n    [▁▂▃▄▅▆▇█ ]+  \d+ EUR → ", out)


def test_a_part_of_the_story(large, versions, report):
    """What came after a revision, up to another one, the latest few; before them stands what they are compared with."""
    told = [each for each in large[1] if each.kind != "same"]
    latest = versions(FILE, "--limit", "5")
    assert [each["kind"] for each in latest[:1]] == ["base"]
    assert [each["subject"] for each in latest[1:]] == [each.subject for each in told[-5:]]
    first = next(number for number, each in enumerate(told) if number > 19 and each.kind == "changed")
    since, until = told[first], told[first + 9]
    some = versions(FILE, "--since", since.id, "--until", until.id)
    assert (some[0]["kind"], some[0]["commit"]) == ("base", since.id)
    assert [each["commit"] for each in some[1:]] == [each.id for each in told[first + 1 : first + 10]]
    assert some[1:] == report["versions"][first + 1 : first + 10]


def test_a_chosen_figure(large, log):
    out = log(FILE, "--limit", "9", "--figure", "retention", "--figure", "profit")[1]
    figures = out[out.index("Figures over time") :]
    assert "Retention of Every regular by name" in figures
    assert "Profit\n" in figures
    assert "Lifetime value" not in figures
    (only,) = json.loads(log(FILE, "--limit", "9", "--format", "json", "--figure", "ltv")[1])["figures"]
    assert only["name"] == "lifetime-value"
    assert "Lifetime value of Every regular by name" in log(FILE, "--limit", "9", "--figure", f"clv of {only['of']}")[1]


def test_the_same_bytes_each_time(large, tmp_path):
    """In processes whose sets and hashes have other orders."""
    for form in ("json", "md", "html"):
        made = []
        for seed in ("1", "4242"):
            out = tmp_path / f"{seed}.{form}"
            command = [sys.executable, "-m", "canvasdsl", "log", FILE, "--limit", "20", "-o", str(out)]
            subprocess.run(command, check=True, capture_output=True, env={**ENVIRONMENT, "PYTHONHASHSEED": seed})
            made.append(out.read_bytes())
        assert made[0] == made[1]


def test_json_is_the_contract(report):
    assert report.keys() == {"version", "file", "unchanged", "shallow", "versions", "figures"}
    for version in report["versions"]:
        assert version.keys() == {
            "commit", "date", "author", "subject", "kind", "path", "changes", "figures", "assumptions", "errors",
            "error_count",
        }  # fmt: skip
    changed = next(each for each in report["versions"] if each["subject"] == "Retention")
    assert changed["date"].startswith("2026-01-")
    assert changed["author"] == "A"
    (change,) = changed["changes"]
    assert {"kind", "block", "id", "property", "before", "after", "line_before", "line_after"} <= change.keys()
    assert {"name", "of", "before", "after", "unit"} == changed["figures"][0].keys()
    assert all(len(each["values"]) == len(report["versions"]) for each in report["figures"])


def test_markdown_is_a_list_and_a_table(large, log):
    out = log(FILE, "--format", "md", "--limit", "30")[1]
    assert out.startswith("# The story of Riverside Coffee\n")
    assert "| Version | Lifetime value of Every regular by name |" in out
    price = r"\d\.\d\d EUR per cup"
    assert re.search(rf"- \\~ \*\*Coffee sales\*\*: price ~~{price}~~ → \*\*{price}\*\*\n", out)


# ---- One model at a time ----------------------------------------------------------------------


def test_no_more_models_are_held_than_are_compared(large):
    """However many commits there are."""
    git, held = git_around(FILE), []

    def watched():
        for version in versions_of(git, FILE, until=git.commit("HEAD"), settings={}):
            if version.loaded is not None:
                held.append(weakref.ref(version.loaded))
            yield version

    most = 0
    for number, step in enumerate(steps_of(watched(), telling_kinds())):
        del step
        if number % 15:
            continue
        gc.collect()
        most = max(most, len({id(model) for each in held if (model := each()) is not None}))
    assert 2 <= most <= 3


def test_git_is_started_a_few_times_in_all(large, log, monkeypatch):
    started = []
    start = Git.start
    monkeypatch.setattr(Git, "start", lambda *words, **more: (started.append(words[1]), start(*words, **more))[1])
    assert log(FILE, "--limit", "40", "--format", "json")[0] == 0
    assert len(started) <= 8
    assert started.count("cat-file") == 1


# ---- What can be wrong with a history ---------------------------------------------------------------


def test_a_broken_version_is_told_in_short_and_the_story_goes_on(small, log):
    """The version behind it is compared with the last one before it."""
    small.commit({"k.bmc": SEGMENT.format(5)}, subject="one")
    wrong = "".join(f"proposition p{number} {{ for nobody{number} }}\n" for number in range(5))
    small.commit({"k.bmc": SEGMENT.format(5) + wrong}, subject="two")
    small.commit({"k.bmc": SEGMENT.format(6)}, subject="three")
    code, out, _ = log("k.bmc")
    assert code == 0
    assert "This version has mistakes." in out
    assert "k.bmc, line 2: there is no segment or party `nobody0`" in out
    assert "2 more mistakes" in out
    assert "~ A: size 5 people → 6 people" in out


def test_a_merge_that_was_committed_undecided_is_told(small, versions):
    small.commit({"k.bmc": SEGMENT.format(5)})
    small.commit({"k.bmc": f"<<<<<<< HEAD\n{SEGMENT.format(6)}=======\n{SEGMENT.format(7)}>>>>>>> other\n"})
    small.commit({"k.bmc": SEGMENT.format(7)})
    _, conflict, decided = versions("k.bmc")
    assert (conflict["kind"], decided["kind"]) == ("broken", "changed")
    assert "git has left two versions" in conflict["errors"][0]["message"]
    assert conflict["errors"][0]["line"] == 1


def test_a_version_that_is_no_text_is_told(small, versions):
    small.commit({"k.bmc": SEGMENT.format(5)})
    (small.folder / "k.bmc").write_bytes(b"\xff\xfes\x00")
    small.commit({})
    small.commit({"k.bmc": SEGMENT.format(5)})
    _, broken, mended = versions("k.bmc")
    assert (broken["kind"], mended["kind"]) == ("broken", "mended")
    assert "UTF-16" in broken["errors"][0]["message"]


def test_a_version_that_is_too_large_is_told(small, versions):
    small.commit({"k.bmc": SEGMENT.format(5)})
    small.commit({"k.bmc": SEGMENT.format(5) + "# x\n" * 2_100_000})
    small.commit({"k.bmc": SEGMENT.format(6)})
    _, large, changed = versions("k.bmc")
    assert (large["kind"], changed["kind"]) == ("broken", "changed")
    assert large["errors"][0]["message"] == "`k.bmc` has more than 8,000,000 bytes"


def test_a_repository_with_longer_names_of_commits(tmp_path, versions, monkeypatch):
    """SHA-256 in the place of SHA-1."""
    (tmp_path / "long").mkdir()
    subprocess.run(["git", "init", "--quiet", "--object-format=sha256", str(tmp_path / "long")], check=True)
    repository = Repository(tmp_path / "long", dated=True)
    monkeypatch.chdir(repository.folder)
    repository.commit({"a/k.bmc": SEGMENT.format(5)}, subject="one")
    repository.commit({"a/k.bmc": SEGMENT.format(6)}, subject="two")
    assert kinds_and_subjects(versions("a/k.bmc")) == [("began", "one"), ("changed", "two")]


def test_a_file_that_went_and_came_back(small, versions, log):
    small.commit({"k.bmc": SEGMENT.format(5), "other.bmc": "segment x\n"}, subject="one")
    small.git("rm", "--quiet", "k.bmc")
    small.commit({}, subject="gone")
    small.commit({"other.bmc": "segment y\n"}, subject="elsewhere")
    assert kinds_and_subjects(versions("k.bmc")) == [("began", "one"), ("deleted", "gone")]
    small.commit({"k.bmc": SEGMENT.format(6)}, subject="back")
    assert kinds_and_subjects(versions("k.bmc")) == [("began", "one"), ("deleted", "gone"), ("returned", "back")]
    out = log("k.bmc")[1]
    assert "The file is back. 1 change: 1 altered" in out
    assert "~ A: size 5 people → 6 people" in out


def test_an_import_that_is_missing_for_a_while(small, versions):
    """The model touches what it names, also where that is not there."""
    small.commit({"k.bmc": 'import "s.bmc"\nproposition p { for a }\n', "s.bmc": SEGMENT.format(5)}, subject="one")
    small.git("rm", "--quiet", "s.bmc")
    small.commit({}, subject="two")
    small.commit({"s.bmc": SEGMENT.format(6)}, subject="three")
    assert kinds_and_subjects(versions("k.bmc")) == [("began", "one"), ("broken", "two"), ("changed", "three")]


def test_a_name_that_a_branch_gave_is_followed(small, versions):
    """Also where the file is changed in the same commit, and where its old name is taken by another file."""
    text = SEGMENT.format(5) + "".join(f'segment b{number} "B{number}"\n' for number in range(9))
    small.commit({"old.bmc": text}, subject="one")
    small.git("switch", "--quiet", "-c", "idea")
    small.git("mv", "old.bmc", "new.bmc")
    small.commit({"new.bmc": text.replace("size 5", "size 6")}, subject="on a branch")
    small.git("switch", "--quiet", "main")
    small.commit({"notes.txt": "x"}, subject="elsewhere")
    small.merge("idea", subject="merged")
    small.commit({"old.bmc": "segment other\n"}, subject="another file")
    assert kinds_and_subjects(versions("new.bmc")) == [("began", "one"), ("changed", "merged")]


def test_a_history_of_mistakes_alone(small, log, tmp_path):
    small.commit({"k.bmc": "segment a {\n"}, subject="one")
    small.commit({"k.bmc": "segment b {\n"}, subject="two")
    for options in ([], ["--format", "json"], ["--format", "md"], ["-o", "story.html"]):
        assert log("k.bmc", *options)[0] == 0
    assert "class=\"poster " not in Path("story.html").read_text(encoding="utf-8")
    assert log("k.bmc")[1].count("This version has mistakes.") == 2


def test_a_variant_changes_with_its_base(small, versions, log):
    """A commit that touches the model it is made of alone is told; before there was a variant there was none."""
    small.commit({"base.bmc": SEGMENT.format(5), "v.bmc": "segment other\n"}, subject="none")
    variants = 'variant "V" of "base.bmc" {{ segment b "{}" }}\n'.format
    small.commit({"v.bmc": variants("B")}, subject="one")
    small.commit({"base.bmc": SEGMENT.format(6)}, subject="two")
    small.commit({"v.bmc": variants("B") + 'variant "W" of "base.bmc" { segment c }\n'}, subject="elsewhere")
    small.commit({"v.bmc": variants("C") + 'variant "W" of "base.bmc" { segment c }\n'}, subject="three")
    assert kinds_and_subjects(versions("v.bmc", "--variant", "V")) == [
        ("began", "one"), ("changed", "two"), ("changed", "three")
    ]  # fmt: skip
    code, _, err = log("v.bmc")
    assert (code, "say which with --variant" in err) == (2, True)
    code, _, err = log("v.bmc", "--variant", "X")
    assert (code, 'has no variant "X"' in err) == (2, True)


def test_links_are_followed(small, versions):
    small.write({"real/k.bmc": SEGMENT.format(5)})
    os.symlink("real/k.bmc", small.folder / "k.bmc")
    small.commit({}, subject="one")
    small.commit({"real/k.bmc": SEGMENT.format(6)}, subject="two")
    assert kinds_and_subjects(versions("k.bmc")) == [("began", "one"), ("changed", "two")]


def test_nothing_moved_since(small, log, versions):
    small.commit({"k.bmc": SEGMENT.format(5)}, tag="v1")
    small.commit({"notes.txt": "x"})
    assert kinds_and_subjects(versions("k.bmc", "--since", "v1")) == [("base", "a commit")]
    code, out, _ = log("k.bmc", "--since", "v1")
    assert (code, "No commit changed what the model means." in out) == (0, True)
    assert log("k.bmc", "--since", "v1", "-o", "s.html")[0] == 0


def test_since_a_version_with_mistakes(small, versions):
    small.commit({"k.bmc": "segment a {\n"}, tag="v1")
    small.commit({"k.bmc": SEGMENT.format(5)}, subject="two")
    small.commit({"k.bmc": SEGMENT.format(6)}, subject="three")
    assert kinds_and_subjects(versions("k.bmc", "--since", "v1")) == [("mended", "two"), ("changed", "three")]


def test_a_shallow_copy_says_that_the_beginning_is_missing(large, log, tmp_path, monkeypatch):
    copy = tmp_path / "copy"
    large[0].git("clone", "--quiet", "--depth=4", f"file://{large[0].folder}", str(copy))
    monkeypatch.chdir(copy)
    code, out, _ = log(FILE)
    assert code == 0
    assert "This copy of the repository holds only its latest commits" in out
    assert "The model begins here" not in out
    report = json.loads(log(FILE, "--format", "json")[1])
    assert (report["shallow"], report["versions"][0]["kind"]) == (True, "base")
    code, _, err = log(FILE, "--since", "HEAD~50")
    assert (code, "git fetch --unshallow" in err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["k.bmc", "--since", "v9"], "there is no revision `v9` in this repository"),
        (["k.bmc", "--until=--upload-pack=x"], "none begins with `-`"),
        (["other.bmc"], "git knows no version of `other.bmc` here"),
        (["-"], "Standard input has no history"),
        (["."], "`.` is a folder; name the file of a model in it."),
        (["k.bmc", "--figure", "profitt"], "There is no figure `profitt`. Did you mean `profit`?"),
        (["k.bmc", "--figure", "ltv of nobody"], "No version of the model has a figure `lifetime-value` of `nobody`"),
        (["k.bmc", "--figure", "ltv", "--format", "json"], "No version of the model has a figure `lifetime-value`."),
        (["k.bmc", "--limit", "0"], "0 is not in the range"),
        (["k.bmc", "-o", "story.pdf"], "`story.pdf` has none of the endings"),
        (["k.bmc", "-o", "nowhere/story.html"], "there is no folder `nowhere`"),
        (["../outside.bmc"], "the file is in no git repository"),
    ],
)
def test_wrong_use_is_explained_with_2(small, log, arguments, said):
    small.commit({"k.bmc": SEGMENT.format(5)})
    code, out, err = log(*arguments)
    assert (code, out) == (2, "")
    assert said in err


def test_without_a_history_or_without_git(tmp_path, log, monkeypatch, small):
    code, _, err = log("k.bmc")
    assert (code, "nothing has been committed in this repository yet" in err) == (2, True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    code, _, err = log("k.bmc")
    assert (code, "the file is in no git repository" in err) == (2, True)
    monkeypatch.setattr(outside_git, "which", lambda name: None)
    code, _, err = log("k.bmc")
    assert (code, "there is no `git` on this machine" in err) == (2, True)


@pytest.mark.skipif(os.name == "nt", reason="the program is a script")
def test_git_that_takes_too_long_is_stopped(small, log, monkeypatch, tmp_path):
    small.commit({"k.bmc": SEGMENT.format(5)})
    slow = tmp_path / "bin" / "git"
    slow.parent.mkdir()
    real = shutil.which("git")
    slow.write_text(f'#!/bin/sh\ncase "$*" in *cat-file*) exec sleep 60;; esac\nexec {real} "$@"\n', encoding="utf-8")
    slow.chmod(0o755)
    monkeypatch.setattr(outside_git, "which", lambda name: str(slow))
    monkeypatch.setattr(outside_git, "_SECONDS", 2.0)
    code, _, err = log("k.bmc")
    assert (code, "`git` was stopped after 2 seconds" in err) == (2, True)


def test_what_the_repository_sets_changes_nothing(small, versions):
    """Neither its settings of `git log`, nor patterns of signs in names."""
    name = "mö del [1]*.bmc"
    small.commit({name: SEGMENT.format(5), "mö del 1x.bmc": SEGMENT.format(9)}, subject="one")
    small.commit({name: SEGMENT.format(6)}, subject='"two"\x01 \t|')
    before = versions(name)
    for setting in ("log.follow=true", "log.showSignature=true", "log.diffMerges=off", "diff.renames=false",
                    "format.pretty=oneline", "log.date=relative", "color.ui=always"):  # fmt: skip
        small.git("config", *setting.split("="))
    assert versions(name) == before
    assert kinds_and_subjects(before) == [("began", "one"), ("changed", '"two"\x01 \t|')]


def test_what_others_wrote_reaches_no_terminal_unescaped(small, log):
    small.commit({"k.bmc": SEGMENT.format(5)}, subject="one")
    small.commit({"k.bmc": 'segment a "A\\u{202E}x" { size 5 people }\n'}, subject="\x1b[31mred\u202e")
    out = log("k.bmc")[1]
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_a_console_without_unicode_is_told_in_ascii(small):
    small.commit({"k.bmc": SEGMENT.format(5)}, subject="one")
    small.commit({"k.bmc": SEGMENT.format(6)}, subject="two")
    done = subprocess.run([sys.executable, "-m", "canvasdsl", "log", "k.bmc"], check=False, capture_output=True,
                          env={**ENVIRONMENT, "PYTHONIOENCODING": "ascii"})  # fmt: skip
    assert done.returncode == 0
    assert b"~ A: size 5 people -> 6 people" in done.stdout
    done.stdout.decode("ascii")


# ---- The page ---------------------------------------------------------------------------------------


def page_of(folder, *, wording=None, most=None, until="HEAD"):
    """The page, its steps with their marked posters, the oldest first."""
    wording = wording or load_wording()
    git = git_around(str(folder / FILE))
    posters, told, expected, same = Posters(wording), [], [], 0
    versions = versions_of(git, str(folder / FILE), until=git.commit(until), settings={})
    for step in steps_of(versions, telling_kinds(), most=most):
        if step.kind == "same":
            same += 1
            continue
        told.append(told_step(step, wording, for_readers=True))
        posters.add(step, told[-1])
        poster = None
        if step.version.loaded is not None:
            poster = plain_poster(step.version.loaded, wording)
            if step.story is not None:
                old = plain_poster(step.story.old, wording)
                poster = marked_poster(step.story, told[-1].lines, old, poster, wording)
        expected.insert(0, poster)
    return history_page(told_history(told, wording, same=same), posters), expected


def test_the_page_is_bounded_and_says_each_block_once(history):
    """A block that never changed stands there once, one that changed about once for each way in which it looked."""
    page, expected = page_of(history[0].folder)
    assert len(expected) > 120
    assert len(page.encode()) < 800_000
    assert len(re.findall(r'<section class="poster-block partner', page)) <= 2
    looks = {repr(poster.block("cost")) for poster in expected if poster is not None}
    assert len(re.findall(r'<section class="poster-block cost', page)) <= len(looks)
    assert "<script" not in page
    assert page.count(" checked>") == 1


def test_what_belongs_to_some_versions_is_shown_in_these_and_no_others():
    random = Random(1)
    for count in (1, 2, 3, 8, 9, 200):
        levels = history_posters._levels(count)
        for share in (0.1, 0.5, 0.9, 1.0):
            own = {number for number in range(count) if random.random() < share}
            runs = set(history_posters._runs(own, count))
            shown = {number for number in range(count)
                     if runs & {f"{history_posters._RUNS[level]}{number >> level}" for level in range(levels)}}
            assert shown == own


def test_all_words_come_from_the_catalogue(history):
    """In the pseudo-language what is not marked is the author's, a sign, or a number."""
    wording = pseudo(load_wording())
    git, told = git_around(str(history[0].folder / FILE)), []
    posters = Posters(wording)
    versions = versions_of(git, str(history[0].folder / FILE), until=git.commit("HEAD"), settings={})
    for step in steps_of(versions, telling_kinds(), most=20):
        if step.kind != "same":
            told.append(told_step(step, wording, for_readers=True))
            posters.add(step, told[-1])
    story = told_history(told, wording, same=2, is_shallow=True, is_cut=True)
    page = history_page(story, posters)
    texts = re.sub(r"<style>.*?</style>|<[^>]*>", "\n", page, flags=re.DOTALL)
    texts += "\n".join(re.findall(r'aria-label="([^"]*)"', page))
    for document in (texts, history_text(story), history_markdown(story)):
        for english in ("Earlier", "Later", "Version", "Figures", "changed", "latest", "Arrow", "version", "commit"):
            for line in document.splitlines():
                assert english not in re.sub(r"⟦[^⟦⟧]*(?:⟦[^⟦⟧]*⟧[^⟦⟧]*)*⟧", "", line), line


@pytest.mark.outside
def test_the_slider_shows_the_poster_of_each_version(history, open_page):
    """By the arrow keys, without a script; a version with mistakes has none."""
    mended = next(each for each in history[1] if each.kind == "mended")
    text, expected = page_of(history[0].folder, most=8, until=mended.id)
    page = open_page(text, javascript=False)
    page.focus("input:checked")
    seen_none = False
    for poster in reversed(expected):
        names = page.locator(".poster-note:visible .name").all_text_contents()
        wanted = [note.title for block in (poster.blocks if poster else ()) for note in block.notes]
        assert sorted(names) == sorted(wanted)
        assert page.locator(".steps > li:visible").count() == 1
        seen_none = seen_none or poster is None
        page.keyboard.press("ArrowLeft")
    assert seen_none


@pytest.mark.outside
def test_a_click_moves_the_slider_too(history, open_page):
    page = open_page(page_of(history[0].folder, most=6)[0])
    page.click("label:has-text('Earlier'):visible")
    assert page.locator(".count:visible").text_content() == "Version 6 of 7"
    page.click(".tick >> nth=1")
    assert page.locator(".count:visible").text_content() == "Version 2 of 7"


@pytest.mark.outside
def test_on_paper_it_is_a_list(history, open_page):
    text, expected = page_of(history[0].folder, most=12)
    page = open_page(text)
    page.emulate_media(media="print")
    assert page.locator(".steps > li:visible").count() == len(expected)
    assert page.locator(".track:visible").count() == 0


@pytest.mark.outside
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_page_is_accessible_and_valid(history, open_page, axe, nu_validator, dark):
    text, _ = page_of(history[0].folder, most=30)
    page = open_page(text, dark=dark)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert axe(page) == []
    if not dark:
        assert nu_validator(text) == []
    narrow = open_page(text, width=320, dark=dark)
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.outside
def test_the_page_runs_from_right_to_left(history, open_page, axe, nu_validator):
    text, _ = page_of(history[0].folder, wording=ARABIC, most=8)
    page = open_page(text)
    assert axe(page) == []
    assert nu_validator(text) == []
    places = page.evaluate("[...document.querySelectorAll('.tick')].map(one => one.getBoundingClientRect().x)")
    assert places == sorted(places, reverse=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
