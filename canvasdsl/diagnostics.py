"""Anything said to the author: a `Diagnostic` is a value; printing it is `render`'s work.

Messages state the fact, with names in backticks and no full stop; `why` says why it matters, `help` how to mend it.
Codes are letters and three digits, stable for good, never reused.
"""

import enum

import attrs

from canvasdsl.source import Span

__all__ = ["Diagnostic", "Edit", "Fix", "Related", "Severity"]


class Severity(enum.IntEnum):
    """How serious: an error cannot be true, a warning is probably a flaw, a hint is a missed opportunity."""

    HINT = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """The lower-case word that people and JSON read."""
        return self.name.lower()


@attrs.frozen
class Related:
    """The other party: a second place and what is to be seen there ("declared here")."""

    span: Span
    message: str


@attrs.frozen
class Edit:
    """Replace the text of `span` by `text`; an empty span inserts."""

    span: Span
    text: str


@attrs.frozen
class Fix:
    """A mechanical mend: all `edits` or none; `title` is imperative ("insert `;`")."""

    title: str
    edits: tuple[Edit, ...]


@attrs.frozen
class Diagnostic:
    """One finding. `label` stands under the underline; `theory` names entries of the register; `variant` is the title
    of the variant that it is about, where it is not about the model of the file."""

    code: str
    severity: Severity
    message: str
    span: Span
    help: str = ""
    why: str = ""
    label: str = ""
    theory: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    variant: str = ""

    @property
    def told(self) -> str:
        """The message, behind the variant that it is about."""
        return f"in the variant `{self.variant}`: {self.message}" if self.variant else self.message

    @property
    def of_language(self) -> bool:
        """Whether it is about syntax, names or values, and no finding of a rule."""
        return self.code[:3] in ("SYN", "REF", "TYP")
