"""All rules, family by family."""

from canvasdsl.rules import acceptance, style, teaching
from canvasdsl.rules.canvas import (
    choosing,
    costs,
    design,
    fit,
    markets,
    means,
    offers,
    orientation,
    partners,
    platforms,
    pricing,
    purposes,
    sketch,
    streams,
)
from canvasdsl.rules.crm import chain_stages, crm, customer_strategies, idic, steps, tailoring, tools, value_chain
from canvasdsl.rules.customers import (
    centricity,
    closeness,
    fairness,
    feedback,
    loyalty,
    marks,
    rivals,
    satisfaction,
    worth,
)
from canvasdsl.rules.economics import (
    audit,
    audit_sums,
    audit_texts,
    break_even,
    claims,
    counting,
    currencies,
    later_amounts,
    lifetime,
    periods,
    purchases,
    serving,
    spending,
    survivors,
    unit_economics,
)
from canvasdsl.rules.measuring import budgets, evidence, experience, forces, goals, metrics, surveys, watching
from canvasdsl.rules.relationships import (
    aspects,
    backing,
    benefits,
    bonds,
    level_contacts,
    levels,
    practices,
    programmes,
    promises,
    relations,
    social,
    standing,
    strategies,
    trust,
)
from canvasdsl.rules.rule import Rule
from canvasdsl.rules.segments import (
    balance,
    business,
    buyers,
    differences,
    groups,
    ladder,
    loyalty_groups,
    patrons,
    roles,
    segmentation,
    states,
    targeting,
    visitors,
)
from canvasdsl.rules.service import (
    channels,
    contact,
    effort,
    helping,
    journeys,
    principles,
    quality,
    reach,
    recovery,
    skills,
    touchpoints,
)

__all__ = ["RULES", "rule", "rules_in"]

RULES: tuple[Rule, ...] = (
    *acceptance.RULES, *fit.RULES, *choosing.RULES, *markets.RULES, *platforms.RULES, *relations.RULES, *backing.RULES,
    *streams.RULES, *costs.RULES, *reach.RULES, *contact.RULES, *states.RULES, *social.RULES, *idic.RULES,
    *steps.RULES, *tailoring.RULES, *means.RULES, *partners.RULES, *orientation.RULES, *periods.RULES, *roles.RULES,
    *business.RULES, *patrons.RULES, *balance.RULES, *ladder.RULES, *visitors.RULES, *buyers.RULES, *groups.RULES,
    *loyalty_groups.RULES, *segmentation.RULES, *differences.RULES, *targeting.RULES, *offers.RULES, *channels.RULES,
    *pricing.RULES, *design.RULES, *sketch.RULES, *evidence.RULES, *purposes.RULES, *levels.RULES,
    *level_contacts.RULES, *aspects.RULES, *standing.RULES, *trust.RULES, *promises.RULES, *bonds.RULES,
    *helping.RULES, *principles.RULES, *skills.RULES, *recovery.RULES, *quality.RULES, *journeys.RULES,
    *touchpoints.RULES, *effort.RULES, *experience.RULES, *crm.RULES, *customer_strategies.RULES, *tools.RULES,
    *value_chain.RULES, *chain_stages.RULES, *strategies.RULES, *programmes.RULES, *feedback.RULES, *practices.RULES,
    *benefits.RULES, *worth.RULES, *rivals.RULES, *marks.RULES, *satisfaction.RULES, *loyalty.RULES, *closeness.RULES,
    *centricity.RULES, *goals.RULES, *watching.RULES, *metrics.RULES, *surveys.RULES, *budgets.RULES, *forces.RULES,
    *fairness.RULES, *lifetime.RULES, *currencies.RULES, *counting.RULES, *claims.RULES, *unit_economics.RULES,
    *serving.RULES, *break_even.RULES, *spending.RULES, *survivors.RULES, *audit.RULES, *audit_sums.RULES,
    *later_amounts.RULES, *audit_texts.RULES, *purchases.RULES, *teaching.RULES, *style.RULES,
)  # fmt: skip

_BY_CODE = {each.code: each for each in RULES}


def rules_in(profile: str) -> tuple[Rule, ...]:
    """The rules that speak in a profile: `draft`, `final` or `graded`."""
    return tuple(each for each in RULES if not each.profiles or profile in each.profiles)


def rule(code: str) -> Rule | None:
    """The rule with this code."""
    return _BY_CODE.get(code)
