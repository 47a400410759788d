"""What commands share: reading a model by the one road, and saying what was found."""

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import attrs
import click

from canvasdsl.cli.choosing import chosen
from canvasdsl.diagnostics import Diagnostic, Severity
from canvasdsl.load import Loaded, load
from canvasdsl.outside import console
from canvasdsl.outside.files import read_source
from canvasdsl.outside.project import WrongSetting, thresholds_at
from canvasdsl.outside.resolver import Resolver
from canvasdsl.outside.tables import FileTables
from canvasdsl.outside.trouble import trouble
from canvasdsl.rules import rules_in
from canvasdsl.source import Source

if TYPE_CHECKING:
    from canvasdsl.figures.figure import Kind

__all__ = [
    "Opened", "color_option", "kind_or_leave", "open_model", "open_or_leave", "print_result", "read_or_leave", "say",
    "settings_or_leave", "tell", "wholes",
]  # fmt: skip

color_option = click.option(
    "--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colours on the terminal."
)


@attrs.frozen
class Opened:
    """A model that was read, or the reasons why it could not be: then `loaded` is absent."""

    path: str
    source: Source
    loaded: Loaded | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def sources(self) -> dict[str, Source]:
        """The sources by name."""
        return self.loaded.sources if self.loaded else {self.source.name: self.source}


def open_model(path: str, *, profile: str = "draft", tables: bool = True) -> Opened:
    """Reads the model that begins with the file at `path`, `-` being standard input; its rules are those of `profile`.
    Without `tables` the tables beside the model are passed over.

    Leaves with 2 when the project's settings are wrong.
    """
    reading = read_source(path)
    if not reading.readable:
        return Opened(path, reading.source, None, reading.diagnostics)
    settings = settings_or_leave(reading.source.name)
    resolver = Resolver(reading.source)
    loaded = load(reading.source, resolver.read, said=reading.diagnostics, rules=rules_in(profile), settings=settings,
                  tables=FileTables(resolver) if tables else None)  # fmt: skip
    return Opened(path, reading.source, loaded, loaded.diagnostics)


def wholes(opened: list[Opened]) -> list[Opened]:
    """The models that are no part of another one: a file that another of them imports is a part of that one.

    Of files that import each other in a circle the first one stands for all.
    """
    if len(opened) == 1:
        return opened
    parts: set[str] = set()
    whole: set[str] = set()
    # A file with more parts comes first: what imports a circle has all of it and itself besides.
    for each in sorted(opened, key=lambda each: -len(each.sources)):
        if os.path.realpath(each.source.name) not in parts:
            whole.add(each.path)
            parts.update(map(os.path.realpath, each.sources))
    return [each for each in opened if each.path in whole]


def kind_or_leave(name: str) -> "Kind":
    """The kind of figure of this name; leaves with 2 where there is none, with the one that was most likely meant."""
    from canvasdsl.figures.compute import KINDS, kind_called

    kind = kind_called(name)
    if kind is None:
        from canvasdsl.model.reading import closest

        near = closest(name, tuple(each for kind in KINDS for each in (kind.name, *kind.synonyms)))
        hint = f" Did you mean `{near}`?" if near else " `canvasdsl numbers --list` lists them."
        raise click.UsageError(f"There is no figure `{name}`.{hint}")
    return kind


def settings_or_leave(path: str) -> Mapping[str, Decimal]:
    """The thresholds of the project of the file at `path`; leaves with 2 when they are wrong."""
    try:
        return thresholds_at(path)
    except WrongSetting as wrong:
        raise click.ClickException(f"{wrong.file}: {wrong.problem}") from None


def read_or_leave(path: str, *, color: str, tables: bool = True) -> Loaded:
    """The model at `path` (see `open_model`), whatever is wrong with it; leaves with 2 when it can't be read."""
    opened = open_model(path, tables=tables)
    if opened.loaded is None:
        tell(opened.diagnostics, opened.sources, color=color)
        raise click.exceptions.Exit(2)
    return opened.loaded


def open_or_leave(path: str, *, anyway: bool, color: str, doing: str, variant: str | None = None) -> Loaded:
    """The model at `path` for a command that makes something of it, or its variant of that title.

    Leaves with 2 when it can't be read, and with 1 when its language has errors, unless `anyway`; says why.
    """
    loaded = read_or_leave(path, color=color)
    if loaded.has_errors and not (loaded.variants and anyway):
        _tell_errors(loaded, anyway=anyway, color=color, doing=doing)
    found = chosen(loaded, variant)
    if found is not loaded and found.has_errors:
        _tell_errors(found, anyway=anyway, color=color, doing=doing)
    return found


def _tell_errors(loaded: Loaded, *, anyway: bool, color: str, doing: str) -> None:
    """Tells the errors of a model, and leaves with 1 unless `anyway`."""
    wrong = [each for each in loaded.diagnostics if each.severity is Severity.ERROR and each.of_language
             and each.variant in ("", loaded.title)]  # fmt: skip
    tell(wrong, loaded.sources, color=color)
    if not anyway:
        say(f"canvasdsl: {doing} while the file has errors; mend them, or use --anyway")
        raise click.exceptions.Exit(1)


def tell(diagnostics: Any, sources: dict[str, Source], *, color: str, stream: Any = None, **more: Any) -> None:
    """Diagnostics for people, on standard error unless said otherwise."""
    from canvasdsl.render.terminal import render_diagnostics

    stream = stream or sys.stderr
    look = console.describe(stream, color=color)
    text = render_diagnostics(
        diagnostics, sources, files=more.pop("files", 1), colour=look.colour, unicode=look.unicode, width=look.width,
        encoding=look.encoding, **more,
    )  # fmt: skip
    console.write(stream, text)


def say(text: str) -> None:
    """One line for people, on standard error. What was done stays done where nobody can be told of it."""
    from canvasdsl.render.escape_terminal import terminal_text

    with suppress(OSError):
        console.write(sys.stderr, terminal_text(text) + "\n")


def print_result(text: str) -> None:
    """A result, on standard output; that nobody reads on changes nothing. Leaves with 2 when it can't be written."""
    if sys.stdout is None:
        raise click.ClickException("there is no standard output to write to")
    try:
        console.write(sys.stdout, text)
    except OSError as error:
        raise click.ClickException(trouble(error, "standard output", doing="write")) from error

