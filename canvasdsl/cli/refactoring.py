"""What the refactorings share: opening models, showing or writing what comes of it, saying why nothing was done."""

import json
import os
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import Any

import attrs
import click

from canvasdsl.change.patching import load_again
from canvasdsl.change.refactoring.proving import hurt_variant
from canvasdsl.change.refactoring.results import Refactored, Refused
from canvasdsl.cli.models import open_model, print_result, say, tell, wholes
from canvasdsl.cli.showing import show_difference
from canvasdsl.load import Loaded
from canvasdsl.outside.files import find_models
from canvasdsl.outside.importers import models_beside
from canvasdsl.outside.rewriting import NotRewritten, rewrite_all
from canvasdsl.source import Source, Span

__all__ = ["diff_option", "finish", "form_option", "models_or_leave", "others_that_read", "same_file",
           "unless_others_break"]  # fmt: skip

diff_option = click.option("--diff", "show", is_flag=True, help="Write nothing; show what would change.")
form_option = click.option("--format", "form", type=click.Choice(["human", "json"]), default="human",
                           help="For people, or for programs.")  # fmt: skip


def models_or_leave(paths: Iterable[str], *, color: str) -> tuple[Loaded, ...]:
    """The models that paths mean, without those that are parts of another one; leaves with 2 where one can't be read,
    with 1 where git has left two versions of some lines in one."""
    if "-" in paths:
        raise click.UsageError("Standard input can't be written anew; name a file.")
    found = find_models(paths)
    opened = [open_model(path, tables=False) for path in found.paths]
    unread = [each for each in opened if each.loaded is None]
    if found.diagnostics or unread:
        tell([*found.diagnostics, *(said for each in unread for said in each.diagnostics)],
             {name: source for each in unread for name, source in each.sources.items()}, color=color)  # fmt: skip
        raise click.exceptions.Exit(2)
    return tuple(each.loaded for each in wholes(opened) if each.loaded is not None)


def others_that_read(models: Iterable[Loaded]) -> tuple[Loaded, ...]:
    """The other models of the project that read a file of these; one that can't be read now is told and passed over."""
    known = {os.path.realpath(name) for loaded in models for name in loaded.sources}
    found = []
    for path in models_beside(name for loaded in models for name in loaded.sources):
        other = open_model(path, tables=False).loaded
        if other is None or known.isdisjoint(map(os.path.realpath, other.sources)):
            continue
        if other.has_errors:
            say(f"canvasdsl: {path} reads one of these files too and has mistakes; it is left as it is")
        else:
            found.append(other)
    return tuple(found)


def unless_others_break(result: Refactored | Refused, models: Iterable[Loaded]) -> Refactored | Refused:
    """The same, unless a variant, or another model of the project that reads the files, would have mistakes then."""
    if isinstance(result, Refused):
        return result
    new = {same_file(name): text for name, text in result.texts.items()}
    models = tuple(models)
    for each in (*models, *others_that_read(models)):
        again = load_again(each, {file.name: new[same_file(file.name)] for file in each.files
                                  if same_file(file.name) in new})  # fmt: skip
        name = each.source.name
        if again.has_errors:
            wrong = next(found for found in again.diagnostics if found.of_language)
            return Refused(f"{name} reads these files too, and would have a mistake then: {wrong.message}",
                           "make it one model for the time being, or change it by hand")  # fmt: skip
        hurt = hurt_variant(each, again)
        if hurt is not None:
            return attrs.evolve(hurt, reason=f"{name}: {hurt.reason}", place=None)
    return result


def same_file(name: str) -> str:
    """What two names of one file have in common."""
    return os.path.realpath(name)


def finish(
    result: Refactored | Refused, models: Iterable[Loaded], *, show: bool, form: str, done: str
) -> int:
    """Writes the files, or shows what would change; says what was done. The exit code: 0 where it was or can be done,
    1 where it was refused, 2 where the files can't be written."""
    sources: dict[str, Source] = {}
    for loaded in models:
        sources |= loaded.sources
    if isinstance(result, Refused):
        return _refused(result, sources, form)
    if not show:
        try:
            rewrite_all(sources, result.texts)
        except NotRewritten as wrong:
            raise click.ClickException(f"{wrong.reason}; nothing was changed") from None
    if form == "json":
        print_result(_report(result, sources, written=not show))
        return 0
    if show:
        for name, text in result.texts.items():
            show_difference(sources[name], text, done)
    else:
        files = ", ".join(result.texts)
        say(f"{done}: {files}" if files else f"{done}: nothing had to be written")
    for left in result.left:
        say(f"{left.text} (it stood at {_place(left.span, sources)})")
    return 0


def _refused(refused: Refused, sources: Mapping[str, Source], form: str) -> int:
    if form == "json":
        at = refused.place
        report = {"version": 1, "written": False, "files": [], "left": [], "refused": {
            "reason": refused.reason, "help": refused.help, "more": list(refused.more),
            "file": at.source if at else None, "line": _line(at, sources),
        }}  # fmt: skip
        print_result(json.dumps(report, indent=2) + "\n")
        return 1
    where = f"{_place(refused.place, sources)}: " if refused.place is not None else ""
    say(f"canvasdsl: {where}{refused.reason}")
    for each in refused.more:
        say(f"  {each}")
    if refused.help:
        say(f"  help: {refused.help}")
    return 1


def _report(result: Refactored, sources: Mapping[str, Source], *, written: bool) -> str:
    """The JSON of a refactoring: a contract whose keys may be added to, never removed. Lines count from 1."""
    report = {
        "version": 1,
        "written": written,
        "files": [
            {"file": name, "edits": list(_edits(sources[name].text, text)), "text": text}
            for name, text in result.texts.items()
        ],
        "left": [{"file": each.span.source, "line": _line(each.span, sources), "text": each.text}
                 for each in result.left],
        "refused": None,
    }  # fmt: skip
    return json.dumps(report, indent=2) + "\n"


def _edits(old: str, new: str) -> Iterable[dict[str, Any]]:
    """The lines that are others: where they stood, how many they were, and what stands there now."""
    before, after = old.split("\n"), new.split("\n")
    for what, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what != "equal":
            yield {"line": start + 1, "before": before[start:end], "after": after[first:last]}


def _place(span: Span, sources: Mapping[str, Source]) -> str:
    line = _line(span, sources)
    return f"{span.source}:{line}" if line is not None else span.source


def _line(span: Span | None, sources: Mapping[str, Source]) -> int | None:
    if span is None or span.source not in sources:
        return None
    return sources[span.source].position(min(span.start, len(sources[span.source].text))).line
