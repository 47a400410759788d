"""Which model of a file a command works on: its own, or one of its variants."""

from collections.abc import Sequence

import attrs
import click

from canvasdsl.load import Loaded, Varied
from canvasdsl.model.entities import with_said
from canvasdsl.model.reading import closest

__all__ = ["called_like_its_variant", "chosen", "one_or_all", "variant_option"]

variant_option = click.option("--variant", metavar="NAME", help="The variant of this title, where FILE has variants.")

_SHOWN = 12


def chosen(loaded: Loaded, title: str | None) -> Loaded:
    """The variant of a title; without one the model of the file, or its only variant where it has no model of its own.

    Leaves with 2 where it is not clear which one is meant.
    """
    if title is not None:
        return one_or_all(loaded, title)[0].loaded
    if not loaded.is_of_variants:
        return loaded
    if len(loaded.variants) > 1:
        raise click.UsageError(
            f"{loaded.source.name} has {len(loaded.variants)} variants; say which with --variant: {_titles(loaded)}."
        )
    return loaded.variants[0].loaded


def one_or_all(loaded: Loaded, title: str | None) -> Sequence[Varied]:
    """The variant of a title, or all that the file has; leaves with 2 where there is none."""
    if not loaded.variants:
        wrong = " that could be made; mend its errors first" if loaded.canvas.variants or loaded.has_errors else ""
        raise click.UsageError(f"{loaded.source.name} has no variants{wrong or '; see `canvasdsl explain variant`'}.")
    if title is None:
        return loaded.variants
    found = loaded.variant(title)
    if found is None:
        plain = {each.title.lower(): each.title for each in loaded.variants}
        near = closest(title, tuple(plain))
        hint = f'Did you mean "{plain[near]}"?' if near else f"There are {_titles(loaded)}."
        raise click.UsageError(f'{loaded.source.name} has no variant "{title}". {hint}')
    return (found,)


def called_like_its_variant(loaded: Loaded) -> Loaded:
    """The model as drawings and documents name it: of a variant, its title stands behind that of the business."""
    heading = loaded.canvas.heading
    if not loaded.title or heading is None:
        return loaded
    title = f"{heading.title} – {loaded.title}" if heading.title else loaded.title
    canvas = with_said(loaded.canvas, {"heading": with_said(heading, {"title": title})})
    return attrs.evolve(loaded, canvas=canvas)


def _titles(loaded: Loaded) -> str:
    titles = [f'"{each.title}"' for each in loaded.variants]
    return ", ".join(titles[:_SHOWN]) + (f" and {len(titles) - _SHOWN} more" if len(titles) > _SHOWN else "")
