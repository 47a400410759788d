"""`canvasdsl explain`: a rule, a word of the language, an entry of the theory, in plain words with examples."""

import json
import re
import sys
from textwrap import fill, indent

import attrs
import click

from canvasdsl.cli.models import color_option, print_result, say
from canvasdsl.cli.topics import Topic, rule_records, topics_of, words
from canvasdsl.outside import console
from canvasdsl.render.cells import cells
from canvasdsl.render.escape_terminal import terminal_text

__all__ = ["command"]

_NAME = 14


@click.command("explain")
@click.argument("asked", nargs=-1, metavar="[CODE | WORD | T-ID]")
@click.option("--list", "listing", is_flag=True, help="List all rules and all words of the language.")
@click.option("--format", "form", type=click.Choice(["human", "json"]), default="human", help="For people or programs.")
@color_option
def command(asked: tuple[str, ...], listing: bool, form: str, color: str) -> int:
    """Explain a rule (REL203), a word of the language (segment), or an idea of the theory (T-IDIC-2, churn)."""
    if listing:
        print_result(json.dumps({"rules": rule_records()}, indent=2) + "\n" if form == "json" else _list())
        return 0
    if not asked:
        raise click.UsageError("Say what to explain, or use --list.")
    question = " ".join(asked)
    topics = topics_of(question)
    if not topics:
        from canvasdsl.model.reading import closest

        near = closest(question, tuple(word for word, _ in words()))
        say(f"canvasdsl: nothing is known of `{question}`" + (f". Did you mean `{near}`?" if near else "; `canvasdsl "
            "explain --list` lists rules and words"))  # fmt: skip
        return 1
    if form == "json":
        print_result(json.dumps({"topics": [attrs.asdict(each) for each in topics]}, indent=2) + "\n")
    else:
        look = console.describe(sys.stdout, color=color)
        bold, end = ("\x1b[1m", "\x1b[0m") if look.colour else ("", "")
        print_result("\n".join(_text(each, min(look.width, 100), bold, end) for each in topics))
    return 0


def _text(topic: Topic, width: int, bold: str, end: str) -> str:
    from canvasdsl import theory

    parts = [f"{bold}{terminal_text(topic.title)}{end}", ""]
    for paragraph in topic.paragraphs:
        for part in re.split(r"\n\s*\n", paragraph):
            parts += [fill(" ".join(part.split()), width, break_on_hyphens=False), ""]
    for name, value in topic.rows:
        gap = " " * max(2, _NAME - cells(name))
        text = fill(" ".join(value.split()), width, initial_indent="  " + name + gap,
                    subsequent_indent=" " * (2 + _NAME), break_on_hyphens=False)  # fmt: skip
        parts.append(text)
    parts += [""] if topic.rows else []
    for label, text in topic.examples:
        parts += [f"{label}:", "", indent(text.rstrip("\n"), "    "), ""]
    if topic.theory:
        parts.append("Theory:")
        for id in topic.theory:
            entry = theory.entry(id)
            if entry is not None:
                parts.append(fill(f"{id} {entry.title}: {entry.definition}", width, initial_indent="  ",
                                  subsequent_indent="    ", break_on_hyphens=False))  # fmt: skip
        parts.append("")
    return "\n".join(parts)


def _list() -> str:
    parts = ["Rules", ""]
    for record in rule_records():
        parts.append(f"  {record['code']}  {record['severity']:8}{record['name']:34} {record['summary']}")
    parts += ["", "Words", ""]
    for word, definition in words():
        parts.append(f"  {word:22}{definition}")
    return "\n".join(parts) + "\n"
