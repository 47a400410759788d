"""From data through a prediction to what is done about it: a prediction without an action is only known (T-CRM-6)."""

from collections.abc import Iterator
from typing import Any

import attrs

from canvasdsl.model.canvas import Canvas
from canvasdsl.views.drawing import Datasheet, Drawing
from canvasdsl.views.kit.graph_cards import Card
from canvasdsl.views.kit.paper import Paper, Said, bold, capital, field_of, stack
from canvasdsl.views.kit.strips import column_heads, missing, strip
from canvasdsl.views.subject import Subject, Undrawn, View

__all__ = ["STEPS", "VIEW", "Foresight", "foresights_of"]

STEPS = ("data", "prediction", "action", "worth")
_MOST = 8


@attrs.frozen(kw_only=True)
class Foresight:
    """A prediction of a relationship."""

    relationship: Any
    predict: Any

    @property
    def lacks(self) -> tuple[str, ...]:
        """What it needs and does not have: data, an action, consent."""
        there = (("data", self.predict.data), ("action", self.predict.action),
                 ("consent", self.predict.consent == "yes"))  # fmt: skip
        return tuple(key for key, said in there if not said)

    @property
    def is_idea(self) -> bool:
        """Whether it, or its relationship, is only an idea."""
        return bool(self.predict.is_idea or self.relationship.is_idea)


def foresights_of(canvas: Canvas) -> tuple[Foresight, ...]:
    """The predictions of all relationships in the order of the file."""
    return tuple(Foresight(relationship=each, predict=one) for each in canvas.relationships for one in each.predict
                 if one.target is not None)  # fmt: skip


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    found = foresights_of(subject.canvas)
    if not found:
        raise Undrawn(subject.words("predictions.needs"))
    paper, before = Paper(), None
    y = column_heads(paper, 0, [subject.words(f"predictions.step.{step}") for step in STEPS])
    for each in found[:_MOST]:
        if each.relationship is not before:
            y = stack(paper, 0, y + 5, paper.width, [bold(each.relationship.name, field_of(each.relationship))]) + 3
            before = each.relationship
        cards = [_card(subject, each, step) for step in STEPS]
        gaps = ["data" in each.lacks, "action" in each.lacks, "action" in each.lacks or not _worth(subject, each)]
        y = strip(paper, y, cards, dashed=[gap or each.is_idea for gap in gaps]) + 6
    notes = (subject.counted("quadrants.more", len(found) - _MOST),) if len(found) > _MOST else ()
    return subject.drawing("predictions", paper, title=_title(subject, found), notes=notes, texts=paper.authors,
                           description=_description(subject, found), table=_table(subject, found))  # fmt: skip


def _card(subject: Subject, each: Foresight, step: str) -> Card:
    parts = tuple(_parts(subject, each, step))
    card = Card(parts=parts, idea=each.is_idea)
    return missing(card) if step in each.lacks or (step == "worth" and not _worth(subject, each)) else card


def _parts(subject: Subject, each: Foresight, step: str) -> Iterator[Said]:
    say, words, one = subject.say, subject.words, each.predict
    field = f"predict {one.target}"
    if step == "data":
        yield Said(say.join([*one.data]), field) if one.data else Said(words("predictions.no_data"), tone="soft",
                                                                       sign="gap")  # fmt: skip
        agreed = one.consent == "yes"
        yield Said(words("predictions.agreed" if agreed else "predictions.not_agreed"), tone="soft",
                   sign="yes" if agreed else "gap", above=2)  # fmt: skip
    elif step == "prediction":
        yield Said(capital(say.choice("target", one.target)))
        yield Said(one.text or "", field, tone="soft")
    elif step == "action":
        yield Said(one.action, field) if one.action else Said(words("predictions.no_action"), tone="soft", sign="gap")
        if one.review is not None:
            looked = one.review == "yes"
            yield Said(words("predictions.looked" if looked else "predictions.unseen"), tone="soft",
                       sign="yes" if looked else "no", above=2)  # fmt: skip
        if one.price:
            yield Said(words("predictions.price"), tone="soft", above=2)
    else:
        worth = _worth(subject, each)
        yield Said(worth or words("predictions.uncounted"), tone="ink" if worth else "soft")
        if one.uplift is not None:
            yield Said(words("predictions.uplift", share=say.quantity(one.uplift)), tone="soft")


def _worth(subject: Subject, each: Foresight) -> str:
    """What it brings less what it costs, where that can be computed."""
    figure = None if each.is_idea else subject.figure("prediction-value", each.predict)
    return subject.say.amount(figure.value, figure.unit) if figure is not None and figure.value is not None else ""


def _title(subject: Subject, found: tuple[Foresight, ...]) -> str:
    say = subject.say
    decided = [each for each in found if not each.is_idea] or list(found)
    for key in ("action", "data", "consent"):
        lacking = [each for each in decided if key in each.lacks]
        if lacking:
            return subject.counted(f"predictions.title_{key}", len(lacking), total=say.whole(len(decided)),
                                   target=say.choice("target", lacking[0].predict.target))  # fmt: skip
    return subject.counted("predictions.title", len(decided))


def _description(subject: Subject, found: tuple[Foresight, ...]) -> str:
    say, parts = subject.say, [subject.words("predictions.description")]
    for each in found[:4]:
        if each.predict.action:
            parts.append(subject.words("predictions.one", target=capital(say.choice("target", each.predict.target)),
                                       action=each.predict.action))  # fmt: skip
    return " ".join(parts)


def _table(subject: Subject, found: tuple[Foresight, ...]) -> Datasheet:
    columns = (subject.say.label("canvas", "relationship"),
               *(subject.words(f"predictions.step.{step}") for step in STEPS))  # fmt: skip
    rows = tuple((each.relationship.name,
                  *(subject.say.groups([part.text for part in _parts(subject, each, step) if part.text])
                    for step in STEPS)) for each in found)  # fmt: skip
    return Datasheet(columns=columns, rows=rows)


VIEW = View(name="predictions", register=(), theory=("T-CRM-6",), title="From data through a prediction to an action",
            needs=("relationship", "predict"), make=_make)  # fmt: skip
