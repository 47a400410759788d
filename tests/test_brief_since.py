"""A brief may say what moved since an earlier version of the model."""

import subprocess
from pathlib import Path

import pytest

from canvasdsl import resources
from canvasdsl.cli import run

PURCHASES = Path(__file__).parent.parent / "docs" / "purchases"
COFFEE = resources.read_text("examples/coffee.bmc")


@pytest.fixture
def shop(tmp_path, monkeypatch):
    """A model and an earlier version of it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "before.bmc").write_text(COFFEE, encoding="utf-8")
    (tmp_path / "shop.bmc").write_text(COFFEE.replace("92%", "94%"), encoding="utf-8")
    return tmp_path


def git(*words: str) -> None:
    """A git command in the folder of the model."""
    name = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", *name, *words], check=True, capture_output=True)


def told(folder) -> str:
    """The page of changes of the brief that was written."""
    text = (folder / "out.md").read_text(encoding="utf-8")
    assert "## What changed" in text
    return text.partition("## What changed")[2].partition("\n## ")[0]


def test_since_another_file(shop):
    assert run(["brief", "shop.bmc", "--since", "before.bmc", "-o", "out.md"]) == 0
    said = told(shop)
    assert "1 change: 1 altered" in said and "92% per month → 94% per month" in said
    assert "513 EUR | 667 EUR" in said


def test_since_a_revision(shop):
    git("init", "-q")
    (shop / "shop.bmc").write_text(COFFEE, encoding="utf-8")
    git("add", "shop.bmc")
    git("commit", "-q", "-m", "First")
    (shop / "shop.bmc").write_text(COFFEE.replace("92%", "94%"), encoding="utf-8")
    assert run(["brief", "shop.bmc", "--since", "HEAD", "-o", "out.md", "-o", "out.html", "--audience", "team"]) == 0
    assert "92% per month → 94% per month" in told(shop)
    page = (shop / "out.html").read_text(encoding="utf-8")
    assert page.index('id="changes"') < page.index('id="advice"' if 'id="advice"' in page else 'id="poster"')


def test_a_revision_is_judged_by_the_same_thresholds_and_without_tables(shop):
    """Else findings would appear that nothing in the model brought about."""
    for name in ("shop.bmc", "orders.csv", "survivors.csv"):
        (shop / name).write_bytes((PURCHASES / name).read_bytes())
    (shop / "pyproject.toml").write_text("[tool.canvasdsl.thresholds]\nsegments = 0\nitems = 0\n", encoding="utf-8")
    said = (shop / "shop.bmc").read_text(encoding="utf-8")
    (shop / "shop.bmc").write_text(said.replace("churn       13%", "churn       2%"), encoding="utf-8")
    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "First")
    assert run(["diff", "shop.bmc", "--since", "HEAD", "-o", "moved.md"]) == 0
    assert run(["brief", "shop.bmc", "--since", "HEAD", "-o", "out.md"]) == 0
    for text in ((shop / "moved.md").read_text(encoding="utf-8"), told(shop)):
        assert "Nothing changed" in text and "New findings" not in text and "|" not in text


def test_nothing_moved(shop):
    assert run(["brief", "before.bmc", "--since", "before.bmc", "-o", "out.md"]) == 0
    assert "Nothing changed" in told(shop)


@pytest.mark.parametrize("since", ["no-such-revision", "--upload-pack=x", "missing.bmc"])
def test_a_revision_that_is_none_writes_nothing(shop, since, capsys):
    assert run(["brief", "shop.bmc", f"--since={since}", "-o", "out.md"]) == 2
    assert not (shop / "out.md").exists()
    assert "canvasdsl" in capsys.readouterr().err
