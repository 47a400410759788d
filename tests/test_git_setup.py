"""git merges and shows models by what they mean, once `git-setup` has told it: in real repositories, by the command."""

import shlex
import shutil
import subprocess
import sys

import pytest

from canvasdsl.cli import run
from canvasdsl.outside.git_setup import ATTRIBUTES
from tests.repositories import Repository

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="not installed: git")

BASE = """# A kiosk.
canvas "Kiosk" { currency EUR }

segment regulars "Regulars" { size 12_000 people }
proposition coffee "Coffee" { for regulars }
revenue cups "Cups" {
  from regulars
  price 3.50 EUR
  pricing list
}
"""


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home of its own, so that nobody's settings are read or written."""
    folder = tmp_path / "home"
    folder.mkdir()
    for name in ("XDG_CONFIG_HOME", "GIT_CONFIG_GLOBAL", "GIT_DIR", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("USERPROFILE", str(folder))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    return folder


@pytest.fixture
def repository(tmp_path, monkeypatch, home):
    folder = tmp_path / "shop ü's"
    made = Repository(folder)
    monkeypatch.chdir(folder)
    made.commit({"models/k.bmc": BASE})
    return made


@pytest.fixture
def setup(capfd):
    def call(*arguments):
        code = run(["git-setup", *arguments])
        return code, *capfd.readouterr()

    return call


def edited(*pairs):
    text = BASE
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


def branches(repository, ours, theirs):
    """A branch `idea` with theirs, and `main` with ours."""
    repository.git("switch", "--quiet", "-c", "idea")
    repository.commit({"models/k.bmc": theirs}, subject="theirs")
    repository.git("switch", "--quiet", "main")
    repository.commit({"models/k.bmc": ours}, subject="ours")


def model(repository):
    return (repository.folder / "models" / "k.bmc").read_text(encoding="utf-8")


def attempt(repository, *words):
    """What git answers where it may fail: its code, its output and what it and we say."""
    done = subprocess.run(["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *words], check=False,
                          cwd=repository.folder, capture_output=True, text=True)  # fmt: skip
    return done.returncode, done.stdout + done.stderr


OURS = edited(("3.50", "3.80"), ("for regulars }", "for regulars; note \"ours\" }"))
THEIRS = edited(("pricing list", "pricing list\n  volume 3 cups per month"),
                ("{ for regulars }", "{ for regulars; promise \"theirs\" }"))  # fmt: skip
TOGETHER = edited(("3.50", "3.80"), ("pricing list", "pricing list\n  volume 3 cups per month"),
                  ("for regulars }", "for regulars; note \"ours\"; promise \"theirs\" }"))  # fmt: skip


# ---- What git does then ------------------------------------------------------------


@pytest.mark.parametrize("command", [["merge", "-m", "both", "idea"], ["cherry-pick", "idea"],
                                     ["rebase", "main", "idea"]])  # fmt: skip
def test_git_joins_what_lines_would_not(repository, setup, command):
    """Two changes in one line, and two in neighbouring lines."""
    branches(repository, OURS, THEIRS)
    code, said = attempt(repository, *command)
    assert code, "without us this is a conflict"
    attempt(repository, command[0], "--abort")
    assert setup()[0] == 0
    code, said = attempt(repository, *command)
    assert code == 0, said
    assert sorted(model(repository).split()) == sorted(TOGETHER.split())
    assert repository.git("status", "--porcelain") == ""


def test_a_conflict_is_told_in_words_and_marked(repository, setup):
    setup()
    branches(repository, edited(("3.50", "3.80"), ("Kiosk", "Stand")), edited(("3.50", "4.20"), ("Cups", "Coffee")))
    code, said = attempt(repository, "merge", "idea")
    assert code == 1
    sentence = "both changed the price of revenue `Cups`: `3.80 EUR` here, `4.20 EUR` there"
    assert f"canvasdsl: models/k.bmc: {sentence}" in said
    marked = "<<<<<<< {}\n  price 3.80 EUR\n=======\n  price 4.20 EUR\n>>>>>>> {}"
    ours, theirs = (line.partition(" ")[2] for line in model(repository).splitlines() if line[:7] in ("<" * 7, ">" * 7))
    assert (ours, theirs) in (("ours", "theirs"), ("HEAD", "idea"))
    expected = edited(("  price 3.50 EUR", marked.format(ours, theirs)), ("Kiosk", "Stand"), ("Cups", "Coffee"))
    assert model(repository) == expected
    assert run(["check", str(repository.folder / "models" / "k.bmc")]) == 1
    repository.write({"models/k.bmc": edited(("3.50", "4.20"))})
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "-m", "decided")


def test_marks_follow_the_settings_of_git(repository, setup):
    """The base stands between them, and they are as long as an attribute says."""
    setup()
    repository.git("config", "merge.conflictStyle", "diff3")
    repository.commit({".gitattributes": "*.bmc conflict-marker-size=11\n"})
    branches(repository, edited(("3.50", "3.80")), edited(("3.50", "4.20")))
    assert attempt(repository, "merge", "idea")[0] == 1
    lines = model(repository).splitlines()
    assert [line.split()[0] for line in lines if line[0:1] and line[:11] == line[0] * 11] == [
        "<" * 11, "|" * 11, "=" * 11, ">" * 11,
    ]  # fmt: skip
    assert lines[lines.index(next(line for line in lines if line.startswith("||"))) + 1] == "  price 3.50 EUR"


def test_a_rename_of_an_id_and_a_new_reference_meet(repository, setup):
    """Nothing that is named is missing after the merge, though no line clashes."""
    setup()
    renamed = BASE.replace("regulars", "members")
    branches(repository, renamed, BASE + "\nchannel shop { reaches regulars }\n")
    assert attempt(repository, "merge", "-m", "both", "idea")[0] == 0
    assert model(repository) == renamed + "\nchannel shop { reaches members }\n"


@pytest.mark.parametrize("broken", ["}\n", '"\n', "\x07\n"])
def test_a_file_that_cannot_be_read_is_merged_by_lines(repository, setup, broken):
    """As git does without us, and it is told."""
    setup()
    branches(repository, edited(("3.50", "3.80")) + broken, "segment first\n" + BASE)
    code, said = attempt(repository, "merge", "-m", "both", "idea")
    assert code == 0
    assert "models/k.bmc: merged line by line, since" in said
    assert model(repository) == "segment first\n" + edited(("3.50", "3.80")) + broken


def test_a_base_that_is_a_conflict_itself_is_no_obstacle(repository, setup):
    """Where two branches were merged into each other, git makes a base of its own, which may hold marks."""
    setup()
    branches(repository, edited(("3.50", "3.80")), edited(("3.50", "4.20")))
    repository.git("branch", "other", "main")
    for branch, text, merged in (("main", "3.80", "idea"), ("idea", "4.20", "other")):
        repository.git("switch", "--quiet", branch)
        attempt(repository, "merge", merged)
        repository.commit({"models/k.bmc": edited(("3.50", text))}, subject="decided")
    repository.git("switch", "--quiet", "main")
    code, said = attempt(repository, "merge", "idea")
    assert code == 1
    assert "3.80 EUR" in model(repository)
    assert "4.20 EUR" in model(repository)
    assert "mistake of ours" not in said


def test_git_shows_what_changed_and_not_how_it_is_spaced(repository, setup):
    setup()
    spaced = BASE.replace("  price 3.50 EUR", "      price    3.50   EUR").replace("12_000", "12000")
    repository.commit({"models/k.bmc": spaced}, subject="spaced")
    assert repository.git("diff", "HEAD~1") == ""
    repository.commit({"models/k.bmc": spaced.replace("3.50", "3.80")}, subject="price")
    shown = repository.git("log", "-p", "-2")
    changed = [line for line in shown.splitlines() if line[:1] in ("+", "-") and line[:3] not in ("+++", "---")]
    assert changed == ["-  price       3.50 EUR", "+  price       3.80 EUR"]
    repository.write({"models/k.bmc": spaced.replace("3.50", "}"), "models/b.bmc": "a\n"})
    assert "+      price    }   EUR" in repository.git("diff")


def test_the_driver_is_ours_whatever_lies_in_the_repository(repository, setup):
    """A folder or module of the same name there is not run."""
    setup()
    trap = "raise SystemExit('trapped')\n"
    repository.commit({"canvasdsl/__init__.py": trap, "canvasdsl/__main__.py": trap, "click.py": trap})
    branches(repository, OURS, THEIRS)
    code, said = attempt(repository, "merge", "-m", "both", "idea")
    assert (code, "trapped" in said) == (0, False), said


def test_a_python_in_a_folder_with_blanks_and_quotes_is_called(repository, setup, tmp_path, monkeypatch):
    program = tmp_path / "it's \"my\" $HOME python" / "python"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(program))
    setup()
    branches(repository, OURS, THEIRS)
    code, said = attempt(repository, "merge", "-m", "both", "idea")
    assert code == 0, said
    assert repository.git("diff", "HEAD~1") != ""


# ---- What the command writes --------------------------------------------------------


def test_it_says_what_it_did_and_a_second_time_does_nothing(repository, setup):
    config, attributes = repository.folder / ".git" / "config", repository.folder / ".git" / "info" / "attributes"
    code, out, err = setup()
    assert (code, err) == (0, "")
    assert [line.split(" ")[0] for line in out.splitlines()] == ["set", "set", "set", "set", "wrote"]
    assert f"wrote `{ATTRIBUTES}` to .git/info/attributes" in out
    assert f"{sys.executable} -P -m canvasdsl merge-driver %O %A %B --path %P --marker-size %L" in out
    before = config.read_bytes(), attributes.read_bytes()
    code, out, err = setup()
    assert (code, err) == (0, "")
    assert all("already" in line for line in out.splitlines())
    assert (config.read_bytes(), attributes.read_bytes()) == before


@pytest.mark.parametrize(
    "foreign",
    [None, b"*.png binary\n", b"*.png binary", b"# mine\r\n*.txt text\r\n", b"*.bmc text\n*.png binary\n",
     b"\xff\xfe\n"],
)  # fmt: skip
def test_remove_leaves_the_bytes_that_were_there(repository, setup, foreign):
    """Settings and attributes of others included; a second time there is nothing to do."""
    config, attributes = repository.folder / ".git" / "config", repository.folder / ".git" / "info" / "attributes"
    repository.git("config", "merge.other.driver", "true")
    repository.git("config", "diff.canvasdsl.wordRegex", "[a-z]+")
    if foreign is not None:
        attributes.parent.mkdir(exist_ok=True)
        attributes.write_bytes(foreign)
    before = config.read_text()
    setup()
    assert repository.git("check-attr", "merge", "--", "k.bmc").endswith("merge: canvasdsl")
    code, out, err = setup("--remove")
    assert (code, err) == (0, "")
    assert all(line.startswith("took") for line in out.splitlines())
    assert config.read_text() == before
    assert (attributes.read_bytes() if attributes.exists() else None) == foreign
    code, out, err = setup("--remove")
    assert (code, err) == (0, "")
    assert all("not" in line for line in out.splitlines())


def test_what_others_wrote_under_our_name_is_told(repository, setup):
    """It is replaced when it is set up, and left when it is taken out."""
    repository.git("config", "merge.canvasdsl.driver", "mine %A")
    assert "(it was: mine %A)" in setup()[1]
    repository.git("config", "merge.canvasdsl.driver", "mine %A")
    assert "left merge.canvasdsl.driver, which says something else: mine %A" in setup("--remove")[1]
    assert repository.git("config", "merge.canvasdsl.driver") == "mine %A"


def test_other_attributes_that_hold_are_told(repository, setup):
    """Those of the same file come first and give way; those that go before ours are named."""
    (repository.folder / ".git" / "info").mkdir(exist_ok=True)
    (repository.folder / ".git" / "info" / "attributes").write_text("*.bmc merge=union\nmodel.bmc -diff\n")
    code, out, err = setup()
    assert code == 0
    assert "left in .git/info/attributes, where ours comes after it and holds: *.bmc merge=union" in out
    assert err == ""
    repository.write({".gitmodules": ""})
    assert "submodules here have settings of their own" in setup()[2]


def test_for_all_repositories_it_is_written_in_the_own_settings(repository, setup, home):
    """In the file of attributes that git reads, wherever the user keeps it."""
    code, out, _ = setup("--global")
    assert code == 0
    attributes = home / ".config" / "git" / "attributes"
    assert attributes.read_text() == ATTRIBUTES + "\n"
    assert "merge.canvasdsl.driver" in out
    branches(repository, OURS, THEIRS)
    assert attempt(repository, "merge", "-m", "both", "idea")[0] == 0
    assert setup("--global", "--remove")[0] == 0
    assert not attributes.exists()
    assert "canvasdsl" not in (home / ".gitconfig").read_text()
    repository.git("config", "--global", "core.attributesFile", "~/my attributes")
    assert "wrote" in setup("--global")[1]
    assert (home / "my attributes").read_text() == ATTRIBUTES + "\n"
    assert repository.git("check-attr", "diff", "--", "k.bmc").endswith("diff: canvasdsl")


def test_working_trees_of_one_repository_share_it(repository, setup, tmp_path, monkeypatch):
    repository.git("worktree", "add", "--quiet", str(tmp_path / "second tree"), "-b", "second")
    monkeypatch.chdir(tmp_path / "second tree")
    assert setup()[0] == 0
    assert (repository.folder / ".git" / "info" / "attributes").read_text() == ATTRIBUTES + "\n"
    assert repository.git("check-attr", "merge", "--", "k.bmc").endswith("merge: canvasdsl")


def test_a_submodule_has_settings_of_its_own(repository, setup, tmp_path, monkeypatch):
    inner = Repository(tmp_path / "inner")
    inner.commit({"k.bmc": BASE})
    repository.git("submodule", "--quiet", "add", str(inner.folder), "part")
    monkeypatch.chdir(repository.folder / "part")
    assert setup()[0] == 0
    assert (repository.folder / ".git" / "modules" / "part" / "info" / "attributes").exists()
    assert not (repository.folder / ".git" / "info" / "attributes").exists()


def test_a_bare_repository_is_set_up_too(repository, setup, tmp_path, monkeypatch):
    repository.git("clone", "--quiet", "--bare", str(repository.folder), str(tmp_path / "bare.git"))
    monkeypatch.chdir(tmp_path / "bare.git")
    code, out, err = setup()
    assert (code, err) == (0, "")
    assert f"wrote `{ATTRIBUTES}` to info/attributes" in out


@pytest.mark.parametrize("arguments", [[], ["--remove"], ["--global"]])
def test_without_git_it_is_said(setup, tmp_path, monkeypatch, home, arguments):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(home))
    assert setup(*arguments) == (2, "", "canvasdsl: there is no `git` on this machine\n")


def test_outside_of_a_repository_it_is_said(setup, tmp_path, monkeypatch, home):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    code, out, err = setup()
    assert (code, out) == (2, "")
    assert "this folder is in no git repository: go into one, or say `--global` for all of yours" in err


def test_attributes_that_cannot_be_written_are_said(repository, setup):
    (repository.folder / ".git" / "info").mkdir(exist_ok=True)
    (repository.folder / ".git" / "info" / "attributes").mkdir()
    code, _, err = setup()
    assert code == 2
    assert "info/attributes" in err
    assert "folder" in err


def test_settings_that_another_program_holds_are_said(repository, setup):
    (repository.folder / ".git" / "config.lock").write_text("")
    code, _, err = setup()
    assert code == 2
    assert "git says: could not lock config file .git/config" in err


# ---- The commands that git calls ------------------------------------------------------


def test_the_driver_called_by_hand(tmp_path, capfd, monkeypatch):
    """A version that cannot be read leaves ours as it is."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("base", BASE), ("ours", OURS), ("theirs", THEIRS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert run(["merge-driver", "base", "ours", "missing"]) == 2
    assert "there is no such file" in capfd.readouterr().err
    assert (tmp_path / "ours").read_text(encoding="utf-8") == OURS
    assert run(["merge-driver", "base", "ours", "theirs", "--ours-name", "%X", "--path", "k.bmc"]) == 0
    assert capfd.readouterr() == ("", "")
    assert (tmp_path / "ours").read_text(encoding="utf-8") == TOGETHER


@pytest.mark.parametrize(
    "data", [b"", b"}", b"\xff\x00", b"\x1b[31m", b"segment a\r\n", b"<<<<<<< a\n=======\n>>>>>>> b\n"]
)
def test_whatever_a_file_holds_is_shown(tmp_path, capfd, data):
    """With 0, or git would show nothing at all."""
    (tmp_path / "x.bmc").write_bytes(data)
    assert run(["textconv", str(tmp_path / "x.bmc")]) == 0
    out, err = capfd.readouterr()
    assert err == ""
    assert out == data.replace(b"\r\n", b"\n").decode("utf-8", "replace")
