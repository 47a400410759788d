"""The whole of a model: a `Canvas` holds what was meant, with one index over all of it."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Any

from canvasdsl.model.beliefs import Accept, Assertion, Assessment, Assumption, Import, Quiz, Target, Term
from canvasdsl.model.common import Block
from canvasdsl.model.crm import Crm, CustomerStrategy, Tool, ValueChain
from canvasdsl.model.customers import SEGMENT_TYPES, Segment, Window
from canvasdsl.model.entities import Entity, Reference
from canvasdsl.model.exchange import Exchange
from canvasdsl.model.index import Index
from canvasdsl.model.journeys import Journey
from canvasdsl.model.look import COLOUR, PICTURE
from canvasdsl.model.means import Activity, Partner, Resource
from canvasdsl.model.measures import CustomerCentricity, Force, Goal, Metric, WinWin
from canvasdsl.model.money import Cost, Revenue
from canvasdsl.model.offer import Competitor, Proposition
from canvasdsl.model.parties import Party
from canvasdsl.model.quantities import Date, Quantity
from canvasdsl.model.reach import Channel
from canvasdsl.model.relationships import Relationship
from canvasdsl.model.service import Service
from canvasdsl.model.strategies import Insight, Strategy, Tactic
from canvasdsl.model.thresholds import Thresholds, threshold
from canvasdsl.model.types import CURRENCY, DATE_VALUE, LABEL, TEXT_VALUE, Choice, duration, money, rate
from canvasdsl.model.variants import Variant
from canvasdsl.model.vocabulary import attribute, block, children, phrase, prop, slot, table_of

__all__ = ["Canvas", "Heading", "NotServing"]


@phrase("not-serving", theory=("T-SEG-6",))
class NotServing(Entity):
    """A group that you decide not to serve, and why."""

    group: str = slot(TEXT_VALUE, "The group.", required=True)
    because: str | None = attribute("because", TEXT_VALUE, "Why.")


@block("canvas", theory=("T-BMC-0",), singular=True)
class Heading(Block):
    """The name of the model and what holds for all of it."""

    title: str | None = slot(TEXT_VALUE, "The name of the business.")
    purpose: str | None = prop("purpose", TEXT_VALUE, "What the business is for, in one sentence.")
    author: str | None = prop("author", TEXT_VALUE, "Who wrote the model.")
    date: Date | None = prop("date", DATE_VALUE, "The date of this version; the brief prints it.")
    stage: str | None = prop(
        "stage",
        Choice("stage", ("idea", "Nothing is tested."), ("validation", "The main assumptions are tested."),
               ("growth", "It works and grows."), ("maturity", "It is established."),
               ("renewal", "It is being changed.")),
        "How far the business has come.",
    )  # fmt: skip
    type: str | None = prop(
        "type",
        SEGMENT_TYPES,
        "The market as a whole.",
        theory=("T-BMC-1a",),
        synonyms=("market-type",),
    )
    orientation: str | None = prop(
        "orientation",
        Choice("orientation", ("cost-driven", "As cheap as can be.", "T-BMC-9"),
               ("value-driven", "As good as can be.", "T-BMC-9"), ("mixed", "Something between.", "T-BMC-9")),
        "Whether low cost or high value comes first.", theory=("T-BMC-9",),
    )  # fmt: skip
    patterns: tuple[str, ...] = prop(
        "pattern",
        Choice("pattern", ("unbundled", "Customers, products and infrastructure apart.", "T-BMC-12"),
               ("long-tail", "A little of very many things.", "T-BMC-12"),
               ("multi-sided-platform", "Sides that need each other.", "T-BMC-12", "platform"),
               ("freemium", "Free for many, paid by few.", "T-BMC-12", "free"),
               ("open", "Value made with outsiders.", "T-BMC-12", "open-business-model")),
        "The patterns that it follows.", theory=("T-BMC-12",), many=True,
    )  # fmt: skip
    not_serving: tuple[NotServing, ...] = children(NotServing)
    budget: Quantity | None = prop("budget", money("50_000 EUR per year", least=0), "What may be spent on serving "
                                   "customers.", theory=("T-SEG-6",))
    currency: str | None = prop("currency", CURRENCY, "The currency of amounts that name none.")
    period: str | None = prop(
        "period", Choice("period", ("day", "A day."), ("week", "A week."), ("month", "A month."), ("quarter",
        "Three months."), ("year", "A year.")), "The period in which figures are shown.",
    )  # fmt: skip
    start: Date | None = prop("start", DATE_VALUE, "When month 1 begins.")
    horizon: Quantity | None = prop("horizon", duration("36 months"), "How far the plan looks.")
    discount: Quantity | None = prop("discount", rate("10% per year", least=None, most=None), "The rate at which "
                                     "later money counts less.", theory=("T-ECO-4",))
    logo: str | None = prop("logo", PICTURE, "The picture on the first page of documents, from this file's folder.")
    accent: str | None = prop("accent", COLOUR, "The colour of lines and links in documents.")
    active: Window | None = children(Window)
    customer_centricity: CustomerCentricity | None = children(CustomerCentricity)
    thresholds: Thresholds | None = children(Thresholds)
    learning_goals: tuple[str, ...] = prop("learning-goal", TEXT_VALUE, "What a class should learn from the model.",
                                           theory=("T-EDU-1",), many=True)
    keywords: tuple[str, ...] = prop("keywords", LABEL, "Words for a catalogue of models.", many=True)


@block("")
class Canvas(Entity):
    """All that one model means. `lost` are the words of items that were not understood."""

    heading: Heading | None = children(Heading)
    segments: tuple[Segment, ...] = children(Segment)
    propositions: tuple[Proposition, ...] = children(Proposition)
    channels: tuple[Channel, ...] = children(Channel)
    relationships: tuple[Relationship, ...] = children(Relationship)
    revenues: tuple[Revenue, ...] = children(Revenue)
    resources: tuple[Resource, ...] = children(Resource)
    activities: tuple[Activity, ...] = children(Activity)
    partners: tuple[Partner, ...] = children(Partner)
    costs: tuple[Cost, ...] = children(Cost)
    parties: tuple[Party, ...] = children(Party)
    competitors: tuple[Competitor, ...] = children(Competitor)
    services: tuple[Service, ...] = children(Service)
    journeys: tuple[Journey, ...] = children(Journey)
    insights: tuple[Insight, ...] = children(Insight)
    strategies: tuple[Strategy, ...] = children(Strategy)
    tactics: tuple[Tactic, ...] = children(Tactic)
    crm: Crm | None = children(Crm)
    customer_strategies: tuple[CustomerStrategy, ...] = children(CustomerStrategy)
    value_chain: ValueChain | None = children(ValueChain)
    tools: tuple[Tool, ...] = children(Tool)
    goals: tuple[Goal, ...] = children(Goal)
    metrics: tuple[Metric, ...] = children(Metric)
    win_wins: tuple[WinWin, ...] = children(WinWin)
    forces: tuple[Force, ...] = children(Force)
    assumptions: tuple[Assumption, ...] = children(Assumption)
    targets: tuple[Target, ...] = children(Target)
    assertions: tuple[Assertion, ...] = children(Assertion)
    assessments: tuple[Assessment, ...] = children(Assessment)
    accepts: tuple[Accept, ...] = children(Accept)
    terms: tuple[Term, ...] = children(Term)
    quizzes: tuple[Quiz, ...] = children(Quiz)
    exchanges: tuple[Exchange, ...] = children(Exchange)
    imports: tuple[Import, ...] = children(Import)
    variants: tuple[Variant, ...] = children(Variant)
    lost: tuple[str, ...] = ()
    settings: Mapping[str, Decimal] = MappingProxyType({})
    """Thresholds that the project sets; the file's own go before them."""
    data: Mapping[tuple[str, int], Any] = MappingProxyType({})
    """What the files beside the model say, tables and the logo, by the file and offset of the block that names them."""

    @cached_property
    def index(self) -> Index:
        """Who is called what, who names whom: made once, in one walk."""
        return Index(self)

    @property
    def title(self) -> str:
        """The name of the business, or an empty text."""
        return (self.heading.title if self.heading else None) or ""

    def threshold(self, word: str) -> Decimal:
        """Where a rule draws a line that no literature fixes: as the file says, else the project, else the default."""
        return threshold(self.heading.thresholds if self.heading else None, self.settings, word)

    def blocks(self, word: str) -> tuple[Any, ...]:
        """The blocks of one of the nine kinds, such as `segment`."""
        return tuple(getattr(self, table_of(Canvas).words[word].attribute))

    def __getitem__(self, reference: Reference) -> Any:
        """The block that a resolved reference names."""
        return self.index.blocks[reference.key]

