"""Repositories of git, made by the `git` command: a small one to commit to, and one in which a model has a history."""

import os
import subprocess
from pathlib import Path
from random import Random

import attrs

__all__ = ["FILE", "OLD_FILE", "Commit", "Repository", "repository_with_history", "shop"]

FILE, OLD_FILE = "models/bar.bmc", "models/shop.bmc"
"""Where the model of `repository_with_history` stands, and where it stood at first."""
_COSTS = "parts/costs.bmc"
_START = 1_767_225_600  # 1 January 2026
_BRANCH_EVERY, _BRANCH_LONG = 20, 3


class Repository:
    """A folder with its history, made by the `git` command. With `dated`, commits are an hour apart, from 2026 on, so
    that the same commits have the same names each time."""

    def __init__(self, folder: Path, *, dated: bool = False) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.commits = 0
        self._dated = dated
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("config", "gc.auto", "0")

    def git(self, *words: str) -> str:
        """What git answers; raises where it fails."""
        date = {}
        if self._dated:
            now = f"{_START + 3_600 * self.commits} +0000"
            date = {"GIT_AUTHOR_DATE": now, "GIT_COMMITTER_DATE": now}
        done = subprocess.run(
            ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false",
             "-c", "protocol.file.allow=always", *words],
            cwd=self.folder, capture_output=True, text=True, check=True, env={**os.environ, **date},
        )  # fmt: skip
        return done.stdout.strip()

    def write(self, files: dict[str, str]) -> None:
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def commit(self, files: dict[str, str], *, tag: str = "", subject: str = "a commit") -> str:
        """Writes the files and commits all that stands in the folder; returns the name of the commit."""
        self.write(files)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", subject)
        self.commits += 1
        if tag:
            self.git("tag", tag)
        return self.git("rev-parse", "HEAD")

    def merge(self, branch: str, *, subject: str) -> str:
        """Merges a branch into the current one, always by a commit of its own."""
        self.git("merge", "--quiet", "--no-ff", "-m", subject, branch)
        self.commits += 1
        return self.git("rev-parse", "HEAD")


@attrs.frozen
class Commit:
    """A commit of the main line: its name, its subject, what it did to the model, and what is to be said of it.

    `kind` is what `canvasdsl log` calls it: `began`, `changed`, `same`, `broken`, `mended`, `deleted` or `returned`.
    """

    id: str
    subject: str
    kind: str
    said: tuple[str, ...] = ()


@attrs.define
class _Shop:
    """What changes in the model from commit to commit."""

    retention: int = 80
    price: int = 300
    rent: int = 900
    relationship: str = "regulars"
    segments: tuple[str, ...] = ()
    comments: int = 0

    def files(self, path: str) -> dict[str, str]:
        model, costs = shop(self.retention, self.price, self.rent, self.relationship, self.segments, self.comments)
        return {path: model, _COSTS: costs}


def shop(
    retention: int = 80, price: int = 300, rent: int = 900, relationship: str = "regulars",
    segments: tuple[str, ...] = (), comments: int = 0,
) -> tuple[str, str]:  # fmt: skip
    """The texts of a model of some 100 lines: itself, and its costs, which it imports. `price` is in cents."""
    text = (Path(__file__).parent / "data" / "history" / "shop.bmc").read_text(encoding="utf-8")
    text = text.replace("80% per month", f"{retention}% per month").replace("3.00 EUR", f"{price / 100:.2f} EUR")
    text = text.replace("regulars", relationship)
    text += "".join(f'\nsegment {each} "The {each}" {{ size 50 people }}\n' for each in segments)
    text += "".join(f"# note {number}\n" for number in range(comments))
    costs = f'cost rent "Rent" {{ for room; fixed {rent} EUR per month }}\n'
    return text, costs + 'cost beans "Beans" { for brewing; variable 0.90 EUR per cup }\n'


def repository_with_history(folder: Path, *, commits: int = 200, seed: int = 1) -> tuple[Repository, list[Commit]]:
    """A repository of so many commits, with branches, merges, a file that is renamed, deleted and brought back, and
    versions with mistakes; and its main line, the oldest commit first. The last commit is no mistake."""
    random, made, state, path = Random(seed), [], _Shop(), OLD_FILE
    repository = Repository(folder, dated=True)

    def note(id: str, subject: str, kind: str, *said: str) -> None:
        made.append(Commit(id, subject, kind, said))

    note(repository.commit(state.files(path), subject="The idea"), "The idea", "began")
    while repository.commits < commits:
        number, left = repository.commits, commits - repository.commits
        if number % _BRANCH_EVERY == 5 and left > _BRANCH_LONG + 2:
            subject, said = _branch(repository, state, path, random, number)
            note(repository.git("rev-parse", "HEAD"), subject, "changed", *said)
        elif number >= commits // 3 and path == OLD_FILE:
            repository.git("mv", OLD_FILE, FILE)
            path = FILE
            note(repository.commit({}, subject="Another name"), "Another name", "same")
        elif number >= commits // 2 and left > 2 and all(each.kind != "deleted" for each in made):
            (repository.folder / path).unlink()
            note(repository.commit({}, subject="All over"), "All over", "deleted")
            note(repository.commit(state.files(path), subject="Back again"), "Back again", "returned")
        elif number % 31 == 30 and left > 2:
            broken = state.files(path)[path] + "proposition {\n"
            note(repository.commit({path: broken}, subject="A mistake"), "A mistake", "broken", "line")
            note(repository.commit(state.files(path), subject="Mended"), "Mended", "mended")
        else:
            subject, kind, said = _edit(state, random, number)
            note(repository.commit(state.files(path), subject=subject), subject, kind, *said)
    return repository, made


def _branch(
    repository: Repository, state: _Shop, path: str, random: Random, number: int
) -> tuple[str, tuple[str, ...]]:  # fmt: skip
    """A branch of some commits, while the main line goes on elsewhere; and its merge, with what that brought."""
    branch, before = f"idea-{number}", state.retention
    repository.git("switch", "--quiet", "-c", branch)
    for _ in range(_BRANCH_LONG):
        state.retention = _another(random, state.retention, 60, 95)
        repository.commit(state.files(path), subject=f"On a branch: retention {state.retention}%")
    if state.retention == before:
        state.retention += 1
        repository.commit(state.files(path), subject=f"On a branch: retention {state.retention}%")
    repository.git("switch", "--quiet", "main")
    repository.commit({"notes.txt": f"{number}\n"}, subject="Something else")
    subject = f"Merged {branch}"
    repository.merge(branch, subject=subject)
    return subject, (f"{before}% per month", f"{state.retention}% per month")


def _edit(state: _Shop, random: Random, number: int) -> tuple[str, str, tuple[str, ...]]:
    """One edit: its subject, what it does, what is to be said of it."""
    match number % 7:
        case 0:
            state.comments += 1
            return "A comment", "same", ()
        case 1 | 4:
            before, state.price = state.price, _another(random, state.price, 200, 500)
            return "Prices", "changed", (f"{before / 100:.2f} EUR", f"{state.price / 100:.2f} EUR")
        case 2:
            before, state.rent = state.rent, _another(random, state.rent, 700, 1_500)
            return "Rent", "changed", (f"{before} EUR per month", f"{state.rent} EUR per month")
        case 3 if len(state.segments) < 4:
            name = f"people-{number}"
            state.segments += (name,)
            return "More people", "changed", (f"The {name}",)
        case 3:
            gone, *rest = state.segments
            state.segments = tuple(rest)
            return "Fewer people", "changed", (f"The {gone}",)
        case 5:
            before, state.retention = state.retention, _another(random, state.retention, 60, 95)
            return "Retention", "changed", (f"{before}% per month", f"{state.retention}% per month")
        case _:
            before, state.relationship = state.relationship, f"friends-{number}"
            return "Another id", "changed", (before, state.relationship)


def _another(random: Random, value: int, low: int, high: int) -> int:
    """A number between two others that is not this one."""
    return random.choice([each for each in range(low, high + 1) if each != value])
