"""How long `log` takes over many commits, and how much memory, each in a process of its own, from a cold start."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import NamedTuple

__all__ = ["report"]

HERE = Path(__file__).parent
_COMMAND = (sys.executable, "-m", "canvasdsl", "log", "model.bmc")
_ENVIRONMENT = {**os.environ, "PYTHONPATH": str(HERE.parent)}
_FEW, _COMMITS, _MANY = 50, 200, 800
_AMOUNT = re.compile(r"(?:price|fixed) [\d_]+ EUR")


class _Run(NamedTuple):
    seconds: float
    bytes: int
    """The most memory that was held at a time."""


def report() -> str:
    """For people and as a page over 200 commits; the memory over 800 commits against that over 50."""
    if which("git") is None or not hasattr(os, "wait4"):
        return "  `log`: no git here, or no way to measure"
    text = (HERE / "models" / "night_train.bmc").read_text(encoding="utf-8")
    with TemporaryDirectory() as folder:
        for commits in (_FEW, _COMMITS, _MANY):
            _repository(Path(folder) / str(commits), text, commits)
        command = [*_COMMAND, "--format", "json"]
        told = subprocess.run(command, cwd=Path(folder) / str(_FEW), env=_ENVIRONMENT, check=True, capture_output=True)
        assert [each["kind"] for each in json.loads(told.stdout)["versions"]] == ["began", *["changed"] * (_FEW - 1)]
        few, people, many = (_log(Path(folder) / str(commits)) for commits in (_FEW, _COMMITS, _MANY))
        page = _log(Path(folder) / str(_COMMITS), "-o", "story.html")
        size = (Path(folder) / str(_COMMITS) / "story.html").stat().st_size
    per_commit = (many.bytes - few.bytes) / (_MANY - _FEW)
    lines = text.count("\n")
    return "\n".join([
        f"  `log` over {_COMMITS} commits of {lines} lines: {people.seconds:.2f} s of processor time (at most 5); "
        f"the page: {page.seconds:.2f} s, {size / 1e6:.2f} MB",
        f"  memory over {_FEW} commits: {few.bytes / 1e6:.0f} MB, over {_MANY}: {many.bytes / 1e6:.0f} MB, "
        f"{per_commit / 1e3:.0f} kB for each commit",
    ])  # fmt: skip


def _repository(folder: Path, text: str, commits: int) -> None:
    """A repository in which each commit changes one number of the model."""
    folder.mkdir()
    amounts = _AMOUNT.findall(text)
    stream = ["feature done\n"]
    for number in range(commits):
        at = number % len(amounts)
        word, amount, currency = amounts[at].split()
        changed = f"{word} {int(amount) + 10} {currency}"
        text = text.replace(amounts[at], changed, 1)
        amounts[at] = changed
        data = text.encode("utf-8").decode("latin-1")
        stream.append(
            f"commit refs/heads/main\ncommitter A <a@example.org> {1_767_225_600 + 3_600 * number} +0000\n"
            f"data 4\nmore\nM 100644 inline model.bmc\ndata {len(data)}\n{data}\n"
        )
    stream.append("done\n")
    for command, given in ((["init", "--quiet", "--initial-branch=main"], ""), (["fast-import", "--quiet"],
                           "".join(stream))):  # fmt: skip
        subprocess.run(["git", *command], cwd=folder, check=True, input=given.encode("latin-1"))


def _log(folder: Path, *more: str) -> _Run:
    """The processor time of `log`, git included, and its memory."""
    command = [*_COMMAND, *more]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               env=_ENVIRONMENT)  # fmt: skip
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, command
    unit = 1 if sys.platform == "darwin" else 1_024
    return _Run(used.ru_utime + used.ru_stime, used.ru_maxrss * unit)


if __name__ == "__main__":
    print(report())
