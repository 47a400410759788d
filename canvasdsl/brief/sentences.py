"""What the business is, in five plain sentences: whom it serves, what it offers, how it reaches and keeps them, what
they pay for, and what all of it takes. What the model does not say yet is said to be open."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import attrs

from canvasdsl.brief.brief import Sentence
from canvasdsl.views.phrasing import Phrasing

__all__ = ["five_sentences"]

_MOST_KINDS, _MOST_REASONS = 2, 2


def five_sentences(say: Phrasing) -> tuple[Sentence, ...]:
    """The five sentences, in the order in which a canvas is told."""
    return _leading(_serves(say), say), _offers(say), _reaches_and_keeps(say), _paid_for(say), _takes(say)


def _leading(sentence: Sentence, say: Phrasing) -> Sentence:
    """The sentence with the names of segments as links to their pages."""
    anchors = {segment.name: f"segment-{number}" for number, segment in enumerate(say.canvas.segments, 1)}
    return tuple(
        attrs.evolve(run, to=anchors.get(run.text, "")) if run.strong and run.text != say.canvas.title else run
        for run in sentence
    )


def _serves(say: Phrasing) -> Sentence:
    canvas = say.canvas
    business = say.name(canvas.title) if canvas.title else say.wording("brief.untitled")
    segments = _firm(canvas.segments)
    if not segments:
        return say.sentence("summary.serves_nobody", business=business)
    names = [_sized(segment, say) for segment in segments]
    first = [at for at, segment in enumerate(segments) if segment.primary]
    if len(first) == 1 and len(segments) > 1:
        others = names[: first[0]] + names[first[0] + 1 :]
        return say.sentence("summary.serves_above_all", business=business, first=names[first[0]],
                            others=_some(others, say))  # fmt: skip
    return say.sentence("summary.serves", business=business, segments=_some(names, say))


def _offers(say: Phrasing) -> Sentence:
    propositions = _firm(say.canvas.propositions)
    if not propositions:
        return say.sentence("summary.offers_nothing")
    names, number = say.names(propositions), len(propositions)
    if not say.canvas.segments:
        return say.sentence("summary.offers_anybody", propositions=names)
    reasons = [
        say.counted(f"summary.{key}", number, reasons=reason)
        for key, reason in _reasons(propositions, say) if reason
    ][:_MOST_KINDS]  # fmt: skip
    if not reasons:
        return say.sentence("summary.offers", propositions=names)
    return say.runs(say.counted("summary.offers_because", number, propositions=names, reasons=say.groups(reasons)))


def _reasons(propositions: Sequence[Any], say: Phrasing) -> Iterator[tuple[str, str]]:
    """What speaks for the offer, by kind, the most telling kind first: pains, gains, jobs, elements of value."""
    blocks = say.canvas.index.blocks
    pains = [blocks.get(one.pain.key) for offer in propositions for one in offer.relieves]
    gains = [blocks.get(one.gain.key) for offer in propositions for one in offer.creates]
    solved = [blocks.get(one.key) for offer in propositions for one in offer.solves if not isinstance(one, str)]
    yield "relieves", _heaviest([*pains, *solved], "pain", say)
    yield "creates", _heaviest(gains, "gain", say)
    yield "solves", _heaviest(solved, "job", say)
    elements = dict.fromkeys(one.element for offer in propositions for one in offer.offers)
    yield "strong", say.join([say.choice("element of value", element) for element in elements][:_MOST_REASONS])


def _reaches_and_keeps(say: Phrasing) -> Sentence:
    channels = _tied(_firm(say.canvas.channels), "reaches")
    relationships = _tied(_firm(say.canvas.relationships), "segments")
    kept = _some([_typed(relationship, say) for relationship in relationships], say)
    if channels and relationships:
        return say.sentence("summary.reaches_and_keeps", channels=say.names(channels), relationships=kept)
    if channels:
        return say.sentence("summary.reaches", channels=say.names(channels))
    if relationships:
        return say.sentence("summary.keeps", relationships=kept)
    return say.sentence("summary.reaches_nobody")


def _paid_for(say: Phrasing) -> Sentence:
    revenues = _firm(say.canvas.revenues)
    if not revenues:
        return say.sentence("summary.paid_by_nobody")
    blocks = say.canvas.index.blocks
    found = [blocks.get(payer.key) for revenue in revenues for payer in revenue.segments]
    payers = _each_once(payer for payer in found if payer is not None)
    streams = _some([_priced(revenue, say) for revenue in revenues], say)
    others = [segment for segment in _firm(say.canvas.segments) if not any(segment is payer for payer in payers)]
    if not say.canvas.segments and not payers:
        return say.sentence("summary.paid_for", revenues=streams)
    if not payers or (not others and all(payer.word == "segment" for payer in payers)):
        return say.sentence("summary.paid_by_all", revenues=streams)
    if not others:
        return say.sentence("summary.paid_by", payers=say.names(payers), revenues=streams)
    return say.sentence(
        "summary.paid_by_some", payers=say.names(payers), revenues=streams, others=say.names(others)
    )  # fmt: skip


def _takes(say: Phrasing) -> Sentence:
    canvas = say.canvas
    partners, costs = _firm(canvas.partners), _firm(canvas.costs)
    means = (*_firm(canvas.resources), *_firm(canvas.activities))
    parts = [say.names(means)] if means else []
    if partners:
        parts.append(say.wording("brief.summary.help_of", partners=say.names(partners)))
    if costs:
        parts.append(say.wording("brief.summary.money_for", costs=say.names(costs)))
    return say.sentence("summary.takes", means=say.groups(parts)) if parts else say.sentence("summary.takes_nothing")


def _firm(blocks: Sequence[Any]) -> Sequence[Any]:
    """The blocks that are more than ideas; the ideas only where there is nothing else."""
    return [block for block in blocks if not block.is_idea] or blocks


def _each_once(blocks: Iterable[Any]) -> list[Any]:
    return list({id(block): block for block in blocks}.values())


def _tied(blocks: Sequence[Any], attribute: str) -> Sequence[Any]:
    """The blocks that say whom they are for; all of them where none does."""
    return [block for block in blocks if getattr(block, attribute)] or blocks


def _heaviest(blocks: Iterable[Any], word: str, say: Phrasing) -> str:
    """The names of the blocks of one kind that weigh most; all of them stand on the pages of the segments."""
    found = _each_once(block for block in blocks if block is not None and block.word == word)
    return say.names(sorted(found, key=_weight, reverse=True)[:_MOST_REASONS])


def _weight(need: Any) -> float:
    weight = getattr(need, "severity", None) or need.importance
    return float(weight.value) if weight is not None else 0.0


def _some(names: Sequence[str], say: Phrasing) -> str:
    """Names that are already values for a sentence; of very many only the first, and how many more there are."""
    return say.join(say.shortened(names))


def _sized(segment: Any, say: Phrasing) -> str:
    name = say.marked(segment)
    return say.wording("brief.list.sized", name=name, size=say.quantity(segment.size)) if segment.size else name


def _typed(relationship: Any, say: Phrasing) -> str:
    name = say.marked(relationship)
    types = [
        kind.text if kind.type == "custom" and kind.text else say.choice("relationship type", kind.type)
        for kind in relationship.types
    ]
    words = say.join(list(dict.fromkeys(types)))
    return say.wording("brief.list.sized", name=name, size=words) if words else name


def _priced(revenue: Any, say: Phrasing) -> str:
    name = say.marked(revenue)
    price = revenue.price.value if revenue.price is not None else None
    return say.wording("brief.list.sized", name=name, size=say.quantity(price)) if price is not None else name
