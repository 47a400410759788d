"""`canvasdsl diff`: what moved between two models, or between two versions of one, in their meaning."""

from functools import partial

import click

from canvasdsl.brief.change_story import ChangeStory
from canvasdsl.change.story import Story, story_between
from canvasdsl.change.variants import variant_moves
from canvasdsl.cli.choosing import variant_option
from canvasdsl.cli.models import color_option, print_result, say, tell
from canvasdsl.cli.pages import form_of, write_or_say
from canvasdsl.cli.versions import version_at, version_in, versions_since
from canvasdsl.diagnostics import Severity
from canvasdsl.figures.compute import KINDS
from canvasdsl.load import Loaded
from canvasdsl.outside import console
from canvasdsl.wording import LANGUAGES, load_wording

__all__ = ["command"]

_FORMS = ("human", "html", "svg", "md", "json")


@click.command("diff")
@click.argument("files", nargs=-1, metavar="[OLD NEW | FILE]")
@click.option("--since", metavar="REV", help="Compare FILE with what it was in this revision of git.")
@click.option("--until", metavar="REV", help="Compare up to this revision; without it, with the file as it is.")
@click.option("--format", "form", type=click.Choice(_FORMS), help="For people, for programs, for a comment, or the "
              "poster with what moved; by default for people, or as the ending of OUT says.")  # fmt: skip
@click.option("-o", "--output", metavar="OUT", help="The file to write; without it, on standard output.")
@variant_option
@click.option("--all-figures", is_flag=True, help="Compare all figures, and not the most telling ones alone.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", help="The language of the words that are ours.")
@color_option
def command(
    files: tuple[str, ...], since: str | None, until: str | None, form: str | None, output: str | None,
    variant: str | None, all_figures: bool, lang: str, color: str,
) -> int:  # fmt: skip
    """Say what moved between two models, or between two versions of FILE: blocks and properties, never spacing,
    comments or order; and what follows for the figures, the findings and the assumptions. Of a FILE with variants
    alone, say what is otherwise in them.

    Leaves with 0 where both mean the same, with 1 where something moved or a merge is not decided, with 2 where they
    could not be compared.
    """
    form = form or form_of(output, _FORMS)
    kinds = KINDS if all_figures else None
    make = partial(_made, form=form, lang=lang, color=color, file=output is not None)
    if variant is not None or (len(files) == 1 and since is None and until is None):
        from canvasdsl.cli.variant_diff import print_variants

        if len(files) != 1 or since is not None:
            raise click.UsageError("With --variant, name one FILE, the one in which the variant stands.")
        return print_variants(files[0], variant, kinds, form, output, make, color=color)
    old, new = _opened(files, since, until, color=color)
    _tell_mistakes(old, new, color=color)
    story = story_between(old, new, kinds)
    names = old.source.name, new.source.name
    made = make(story, names)
    moves = variant_moves(story, kinds) if old.variants or new.variants else ()
    if moves:
        from canvasdsl.cli.variant_diff import with_moves

        made = with_moves(made, moves, form, make, names, load_wording(lang))
    if output is None:
        print_result(made)
    elif write_or_say(output, made.encode("utf-8")):
        return 2
    return 1 if story.changes or story.is_broken or moves else 0


def _opened(files: tuple[str, ...], since: str | None, until: str | None, *, color: str) -> tuple[Loaded, Loaded]:
    """Both models; leaves with 2 where one of them can't be read."""
    if since is None:
        if until is not None:
            raise click.UsageError("--until goes with --since.")
        if len(files) != 2:
            raise click.UsageError("Name two files, OLD and NEW; or one FILE, with --since and a revision.")
        first, second = (version_in(path, color=color) for path in files)
        return first, second
    if len(files) != 1:
        raise click.UsageError("With --since, name one FILE.")
    if until is None:
        return versions_since(files[0], since, color=color)
    return version_at(files[0], since, color=color), version_at(files[0], until, color=color)


def _tell_mistakes(old: Loaded, new: Loaded, *, color: str) -> None:
    """The mistakes of both, for people; the comparison goes on with what could be understood."""
    for loaded in (old, new):
        wrong = [each for each in loaded.diagnostics if each.of_language and each.severity is Severity.ERROR]
        if wrong:
            tell(wrong, loaded.sources, color=color)
            say(f"canvasdsl: {loaded.source.name} has mistakes; the rest of it is compared")


def _poster(story: Story, told: ChangeStory, form: str) -> str:
    """The poster with its marks; the page has the changes and what follows below it."""
    from canvasdsl.brief.change_poster import change_poster

    poster = change_poster(story, told)
    if form == "svg":
        from canvasdsl.render.svg import poster_svg
        from canvasdsl.views.poster.layout import lay_out_tall

        return poster_svg(poster, lay_out_tall(poster))
    from canvasdsl.render.change_html import change_page

    return change_page(told, poster)


def _made(story: Story, names: tuple[str, str], form: str, lang: str, *, color: str, file: bool) -> str:
    """The story in one of the forms."""
    if form == "json":
        from canvasdsl.render.change_json import change_json

        return change_json(story)
    from canvasdsl.brief.change_story import told_story

    told = told_story(story, load_wording(lang), names=names, for_readers=form in ("html", "svg"))
    if form in ("html", "svg"):
        return _poster(story, told, form)
    if form == "md":
        from canvasdsl.render.change_markdown import change_markdown

        return change_markdown(told)
    import sys

    from canvasdsl.render.change_text import change_text
    from canvasdsl.render.terminal import Look

    look = console.describe(None if file else sys.stdout, color=color)
    return change_text(told, Look(look.colour, look.unicode, look.width, look.encoding))
