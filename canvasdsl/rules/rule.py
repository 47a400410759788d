"""What a rule is: a pure function from a Canvas to findings, with its theory and its reason.

Its examples stand in `rules/pages/CODE.md` beside its long text; nothing of that is read when a model is checked.
"""

from collections.abc import Callable, Iterable

import attrs

from canvasdsl.diagnostics import Fix, Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.entities import Entity
from canvasdsl.source import Span

__all__ = ["Finding", "Rule"]


@attrs.frozen(kw_only=True)
class Finding:
    """One place where a rule speaks.

    `about` is the block that an author would accept it on (`None`: the whole model). A finding that something is
    *absent* names in `absent` the words that could be it: while an item with such a word, or an unknown one, was not
    understood, the finding is withheld.
    """

    about: Entity | None
    message: str
    help: str
    span: Span | None = None
    """Where to point; without it, at the name of `about`."""
    label: str = ""
    related: tuple[Related, ...] = ()
    absent: tuple[str, ...] = ()
    fix: Fix | None = None


@attrs.frozen(kw_only=True)
class Rule:
    """One rule. `promoted` ones (W^ in the register) are errors in the profiles `final` and `graded`."""

    code: str
    name: str
    severity: Severity
    summary: str
    why: str
    theory: tuple[str, ...]
    register: tuple[str, ...]
    check: Callable[[Canvas], Iterable[Finding]]
    promoted: bool = False
    profiles: tuple[str, ...] = ()
    """The only profiles in which it speaks; without any it speaks in all."""
