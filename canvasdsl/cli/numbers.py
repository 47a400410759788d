"""`canvasdsl numbers`: the figures of a model with their formulas, inputs and places; simulated; in another case."""

import re
import sys
from collections.abc import Iterable

import click

from canvasdsl.cli.choosing import variant_option
from canvasdsl.cli.models import color_option, kind_or_leave, open_or_leave, print_result, say, tell
from canvasdsl.diagnostics import Severity
from canvasdsl.figures.compute import KINDS, figures_of
from canvasdsl.figures.figure import Figure, Kind
from canvasdsl.load import Loaded

__all__ = ["command"]

_MOST_RUNS = 1_000_000


@click.command("numbers")
@click.argument("file", required=False)
@click.option("--list", "listing", is_flag=True, help="List the figures that can be computed.")
@click.option("--figure", "names", multiple=True, metavar="NAME", help="Only this figure; may be repeated.")
@click.option("--of", "of", default="", metavar="ID", help="Only of this block.")
@click.option("--simulate", "runs", type=click.IntRange(2, _MOST_RUNS), metavar="N", help="Draw ranges N times, and "
              "say how likely assertions, targets and breaking even are.")  # fmt: skip
@click.option("--seed", type=int, default=1, show_default=True, help="The seed of --simulate.")
@click.option("--by-month", "table", flag_value="by-month", help="The plan month by month.")
@click.option("--sensitivity", "table", flag_value="sensitivity", help="What a customer is worth over retention and "
              "discount.")  # fmt: skip
@click.option("--riskiest", "table", flag_value="riskiest", help="What to find out first: what moves a result most and "
              "is known least.")  # fmt: skip
@click.option("--set", "changes", multiple=True, metavar="ID.PROPERTY=VALUE", help="Another case, such as "
              "regulars.retention=95%; may be repeated.")  # fmt: skip
@click.option("--against", metavar="BASE", help="Compare with this model; with --set alone, with the file as it is.")
@variant_option
@click.option("--variants", "beside", is_flag=True, help="The figures that differ between the model and its variants, "
              "side by side.")  # fmt: skip
@click.option("--short", is_flag=True, help="Without formulas and inputs.")
@click.option("--format", "form", type=click.Choice(["human", "json", "csv"]), default="human", help="For people or "
              "programs.")  # fmt: skip
@click.option("--anyway", is_flag=True, help="Compute with what could be understood of a model with errors.")
@color_option
def command(
    file: str | None, listing: bool, names: tuple[str, ...], of: str, runs: int | None, seed: int, table: str | None,
    changes: tuple[str, ...], against: str | None, variant: str | None, beside: bool, short: bool, form: str,
    anyway: bool, color: str,
) -> int:  # fmt: skip
    """Compute the figures of the model in FILE: each with its formula, the lines of its inputs, or why it is absent."""
    from canvasdsl.render.figure_text import kinds_json, kinds_text

    if listing:
        print_result(kinds_json(KINDS) if form == "json" else kinds_text(KINDS))
        return 0
    if file is None:
        raise click.UsageError("Say of which FILE, or use --list.")
    if table is not None and (runs is not None or against is not None):
        raise click.UsageError(f"--{table} goes without {'--simulate' if runs is not None else '--against'}.")
    kinds = _kinds(names)
    if beside:
        if table is not None or runs is not None or against is not None or changes:
            raise click.UsageError("--variants goes without tables, --simulate, --set and --against.")
        from canvasdsl.cli.variant import print_beside

        return print_beside(file, variant, kinds if names else None, of=of, form=form, anyway=anyway, color=color)
    loaded = open_or_leave(file, anyway=anyway, color=color, doing="nothing is computed", variant=variant)
    if changes and loaded.title:
        raise click.UsageError("--set is for models; write another case of a variant as a variant of it.")
    base = loaded if changes and against is None and table is None else None
    if against is not None:
        base = open_or_leave(against, anyway=anyway, color=color, doing="nothing is compared")
    if changes:
        loaded = _changed(loaded, changes, color=color)
    if of and not any(id == of for _, id in loaded.canvas.index.blocks):
        raise click.UsageError(f"no block is called `{of}`.")
    if table is not None:
        from canvasdsl.cli.number_tables import print_table

        return print_table(table, loaded, kinds if names else (), of=of, form=form)
    figures = _wanted(figures_of(loaded.canvas, kinds), of)
    if base is not None:
        from canvasdsl.render.figure_changes import changes_json, changes_text

        before = _wanted(figures_of(base.canvas, kinds), of)
        print_result(changes_json(before, figures) if form == "json" else changes_text(before, figures))
    else:
        _print_figures(loaded, figures, runs, seed, short=short, form=form)
    return 0


def _wanted(figures: tuple[Figure, ...], of: str) -> tuple[Figure, ...]:
    """The figures of one block, where one is asked for: also those of several of which it is one."""
    return tuple(each for each in figures if of in each.of.split(", ")) if of else figures


def _print_figures(
    loaded: Loaded, figures: tuple[Figure, ...], runs: int | None, seed: int, *, short: bool, form: str
) -> None:  # fmt: skip
    from canvasdsl.figures.chances import Chance, chances
    from canvasdsl.figures.simulation import Draws, simulated_with
    from canvasdsl.render.figure_chances import chances_text
    from canvasdsl.render.figure_text import figures_csv, figures_json, figures_text

    told: tuple[Chance, ...] | None = None
    simulated = {}
    if runs is not None:
        drawn = Draws(runs, seed)
        found = {id(figure): simulated_with(figure, drawn) for figure in figures}
        simulated = {key: each for key, each in found.items() if each is not None}
        told = chances(loaded.canvas, drawn)
    if form == "json":
        print_result(figures_json(figures, loaded.sources, simulated, told))
    elif form == "csv":
        print_result(figures_csv(figures))
    else:
        text = figures_text(figures, loaded.sources, simulated, details=not short)
        print_result(text + ("" if told is None else chances_text(told, runs or 0, seed)))
        _count_absent(figures)


def _kinds(names: Iterable[str]) -> tuple[Kind, ...]:
    return tuple(map(kind_or_leave, names)) or KINDS


def _count_absent(figures: tuple[Figure, ...]) -> None:
    absent = sum(bool(figure.absent) for figure in figures)
    if absent and sys.stdout is not None:
        say(f"{absent} of {len(figures)} figures are absent; each says what is missing")


_CHANGE = re.compile(r"([^=\s]+)\.([\w-]+)\s*=\s*(.+)", re.DOTALL)


def _changed(loaded: Loaded, changes: tuple[str, ...], *, color: str) -> Loaded:
    """The model with properties written anew in its own text; leaves with 2 where a change can't be made."""
    from canvasdsl.load import load
    from canvasdsl.outside.resolver import Resolver
    from canvasdsl.outside.tables import FileTables
    from canvasdsl.source import Source

    for change in changes:
        match = _CHANGE.fullmatch(change.strip())
        if match is None:
            raise click.UsageError(f"`{change}` is not of the form ID.PROPERTY=VALUE, such as regulars.retention=95%.")
        name, word, value = match.groups()
        blocks = [block for (_, id), block in loaded.canvas.index.blocks.items() if id == name]
        if len(blocks) != 1:
            many = "several blocks are" if blocks else "no block is"
            raise click.UsageError(f"{many} called `{name}`.")
        block = blocks[0]
        if block.file != loaded.source.name:
            raise click.UsageError(f"`{name}` stands in another file; change it there, or name that file.")
        said = [item for item in block.item.items or () if item.name == word]
        text = loaded.source.text
        if len(said) > 1:
            raise click.UsageError(f"`{name}` says `{word}` {len(said)} times.")
        if said:
            rate = _period_of(text[said[0].start : said[0].end], value)
            text = f"{text[: said[0].start]}{word} {value}{rate}{text[said[0].end :]}"
        elif block.item.items is None:
            text = f"{text[: block.item.head_end]} {{ {word} {value} }}{text[block.item.head_end :]}"
        else:
            text = f"{text[: block.item.end - 1]}; {word} {value} {text[block.item.end - 1 :]}"
        source = Source(loaded.source.name, text)
        resolver = Resolver(source)
        loaded = load(source, resolver.read, settings=loaded.canvas.settings, tables=FileTables(resolver))
        if loaded.has_errors:
            wrong = [each for each in loaded.diagnostics if each.of_language and each.severity is Severity.ERROR]
            tell(wrong, loaded.sources, color=color)
            say(f"canvasdsl: `{change}` can't be understood")
            raise click.exceptions.Exit(2)
    return loaded


def _period_of(written: str, value: str) -> str:
    """The `per …` of what was written, where a bare percentage takes its place: `95%` for `92% per month`."""
    _, found, period = written.partition(" per ")
    return f" per {period}" if found and value.rstrip().endswith("%") else ""
