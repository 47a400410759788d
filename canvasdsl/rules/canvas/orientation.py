"""Cheap and premium at once: what low cost promises, and what it can't keep without a mechanism (R48)."""

from collections.abc import Iterator

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.offer import Element, Proposition
from canvasdsl.rules.parts import decided, type_at
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import Key, keys, segment_keys

__all__ = ["RULES"]

_PREMIUM = ("brand-status", "customization")
_NUMBERED = ("performance", "cost-reduction")


# ---- BMC601, BMC602: low cost and premium ------------------------------------


def _cheap_and_premium(canvas: Canvas) -> Iterator[Finding]:
    cheaper = _made_cheaper(canvas)
    for offer in decided(canvas.propositions):
        price = next((each for each in offer.offers if each.element == "price"), None)
        premium = _unexplained_premium(offer)
        if price is None or price.because or not premium or _is_explained(canvas, offer, premium, cheaper):
            continue
        yield Finding(
            about=offer,
            message=f"`{offer.name}` offers a low `price` and `{premium[0].element}` at once",
            help=f'say what makes it possible: `{premium[0].element} … because "…"`, or a cost with `economies`; '
            "or offer one of them",
            span=premium[0].here,
            related=(Related(price.here, "the low price"),),
            absent=("because", "economies"),
        )


def _against_low_cost(canvas: Canvas) -> Iterator[Finding]:
    heading = canvas.heading
    if heading is None or heading.orientation != "cost-driven":
        return
    cheaper = _made_cheaper(canvas)
    low_cost = Related(heading.place("orientation"), "low cost comes first")
    for offer in decided(canvas.propositions):
        premium = _unexplained_premium(offer)
        if not premium or any(each.element == "price" for each in offer.offers):
            continue  # with a low price beside it, the offer has a finding of its own
        if not _is_explained(canvas, offer, premium, cheaper):
            yield Finding(
                about=offer,
                message=f"the model is cost-driven, and `{offer.name}` promises `{premium[0].element}`",
                help=f'say what makes it possible at low cost: `{premium[0].element} … because "…"`, or a cost with '
                "`economies`; or leave it to others",
                span=premium[0].here,
                related=(low_cost,),
                absent=("because", "economies"),
            )
    for relationship in decided(canvas.relationships):
        if "dedicated" in relationship.type_words and relationship.key not in cheaper:
            yield Finding(
                about=relationship,
                message=f"the model is cost-driven, and `{relationship.name}` gives each customer a representative",
                help="serve them in another way, or show by a cost with `economies` how it stays cheap",
                span=type_at(relationship, "dedicated"),
                related=(low_cost,),
                absent=("economies",),
            )


def _unexplained_premium(offer: Proposition) -> list[Element]:
    return [each for each in offer.offers if each.element in _PREMIUM and not each.because]


def _made_cheaper(canvas: Canvas) -> set[Key]:
    """What costs with economies of scale or scope are for, and what these resources and activities support."""
    found: set[Key] = set()
    for cost in canvas.costs:
        if cost.economies:
            for key in keys(each.cause for each in cost.causes):
                found.add(key)
                found.update(link.reference.key for link in canvas.index.links_from.get(key, ()))
    return found


def _is_explained(canvas: Canvas, offer: Proposition, premium: list[Element], cheaper: set[Key]) -> bool:
    """Whether costs that fall with size carry the offer, or a machine fits it to each customer."""
    if offer.key in cheaper:
        return True
    if any(each.element != "customization" for each in premium):
        return False
    served = set(keys(offer.segments))
    return any(
        "automated" in relationship.type_words and not served.isdisjoint(segment_keys(relationship))
        for relationship in canvas.relationships
    )


# ---- BMC603: benefits without a number ---------------------------------------


def _unquantified(canvas: Canvas) -> Iterator[Finding]:
    for offer in decided(canvas.propositions):
        for element in offer.offers:
            if element.element not in _NUMBERED or element.amount is not None:
                continue
            if not any(sign.isdigit() for sign in element.text or ""):
                yield Finding(
                    about=offer,
                    message=f"the `{element.element}` of `{offer.name}` has no number",
                    help=f"say how much: `offers {element.element} 20%`, or put a number into the text",
                    span=element.here,
                )


RULES = (
    Rule(
        code="BMC601",
        name="cheap-and-premium",
        severity=Severity.WARNING,
        summary="A proposition offers a low price together with status or a fit to each customer",
        why="A low price and a premium pull in opposite directions: without a reason that makes both possible, "
        "nobody believes it.",
        theory=("T-BMC-2a",),
        register=("R48",),
        check=_cheap_and_premium,
    ),
    Rule(
        code="BMC602",
        name="premium-at-low-cost",
        severity=Severity.WARNING,
        summary="A cost-driven model promises a premium or a named representative",
        why="The cheapest is cheap because it leaves out what costs money; status, fit and personal service all "
        "cost money.",
        theory=("T-BMC-9", "T-BMC-2a"),
        register=("R48",),
        check=_against_low_cost,
    ),
    Rule(
        code="BMC603",
        name="benefit-without-number",
        severity=Severity.HINT,
        summary="Performance or a cost reduction is promised without a number",
        why="Everybody says better and cheaper; a number can be compared, tested and kept.",
        theory=("T-BMC-2a",),
        register=("R48",),
        check=_unquantified,
    ),
)
