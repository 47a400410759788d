"""`canvasdsl new`: a starter file, blank with guiding questions or one of the examples."""

import json
import os

import click

from canvasdsl import resources
from canvasdsl.cli.models import print_result, say
from canvasdsl.outside.writing import trouble, write_text

__all__ = ["command"]


@click.command("new")
@click.argument("file", required=False)
@click.option("--starter", default="blank", metavar="NAME", help="Which starter; --list shows them.")
@click.option("--list", "listing", is_flag=True, help="List the starters.")
@click.option("--force", is_flag=True, help="Write over a file that is there already.")
@click.option("--format", "form", type=click.Choice(["human", "json"]), default="human", help="For people or programs.")
def command(file: str | None, starter: str, listing: bool, force: bool, form: str) -> int:
    """Write a starter FILE (NAME.bmc of the starter if none is named); - is standard output."""
    starters = _starters()
    if listing:
        if form == "json":
            records = [{"name": name, "summary": summary} for name, summary in starters.items()]
            print_result(json.dumps({"starters": records}, indent=2) + "\n")
        else:
            print_result("".join(f"  {name:14}{summary}\n" for name, summary in starters.items()))
        return 0
    if starter not in starters:
        raise click.UsageError(f"There is no starter `{starter}`. Known are: {', '.join(starters)}.")
    text = resources.read_text(f"examples/{starter}.bmc")
    if file == "-":
        print_result(text)
        return 0
    path = f"{starter}.bmc" if file is None else file
    if os.path.basename(path) in ("", ".", ".."):
        raise click.UsageError(f"`{path}` names no file.")
    if not path.lower().endswith(".bmc"):
        path += ".bmc"
    if os.path.lexists(path) and not force:
        say(f"canvasdsl: `{path}` is there already and was left as it is; choose another name, or use --force")
        return 2
    try:
        write_text(path, text)
    except OSError as error:
        say(f"canvasdsl: {trouble(error, path, doing='write')}")
        return 2
    say(f"wrote {path}; next: canvasdsl check {_typed(path)}")
    return 0


def _typed(path: str) -> str:
    """The path as people type it: in quotes where it has blanks, never mistaken for an option."""
    path = f"./{path}" if path.startswith("-") else path
    return f'"{path}"' if " " in path else path


def _starters() -> dict[str, str]:
    """The starters by name, each with the first sentence of its opening comment; `blank` first."""
    found = {}
    for path in sorted(resources.folder("examples").glob("*.bmc"), key=lambda each: (each.stem != "blank", each.stem)):
        comment = []
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                break
            comment.append(line.lstrip("# "))
        found[path.stem] = " ".join(comment).partition(". ")[0].rstrip(".")
    return found
