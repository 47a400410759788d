"""What lowering says: each code of the families REF (names) and TYP (values and units), with its reason."""

import attrs

__all__ = ["CODES", "Code", "why_of"]


@attrs.frozen
class Code:
    """One kind of mistake, as `explain` tells it."""

    code: str
    name: str
    summary: str
    why: str
    bad: str
    good: str


CODES = (
    Code("REF101", "unknown-word", "A word is not known here",
         "A word that nobody knows would be silently left out of the model.",
         'segmnet commuters "Morning commuters"\n', 'segment commuters "Morning commuters"\n'),
    Code("REF102", "word-in-the-wrong-block", "A word belongs in another block",
         "Each idea has its place, so that a reader finds it.",
         "segment commuters { retention 92% per month }\n",
         "segment commuters\nrelationship regulars { with commuters; retention 92% per month }\n"),
    Code("REF103", "said-twice", "A property that takes one value is repeated",
         "Only one of them can be true.",
         "segment commuters { size 500 people; size 600 people }\n", "segment commuters { size 600 people }\n"),
    Code("REF104", "missing-semicolon", "Two properties stand together without `;`",
         "Without a separator the second would be read as a part of the first.",
         "segment commuters\nproposition order-ahead { for commuters offers convenience }\n",
         "segment commuters\nproposition order-ahead { for commuters; offers convenience }\n"),
    Code("REF201", "unknown-name", "Nothing has this name",
         "A reference to nothing leaves a gap in the model.",
         "segment commuters\nchannel app { reaches commuter }\n", "segment commuters\nchannel app { reaches commuters }\n"),
    Code("REF202", "name-taken", "Two blocks of one kind have the same name",
         "A reference to it could mean either.",
         "segment commuters\nsegment commuters\n", "segment commuters\nsegment students\n"),
    Code("REF203", "ambiguous-name", "A name may mean more than one block",
         "A reference has to lead to one block.",
         "activity marketing\nresource marketing\ncost ads { for marketing }\n",
         "activity marketing\nresource marketing\ncost ads { for activity.marketing }\n"),
    Code("REF204", "wrong-kind", "A name belongs to a block of another kind",
         "Each property leads to blocks of certain kinds.",
         "segment commuters\nchannel app\nproposition order-ahead { for app }\n",
         "segment commuters\nchannel app\nproposition order-ahead { for commuters }\n"),
    Code("REF205", "look-alike-names", "Two names look alike",
         "Readers will take the one for the other.",
         "segment student-l\nsegment student-1\n", "segment student-late\nsegment student-early\n"),
    Code("REF302", "import-cycle", "A file imports itself, directly or through others",
         "Each file is a part of the model once.", "", ""),
    Code("TYP101", "unknown-choice", "A word is none of those to choose from",
         "Each choice has a meaning that rules and drawings read.",
         "segment commuters { type narrow }\n", "segment commuters { type niche }\n"),
    Code("TYP102", "text-without-quotes", "A text stands without quotes",
         "Quotes tell text from words that mean something to the program.",
         "canvas { purpose coffee for commuters }\n", 'canvas { purpose "coffee for commuters" }\n'),
    Code("TYP103", "number-expected", "Something else stands where a number belongs",
         "Figures are computed from it.",
         "segment commuters { size many }\n", "segment commuters { size 12_000 people }\n"),
    Code("TYP104", "wrong-unit", "A number has the wrong unit or lacks one",
         "A number without its unit can't be compared with another.",
         "segment commuters\nrelationship regulars { with commuters; acquisition-cost 9% }\n",
         "segment commuters\nrelationship regulars { with commuters; acquisition-cost 9 EUR }\n"),
    Code("TYP105", "malformed-number", "A number can't be read",
         "A number that can be read in two ways would be wrong half of the time.",
         "resource bar\ncost rent { for bar; fixed 3,80 EUR per month }\n",
         "resource bar\ncost rent { for bar; fixed 3.80 EUR per month }\n"),
    Code("TYP106", "number-too-large", "A number has too many digits",
         "Nobody knows a number so exactly, and computing with it takes long.",
         "segment all { size 1e99 people }\n", "segment all { size 1e9 people }\n"),
    Code("TYP107", "range-in-the-wrong-order", "A range does not go up",
         "A range is written `low .. likely .. high`.",
         "segment commuters { size 500 .. 300 people }\n", "segment commuters { size 300 .. 500 people }\n"),
    Code("TYP108", "wrong-rate", "A number is `per` something that it can't be",
         "A number per period and a number at one time are different things.",
         "segment commuters { size 500 people per month }\n", "segment commuters { size 500 people }\n"),
    Code("TYP109", "outside-the-domain", "A number is outside what it can be",
         "No computation with it would mean anything.",
         "segment commuters { pain queue { severity 9 } }\n", "segment commuters { pain queue { severity 4 } }\n"),
    Code("TYP110", "nothing-said", "A property says nothing", "It would be the same as leaving it out.",
         "segment commuters { size }\n", "segment commuters { size 12_000 people }\n"),
    Code("TYP111", "too-much-said", "A property takes less than what stands there",
         "What is too much would be lost.",
         "segment commuters { size 500 people 600 }\n", "segment commuters { size 500 people }\n"),
    Code("TYP112", "no-such-date", "A date can't be read", "Dates are written so that they mean one day only.",
         'canvas "Bar" { start 2027-02-30 }\n', 'canvas "Bar" { start 2027-02-28 }\n'),
    Code("TYP113", "name-without-quotes", "A name of several words stands without quotes",
         "A line is one thing, with one id and one title; what else stands there would be lost.",
         "segment University students\n", 'segment "University students"\n'),
    Code("TYP114", "no-block-here", "Something that has no block is followed by braces",
         "What stands in the braces would be lost.",
         "segment commuters { size 500 people { status tested } }\n", "segment commuters { size 500 people }\n"),
    Code("TYP115", "long-head", "More than two properties stand before the block",
         "A long first line hides what it says.",
         'segment commuters {\n  pain queue "queues" severity 4 importance 2 status tested\n}\n',
         'segment commuters {\n  pain queue "queues" { severity 4; importance 2; status tested }\n}\n'),
)  # fmt: skip
"""Every kind of mistake that lowering finds."""

_WHY = {code.code: code.why for code in CODES}


def why_of(code: str) -> str:
    """Why a mistake matters."""
    return _WHY.get(code, "")
