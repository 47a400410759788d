"""`canvasdsl variant`: the variants of a model: what is otherwise in each, side by side, or one as a plain model."""

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from canvasdsl.change.variants import figures_beside, model_below, stories_of, title_of
from canvasdsl.cli.choosing import one_or_all
from canvasdsl.cli.models import color_option, print_result, read_or_leave, say, tell
from canvasdsl.cli.pages import refuse_to_overwrite, write_or_say
from canvasdsl.diagnostics import Severity
from canvasdsl.figures.compute import KINDS
from canvasdsl.figures.figure import Kind
from canvasdsl.load import Loaded, Varied
from canvasdsl.wording import LANGUAGES, load_wording

__all__ = ["command", "opened_with_variants", "print_beside"]

_ON_A_PAGE = 3
"""So many variants stand beside their model on a page."""


@click.command("variant")
@click.argument("file")
@click.option("--variant", "titles", multiple=True, metavar="NAME", help="Only the variant of this title; a page may "
              f"show up to {_ON_A_PAGE}.")  # fmt: skip
@click.option("--flatten", is_flag=True, help="Write the variant as a plain model in one file.")
@click.option("-o", "--output", metavar="OUT", help="A page (.html) with posters and figures side by side; with "
              "--flatten, the model (.bmc).")  # fmt: skip
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", help="The language of the words that are ours.")
@click.option("--anyway", is_flag=True, help="Show variants with errors on a page, with a line that says so.")
@click.option("--format", "form", type=click.Choice(["human", "json"]), default="human", help="For people or programs.")
@color_option
def command(
    file: str, titles: tuple[str, ...], flatten: bool, output: str | None, lang: str, anyway: bool, form: str,
    color: str,
) -> int:  # fmt: skip
    """List the variants in FILE, show them side by side, or write one as a plain model.

    What is otherwise in each is told by `canvasdsl diff FILE`, its figures by `canvasdsl numbers FILE --variants`.
    """
    loaded = opened_with_variants(file, color=color)
    variants = _wanted(loaded, titles)
    if flatten:
        if len(variants) > 1:
            raise click.UsageError("--flatten writes one variant; say which with --variant.")
        return _flatten(variants[0], loaded, output)
    if output is None:
        print_result(_listed_json(variants) if form == "json" else _listed(variants))
        return 0
    if Path(output).suffix.lower() != ".html":
        raise click.UsageError(f"`{output}` does not end in .html; to write a model, add --flatten.")
    if len(variants) > _ON_A_PAGE:
        raise click.UsageError(
            f"{len(variants)} variants do not fit beside each other; name up to {_ON_A_PAGE} with --variant."
        )
    wrong = next((each for each in variants if each.loaded.has_errors), None)
    if wrong is not None and not anyway:
        say(f"canvasdsl: nothing is written while the variant `{wrong.title}` has errors; mend them, or use --anyway")
        return 1
    refuse_to_overwrite(loaded, output)
    from canvasdsl.brief.variants import variants_told
    from canvasdsl.render.variants_html import variants_page

    page = variants_page(variants_told(loaded, variants, load_wording(lang)))
    return write_or_say(output, page.encode("utf-8"))


def print_beside(
    file: str, variant: str | None, kinds: Iterable[Kind] | None, *, of: str, form: str, anyway: bool, color: str
) -> int:
    """The figures of the model in a file and of its variants, or of one of them, beside each other."""
    from canvasdsl.render.variant_figures import beside_csv, beside_json, beside_text

    loaded = opened_with_variants(file, color=color)
    variants = one_or_all(loaded, variant)
    if any(each.loaded.has_errors for each in variants) and not anyway:
        wrong = next(each for each in variants if each.loaded.has_errors)
        say(f"canvasdsl: the variant `{wrong.title}` has errors, and its figures are absent; `canvasdsl check` tells "
            "them")  # fmt: skip
    models = [model_below(loaded, variants[0]), *(each.loaded for each in variants)]
    rows = figures_beside(models, KINDS if kinds is None else kinds)
    rows = tuple(row for row in rows if not of or of in row.figure.of.split(", "))
    titles = [title_of(models[0]), *(each.title for each in variants)]
    made = {"json": beside_json, "csv": beside_csv}.get(form, beside_text)
    print_result(made(titles, rows))
    return 0


def opened_with_variants(file: str, *, color: str) -> Loaded:
    """The file with its variants. Leaves with 2 when it can't be read, with 1 when the model has errors."""
    loaded = read_or_leave(file, color=color)
    wrong = [each for each in loaded.diagnostics if each.severity is Severity.ERROR and each.of_language]
    if wrong:
        tell(wrong, loaded.sources, color=color)
    if loaded.has_errors and not loaded.variants:
        say("canvasdsl: no variant is made while the file has errors")
        raise click.exceptions.Exit(1)
    return loaded


def _wanted(loaded: Loaded, titles: Sequence[str]) -> tuple[Varied, ...]:
    """The variants of these titles, or all; leaves with 2 where there is no such one."""
    if not titles:
        return tuple(one_or_all(loaded, None))
    return tuple(one_or_all(loaded, title)[0] for title in dict.fromkeys(titles))


def _flatten(varied: Varied, loaded: Loaded, output: str | None) -> int:
    from canvasdsl.change.flattening import Unflattened, flattened

    if output is not None and Path(output).suffix.lower() != ".bmc":
        raise click.UsageError(f"`{output}` does not end in .bmc.")
    if output is not None:
        refuse_to_overwrite(loaded, output)
    folder = os.path.dirname(output or loaded.source.name)

    def moved(path: str, file: str) -> str:
        there = os.path.dirname(file)
        if os.path.normpath(there or ".") == os.path.normpath(folder or "."):
            return path
        return os.path.relpath(os.path.join(there, path), folder or ".").replace(os.sep, "/")

    text = flattened(varied.loaded, moved)
    if isinstance(text, Unflattened):
        say(f"canvasdsl: nothing is written: {text.reason}")
        return 1
    if output is None:
        print_result(text)
        return 0
    return write_or_say(output, text.encode("utf-8"))


def _listed(variants: Sequence[Varied]) -> str:
    from canvasdsl.render.escape_terminal import terminal_text

    lines = []
    for varied, story in zip(variants, stories_of(variants, ())):
        count = len(story.changes)
        told = "has errors" if varied.loaded.has_errors else f"{count} {'change' if count == 1 else 'changes'}"
        lines.append(terminal_text(f"{varied.title}: a variant of {title_of(varied.base)}, {told}"))
    return "".join(f"{line}\n" for line in lines)


def _listed_json(variants: Sequence[Varied]) -> str:
    """`{"variants": [{"variant", "of", "changes", "errors"}]}`: `of` is the title of another variant or a file."""
    records = [
        {"variant": varied.title, "of": title_of(varied.base), "changes": len(story.changes),
         "errors": varied.loaded.has_errors}
        for varied, story in zip(variants, stories_of(variants, ()))
    ]  # fmt: skip
    return json.dumps({"variants": records}, indent=2) + "\n"
