"""What every block has, and the smaller things that several blocks share."""

from canvasdsl.model.entities import Entity, Reference
from canvasdsl.model.quantities import Date, Quantity, When
from canvasdsl.model.types import (
    DATE_VALUE,
    ID,
    LABEL,
    NAME,
    TEXT_VALUE,
    WHEN,
    Choice,
    Number,
    Ref,
    RefOr,
    count,
    money,
    number,
    score,
    share,
)  # fmt: skip
from canvasdsl.model.vocabulary import attribute, block, children, phrase, prop, slot

__all__ = [
    "BLOCKS", "CADENCE", "MEASURE", "PARTY", "RELATIONSHIP_TYPES", "SCOPE", "Amount", "Block", "Claim", "Evidence",
    "NamedBlock", "Score", "Skill", "Weight", "With", "amount",
]  # fmt: skip

BLOCKS = (
    "segment", "proposition", "channel", "relationship", "revenue", "resource", "activity", "partner", "cost",
)  # fmt: skip
"""The nine blocks in the order of the Business Model Canvas."""

PARTY = RefOr(Ref(("party", "partner")), TEXT_VALUE)
MEASURE = RefOr(Ref(("metric",)), TEXT_VALUE)
"""A metric of the model, or in words how one sees it."""

CADENCE = Choice("cadence", ("continuous", "Always."), ("daily", "Every day."), ("weekly", "Every week."),
                 ("monthly", "Every month."), ("quarterly", "Every quarter."), ("yearly", "Every year."))  # fmt: skip

RELATIONSHIP_TYPES = Choice(
    "relationship type",
    ("transactional", "Contact is limited to the deal; no lasting relation is meant.", "T-REL-1"),
    ("long-term", "A lasting, repeated, possibly deep relation.", "T-REL-2"),
    ("personal-assistance", "People help during and after the sale.", "T-REL-3", "personal"),
    ("dedicated", "A named representative serves each customer.", "T-REL-4", "dedicated-personal-assistance"),
    ("self-service", "The firm gives customers the means to help themselves.", "T-REL-5"),
    ("automated", "Self-service that adapts to the customer's own profile.", "T-REL-6", "automated-services"),
    ("community", "Customers connect with each other and the firm.", "T-REL-7", "communities"),
    ("co-creation", "Customers help to create the value.", "T-REL-8", "cocreation"),
    ("switching-cost", "What leaving would cost keeps the customer.", "T-REL-9"),
    ("custom", 'A type of your own: `type custom "…" like dedicated`.', "T-REL-9"),
)

SCOPE = Choice("scope of satisfaction", ("transaction", "One purchase or contact.", "T-SAT-2"),
               ("overall", "Everything so far.", "T-SAT-2"))  # fmt: skip

_STATUS = Choice(
    "status",
    ("idea", "Not decided yet; drawn dashed and left out of figures."),
    ("hypothesis", "Believed, without evidence so far.", "T-BMC-13"),
    ("tested", "There is evidence, for or against.", "T-BMC-13"),
    ("validated", "The evidence is strong enough to build on.", "T-BMC-13"),
)


@phrase("states")
class Claim(Entity):
    """A claim about a figure, such as `states mrr 62_900 USD per month`; it is recomputed, never used as an input."""

    figure: str = slot(NAME, "The figure that is claimed.", required=True)
    value: Quantity = slot(number("62_900 USD per month"), "What the author says that it is.", required=True)


@block("")
class Block(Entity):
    """What every block may say about itself."""

    notes: tuple[str, ...] = prop("note", TEXT_VALUE, "A remark in your own words; it changes nothing.", many=True)
    status: str | None = prop("status", _STATUS, "How sure you are: idea, hypothesis, tested or validated.",
                              theory=("T-BMC-13",))
    owner: Reference | str | None = prop("owner", PARTY, "Who answers for it: a party, or a name in quotes.")
    importance: Quantity | None = prop("importance", score(1, 5), "How much it matters, from 1 (little) to 5.")
    source: str | None = prop("source", TEXT_VALUE, "Where a fact comes from.")
    claims: tuple[Claim, ...] = children(Claim)

    @property
    def is_idea(self) -> bool:
        """Whether it is only an idea."""
        return self.status == "idea"


@block("")
class NamedBlock(Block):
    """A block with an id, a title, or both."""

    id: str | None = slot(ID, "Its name in references: one word of your own.")
    title: str | None = slot(TEXT_VALUE, "Its name for readers.")

    @property
    def name(self) -> str:
        """What readers call it: its title, else its id, else its kind."""
        return self.title or self.id or self.word


@phrase("with")
class With(Entity):
    """A segment, or with `on` one plan of it."""

    segment: Reference = slot(Ref(("segment",)), "The segment.", required=True)
    plan: Reference | None = attribute("on", Ref(("plan",)), "Only the customers on this plan.")


@phrase("amount")
class Amount(Entity):
    """An amount, from and until a time."""

    value: Quantity = slot(money("2_400 EUR per month", least=0), "The amount.", required=True)
    start: When | None = attribute("from", WHEN, "When it begins.")
    end: When | None = attribute("until", WHEN, "When it ends.")


def amount(word: str, definition: str, theory: tuple[str, ...] = ()) -> type[Amount]:
    """A class of amounts of its own word."""
    made = phrase(word, theory=theory, singular=True)(type(word, (Amount,), {"__doc__": definition, "__slots__": ()}))
    made.__module__ = __name__
    return made


@phrase("scores", theory=("T-VAL-2",))
class Score(Entity):
    """How well a proposition does on an attribute, from 1 to 5, as customers see it."""

    attribute: str = slot(LABEL, "The attribute, such as `quality`.", required=True)
    value: Quantity = slot(Number("score", "never", 0, 10, "4"), "The mark.", required=True)


@phrase("weighs", theory=("T-VAL-2",))
class Weight(Entity):
    """How much an attribute counts for a segment, in per cent; together they are 100."""

    attribute: str = slot(LABEL, "The attribute, such as `quality`.", required=True)
    value: Quantity = slot(share("40%"), "Its share of the whole.", required=True)


@phrase("skill", theory=("T-SVC-7",))
class Skill(Entity):
    """A skill of people who serve, with its level from 0 to 3: `skill patience 3, empathy 2`."""

    skill: str = slot(
        Choice(
            "skill",
            ("patience", "Bearing with people.", "T-SVC-7"),
            ("attentiveness", "Hearing what is meant.", "T-SVC-7"),
            ("clear-communication", "Saying it so that it is understood.", "T-SVC-7", "communication"),
            ("product-knowledge", "Knowing the product.", "T-SVC-7"),
            ("positive-language", "Saying what can be done.", "T-SVC-7"),
            ("acting", "Staying kind on a bad day.", "T-SVC-7"),
            ("time-management", "Knowing when to pass a case on.", "T-SVC-7"),
            ("reading-customers", "Seeing the mood of people.", "T-SVC-7"),
            ("calming-presence", "Staying calm, and making calm.", "T-SVC-7"),
            ("goal-focus", "Keeping in mind what it is for.", "T-SVC-7"),
            ("handling-surprises", "Finding a way where no rule helps.", "T-SVC-7"),
            ("persuasion", "Convincing.", "T-SVC-7"),
            ("tenacity", "Not giving up.", "T-SVC-7"),
            ("closing", "Ending with everybody content.", "T-SVC-7"),
            ("empathy", "Feeling with people.", "T-SVC-7"),
            ("willingness-to-learn", "Wanting to get better.", "T-SVC-7"),
        ),
        "Which skill.",
        required=True,
    )
    level: Quantity | None = slot(score(0, 3), "How well they have it, from 0 to 3.")


@block("evidence", theory=("T-BMC-13",))
class Evidence(Block):
    """What was observed, when, how, and how strong it is: `evidence DATE TYPE STRENGTH "…"`."""

    date: Date = slot(DATE_VALUE, "When it was observed.", required=True)
    type: str = slot(
        Choice(
            "type of evidence",
            ("interview", "What people said when asked."),
            ("survey", "What many people answered."),
            ("observation", "What people were seen to do.", ""),
            ("experiment", "What happened in a test."),
            ("sales", "What people paid for."),
            ("data", "What records show.", "", "analytics"),
            ("desk-research", "What others have published.", "", "research"),
            ("expert", "What somebody who knows the field says.", "", "expert-opinion"),
        ),
        "How it was observed.",
        required=True,
    )
    strength: str = slot(
        Choice(
            "strength of evidence",
            ("weak", "Opinions, small numbers."),
            ("medium", "Several signs that agree.", "", "moderate"),
            ("strong", "What people did, in numbers."),
        ),
        "How much it proves.",
        required=True,
    )
    text: str | None = slot(TEXT_VALUE, "What was seen.")
    sample: Quantity | None = prop("sample", count("300 people"), "How many were asked, seen or counted.",
                                   theory=("T-BMC-13",), synonyms=("n",))
