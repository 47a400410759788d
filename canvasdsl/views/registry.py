"""The views that can be drawn, with the drawings of the register (annex F) that they are."""

from canvasdsl.views.connections import (
    channel_owners,
    commitment,
    constituencies,
    exchange,
    feedback_loop,
    influence,
    measurement,
    partner_graph,
    pattern_parts,
    record_hub,
    tools,
    value_map,
)
from canvasdsl.views.crm import bow_tie, crm_layers, idic_ring, predictions, value_chain_arrow
from canvasdsl.views.customers import (
    buyer_types,
    centricity_list,
    closeness_map,
    customer_base,
    design_radar,
    dissatisfaction,
    engagement,
    fairness,
    loyalty_ladder,
    loyalty_maps,
    positioning,
    satisfaction_gaps,
    satisfaction_loyalty,
    success_chain,
    surveys,
    touch_and_mood,
    value_bars,
    visitor_types,
)
from canvasdsl.views.economics import (
    break_even,
    budget_bars,
    cash,
    cohort_table,
    fan,
    mix,
    money_bars,
    price_change,
    retention_curve,
    sensitivity,
    survival,
    timing,
    tornado,
    trade_offs,
    uplift,
    waterfall,
    whale,
)
from canvasdsl.views.measuring import assumption_map, dashboard, printed_cards, scorecards, theory_map
from canvasdsl.views.poster import canvas_poster
from canvasdsl.views.relationships import (
    blueprint,
    bond_stairs,
    channel_matrix,
    continuum,
    journey_map,
    marketing_process,
    relationship_matrix,
    relationship_phases,
    skill_map,
    support_tasks,
    win_wins,
)
from canvasdsl.views.segments import (
    benefit_map,
    buying_centre,
    differences,
    employee_chain,
    fit,
    insight_table,
    market_kinds,
    reach_chain,
    segmentation,
    value_and_needs,
)
from canvasdsl.views.subject import View

__all__ = ["VIEWS", "view_called"]

VIEWS: tuple[View, ...] = (
    canvas_poster.VIEW,
    # How things hang together.
    value_map.VIEW, exchange.VIEW, constituencies.VIEW, commitment.VIEW, feedback_loop.VIEW, influence.VIEW,
    measurement.VIEW, tools.VIEW, record_hub.VIEW, partner_graph.VIEW, channel_owners.VIEW, pattern_parts.VIEW,
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
    # Single ideas about customers and relationships.
    continuum.VIEW, relationship_phases.VIEW, support_tasks.VIEW, crm_layers.VIEW, predictions.VIEW, insight_table.VIEW,
    value_and_needs.VIEW, satisfaction_loyalty.VIEW, touch_and_mood.VIEW, success_chain.VIEW, fairness.VIEW,
    engagement.VIEW, centricity_list.VIEW, win_wins.VIEW,
)  # fmt: skip


def view_called(name: str) -> View | None:
    """The view with this name."""
    return next((view for view in VIEWS if view.name == name), None)
