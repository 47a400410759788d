"""What `canvasdsl diff` says of variants: what is otherwise in each of a file, and what moved in them."""

import json
from collections.abc import Callable, Iterable, Sequence

import click

from canvasdsl.change.story import Story
from canvasdsl.change.variants import VariantMove, stories_of, title_of
from canvasdsl.cli.choosing import one_or_all
from canvasdsl.cli.models import print_result
from canvasdsl.cli.pages import write_or_say
from canvasdsl.cli.variant import opened_with_variants
from canvasdsl.figures.figure import Kind
from canvasdsl.load import Varied
from canvasdsl.render.escape import markdown_line
from canvasdsl.render.escape_terminal import terminal_text
from canvasdsl.wording import Wording

__all__ = ["Make", "print_variants", "with_moves"]

Make = Callable[[Story, tuple[str, str]], str]


def print_variants(
    file: str, title: str | None, kinds: Iterable[Kind] | None, form: str, output: str | None, make: Make, *, color: str
) -> int:
    """What is otherwise in the variant of a title, or in each one, than in what it builds on; a drawing is of one.
    `make` gives what `diff` makes of a story between models of these names.

    JSON: `{"variants": [{"variant", "of", …}]}`, each with the keys of two models.
    """
    loaded = opened_with_variants(file, color=color)
    if title is None and not loaded.variants:
        raise click.UsageError("Name two files, OLD and NEW; or one FILE that has variants, or with --since and a "
                               "revision.")  # fmt: skip
    variants = one_or_all(loaded, title)
    if form in ("html", "svg") and len(variants) > 1:
        raise click.UsageError("A poster shows one variant: say which with --variant; `canvasdsl variant FILE -o "
                               "page.html` shows several.")  # fmt: skip
    stories = stories_of(variants, kinds)
    made = _made(variants, stories, form, make)
    if output is None:
        print_result(made)
    elif write_or_say(output, made.encode("utf-8")):
        return 2
    return 1 if any(story.changes or story.is_broken for story in stories) else 0


def _made(variants: Sequence[Varied], stories: Sequence[Story], form: str, make: Make) -> str:
    names = [(title_of(varied.base), varied.title) for varied in variants]
    parts = [make(story, each) for story, each in zip(stories, names)]
    if form == "json":
        records = [{"variant": title, "of": of, **json.loads(part)} for (of, title), part in zip(names, parts)]
        return json.dumps({"variants": records}, indent=2) + "\n"
    return "\n".join(parts)


def with_moves(
    made: str, moves: Sequence[VariantMove], form: str, make: Make, names: tuple[str, str], wording: Wording
) -> str:
    """What `diff` made of two versions of a model, with what moved in their variants behind it; a poster shows the
    model alone. JSON gets the key `variants`: `[{"variant", "kind", …}]`, with the keys of two models where a variant
    says something else."""
    if form in ("html", "svg"):
        return made
    stories = [make(move.story, (f"{names[0]}, {move.title}", f"{names[1]}, {move.title}")) if move.story is not None
               else "" for move in moves]  # fmt: skip
    if form == "json":
        records = [{"variant": move.title, "kind": move.kind, **(json.loads(story) if story else {})}
                   for move, story in zip(moves, stories)]  # fmt: skip
        return json.dumps({**json.loads(made), "variants": records}, indent=2) + "\n"
    said = markdown_line if form == "md" else terminal_text
    parts = [story or f"{said(wording(f'variants.{move.kind}', variant=move.title))}\n"
             for move, story in zip(moves, stories)]  # fmt: skip
    return "\n".join([made, *parts])
