"""`canvasdsl fmt`: files in their one canonical form; nothing is written unless meaning and comments are the same."""

import click

from canvasdsl.cli.models import color_option, print_result, say, tell
from canvasdsl.cli.showing import show_difference
from canvasdsl.load import load
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.vocabulary import block_words
from canvasdsl.outside.files import find_models, read_source
from canvasdsl.outside.writing import trouble, write_text
from canvasdsl.syntax.format import Refusal, proved_format

__all__ = ["command"]


@click.command("fmt")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit code 1 if a file is not formatted.")
@click.option("--diff", "show", is_flag=True, help="Write nothing; show what would change.")
@color_option
def command(paths: tuple[str, ...], only_check: bool, show: bool, color: str) -> int:
    """Write files in their one canonical form.

    A folder means every .bmc file below it; - reads standard input and writes standard output. A file with mistakes of
    syntax is left as it is.
    """
    found = find_models(paths)
    if found.diagnostics:
        tell(found.diagnostics, {}, color=color)
    worst = 2 if found.diagnostics else 0
    changed = 0
    for path in found.paths:
        code, differs = _format(path, writes=not (only_check or show), show=show, color=color)
        worst = max(worst, code)
        changed += differs
    if only_check and changed:
        say(f"{changed} {'file is' if changed == 1 else 'files are'} not formatted; `canvasdsl fmt` does it")
    return max(worst, 1) if (only_check or show) and changed else worst


def _format(path: str, *, writes: bool, show: bool, color: str) -> tuple[int, bool]:
    """Formats one file: the exit code, and whether it differs from its canonical form."""
    reading = read_source(path)
    source = reading.source
    if not reading.readable or reading.diagnostics:
        tell(reading.diagnostics, {source.name: source}, color=color)
        return (1 if reading.readable else 2), False
    loaded = load(source, rules=())
    wrong = [each for each in loaded.diagnostics if each.code.startswith("SYN")]
    if wrong:
        tell(wrong, loaded.sources, color=color)
        say(f"{source.name}: left as it is until its syntax is mended")
        if path == "-" and writes:
            print_result(source.text)
        return 1, False
    result = proved_format(
        loaded.documents[0], blocks=block_words(Canvas), respelled=loaded.respelled.get(source.name, {})
    )
    if isinstance(result, Refusal):
        say(f"canvasdsl: {source.name} was left as it is: {result.reason}; please report this")
        return 2, False
    differs = result != source.text or not reading.as_written
    if show and differs:
        show_difference(source, result, "formatted")
    if path == "-" and writes:
        print_result(result)
    elif writes and differs:
        try:
            write_text(path, result)
        except OSError as error:
            say(f"canvasdsl: {trouble(error, path, doing='write')}")
            return 2, differs
        say(f"formatted {path}")
    return 0, differs
