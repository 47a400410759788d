"""`canvasdsl theory`: the register of the field and where each idea lives; what a model uses of it; study cards."""

import json
import sys
from textwrap import fill
from typing import Any

import attrs
import click

from canvasdsl.classroom.coverage import Coverage, Idea, coverage_of
from canvasdsl.classroom.homes import Home, all_homes
from canvasdsl.cli.choosing import variant_option
from canvasdsl.cli.models import color_option, open_or_leave, print_result
from canvasdsl.cli.pages import refuse_to_overwrite, write_or_say
from canvasdsl.load import Loaded
from canvasdsl.outside import console
from canvasdsl.render.escape_terminal import terminal_text

__all__ = ["command"]

_LABELS = {"vocabulary": "words", "rule": "rules", "figure": "figures", "view": "views", "text": "from"}


@click.command("theory")
@click.option("--model", metavar="FILE", help="What this model uses, what watches over it, what it leaves out.")
@click.option("--cards", is_flag=True, help="Study cards, into the file of -o; with --model those of its ideas alone.")
@click.option("-o", "--output", metavar="OUT", help="The file to write: .html, and for cards .csv too (Anki reads it).")
@click.option("--format", "form", type=click.Choice(["human", "json"]), default="human", help="For people or programs.")
@variant_option
@click.option("--anyway", is_flag=True, help="Use a model with errors.")
@color_option
def command(
    model: str | None, cards: bool, output: str | None, form: str, variant: str | None, anyway: bool, color: str
) -> int:  # fmt: skip
    """List the ideas of the field: which words of the language express each, which rules check it, what is drawn.

    `canvasdsl explain T-IDIC-2` tells about one of them.
    """
    ending = _ending(output, cards=cards)
    if output and not cards and model is None:
        raise click.UsageError("Say with --model of which model the map is, or with --cards that it is cards.")
    if cards and not output:
        raise click.UsageError("Say with -o where the cards go: cards.html, or cards.csv for Anki.")
    loaded = None
    if model is not None:
        loaded = open_or_leave(model, anyway=anyway, color=color, doing="nothing is written", variant=variant)
        if output:
            refuse_to_overwrite(loaded, output)
    if output:
        return write_or_say(output, _page(loaded, ending, cards=cards).encode("utf-8"))
    print_result(_map(coverage_of(loaded), form) if loaded is not None else _register(form))
    return 0


def _ending(output: str | None, *, cards: bool) -> str:
    if output is None:
        return ""
    ending = output.rpartition(".")[2].lower()
    if ending not in (("html", "csv") if cards else ("html",)):
        endings = "neither .html nor .csv at its end" if cards else "no .html at its end"
        raise click.UsageError(f"`{output}` has {endings}.")
    return ending


def _page(loaded: Loaded | None, ending: str, *, cards: bool) -> str:
    from canvasdsl.render.class_html import cards_html, map_html

    if not cards:
        assert loaded is not None
        return map_html(coverage_of(loaded))
    from canvasdsl.classroom.cards import cards_of, register_cards

    made = register_cards() if loaded is None else cards_of(loaded.canvas)
    if ending == "csv":
        from canvasdsl.render.cards_csv import cards_csv

        return cards_csv(made)
    title = "The theory of business models and customer relationships"
    return cards_html(made, title=title if loaded is None else loaded.canvas.title or "The model")


# ---- The register ------------------------------------------------------------


def _register(form: str) -> str:
    if form == "json":
        return _json({"entries": [
            {"id": entry.id, "title": entry.title, "homes": [attrs.asdict(home) for home in homes]}
            for entry, homes in all_homes()
        ]})  # fmt: skip
    look = console.describe(sys.stdout)
    lines: list[str] = []
    part = ""
    for entry, homes in all_homes():
        if entry.part != part:
            part = entry.part
            lines += ["", part, ""]
        lines.append(f"  {entry.id:10}{entry.title}")
        for kind, label in _LABELS.items():
            names = _names([home for home in homes if home.kind == kind])
            if names:
                lines.append(_row(label, ", ".join(names), look.width))
    return "\n".join(lines[1:]) + "\n"


def _names(homes: list[Home]) -> list[str]:
    """The names for people: of a property that is a home itself, its single words are not listed again."""
    whole = {home.name for home in homes}
    shown = [home for home in homes if home.name.partition(" ")[0] not in whole - {home.name}]
    return [home.name if home.built else f"{home.name} (not yet)" for home in shown]


def _row(label: str, text: str, width: int) -> str:
    return fill(text, width, initial_indent=f"    {label:9}", subsequent_indent=" " * 13, break_on_hyphens=False)


# ---- One model -----------------------------------------------------------------


def _map(coverage: Coverage, form: str) -> str:
    if form == "json":
        return _json({
            "file": coverage.file, "title": coverage.title,
            "entries": [_record(part, idea) for part, ideas in coverage.parts for idea in ideas],
        })  # fmt: skip
    look = console.describe(sys.stdout)
    used = sum(idea.used for idea in coverage.ideas)
    lines = [f"{terminal_text(coverage.file)} uses {used} of {len(coverage.ideas)} ideas of the field"]
    for part, ideas in coverage.parts:
        inside = [idea for idea in ideas if idea.used]
        lines += ["", f"{part}: {len(inside)} of {len(ideas)}", ""]
        for idea in inside:
            lines.append(f"  {idea.id:10}{idea.title}")
            places = dict.fromkeys(f"{place.word} (line {place.line})" for place in idea.uses)
            lines.append(_row("uses", ", ".join(places), look.width))
            if idea.checks:
                lines.append(_row("rules", ", ".join(idea.checks), look.width))
            if idea.findings:
                lines.append(_row("found", ", ".join(dict.fromkeys(idea.findings)), look.width))
        left = ", ".join(f"{idea.id} {idea.title}" for idea in ideas if not idea.used)
        if left:
            lines.append(fill(f"left out: {left}", look.width, initial_indent="  ", subsequent_indent="    "))
    return "\n".join(lines) + "\n"


def _record(part: str, idea: Idea) -> dict[str, Any]:
    return {
        "id": idea.id, "title": idea.title, "part": part, "used": idea.used,
        "uses": [attrs.asdict(place) for place in idea.uses], "checks": list(idea.checks),
        "findings": list(idea.findings), "accepted": idea.accepted,
    }  # fmt: skip


def _json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=True) + "\n"
