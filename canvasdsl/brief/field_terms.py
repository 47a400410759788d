"""The terms of the field that a brief explains, and by what one sees that a model uses them.

Their words stand in `templates/wording/LANGUAGE/glossary.toml`. A term that the pages show under a name of the
catalogue is called by that name; one that they show in plain words already has no line here.
"""

import attrs

__all__ = ["OF_FIGURES", "OF_IDEAS", "FieldTerm"]


@attrs.frozen
class FieldTerm:
    """A term with the key of its sentence.

    `uses` are ids of the register, alone or with a word of the language behind them (`T-ECO-6 churn`), `figures` names
    of figures and `views` names of drawings: one of them in a brief brings the term in. `called` is the key of its
    title, `work` the entry of the register whose first dated work explains more.
    """

    key: str
    uses: tuple[str, ...] = ()
    figures: tuple[str, ...] = attrs.field(default=(), kw_only=True)
    views: tuple[str, ...] = attrs.field(default=(), kw_only=True)
    called: str = attrs.field(default="", kw_only=True)
    work: str = attrs.field(default="", kw_only=True)

    @property
    def title(self) -> str:
        """The key of its title."""
        return self.called or f"glossary.{self.key}.title"


def _chosen(choice: str, key: str, uses: str, *, work: str = "") -> FieldTerm:
    """A term that is the word of a choice."""
    return FieldTerm(key, (f"{uses} {key}",), called=f"choice.{choice}.{key}", work=work)


OF_FIGURES: tuple[FieldTerm, ...] = (
    FieldTerm("lifetime-value", ("T-MEA-2 lifetime-value",), called="figure.lifetime-value.title", work="T-ECO-3",
              figures=("lifetime-value", "value-within-horizon", "cohort-value-per-customer", "constant-value",
                       "curve-value", "further-value", "what-if-value", "what-if-difference", "retention-uplift",
                       "net-retention-uplift", "customer-equity", "segment-equity")),
    FieldTerm("acquisition-cost", ("T-ECO-7 acquisition-cost", "T-ECO-7 acquisition", "T-MEA-2 acquisition-cost"),
              figures=("acquisition-cost", "ltv-to-cac", "payback", "winning-to-keeping"),
              called="figure.acquisition-cost.title"),
    FieldTerm("ltv-to-cac", figures=("ltv-to-cac",), called="figure.ltv-to-cac.title"),
    FieldTerm("payback", figures=("payback", "payback-month"), called="figure.payback.title"),
    FieldTerm("retention", ("T-ECO-6 retention", "T-MEA-2 retention"), called="figure.retention.title",
              figures=("retention", "monthly-retention", "yearly-retention", "next-retention", "break-even-retention",
                       "retention-uplift", "net-retention-uplift")),
    FieldTerm("churn", ("T-ECO-6 churn", "T-MEA-2 churn"), called="figure.churn.title",
              figures=("churn", "yearly-churn", "constant-churn", "constant-value", "observed-churn")),
    FieldTerm("discount", ("T-ECO-4 discount",), figures=("net-present-value",), called="label.discount"),
    FieldTerm("first-margin", ("T-ECO-4 convention",), called="label.convention"),
    FieldTerm("cohort", ("T-ECO-5 cohort",), figures=("cohort-value", "cohort-value-per-customer"),
              views=("cohort", "retention-curve"), called="label.cohort"),
    FieldTerm("customer-equity", figures=("customer-equity", "segment-equity"), work="T-ECO-8",
              called="figure.customer-equity.title"),
    FieldTerm("margin-of-safety", figures=("margin-of-safety",), called="figure.margin-of-safety.title"),
    FieldTerm("break-even", views=("break-even",),
              figures=("break-even-volume", "break-even-revenue", "break-even-month", "margin-of-safety")),
    FieldTerm("contribution-margin", figures=("contribution-margin", "contribution", "contribution-per-unit"),
              called="figure.contribution-margin.title"),
    FieldTerm("operating-leverage", figures=("operating-leverage",), called="figure.operating-leverage.title"),
    FieldTerm("recurring-revenue", called="figure.recurring-share.title",
              figures=("recurring-share", "monthly-recurring-revenue", "annual-recurring-revenue")),
    FieldTerm("net-present-value", figures=("net-present-value",), called="figure.net-present-value.title"),
    FieldTerm("sensitivity", views=("sensitivity", "tornado"), work="T-ECO-10"),
    FieldTerm("elasticity", figures=("retention-elasticity", "net-retention-elasticity")),
    FieldTerm("concentration", figures=("concentration", "effective-streams"), called="figure.concentration.title"),
    FieldTerm("simulation", views=("fan",)),
    FieldTerm("cost-to-serve", ("T-ECO-12 cost-to-serve",), called="label.cost-to-serve",
              figures=("cost-to-serve", "serving-cost", "profit-per-customer")),
    FieldTerm("diminishing-returns", ("T-ECO-11",), views=("response-curve",), work="T-ECO-11",
              figures=("response-speed", "best-spend", "best-response", "best-surplus")),
    FieldTerm("rfm", figures=("best-buyers", "lowest-buyers")),
    FieldTerm("nps", ("T-MEA-4 nps",), figures=("nps",), called="choice.metric-type.nps", work="T-MEA-4"),
    FieldTerm("csat", ("T-MEA-4 csat",), figures=("csat",), called="choice.metric-type.csat"),
    FieldTerm("ces", ("T-MEA-4 ces",), figures=("effort-score", "easy-share"), called="choice.metric-type.ces",
              work="T-SAT-6"),
    FieldTerm("share-of-wallet", ("T-LOY-4 category-spend", "T-MEA-2 share-of-wallet"), work="T-LOY-4",
              figures=("share-of-customer",), called="choice.metric-type.share-of-wallet"),
)  # fmt: skip
"""What stands beside numbers."""

_TYPES = {
    "transactional": "T-REL-1", "long-term": "T-REL-2", "personal-assistance": "T-REL-3", "dedicated": "T-REL-4",
    "self-service": "T-REL-5", "automated": "T-REL-6", "community": "T-REL-7", "co-creation": "T-REL-8",
    "switching-cost": "T-REL-9",
}  # fmt: skip

OF_IDEAS: tuple[FieldTerm, ...] = (
    *(_chosen("relationship-type", word, id) for word, id in _TYPES.items()),
    FieldTerm("level", ("T-REL-14 level",), figures=("fitting-level",), work="T-REL-14"),
    FieldTerm("phase", ("T-REL-17 phase",), work="T-REL-17"),
    FieldTerm("bond", ("T-RM-4 bond",), figures=("bond-level",), called="label.bond", work="T-RM-4"),
    FieldTerm("commitment-trust", ("T-RM-3",), figures=("trust-as-expected",), work="T-RM-3",
              called="label.commitment-trust"),
    FieldTerm("ladder", ("T-CUS-12",), figures=("expected-count", "ladder-conversion"), work="T-CUS-12"),
    FieldTerm("latent", figures=("loyalty-state",), views=("loyalty",), called="view.loyalty.corner.latent",
              work="T-LOY-2"),
    FieldTerm("spurious", figures=("loyalty-state",), views=("loyalty",), called="view.loyalty.corner.spurious",
              work="T-LOY-2"),
    FieldTerm("loyalty-group", ("T-TYP-4 loyalty-group",), figures=("loyalty-group",), work="T-TYP-4",
              called="label.loyalty-group"),
    FieldTerm("active", ("T-CUS-8 active",), figures=("active-buyers", "lapsed-buyers"), called="choice.state.active"),
    FieldTerm("engagement", ("T-ENG-1", "T-MEA-2 engagement"), figures=("engagement-score",), work="T-ENG-1",
              called="label.engagement"),
    FieldTerm("idic", ("T-IDIC-1", "T-IDIC-2", "T-IDIC-3", "T-IDIC-4", "T-CRM-10 idic"), work="T-IDIC-0",
              figures=("steps-taken",)),
    *(FieldTerm(step, (f"T-IDIC-{number} {step}",), called=f"label.{step}")
      for number, step in enumerate(("identify", "differentiate", "interact", "customize"), start=1)),
    FieldTerm("crm", ("T-CRM-1 crm", "T-CRM-7 tool", "T-CRM-8", "T-CRM-10", "T-VC-0"), work="T-CRM-1"),
    FieldTerm("crm-types", ("T-CRM-8",)),
    FieldTerm("value-chain", ("T-VC-0", "T-CRM-10 value-chain"), called="label.value-chain", work="T-VC-0",
              figures=("value-chain-score", "weakest-link")),
    FieldTerm("relationship-marketing", ("T-CRM-10 relationship-marketing",), work="T-RM-1",
              called="choice.theory-of-CRM.relationship-marketing"),
    FieldTerm("customer-centricity", ("T-CEN-1",), called="label.customer-centricity", work="T-CEN-1"),
    FieldTerm("feedback-loop", ("T-DYN-4 analyses",), figures=("closed-loop-rate",), views=("feedback-loop",)),
    FieldTerm("service-quality", ("T-SVC-12",), figures=("service-gap", "plain-service-gap"), work="T-SVC-12",
              called="label.quality"),
    FieldTerm("line-of-visibility", views=("blueprint",), called="view.blueprint.line"),
    FieldTerm("journey", ("T-JRN-1 journey",), figures=("journey-conversion",), called="label.journey", work="T-JRN-1"),
    FieldTerm("touchpoint", ("T-JRN-1 touchpoint",), called="label.touchpoint"),
    FieldTerm("barrier", ("T-JRN-1 barrier",), figures=("barrier-score",), called="label.barrier"),
    *(FieldTerm(word, (f"T-BMC-2b {word}",), called=f"label.{word}", work="T-BMC-2b")
      for word in ("job", "pain", "gain")),
    FieldTerm("perceived-value", views=("perceived-value", "positioning"),
              figures=("perceived-value", "value-advantage", "value-ratio", "perception-gap")),
    _chosen("segment-type", "multi-sided", "T-BMC-1a"),
    *(_chosen("revenue-type", word, "T-BMC-5a") for word in ("asset-sale", "usage-fee", "licensing", "brokerage")),
    _chosen("pricing", "yield", "T-BMC-5b"),
    *(_chosen("pattern", word, "T-BMC-12", work="T-BMC-12")
      for word in ("unbundled", "long-tail", "multi-sided-platform", "freemium", "open")),
    FieldTerm("scale", ("T-BMC-9 scale",)),
    FieldTerm("scope", ("T-BMC-9 scope",)),
    *(_chosen("partner-type", word, "T-BMC-8") for word in ("coopetition", "joint-venture")),
    *(_chosen("status", word, "T-BMC-13") for word in ("hypothesis", "tested", "validated")),
    *(_chosen("risk", word, "T-BMC-13", work="T-BMC-13") for word in ("desirability", "feasibility", "viability")),
)  # fmt: skip
"""What stands beside words."""
