"""`canvasdsl check`: all diagnostics of models, for people and machines."""

from typing import Any

import attrs
import click

from canvasdsl.cli.models import color_option, open_model, print_result, say, tell, wholes
from canvasdsl.diagnostics import Diagnostic, Severity
from canvasdsl.limits import MESSAGES_SHOWN
from canvasdsl.outside.files import find_models
from canvasdsl.rules import rule
from canvasdsl.source import Source

__all__ = ["command"]


@click.command("check")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--format", "form", type=click.Choice(["human", "json", "sarif", "github"]), default="human",
              help="For people, or for machines.")  # fmt: skip
@click.option("--select", default="", metavar="CODE,…", help="Only these rules: codes, beginnings of codes, names, or "
              "ids of the register (R15).")  # fmt: skip
@click.option("--ignore", default="", metavar="CODE,…", help="All rules but these.")
@click.option("--profile", type=click.Choice(["draft", "final", "graded"]), default="draft",
              help="final and graded take the gravest warnings as errors.")  # fmt: skip
@click.option("--strict", is_flag=True, help="Warnings, too, mean exit code 1.")
@click.option("--fix", is_flag=True, help="Make the mends that can be made mechanically, then check.")
@click.option("--all", "everything", is_flag=True, help="Show every warning and hint, not just the most useful.")
@color_option
def command(
    paths: tuple[str, ...], form: str, select: str, ignore: str, profile: str, strict: bool, fix: bool,
    everything: bool, color: str,
) -> int:  # fmt: skip
    """Say what is wrong in models, why it matters and how to mend it.

    A folder means every .bmc file below it; - is standard input. Mistakes of the language (SYN, REF, TYP) are always
    reported. Exit code 1: there are errors.
    """
    selected, ignored = _matching(select, "--select"), _matching(ignore, "--ignore")
    found = find_models(paths)
    unmended = False
    if fix:
        from canvasdsl.cli.fixing import fix_file

        written = [fix_file(path) for path in found.paths]
        unmended = not all(written)
    models = wholes([open_model(path, profile=profile) for path in found.paths])
    diagnostics = list(found.diagnostics)
    sources: dict[str, Source] = {}
    for opened in models:
        sources.update(opened.sources)
        diagnostics += [
            _in_profile(each, profile) for each in opened.diagnostics
            if (each.of_language and (each.severity is Severity.ERROR or each.code not in ignored))
            or ((not select or each.code in selected) and each.code not in ignored)
        ]  # fmt: skip
    if len(models) > 1:
        diagnostics = _each_once(diagnostics)
    withheld = sum(opened.loaded.withheld for opened in models if opened.loaded)
    if form == "human":
        _for_people(diagnostics, sources, len(models), withheld, everything, color)
    else:
        print_result(_for_machines(form, diagnostics, sources, len(models), withheld))
    if unmended or found.diagnostics or any(opened.loaded is None for opened in models):
        return 2
    worst = max((each.severity for each in diagnostics), default=Severity.HINT)
    return 1 if worst is Severity.ERROR or (strict and worst is Severity.WARNING) else 0


def _each_once(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """What two models say of a file that both import is said once."""
    return list({(each.code, each.span, each.message): each for each in diagnostics}.values())


def _matching(given: str, option: str) -> frozenset[str]:
    """The codes of rules that a list such as `REL,BMC101,unserved-segment,R15` means."""
    from canvasdsl.model.codes import CODES
    from canvasdsl.rules import RULES

    codes: set[str] = set()
    for part in filter(None, (each.strip() for each in given.split(","))):
        plain = part.lower()
        matching = {
            each.code for each in RULES
            if each.code.lower().startswith(plain) or each.name == plain or part.upper() in each.register
        } | {each.code for each in CODES if each.code.lower().startswith(plain) or each.name == plain}  # fmt: skip
        if not matching and not (plain[:3] == "syn"):
            raise click.UsageError(f"{option}: there is no rule `{part}`; `canvasdsl explain --list` lists them.")
        codes |= matching
    return frozenset(codes)


def _in_profile(diagnostic: Diagnostic, profile: str) -> Diagnostic:
    if profile != "draft":
        known = rule(diagnostic.code)
        if known is not None and known.promoted:
            return attrs.evolve(diagnostic, severity=Severity.ERROR)
    return diagnostic


def _for_people(
    diagnostics: list[Diagnostic], sources: dict[str, Source], files: int, withheld: int, everything: bool, color: str
) -> None:
    ranked = sorted(diagnostics, key=_teaching_value)
    more: dict[str, Any] = {"advice": None} if everything else {}
    if not everything and len(ranked) <= MESSAGES_SHOWN:
        more["all_seen_with"] = "--all"
    tell(ranked, sources, color=color, files=files, **more)
    if withheld:
        what = "1 finding is" if withheld == 1 else f"{withheld} findings are"
        say(f"{what} withheld until the errors are mended: what seems to be missing may only be misspelt")


def _teaching_value(diagnostic: Diagnostic) -> int:
    """The register lists its rules in the order of their teaching value."""
    known = rule(diagnostic.code)
    return min((int(each[1:]) for each in known.register), default=90) if known else 0


def _for_machines(
    form: str, diagnostics: list[Diagnostic], sources: dict[str, Source], files: int, withheld: int
) -> str:
    if form == "json":
        from canvasdsl.render.report_json import check_json

        return check_json(diagnostics, sources, files=files, withheld=withheld)
    if form == "github":
        from canvasdsl.render.github import check_github

        return check_github(diagnostics, sources)
    from canvasdsl import __version__
    from canvasdsl.cli.topics import rule_texts
    from canvasdsl.render.sarif import check_sarif

    return check_sarif(diagnostics, sources, version=__version__, rules=rule_texts())
