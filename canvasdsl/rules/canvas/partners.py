"""Why there are partners, what they bring, and what happens without them (R47)."""

from collections.abc import Iterator

from canvasdsl.diagnostics import Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.rules.canvas.means import is_named_for_something
from canvasdsl.rules.parts import decided, quoted
from canvasdsl.rules.rule import Finding, Rule

__all__ = ["RULES"]

_THEORY = ("T-BMC-8",)
_REGISTER = ("R47",)


def _unexplained(canvas: Canvas) -> Iterator[Finding]:
    """Speaks once some partner says why it is there, how much it is needed, or that it is more than a supplier."""
    if not any(each.motive or each.dependency or each.type not in (None, "supplier") for each in canvas.partners):
        return
    for partner in decided(canvas.partners):
        missing = [word for word in ("type", "motive") if not getattr(partner, word)]
        if missing:
            lines = {"type": "`type supplier`, `alliance`, `joint-venture` or `coopetition`",
                     "motive": "`motive optimization`, `risk` or `acquisition`"}  # fmt: skip
            yield Finding(
                about=partner,
                message=f"the partner `{partner.name}` has no {quoted(missing, 'and no')}",
                help="say why you work with them: " + "; ".join(lines[word] for word in missing),
                absent=tuple(missing),
            )


def _idle(canvas: Canvas) -> Iterator[Finding]:
    for partner in decided(canvas.partners):
        if partner.provides or is_named_for_something(canvas, partner, but=frozenset(("cost",))):
            continue
        yield Finding(
            about=partner,
            message=f"the partner `{partner.name}` provides nothing",
            help="say what they bring: `provides …` with a resource, an activity or a channel",
            absent=("provides", "partner", "host", "kept-by", "from", "owner", "channel", "revenue", "relationship"),
        )


def _irreplaceable(canvas: Canvas) -> Iterator[Finding]:
    for partner in decided(canvas.partners):
        if partner.dependency == "high" and not partner.alternative:
            yield Finding(
                about=partner,
                message=f"you could not go on without `{partner.name}`, and there is no alternative",
                help='name who could take their place, even at a higher price: `alternative "…"`',
                span=partner.place("dependency"),
                absent=("alternative",),
            )


def _boundless(canvas: Canvas) -> Iterator[Finding]:
    for partner in decided(canvas.partners):
        if partner.type == "coopetition" and not partner.boundary:
            yield Finding(
                about=partner,
                message=f"you work together and compete with `{partner.name}`, and nothing says where the line is",
                help='say what you do together and what you never share: `boundary "…"`',
                span=partner.place("type"),
                absent=("boundary",),
            )


def _unasked(canvas: Canvas) -> Iterator[Finding]:
    for partner in decided(canvas.partners):
        if partner.shares_data == "yes" and partner.consent != "yes":
            yield Finding(
                about=partner,
                message=f"`{partner.name}` sees data of your customers, and nothing says that these agree",
                help="ask them, and write `consent yes`; without it keep the data to yourself",
                span=partner.place("customer-data"),
                absent=() if partner.consent else ("consent",),
            )


RULES = (
    Rule(
        code="BMC511",
        name="unexplained-partner",
        severity=Severity.WARNING,
        summary="A partner has no type or no motive",
        why="Each partnership gives up control for something: name it, or you can't judge whether it is worth it.",
        theory=_THEORY,
        register=_REGISTER,
        check=_unexplained,
    ),
    Rule(
        code="BMC512",
        name="idle-partner",
        severity=Severity.WARNING,
        summary="A partner provides nothing",
        why="A partner is in the model for what it brings; one that brings nothing is only an acquaintance.",
        theory=_THEORY,
        register=_REGISTER,
        check=_idle,
    ),
    Rule(
        code="BMC513",
        name="irreplaceable-partner",
        severity=Severity.WARNING,
        summary="You could not go on without a partner, and there is no alternative",
        why="A partner who can't be replaced can set your prices today and end your business tomorrow.",
        theory=_THEORY,
        register=_REGISTER,
        check=_irreplaceable,
    ),
    Rule(
        code="BMC514",
        name="boundless-coopetition",
        severity=Severity.WARNING,
        summary="Competitors work together, and nothing says where that ends",
        why="What you share with a competitor comes back as competition, unless both know where the line is.",
        theory=_THEORY,
        register=_REGISTER,
        check=_boundless,
    ),
    Rule(
        code="BMC515",
        name="data-shared-without-consent",
        severity=Severity.HINT,
        summary="A partner sees customers' data without their consent",
        why="Customers gave their data to you, not to your partners.",
        theory=_THEORY,
        register=_REGISTER,
        check=_unasked,
    ),
)
