"""What commands share that make pages: writing them in one step, and saying why a page could not be made."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from canvasdsl.cli.models import say
from canvasdsl.load import Loaded
from canvasdsl.outside.poster import MissingGlyph
from canvasdsl.outside.typst_engine import EngineError
from canvasdsl.outside.writing import trouble, write_bytes

__all__ = ["font_option", "form_of", "make_all", "make_or_leave", "refuse_to_overwrite", "write_or_say"]


def _plain_file(ctx: click.Context, option: click.Parameter, given: Path | None) -> Path | None:
    """The file, if it is one: opening a pipe could wait for ever, and a misspelt name must not pass in silence."""
    if given is not None and not given.is_file():
        raise click.BadParameter(f"there is no file `{given}`")
    return given


font_option = click.option(
    "--font", type=click.Path(path_type=Path), callback=_plain_file, help="A font file for scripts that ours lack."
)


def form_of(output: str | None, forms: Sequence[str]) -> str:
    """The form that the ending of a file asks for, the first of the forms without a file; leaves with 2 where it is
    none of the others."""
    if output is None:
        return forms[0]
    ending = Path(output).suffix.lower().lstrip(".")
    if ending not in forms[1:]:
        *endings, last = (f".{form}" for form in forms[1:])
        raise click.UsageError(f"`{output}` has none of the endings {', '.join(endings)} and {last}.")
    return ending


def refuse_to_overwrite(loaded: Loaded, output: str) -> None:
    """Leaves with 2 when the page would take the place of a file of the model."""
    for name in loaded.sources:
        if os.path.exists(output) and os.path.exists(name) and os.path.samefile(output, name):
            raise click.UsageError(f"`{output}` is a file of the model itself; choose another name for what is made.")


def make_or_leave(make: Callable[[], bytes], ending: str, font: Path | None) -> bytes:
    """The page that `make` makes. Leaves with 1 when no font has a character, with 2 when the engine can't work."""
    try:
        return make()
    except MissingGlyph as missing:
        say(f"canvasdsl: {missing}; give a font that has it with `--font FILE`, or write .html instead of .{ending}")
        raise click.exceptions.Exit(1) from None
    except EngineError as error:
        say(f"canvasdsl: {error}")
    except (OSError, ValueError) as error:
        if font is None:
            raise
        say(f"canvasdsl: `{font}` can't be used as a font: {error}")
    raise click.exceptions.Exit(2)


def make_all(makes: Sequence[tuple[str, Callable[[], bytes]]]) -> list[bytes]:
    """What each makes, in their order, each behind its ending. While the PDF engine works, in a process of its own,
    the others are made; what one of them raises is raised."""
    waits = next((at for at, (ending, _) in enumerate(makes) if ending == "pdf"), None)
    if waits is None or len(makes) == 1:
        return [make() for _, make in makes]
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as beside:
        asked = {at: beside.submit(make) for at, (_, make) in enumerate(makes) if at != waits}
        pdf = makes[waits][1]()
        return [pdf if at == waits else asked[at].result() for at in range(len(makes))]


def write_or_say(path: str, data: bytes) -> int:
    """Writes a page in one step; says where, or why not."""
    try:
        write_bytes(path, data)
    except OSError as error:
        say(f"canvasdsl: {trouble(error, path, doing='write')}")
        return 2
    say(f"wrote {path}")
    return 0
