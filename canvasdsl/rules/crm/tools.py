"""Tools: what they support, whom they know, who keeps their data right, who has agreed (T-CRM-4, 5, 7)."""

from collections.abc import Iterator
from typing import Any

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.crm import Tool
from canvasdsl.rules.crm.crm import acts_for
from canvasdsl.rules.parts import called, decided, quoted
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import keys, named

__all__ = ["RULES"]


# ---- IDI211, IDI212: what a CRM tool knows ------------------------------------


def _without_prospects(canvas: Canvas) -> Iterator[Finding]:
    for tool in decided(canvas.tools):
        if not tool.records or "prospect" in tool.records or tool.type not in (None, "crm"):
            continue
        wins = _wins(canvas, tool)
        if wins is not None:
            yield Finding(
                about=tool,
                message=f"`{tool.name}` keeps no record of prospects, and new customers are to be won",
                help="keep those who ask as well, with the next step for each: add `prospect` to `records`",
                span=tool.place("records"),
                related=(Related(wins, "declared here"),),
            )


def _wins(canvas: Canvas, tool: Tool) -> Any:
    """Where something says that customers are to be won, the tool itself first."""
    for function in ("prospecting", "pipeline"):
        if function in tool.functions:
            return tool.place("function")
    for goal in canvas.goals:
        if goal.type == "acquisition":
            return goal.here
    block = acts_for(canvas, "acquire")
    return block.here if block is not None else None


def _unowned_data(canvas: Canvas) -> Iterator[Finding]:
    others = any(tool.data_owner for tool in canvas.tools)
    for tool in decided(canvas.tools):
        keeps = tool.records or (tool.type == "crm" and (tool.integrates or tool.functions or others))
        if keeps and not tool.data_owner and not tool.owner:
            yield Finding(
                about=tool,
                message=f"nobody keeps the data in `{tool.name}` right",
                help='name who does: `data-owner "…"`',
                absent=("data-owner", "owner"),
            )


# ---- IDI213: one customer in all channels ---------------------------------------


def _without_key(canvas: Canvas) -> Iterator[Finding]:
    if any(each.identify or (each.support and each.support.identity_key) for each in canvas.relationships):
        return
    for tool in decided(canvas.tools):
        if len(set(keys(tool.integrates))) > 1 and not tool.identity_key:
            names = quoted(channel.name for channel in named(canvas, tool.integrates))
            yield Finding(
                about=tool,
                message=f"{names} feed `{tool.name}`, and nothing says by what it knows the same customer in each",
                help="name the number, address or card that all of them ask for: `identity-key …`",
                span=tool.place("integrates"),
                absent=("identity-key", "identify"),
            )


# ---- IDI214: a tool for nothing --------------------------------------------------


def _idle(canvas: Canvas) -> Iterator[Finding]:
    for tool in decided(canvas.tools):
        if tool.supports or tool.steps or tool.functions or tool.integrates:
            continue
        if tool.key is None or not canvas.index.links_to.get(tool.key):
            yield Finding(
                about=tool,
                message=f"the tool `{tool.name}` supports nothing",
                help="say what it is there for: `supports …`, a relationship, a channel, an activity or a metric, "
                "or `step …` of IDIC",
                absent=("supports", "step", "function", "integrates", "tool", "enabled-by", "uses"),
            )


# ---- IDI215: letters to those who have not agreed ----------------------------------


def _unasked(canvas: Canvas) -> Iterator[Finding]:
    for tool in decided(canvas.tools):
        if tool.type != "email" or tool.consent == "yes" or (tool.consent is None and _asked(canvas, tool)):
            continue
        said = " without their consent" if tool.consent == "no" else ", and nothing says that they agree"
        yield Finding(
            about=tool,
            message=f"`{tool.name}` writes to customers{said}",
            help="ask them, and write `consent yes`; without it write to nobody",
            span=tool.place("consent") if tool.consent else tool.place("type"),
            absent=() if tool.consent else ("consent",),
        )


def _asked(canvas: Canvas, tool: Tool) -> bool:
    """Whether all relationships that it supports, or without any all that identify, do so with consent."""
    supported = [each for each in named(canvas, tool.supports) if each.word == "relationship"]
    steps = [each.identify for each in supported or canvas.relationships if supported or each.identify]
    return bool(steps) and all(step is not None and step.consent == "yes" for step in steps)


# ---- IDI216: behaviour that nobody counts -------------------------------------------


def _uncounted(canvas: Canvas) -> Iterator[Finding]:
    tools = list(decided(canvas.tools))
    if not tools or any(each.type in ("analytics", "ai") or "analytics" in each.functions for each in canvas.tools):
        return
    at = next((each for each in decided(canvas.segments) if each.behavioural), None)
    place = at.place("behavioural") if at is not None else None
    if place is None:
        strategy = next((each for each in decided(canvas.strategies) if "behavioural" in each.bases), None)
        place = strategy.place("bases") if strategy is not None else None
    if place is not None:
        first = next((tool for tool in tools if tool.type == "crm"), tools[0])
        yield Finding(
            about=first,
            message="customers are told apart by what they do, and no tool analyses it",
            help=f"say which one does: `function analytics` in `{called(first)}`, or a tool of `type analytics`",
            related=(Related(place, "by their behaviour"),),
            absent=("tool", "type", "function"),
        )


RULES = (
    Rule(
        code="IDI211",
        name="crm-without-prospects",
        severity=Severity.WARNING,
        summary="A CRM tool has no record of prospects, and customers are to be won",
        why="A tool that knows only those who bought can't help to win anybody: each enquiry is forgotten with the "
        "note that it was written on.",
        theory=("T-CRM-4",),
        register=(),
        check=_without_prospects,
    ),
    Rule(
        code="IDI212",
        name="unowned-data",
        severity=Severity.HINT,
        summary="Nobody owns the quality of the data in a tool",
        why="Addresses age from the first day; without somebody who keeps them right a record is wrong within months.",
        theory=("T-CRM-4",),
        register=(),
        check=_unowned_data,
    ),
    Rule(
        code="IDI213",
        name="channels-without-identity-key",
        severity=Severity.HINT,
        summary="Several channels feed a tool that has no key for the customer",
        why="Without a common key the same person is a different customer in each channel.",
        theory=("T-CRM-5",),
        register=("R30",),
        check=_without_key,
    ),
    Rule(
        code="IDI214",
        name="idle-tool",
        severity=Severity.HINT,
        summary="A tool supports nothing",
        why="A tool that supports no step, channel or metric is a subscription fee.",
        theory=("T-CRM-7",),
        register=(),
        check=_idle,
    ),
    Rule(
        code="IDI215",
        name="letters-without-consent",
        severity=Severity.WARNING,
        summary="A tool sends e-mail to customers without their consent",
        why="Letters that nobody asked for are unlawful in many places, and they cost the trust that they should win.",
        theory=("T-CRM-7",),
        register=(),
        check=_unasked,
    ),
    Rule(
        code="IDI216",
        name="uncounted-behaviour",
        severity=Severity.HINT,
        summary="Segments differ in their behaviour, and no tool analyses it",
        why="What customers do can only be used where somebody counts it.",
        theory=("T-CRM-7",),
        register=(),
        check=_uncounted,
    ),
)
