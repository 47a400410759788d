"""All rules, family by family."""

from canvasdsl.rules import (
    acceptance,
    aspects,
    backing,
    benefits,
    bonds,
    budgets,
    business,
    buyers,
    centricity,
    chain_stages,
    channels,
    choosing,
    claims,
    contact,
    costs,
    counting,
    crm,
    customer_strategies,
    design,
    differences,
    effort,
    experience,
    fairness,
    feedback,
    fit,
    forces,
    goals,
    groups,
    helping,
    idic,
    journeys,
    ladder,
    level_contacts,
    levels,
    lifetime,
    loyalty,
    markets,
    marks,
    means,
    metrics,
    offers,
    orientation,
    partners,
    patrons,
    periods,
    platforms,
    practices,
    pricing,
    principles,
    programmes,
    quality,
    reach,
    recovery,
    relations,
    rivals,
    roles,
    satisfaction,
    segmentation,
    skills,
    social,
    spending,
    standing,
    states,
    steps,
    strategies,
    streams,
    style,
    surveys,
    tailoring,
    targeting,
    teaching,
    tools,
    touchpoints,
    trust,
    unit_economics,
    value_chain,
    visitors,
    worth,
)  # fmt: skip
from canvasdsl.rules.rule import Rule

__all__ = ["RULES", "rule", "rules_in"]

RULES: tuple[Rule, ...] = (
    *acceptance.RULES, *fit.RULES, *choosing.RULES, *markets.RULES, *platforms.RULES, *relations.RULES,
    *backing.RULES, *streams.RULES, *costs.RULES, *reach.RULES, *contact.RULES, *states.RULES, *social.RULES,
    *idic.RULES, *steps.RULES, *tailoring.RULES, *means.RULES, *partners.RULES, *orientation.RULES, *periods.RULES,
    *roles.RULES, *business.RULES, *patrons.RULES, *ladder.RULES, *visitors.RULES, *buyers.RULES, *groups.RULES,
    *segmentation.RULES, *differences.RULES, *targeting.RULES, *offers.RULES, *channels.RULES, *pricing.RULES,
    *design.RULES, *levels.RULES, *level_contacts.RULES, *aspects.RULES, *standing.RULES, *trust.RULES,
    *bonds.RULES, *helping.RULES, *principles.RULES, *skills.RULES, *recovery.RULES, *quality.RULES,
    *journeys.RULES, *touchpoints.RULES, *effort.RULES, *experience.RULES, *crm.RULES, *customer_strategies.RULES,
    *tools.RULES, *value_chain.RULES, *chain_stages.RULES, *strategies.RULES, *programmes.RULES, *feedback.RULES,
    *practices.RULES, *benefits.RULES, *worth.RULES, *rivals.RULES, *marks.RULES, *satisfaction.RULES,
    *loyalty.RULES, *centricity.RULES, *goals.RULES, *metrics.RULES, *surveys.RULES, *budgets.RULES, *forces.RULES,
    *fairness.RULES, *lifetime.RULES, *counting.RULES, *claims.RULES, *unit_economics.RULES, *spending.RULES,
    *teaching.RULES, *style.RULES,
)  # fmt: skip

_BY_CODE = {each.code: each for each in RULES}


def rules_in(profile: str) -> tuple[Rule, ...]:
    """The rules that speak in a profile: `draft`, `final` or `graded`."""
    return tuple(each for each in RULES if not each.profiles or profile in each.profiles)


def rule(code: str) -> Rule | None:
    """The rule with this code."""
    return _BY_CODE.get(code)
