"""`canvasdsl brief`: the strategy brief as HTML, PDF, Markdown, Word or PowerPoint."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from canvasdsl.brief.audiences import AUDIENCES
from canvasdsl.cli.choosing import called_like_its_variant, variant_option
from canvasdsl.cli.models import color_option, open_or_leave
from canvasdsl.cli.pages import font_option, make_all, make_or_leave, refuse_to_overwrite, write_or_say
from canvasdsl.cli.versions import versions_since
from canvasdsl.model.quantities import Date
from canvasdsl.outside.brief import FORMATS, write_brief
from canvasdsl.outside.layout import layout_by
from canvasdsl.outside.templates import Templates, TemplateTrouble, read_templates
from canvasdsl.wording import LANGUAGES, load_wording

__all__ = ["command"]


@click.command("brief")
@click.argument("file")
@click.option("-o", "--output", "outputs", multiple=True, required=True, metavar="OUT",
              help="The file to write: .html, .pdf, .md, .docx or .pptx; may be given several times.")  # fmt: skip
@click.option("--date", "day", metavar="YYYY-MM-DD", help="The date on the brief, in place of the one in the file.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", help="The language of the words that are ours.")
@font_option
@click.option("--audience", type=click.Choice(tuple(AUDIENCES)), help="For whom it is: chooses and orders "
              "its sections. Without it, nothing is left out.")  # fmt: skip
@click.option("--since", metavar="REV|FILE", help="Say what moved since this revision of git, or since another file.")
@variant_option
@click.option("--for-class", is_flag=True,
              help="With its learning goals and the questions for a class, with their answers.")  # fmt: skip
@click.option("--without-source", is_flag=True, help="Do not attach the model's own files to the PDF.")
@click.option("--templates", "folder", metavar="DIR", help="A folder with your own templates for .html and .md; "
              "`canvasdsl templates --eject DIR` writes ours to begin with.")  # fmt: skip
@click.option("--anyway", is_flag=True, help="Write a brief of a model with errors, with a banner that says so.")
@color_option
def command(
    file: str, outputs: tuple[str, ...], day: str | None, lang: str, font: Path | None, audience: str | None,
    since: str | None, variant: str | None, for_class: bool, without_source: bool, folder: str | None, anyway: bool,
    color: str,
) -> int:  # fmt: skip
    """Write the strategy brief of the model in FILE into OUT.

    What the rules have found stands in the brief as advice, and what you have accepted with your reason.
    """
    endings = [Path(output).suffix.lower().lstrip(".") for output in outputs]
    for output, ending in zip(outputs, endings):
        if ending not in FORMATS:
            raise click.UsageError(f"`{output}` has none of the endings .html, .pdf, .md, .docx and .pptx.")
    date = _date(day) if day is not None else None
    templates = _templates(folder, endings) if folder is not None else None
    loaded = open_or_leave(file, anyway=anyway, color=color, doing="no brief is written", variant=variant)
    if since is not None and loaded.title:
        raise click.UsageError("--since is for models; `canvasdsl diff FILE` says what is otherwise in a variant.")
    loaded = called_like_its_variant(loaded)
    for output in outputs:
        refuse_to_overwrite(loaded, output)
    from canvasdsl.brief.compose import compose
    from canvasdsl.change.story import story_between

    moved = story_between(*versions_since(file, since, color=color)) if since is not None else None
    brief = compose(loaded, load_wording(lang), date=date, for_class=for_class, with_source=not without_source,
                    audience=audience, since=moved, layout=layout_by("graphviz"))  # fmt: skip
    # All are made before one is written.
    try:
        pages = make_all([
            (ending, partial(make_or_leave, partial(write_brief, brief, ending, font=font, templates=templates), ending,
                             font)) for ending in endings
        ])  # fmt: skip
    except TemplateTrouble as wrong:
        raise click.ClickException(f"{wrong}; nothing is written") from None
    return max(write_or_say(output, page) for output, page in zip(outputs, pages))


def _templates(folder: str, endings: Sequence[str]) -> Templates:
    """The templates in the folder. Leaves with 2 where they can't be read or are for nothing that is written."""
    if not {"html", "md"} & set(endings):
        raise click.UsageError("templates are for .html and .md, and neither is written.")
    try:
        return read_templates(folder)
    except TemplateTrouble as wrong:
        raise click.ClickException(str(wrong)) from None


def _date(text: str) -> Date:
    """The day that the flag gives, read as the language reads dates."""
    from canvasdsl.model.names import Names
    from canvasdsl.model.numbers import read_date
    from canvasdsl.model.reading import Misread, Reader
    from canvasdsl.syntax.nodes import Value
    from canvasdsl.syntax.tokens import tokenise

    reader = Reader("", Names(), {}, "")
    values: list[Value] = tokenise(text).values[:-1]
    reader.begin(values, values)
    try:
        if len(values) != 1:
            raise click.BadParameter("a date is written 2027-01-31", param_hint="--date")
        return read_date(reader)
    except Misread as wrong:
        raise click.BadParameter(f"{wrong}; a date is written 2027-01-31", param_hint="--date") from None
