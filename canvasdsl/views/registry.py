"""The views that can be drawn, with the drawings of the register (annex F) that they are."""

from canvasdsl.views import (
    assumption_map,
    benefit_map,
    blueprint,
    bond_stairs,
    bow_tie,
    break_even,
    budget_bars,
    buyer_types,
    buying_centre,
    canvas_poster,
    cash,
    channel_matrix,
    channel_owners,
    closeness_map,
    cohort_table,
    commitment,
    constituencies,
    customer_base,
    dashboard,
    design_radar,
    differences,
    dissatisfaction,
    employee_chain,
    exchange,
    fan,
    feedback_loop,
    fit,
    idic_ring,
    influence,
    journey_map,
    loyalty_ladder,
    loyalty_maps,
    market_kinds,
    marketing_process,
    measurement,
    mix,
    money_bars,
    partner_graph,
    pattern_parts,
    positioning,
    price_change,
    printed_cards,
    reach_chain,
    record_hub,
    relationship_matrix,
    retention_curve,
    satisfaction_gaps,
    scorecards,
    segmentation,
    sensitivity,
    skill_map,
    surveys,
    survival,
    theory_map,
    timing,
    tools,
    tornado,
    trade_offs,
    uplift,
    value_bars,
    value_chain_arrow,
    value_map,
    visitor_types,
    waterfall,
    whale,
)
from canvasdsl.views.subject import View

__all__ = ["VIEWS", "view_called"]

VIEWS: tuple[View, ...] = (
    canvas_poster.VIEW,
    # How things hang together.
    value_map.VIEW, exchange.VIEW, constituencies.VIEW, commitment.VIEW, feedback_loop.VIEW, influence.VIEW,
    measurement.VIEW, tools.VIEW,
    record_hub.VIEW, partner_graph.VIEW, channel_owners.VIEW, pattern_parts.VIEW,
    # Who is meant, what they want, and how they are won.
    fit.VIEW, differences.VIEW, segmentation.VIEW, market_kinds.VIEW, buying_centre.VIEW, reach_chain.VIEW,
    benefit_map.VIEW, employee_chain.VIEW,
    # What a customer is worth.
    survival.VIEW, retention_curve.VIEW, sensitivity.VIEW, *tornado.VIEWS, uplift.VIEW, cohort_table.VIEW,
    *money_bars.VIEWS, *trade_offs.VIEWS, timing.VIEW, whale.VIEW,
    # What customers think, and how they buy and stay.
    closeness_map.VIEW, customer_base.VIEW, visitor_types.VIEW, buyer_types.VIEW, *loyalty_maps.VIEWS,
    satisfaction_gaps.VIEW, value_bars.VIEW, positioning.VIEW, design_radar.VIEW,
    dissatisfaction.VIEW, surveys.VIEW,
    # What the business earns.
    mix.VIEW, waterfall.VIEW, break_even.VIEW, cash.VIEW, fan.VIEW, *price_change.VIEWS,
    *budget_bars.VIEWS,
    # How one sees where it goes, and what it rests on.
    dashboard.VIEW, assumption_map.VIEW,
    # Who is served how: matrices, maps and cards.
    relationship_matrix.VIEW, channel_matrix.VIEW, journey_map.VIEW, bond_stairs.VIEW, loyalty_ladder.VIEW,
    idic_ring.VIEW, value_chain_arrow.VIEW, scorecards.VIEW, blueprint.VIEW, skill_map.VIEW, marketing_process.VIEW,
    bow_tie.VIEW, printed_cards.VIEW, theory_map.VIEW,
)  # fmt: skip


def view_called(name: str) -> View | None:
    """The view with this name."""
    return next((view for view in VIEWS if view.name == name), None)
