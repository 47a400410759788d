"""Versions of a model in git: a real repository, with branches, renames, merges and all that can be wrong with one."""

import os
import shutil
from pathlib import Path

import pytest
from repositories import Repository

from canvasdsl.cli import run
from canvasdsl.outside import git as outside_git
from canvasdsl.outside.git import GitTrouble, git_around

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="not installed: git")


@pytest.fixture
def repository(tmp_path, monkeypatch):
    folder = tmp_path / "shop ü"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return Repository(folder)


@pytest.fixture
def diff(capfd):
    def call(*arguments):
        code = run(["diff", *arguments])
        return code, *capfd.readouterr()

    return call


def model(size):
    return f'segment a "A" {{ size {size} people }}\n'


def test_a_file_is_compared_with_a_revision_and_two_revisions_with_each_other(repository, diff):
    repository.commit({"k.bmc": model(5)}, tag="v1")
    repository.commit({"k.bmc": model(6)}, tag="v2")
    repository.write({"k.bmc": model(7)})
    assert "A: size 5 people → 7 people  (line 1)" in diff("k.bmc", "--since", "v1")[1]
    code, out, _ = diff("--since", "v1", "--until", "v2", "k.bmc")
    assert (code, "5 people → 6 people" in out, out.splitlines()[0]) == (1, True, "v1:k.bmc → v2:k.bmc")
    assert diff("k.bmc", "--since", "v2", "--until", "HEAD")[0] == 0
    assert diff("k.bmc", "--since", "HEAD~1")[0] == 1
    assert diff("k.bmc", "--since", repository.git("rev-parse", "v1")[:8])[0] == 1


def test_what_a_model_imports_is_read_as_it_was(repository, diff):
    files = {"models/k.bmc": 'import "../shared/s.bmc"\nproposition p { for a }\n', "shared/s.bmc": model(5)}
    repository.commit(files, tag="v1")
    repository.commit({"shared/s.bmc": model(6)})
    code, out, err = diff("models/k.bmc", "--since", "v1")
    assert (code, err) == (1, "")
    assert "A: size 5 people → 6 people  (shared/s.bmc, line 1)" in out


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("../../outside.bmc", "leads out of the project's folder"),
        ("/etc/passwd.bmc", "not relative"),
        ("notes.txt", "only a `.bmc` file can be imported"),
        ("missing.bmc", "there is no such file in `v1`"),
        ("linked.bmc", "there is no such file in `v1`"),
        ("folder.bmc", "there is no such file in `v1`"),
    ],
)
def test_an_old_version_reaches_no_other_files(repository, diff, target, said):
    """The refusals are those of the resolver; a link that leads out of the tree is no file."""
    repository.write({"m/k.bmc": f'import "{target}"\nsegment a\n', "m/notes.txt": "x", "m/folder.bmc/x.bmc": model(1)})
    (repository.folder.parent / "outside.bmc").write_text(model(9), encoding="utf-8")
    os.symlink("../../outside.bmc", repository.folder / "m" / "linked.bmc")
    repository.commit({}, tag="v1")
    code, _, err = diff("m/k.bmc", "--since", "v1", "--until", "v1")
    assert code == 1
    assert said in err


def test_links_inside_the_tree_are_followed(repository, diff):
    repository.write({"real/s.bmc": model(5), "k.bmc": 'import "linked/s.bmc"\nimport "other.bmc"\n'})
    os.symlink("real", repository.folder / "linked")
    os.symlink("linked/s.bmc", repository.folder / "other.bmc")
    repository.commit({}, tag="v1")
    assert diff("k.bmc", "--since", "v1", "--until", "v1")[0] == 0


def test_a_merge_is_a_revision_like_others(repository, diff):
    repository.commit({"k.bmc": model(5), "other.bmc": "segment x\n"})
    repository.git("switch", "--quiet", "-c", "idea")
    repository.commit({"k.bmc": model(6)})
    repository.git("switch", "--quiet", "main")
    repository.commit({"other.bmc": "segment y\n"})
    repository.git("merge", "--quiet", "--no-ff", "-m", "merged", "idea")
    assert diff("k.bmc", "--since", "idea")[0] == 0
    assert diff("k.bmc", "--since", "HEAD^1")[0] == 1


def test_names_that_git_would_quote_are_read(repository, diff):
    """Blanks, letters beyond ASCII, signs of patterns."""
    name = "mö del [1]*.bmc"
    repository.commit({name: model(5), "mö del 1x.bmc": model(9)}, tag="v-1")
    repository.write({name: model(6)})
    assert "5 people → 6 people" in diff(name, "--since", "v-1")[1]


def test_another_name_that_the_file_had_is_found(repository, diff):
    repository.commit({"old/k.bmc": model(5)}, tag="v1")
    repository.git("mv", "old", "new")
    repository.commit({"new/k.bmc": model(5)})
    repository.write({"new/k.bmc": model(6)})
    code, out, err = diff("new/k.bmc", "--since", "v1")
    assert (code, err, out.splitlines()[0]) == (1, "", "v1:old/k.bmc → new/k.bmc")
    assert "5 people → 6 people" in out


def test_a_file_that_went_is_compared_between_revisions(repository, diff):
    repository.commit({"old/k.bmc": model(5)}, tag="v1")
    repository.commit({"old/k.bmc": model(6)}, tag="v2")
    shutil.rmtree(repository.folder / "old")
    repository.commit({}, tag="v3")
    assert diff("old/k.bmc", "--since", "v1", "--until", "v2")[0] == 1
    code, out, err = diff("old/k.bmc", "--since", "v1", "--until", "v3")
    assert (code, out) == (2, "")
    assert "there is no file `old/k.bmc` in `v3`" in err


@pytest.mark.parametrize(
    ("revision", "said"),
    [
        ("v9", "there is no revision `v9` in this repository"),
        ("--upload-pack=x", "none begins with `-`"),
        ("-x", "none begins with `-`"),
        ("", "a revision is a branch, a tag or a commit"),
        ("a\nb", "a revision is a branch, a tag or a commit"),
        ("HEAD:k.bmc", "there is no revision `HEAD:k.bmc`"),
        ("HEAD~99", "there is no revision `HEAD~99`"),
    ],
)
def test_a_revision_that_is_none_is_told(repository, diff, revision, said):
    repository.commit({"k.bmc": model(5)})
    code, out, err = diff("k.bmc", f"--since={revision}")
    assert (code, out) == (2, "")
    assert said in err
    assert "Traceback" not in err


def test_a_shallow_copy_says_how_to_get_the_rest(repository, diff, tmp_path, monkeypatch):
    repository.commit({"k.bmc": model(5)}, tag="v1")
    repository.commit({"k.bmc": model(6)})
    copy = tmp_path / "copy"
    repository.git("clone", "--quiet", "--depth=1", "--no-tags", f"file://{repository.folder}", str(copy))
    monkeypatch.chdir(copy)
    code, _, err = diff("k.bmc", "--since", "HEAD~1")
    assert code == 2
    assert "git fetch --unshallow" in err


def test_a_broken_old_version_is_told_and_the_story_goes_on(repository, diff):
    repository.commit({"k.bmc": model(5) + "proposition p { for nobody }\n"}, tag="v1")
    repository.write({"k.bmc": model(6)})
    code, out, err = diff("k.bmc", "--since", "v1")
    assert code == 1
    assert "v1:k.bmc:2:" in err
    assert "5 people → 6 people" in out


def test_an_old_version_that_is_no_text_is_told(repository, diff):
    (repository.folder / "k.bmc").write_bytes(b"\xff\xfes\x00")
    repository.commit({}, tag="v1")
    repository.write({"k.bmc": model(6)})
    code, _, err = diff("k.bmc", "--since", "v1")
    assert code == 2
    assert "UTF-16" in err


def test_without_a_repository_or_without_git_two_files_are_compared_still(tmp_path, diff, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    Path("a.bmc").write_text(model(5), encoding="utf-8")
    Path("b.bmc").write_text(model(6), encoding="utf-8")
    code, _, err = diff("a.bmc", "--since", "HEAD")
    assert (code, "the file is in no git repository" in err) == (2, True)
    monkeypatch.setattr(outside_git, "which", lambda name: None)
    code, _, err = diff("a.bmc", "--since", "HEAD")
    assert (code, "there is no `git` on this machine; two files can be compared without it" in err) == (2, True)
    assert diff("a.bmc", "b.bmc")[0] == 1


def test_a_program_in_the_current_folder_is_not_taken_for_git(tmp_path, monkeypatch):
    """Windows would find it before the real one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(outside_git, "which", lambda name: str(tmp_path / "git"))
    with pytest.raises(GitTrouble, match="no `git` on this machine"):
        git_around("a.bmc")


def test_git_is_asked_without_hooks_pagers_locks_or_network(repository, diff, monkeypatch):
    """What the repository's own settings would start stays where it is, and nothing is written."""
    repository.commit({"k.bmc": model(5)}, tag="v1")
    for name in ("core.pager", "diff.external", "core.fsmonitor", "pager.ls-tree", "core.editor"):
        repository.git("config", name, "touch started; false")
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "touch started")
    repository.write({"k.bmc": model(6)})
    files = [path for path in (repository.folder / ".git").rglob("*") if path.is_file()]
    before = [path.stat().st_mtime_ns for path in files]
    assert diff("k.bmc", "--since", "v1")[0] == 1
    assert [path for path in (repository.folder / ".git").rglob("*") if path.is_file()] == files
    assert [path.stat().st_mtime_ns for path in files] == before
    assert not (repository.folder / "started").exists()


def test_git_that_takes_too_long_is_stopped(repository, diff, monkeypatch, tmp_path):
    repository.commit({"k.bmc": model(5)})
    slow = tmp_path / "bin" / "git"
    slow.parent.mkdir()
    slow.write_text("#!/bin/sh\nexec sleep 60\n", encoding="utf-8")
    slow.chmod(0o755)
    monkeypatch.setattr(outside_git, "which", lambda name: str(slow))
    monkeypatch.setattr(outside_git, "_SECONDS", 0.3)
    code, _, err = diff("k.bmc", "--since", "HEAD")
    assert (code, "`git` was stopped after 0.3 seconds" in err) == (2, True)
