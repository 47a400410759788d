"""What people write for the words of the language inside blocks; `syntax.headings` has what they call the blocks."""

__all__ = ["EITHER", "HEAD", "MEANT", "SAYING_WHAT", "WORDS"]

HEAD = frozenset(("id", "name", "title", "label", "heading", "called", "named"))
"""What stands behind the word of a block, and needs none of its own."""
EITHER = {
    "team": ("resource", "party"), "staff": ("resource", "party"), "people": ("resource", "segment"),
    "need": ("needs", "job"), "money": ("revenue", "cost"),
}  # fmt: skip
"""Words that may mean one thing or another: nothing is written in their place."""
WORDS = {
    "note": "description desc comment comments remark remarks text detail details info information summary notes about",
    "demographic": "age ages age-group income gender sex occupation profession education household family-status",
    "geographic": "location locations city country region place address area market-area",
    "psychographic": "lifestyle interest interests attitude attitudes personality hobby hobbies values",
    "behavioural": "behaviour behavior behaviors behaviours habit habits usage",
    "firmographic": "industry sector company-size",
    "pain": "problem problems frustration frustrations pain-point pain-points worries",
    "job": "goal goals task tasks jtbd job-to-be-done",
    "gain": "wish wishes desire desires hope hopes",
    "product": "feature features function functions functionality",
    "offers": "benefit benefits advantage advantages usp",
    "size": "number headcount how-many population",
    "for": "target targets audience customer customers segments customer-segments used-for spent-on",
    "from": "payer payers paid-by customer customers segments source-of-income",
    "with": "customer customers segments customer-segments for to reaches serves",
    "reaches": "target audience customer customers segments customer-segments for to with serves",
    "tool": "loyalty-program loyalty-programme rewards bonus-card",
    "acquisition-cost": "cac",
    "fixed": "amount sum total value",
    "price": "amount cost fee",
    "payment": "payment-method payment-methods paid-with",
    "recurrence": "frequency billing",
    "purpose": "goal aim mission vision slogan",
    "author": "by owner-name created-by",
    "provides": "delivers gives",
    "supports": "used-for needed-for",
    "baseline": "current current-value today actual start-value value",
    "aim": "target target-value goal objective",
    "cadence": "frequency interval how-often measured-every",
    "measure": "kpi kpis metric metrics indicator indicators",
    "minutes": "takes duration time time-needed",
    "feels": "emotion emotions feeling feelings mood",
    "at": "channel channels via where place",
    "tier": "level levels rank",
    "earns": "points",
    "rung": "ladder ladder-rung loyalty-ladder",
    "programme": "loyalty-card bonus-programme membership club-card",
    "primary-stage": "stage",
    "service": "complaint-desk customer-service",
    "message": "slogan headline copy",
    "stage": "phase phases step steps",
    "motivation": "motive aim goal",
    "means": "definition meaning",
    "because": "reason why",
}  # fmt: skip
"""A word of the language, and what people write for it."""
MEANT = {word: tuple(each for each, words in WORDS.items() if word in words.split())
          for words in WORDS.values() for word in words.split()}  # fmt: skip
SAYING_WHAT = frozenset(("demographic", "psychographic", "firmographic"))
"""Their texts need the word that was written: `demographic "age 25-40"`."""
