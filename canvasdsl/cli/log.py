"""`canvasdsl log`: the story of a model over its repository, commit by commit, with figures over time."""

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeVar

import click

from canvasdsl.change.consequences import telling_kinds
from canvasdsl.change.history import FigureName, Step, steps_of
from canvasdsl.cli.choosing import chosen, variant_option
from canvasdsl.cli.models import color_option, kind_or_leave, print_result, settings_or_leave
from canvasdsl.cli.pages import form_of, write_or_say
from canvasdsl.figures.compute import kind_called
from canvasdsl.load import Loaded
from canvasdsl.outside import console
from canvasdsl.outside.git import Git, GitTrouble, git_around
from canvasdsl.outside.history import versions_of
from canvasdsl.wording import LANGUAGES, Wording, load_wording

if TYPE_CHECKING:
    from canvasdsl.brief.history_told import ToldHistory
    from canvasdsl.render.history_posters import Posters

__all__ = ["command"]

_Told = TypeVar("_Told")

_FORMS = ("human", "html", "md", "json")
_MOST_ON_PAGE = 300


@click.command("log")
@click.argument("file")
@click.option("--since", metavar="REV", help="Tell what came after this revision of git; without it, all from the "
              "beginning.")  # fmt: skip
@click.option("--until", metavar="REV", default="HEAD", show_default=True, help="Tell what came up to this revision.")
@click.option("--figure", "asked", multiple=True, metavar="NAME", help="A figure for the chart, such as profit, or "
              "\"lifetime-value of regulars\"; may be repeated.")  # fmt: skip
@variant_option
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Only the latest N commits that changed the model.")
@click.option("--format", "form", type=click.Choice(_FORMS), help="For people, for programs, as Markdown, or a page "
              "with all versions; by default for people, or as the ending of OUT says.")  # fmt: skip
@click.option("-o", "--output", metavar="OUT", help="The file to write: .html, .md or .json; without it, on standard "
              "output.")  # fmt: skip
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", help="The language of the words that are ours.")
@color_option
def command(
    file: str, since: str | None, until: str, asked: tuple[str, ...], variant: str | None, limit: int | None,
    form: str | None, output: str | None, lang: str, color: str,
) -> int:  # fmt: skip
    """Tell the story of the model in FILE over its repository, the oldest commit first: what each one changed in the
    model, never spacing, comments or order, and which figures moved.

    A merge is one step, with all that it brought. Other names that the file had are followed. A version with mistakes
    is told in short, and the next one is compared with the last one before it.
    """
    form = form or form_of(output, _FORMS)
    figures = tuple(map(_figure, asked))
    if form == "html" and limit is None:
        limit = _MOST_ON_PAGE
    try:
        git = _git(file)
        versions = versions_of(git, file, until=_commit(git, until), since="" if since is None else git.commit(since),
                               settings=settings_or_leave(file), choose=_chooser(variant))  # fmt: skip
        kinds = [*telling_kinds(), *(kind for each in figures if (kind := kind_called(each.kind)) is not None)]
        steps = steps_of(versions, dict.fromkeys(kinds), most=limit)
        made = _made(git, file, steps, figures, limit, form, load_wording(lang), is_part=since is not None,
                     color=color, to_file=output is not None)  # fmt: skip
    except GitTrouble as trouble:
        raise click.ClickException(str(trouble)) from None
    if output is None:
        print_result(made)
        return 0
    return write_or_say(output, made.encode("utf-8"))


def _figure(asked: str) -> FigureName:
    """`NAME`, or `NAME of ID`."""
    name, _, of = asked.strip().partition(" of ")
    kind = kind_or_leave(name.strip())
    return FigureName(kind=kind.name, of=of.strip())


def _git(file: str) -> Git:
    if file == "-":
        raise click.UsageError("Standard input has no history; name a file.")
    if os.path.isdir(file):
        raise click.UsageError(f"`{file}` is a folder; name the file of a model in it.")
    return git_around(file)


def _chooser(variant: str | None) -> Callable[[Loaded], Loaded | None]:
    """Gives the model or the variant that is meant; leaves with 2 where the newest version does not say which."""
    is_newest = True

    def choose(loaded: Loaded) -> Loaded | None:
        nonlocal is_newest
        try:
            return chosen(loaded, variant)
        except click.UsageError:
            if is_newest:
                raise
            return None
        finally:
            is_newest = False

    return choose


def _made(
    git: Git, file: str, steps: Iterator[Step], figures: tuple[FigureName, ...], limit: int | None, form: str,
    wording: Wording, *, is_part: bool, color: str, to_file: bool,
) -> str:  # fmt: skip
    """The story in one of the forms; each step is told when it is met, so that no model is kept for it."""
    if form == "json":
        from canvasdsl.render.history_json import history_json, step_data

        told, same = _gathered(steps, step_data, git, file)
        _refuse_unknown(figures, {name for _, values in told for name, _ in values})
        return history_json(told, figures, file=git.path_of(file), same=same, is_shallow=git.is_shallow)
    from canvasdsl.brief.history_told import ToldStep, told_history, told_step

    posters = None
    if form == "html":
        from canvasdsl.render.history_posters import Posters

        posters = Posters(wording)

    def tell(step: Step) -> ToldStep:
        told = told_step(step, wording, for_readers=posters is not None)
        if posters is not None:
            posters.add(step, told)
        return told

    found, same = _gathered(steps, tell, git, file)
    is_begun = found[-1].kind != "base" or is_part
    is_cut = not is_begun and limit is not None and len(found) > limit
    history = told_history(found, wording, same=same, is_cut=is_cut, chosen=figures,
                           is_shallow=not is_begun and not is_cut and git.is_shallow)  # fmt: skip
    _refuse_unknown(figures, {course.figure for course in history.courses})
    return _written(history, form, posters, color=color, to_file=to_file)


def _refuse_unknown(asked: tuple[FigureName, ...], known: set[FigureName]) -> None:
    """Leaves with 2 where a figure that was asked for has no value in any version."""
    for each in asked:
        if not any(each.kind == name.kind and each.of in ("", name.of) for name in known):
            of = f" of `{each.of}`" if each.of else ""
            raise click.UsageError(f"No version of the model has a figure `{each.kind}`{of}.")


def _commit(git: Git, revision: str) -> str:
    try:
        return git.commit(revision)
    except GitTrouble:
        if revision == "HEAD":
            raise GitTrouble("nothing has been committed in this repository yet") from None
        raise


def _gathered(steps: Iterator[Step], tell: Callable[[Step], _Told], git: Git, file: str) -> tuple[list[_Told], int]:
    """What is told of each step, the newest first, and how many commits moved nothing."""
    told, same = [], 0
    for step in steps:
        if step.kind == "same":
            same += 1
        else:
            told.append(tell(step))
    if not told:
        path = git.path_of(file)
        raise GitTrouble(f"git knows no version of `{path}` here: add it with `git add`, and commit it")
    return told, same


def _written(history: "ToldHistory", form: str, posters: "Posters | None", *, color: str, to_file: bool) -> str:
    if posters is not None:
        from canvasdsl.render.history_html import history_page

        return history_page(history, posters)
    if form == "md":
        from canvasdsl.render.history_markdown import history_markdown

        return history_markdown(history)
    import sys

    from canvasdsl.render.history_text import history_text
    from canvasdsl.render.terminal import Look

    look = console.describe(None if to_file else sys.stdout, color=color)
    return history_text(history, Look(look.colour, look.unicode, look.width, look.encoding))
