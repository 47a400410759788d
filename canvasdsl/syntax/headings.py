"""What people call the blocks in documents, slides and other tools, so that a list from there gets the right lines.

These are no words of the language; a test holds what they mean against the vocabulary.
"""

import re

__all__ = ["INSIDE", "NAMES", "block_of", "heading_above"]

NAMES = {
    "segment": ("segment", "customer segment", "customer", "client", "target", "target group", "target audience",
                "target customer", "target market", "audience", "user", "user segment", "market segment", "persona",
                "customer group", "customer persona", "buyer", "consumer"),
    "proposition": ("proposition", "value proposition", "unique value proposition", "value prop", "offer", "offering",
                    "value", "solution", "product", "service", "product and service", "value offer"),
    "channel": ("channel", "distribution channel", "sales channel", "marketing channel", "distribution", "marketing"),
    "relationship": ("relationship", "customer relationship", "relation", "customer relation"),
    "revenue": ("revenue", "revenue stream", "income", "income stream", "revenue model", "revenue source", "sale",
                "earning", "monetization", "monetisation", "pricing"),
    "resource": ("resource", "key resource", "asset", "key asset"),
    "activity": ("activity", "key activity", "task", "process", "key process"),
    "partner": ("partner", "key partner", "key partnership", "partnership", "supplier", "key supplier"),
    "cost": ("cost", "cost structure", "expense", "expenditure", "spending", "cost driver"),
    "competitor": ("competitor", "competition", "rival", "alternative", "existing alternative"),
    "party": ("stakeholder", "employee", "influencer"),
    "metric": ("metric", "kpi", "key performance indicator", "indicator", "measure", "key figure", "key metric"),
    "goal": ("goal", "objective", "aim", "okr", "customer goal", "strategic goal"),
    "strategy": ("strategy", "relationship strategy", "marketing strategy"),
    "tactic": ("tactic", "campaign", "promotion", "marketing tactic"),
    "tool": ("tool", "software", "system", "platform", "crm system", "crm tool"),
    "force": ("force", "trend", "driver", "threat", "opportunity", "force of change", "external factor"),
    "journey": ("journey", "customer journey", "user journey", "journey map", "customer journey map"),
    "insight": ("insight", "finding", "learning", "customer insight"),
    "assumption": ("assumption", "hypothesis", "risk", "experiment"),
    "term": ("term", "definition", "glossary"),
    "job": ("job", "customer job", "job to be done", "jobs to be done"),
    "pain": ("pain", "pain point", "problem", "customer pain", "frustration"),
    "gain": ("gain", "customer gain", "wish"),
}  # fmt: skip
"""The word of the language, and what people write for it: in the singular, in small letters."""

INSIDE = frozenset(("job", "pain", "gain"))
"""Those that stand in the block of a segment."""

_BLOCKS = {name: word for word, names in NAMES.items() for name in names}
_AROUND = re.compile(r"^[\s#*_\d.)(-]+|[\s*_:]+$")
_LONGEST = 40


def block_of(heading: str) -> str:
    """The word that each line below a heading should begin with: `segment` for `## Customer Segments:`; or nothing."""
    if len(heading) > _LONGEST:
        return ""
    name = " ".join(_AROUND.sub("", heading).lower().replace("&", "and").replace("-", " ").replace("_", " ").split())
    for each in (name, name.removesuffix("s"), name.removesuffix("es"), name.removesuffix("ies") + "y",
                 name.replace("s and ", " and ").removesuffix("s")):  # fmt: skip
        if each in _BLOCKS:
            return _BLOCKS[each]
    return ""


def heading_above(text: str, offset: int) -> str:
    """The nearest line above that is no bullet and not blank, if it is near."""
    start = text.rfind("\n", 0, offset) + 1
    for _ in range(_FARTHEST):
        if start == 0:
            break
        end = start - 1
        start = text.rfind("\n", 0, end) + 1
        line = text[start:end].strip()
        if line and line[0] not in "-*•–—·+" and not _NUMBERED.match(line):
            return line
    return ""


_FARTHEST = 60
"""How many lines of a list are passed over on the way to its heading."""
_NUMBERED = re.compile(r"\d+[.)]\s")
