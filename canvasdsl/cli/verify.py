"""`canvasdsl verify`: recomputes the published tables of the field on this machine and says which numbers agree."""

import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from textwrap import fill
from typing import Any

import attrs
import click

from canvasdsl.cli.models import print_result, say
from canvasdsl.figures.published import CASES, Case, Number, agrees
from canvasdsl.outside import console
from canvasdsl.render.figure_words import decimal_text

__all__ = ["command"]

_MEANS = {
    "published": "the answer stands in print",
    "task": "the question stands in print, the answer is computed",
    "remembered": "known from the literature, not checked word for word",
    "made up": "an example made here",
}


@attrs.frozen
class _Checked:
    number: Number
    computed: Fraction

    @property
    def holds(self) -> bool:
        return agrees(self.number, self.computed)


@click.command("verify")
@click.option("--format", "form", type=click.Choice(["human", "json"]), default="human", help="For people or programs.")
def command(form: str) -> int:
    """Recompute the published tables of the field: each number with its source, what is expected, what comes out.

    Ends with 1 if one differs.
    """
    found = [(case, [_Checked(each, each.compute()) for each in case.numbers]) for case in CASES]
    every = [each for _, checked in found for each in checked]
    wrong = sum(not each.holds for each in every)
    print_result(_json(found) if form == "json" else "".join(f"{line}\n" for line in _lines(found)))
    summary = f"{len(every)} numbers of {len(found)} tables are recomputed"
    say(f"canvasdsl: {summary}; " + (f"{wrong} of them differ" if wrong else "all of them agree"))
    return 1 if wrong else 0


def _lines(found: list[tuple[Case, list[_Checked]]]) -> Iterator[str]:
    width = console.describe(sys.stdout).width
    for case, checked in found:
        yield from fill(f"{case.id} {case.title}", width, subsequent_indent="    ").splitlines()
        about = f"{case.source} ({case.status}: {_MEANS[case.status]})"
        yield from fill(about, width, initial_indent="    ", subsequent_indent="    ").splitlines()
        for each in checked:
            verdict = "agrees" if each.holds else "differs"
            yield from fill(each.number.what, width, initial_indent="    - ", subsequent_indent="      ").splitlines()
            yield (
                f"      {verdict}: {each.number.expected} expected, {_digits(each)} computed, "
                f"tolerance {decimal_text(each.number.tolerance)}"
            )
        yield ""


def _digits(checked: _Checked) -> str:
    """The computed number with two digits more than the expected one."""
    _, _, digits = checked.number.expected.partition(".")
    computed = Decimal(checked.computed.numerator) / Decimal(checked.computed.denominator)
    return f"{computed:.{len(digits) + 2}f}"


def _json(found: list[tuple[Case, list[_Checked]]]) -> str:
    return json.dumps({"tables": [_record(case, checked) for case, checked in found]}, indent=2) + "\n"


def _record(case: Case, checked: list[_Checked]) -> dict[str, Any]:
    return {
        "id": case.id, "title": case.title, "source": case.source, "status": case.status,
        "numbers": [
            {
                "what": each.number.what, "expected": each.number.expected, "computed": _digits(each),
                "tolerance": decimal_text(each.number.tolerance), "agrees": each.holds,
            }
            for each in checked
        ],
    }  # fmt: skip
