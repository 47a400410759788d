"""Tells in the job summary, and in a file for the comment, what moved in the models of a pull request.

All names of files, and all that stands in models, is somebody else's: names go to programs as they are, never through a
shell, no program of the repository is run in place of ours (`-I`), and no text calls people or other issues.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

MARKER = "<!-- canvasdsl: what moved -->"
MOST = 60_000
"""GitHub takes 65,536 characters in a comment."""
CALLS = re.compile(r"(?<=@)(?=\w)|(?<=#)(?=\d)|(?<=\bGH-)(?=\d)", re.IGNORECASE)
"""Where GitHub would see somebody's name, or the number of an issue."""


def main() -> int:
    base = base_of_pull_request()
    if base is None:
        print("::notice title=canvasdsl::what moved can't be told: fetch two commits, `fetch-depth: 2` of checkout")
        return 0
    sections = [section for path in models() if (section := moved(path, base))]
    sections += [f"## {code(path)}\n\nThe model was removed." for path in removed(base)]
    write(sections)
    return 0


def base_of_pull_request() -> str | None:
    """The commit to compare with: the first parent of the merge that GitHub makes of a pull request, else its base."""
    if known("HEAD^2"):
        return known("HEAD^1")
    base = os.environ.get("CANVAS_BASE", "")
    if not re.fullmatch(r"[0-9a-f]{40,64}", base):
        return None
    if not known(base):
        git("fetch", "--quiet", "--no-tags", "--depth=1", "origin", base)
    return known(base)


def known(revision: str) -> str | None:
    """The commit that a revision is, if it is here."""
    return git("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").strip() or None


def git(*words: str) -> str:
    """What git says; nothing where it fails."""
    done = subprocess.run(["git", *words], capture_output=True, check=False)
    return done.stdout.decode("utf-8", "surrogateescape") if done.returncode == 0 else ""


def given() -> list[str]:
    """The files and folders that the action was given."""
    paths = [path.strip("\r") for path in os.environ.get("CANVAS_PATHS", "").split("\n")]
    return [path for path in paths if path.strip()] or ["."]


def models() -> list[str]:
    """The models that stand in git now; a file that another one imports is a part of that."""
    from click import ClickException

    from canvasdsl.cli.models import open_model, wholes
    from canvasdsl.outside.files import find_models

    kept = {os.path.normpath(path) for path in git("ls-files", "-z", "--", "*.bmc").split("\0") if path}
    found = [path for path in find_models(given()).paths if os.path.normpath(path) in kept]
    try:
        return [each.path for each in wholes([open_model(path, tables=False) for path in found])]
    except ClickException:  # wrong settings, of which the check tells
        return found


def removed(base: str) -> list[str]:
    """The models that stood in git and do so no more."""
    gone = git("diff", "--name-only", "-z", "--no-renames", "--diff-filter=D", base, "HEAD", "--", "*.bmc").split("\0")
    roots = [os.path.normpath(path) for path in given()]
    return [path for path in gone if path and any(root in (".", path) or path.startswith(root + os.sep)
                                                  for root in roots)]  # fmt: skip


def moved(path: str, base: str) -> str:
    """What moved in one model, as Markdown; empty where nothing did."""
    name = path.replace(os.sep, "/")
    shown = f"## {code(name)}\n\n"
    if not git("cat-file", "-t", f"{base}:./{name}"):
        return f"{shown}The model is new."
    command = [sys.executable, "-I", "-m", "canvasdsl", "diff", "--format", "md", "--since", base, "--", path]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode == 0:
        return ""
    if done.returncode == 1:
        return shown + done.stdout.decode("utf-8", "replace").split("\n\n", 2)[-1]  # without its own heading
    said = done.stderr.decode("utf-8", "replace").strip().split("\n")[-1]
    return f"{shown}It could not be compared: {code(said)}"


def code(text: str) -> str:
    """A text as code, in one line; it can't end the code."""
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in text).replace("`", "'").split())
    return f"`{plain}`"


def write(sections: list[str]) -> None:
    """The summary, the file for the comment, and whether anything moved."""
    text = "\n\n".join(section.rstrip() for section in sections) or "Nothing moved in the business."
    text = CALLS.sub("\u200b", f"# What moved in the business\n\n{text}\n")
    if len(text) > MOST:
        text = text[:MOST].rpartition("\n")[0] + "\n\nThere is more; `canvasdsl diff` tells all of it.\n"
    folder = Path(os.environ["RUNNER_TEMP"])
    (folder / "canvasdsl-comment.md").write_text(f"{MARKER}\n{text}", encoding="utf-8")
    with open(os.environ["GITHUB_STEP_SUMMARY"], "a", encoding="utf-8") as summary:
        summary.write(text)
    with open(os.environ["GITHUB_OUTPUT"], "a", encoding="utf-8") as output:
        output.write(f"moved={'true' if sections else 'false'}\n")


if __name__ == "__main__":
    sys.exit(main())
