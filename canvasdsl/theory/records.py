"""What the register holds, as values: an `Entry` and its parts; rules, computations and drawings of the annexes.

They stand apart from the reading so that `canvasdsl.theory` is imported at almost no cost.
"""

from typing import Literal

import attrs

__all__ = ["Check", "Computation", "Drawing", "Entry", "Grade", "Mention", "RegisterRule", "Work"]

Grade = Literal["error", "warning", "hint"]
"""How serious the register holds a finding to be; `diagnostics.Severity` has the same words."""


@attrs.frozen(kw_only=True)
class Work:
    """A source: who said it, when, where. What the register does not know is empty.

    `verified` is true only for what the register confirmed in a published source. Everything else says in its `note`
    what it is: known but not checked word for word, practitioner usage, or a proposal of the register.
    """

    author: str
    year: str = ""
    work: str = ""
    verified: bool
    note: str = ""

    @property
    def citation(self) -> str:
        """The source in one line without its note: `Simons 2010, Seven Strategy Questions`."""
        who = f"{self.author} {self.year}" if self.year else self.author
        return f"{who}, {self.work}" if self.work else who


@attrs.frozen(kw_only=True)
class Check:
    """One thing that a model can be checked for; `text` says what is found, not what should be.

    A `promoted` warning is an error in the profiles `final` and `graded`. `rules` names the consistency rules (`R15`)
    that say the same across constructs. `by` are the codes that do check it; where none does, `unbuilt` says why.
    """

    severity: Grade
    promoted: bool = False
    text: str
    rules: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    unbuilt: str = ""


@attrs.frozen(kw_only=True)
class Mention:
    """What is to be computed or drawn, with the ids of computations (`C16`) or drawings (`D05`). Empty: nothing is."""

    ids: tuple[str, ...] = ()
    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)


@attrs.frozen(kw_only=True)
class Entry:
    """One concept of the field. `id` is its name for good; `part` is the title of the part that it stands in.

    `definition`, `why`, `example` and `question` are sentences for a first-year student; the definition answers the
    question. `synonyms` are the words, in lower case, under which somebody would look it up. `construct` is the
    register's suggestion of fields and values: the vocabulary decides.
    """

    id: str
    title: str
    part: str
    synonyms: tuple[str, ...]
    definition: str
    why: str
    example: str
    question: str
    sources: tuple[Work, ...]
    construct: str
    checks: tuple[Check, ...]
    compute: Mention
    draw: Mention


@attrs.frozen(kw_only=True)
class RegisterRule:
    """A consistency rule across constructs (`R01` to `R50`): what must hold, why, and the entries behind it."""

    id: str
    severity: Grade
    promoted: bool = False
    rule: str
    why: str
    theory: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Computation:
    """Something that can be computed (`C01` to `C42`). A figure without a unit has `unit` empty."""

    id: str
    name: str
    formula: str
    unit: str
    theory: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Drawing:
    """Something that can be drawn (`D01` to `D36`): the kind of drawing and what it shows."""

    id: str
    kind: str
    shows: str
