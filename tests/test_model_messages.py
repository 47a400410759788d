"""Numbers, units, dates and heads as people write them elsewhere: what is said of each, and what `check --fix` makes.

Each row is a source, the code of what is said, a part of its message and of its help, and the source when mended; it
is `None` where no mend is offered, since the author may have meant something else.
"""

import random

import pytest

from canvasdsl.cli.fixing import fixed_text
from canvasdsl.load import load
from canvasdsl.model.quantities import period_of
from canvasdsl.model.units import _ADVERBS, _TIMES
from canvasdsl.source import Source
from canvasdsl.syntax.edits import apply_fixes
from canvasdsl.syntax.parser import parse

LANGUAGE = ("SYN", "REF", "TYP")
SIZE = [
    ("12.000 people", "TYP105", "may be 12_000 or 12", "write `12_000` or `12`", "12_000 people"),
    ("1.500", "TYP105", "may be 1_500 or 1.5", "write `1_500` or `1.5`", "1_500"),
    ("12.000-20.000", "TYP105", "may be 12_000 or 12", "write `12_000`", "12_000-20_000"),
    ("12.000.000 people", "TYP105", "`12.000.000` is no number", "`12_000_000`", "12_000_000 people"),
    ("1.200,50", "TYP105", "`1.200,50` is no number", "write `1_200.50`", "1_200.50"),
    ("3,5 k", "TYP105", "`3,5` is no number", "write `3.5k`", "3.5k"),
    ("1,200,50", "TYP105", "`1,200,50` is no number", "write `1_200.50`", "1_200.50"),
    ("20 000 people", "TYP105", "no blanks inside", "write `20_000`", "20_000 people"),
    ("1 200 000", "TYP105", "no blanks inside", "write `1_200_000`", "1_200_000"),
    ("1'200 people", "SYN106", "`'` has no meaning", "separated by `_`", "1_200 people"),
    ("1'200'000 people", "SYN106", "`'` has no meaning", "separated by `_`", "1_200_000 people"),
    ("~5000", "SYN106", "`~` has no meaning", "with a range", None),
    ("4 million people", "TYP105", "`million` is no unit", "write `4M`", "4M people"),
    ("4 Mio", "TYP105", "`Mio` is no unit", "write `4M`", "4M"),
    ("2 billion people", "TYP105", "`billion` is no unit", "`2_000_000_000`", "2_000_000_000 people"),
    ("4bn", "TYP105", "letters stick", "write `4_000_000_000`", "4_000_000_000"),
    ("4 m people", "TYP105", "may mean millions, months or metres", "`4M`", None),
    ("3m people", "TYP105", "may mean millions or months", "`3M`", None),
    ("about 400", "TYP103", "`about` is no part of a number", "`360 .. 440`", None),
    ("between 10 and 20", "TYP107", "with two dots", "write `10 .. 20`", "10 .. 20"),
    ("10 to 20 people", "TYP107", "with two dots", "write `..`", "10 .. 20 people"),
    ('"400"', "TYP103", "stands without quotes", "write `400`", "400"),
    ("12,000EUR", "TYP104", "a count of things has no unit `EUR`", "`12_000 people`", None),
]
"""Of a count of whole things."""
AMOUNT = [
    ("3.500 EUR", "TYP105", "may be 3_500 or 3.5", "write `3_500` or `3.5`", None),
    ("1.799 EUR", "TYP105", "may be 1_799 or 1.7990", "write `1_799` or `1.7990`", None),
    ("3.500EUR", "TYP105", "may be 3_500 or 3.5", "write `3_500`", None),
    ("1.200,50 EUR per year", "TYP105", "is no number", "write `1_200.50`", "1_200.50 EUR per year"),
    ("1.200.000,50 EUR", "TYP105", "is no number", "write `1_200_000.50`", "1_200_000.50 EUR"),
    ("29,90 EUR/month", "TYP105", "is no number", "write `29.90`", "29.90 EUR/month"),
    ("20 300 EUR", "TYP105", "no blanks inside", "write `20_300`", None),
    ("20 000 EUR", "TYP105", "no blanks inside", "write `20_000`", "20_000 EUR"),
    ("49$/mo", "TYP104", "`mo` is no period", "did you mean `month`?", "49$/month"),
    ("49 USD per yr", "TYP104", "`yr` is no period", "did you mean `year`?", "49 USD per year"),
    ("49 USD per wk", "TYP104", "`wk` is no period", "did you mean `week`?", "49 USD per week"),
    ("49 USD per Month", "TYP104", "`Month` is no period", "did you mean `month`?", "49 USD per month"),
    ("49 USD per m", "TYP104", "`m` is no period", "write it out", None),
    ("500 EUR monthly", "TYP104", "with `per`", "write `per month`", "500 EUR per month"),
    ("500 EUR a month", "TYP104", "with `per`", "write `per month`", "500 EUR per month"),
    ("500 EUR pro Monat", "TYP104", "with `per`", "write `per month`", "500 EUR per month"),
    ("5 USD per 1000 views", "TYP104", "`per` one of something", "divide it by 1000 and write `per view`", None),
    ("3 EUR per parcel per parcel", "TYP108", "said twice", "keep one", "3 EUR per parcel"),
    ("20 euro per hour", "TYP104", "`euro` is no currency", "write `20 EUR per hour`", "20 EUR per hour"),
    ("20 dollars", "TYP104", "`dollars` is no currency", "write `20 USD`", "20 USD"),
    ("20 cups", "TYP104", "`cups` is no currency", "write it so: `20 EUR`", None),
    ("5 cup", "TYP104", "`cup` is no currency", "write it so: `5 EUR`", None),
    ("5eur per month", "TYP104", "`eur` is no currency", "write `5 EUR`", "5 EUR per month"),
    ("5 eur per month", "TYP104", "`eur` is no currency", "write `5 EUR per month`", "5 EUR per month"),
    ("USD 20 per hour", "TYP103", "behind its number", "write `20 USD`", "20 USD per hour"),
    ("300 per hour", "TYP104", "no currency", "such as `300 EUR per hour`", None),
    ("free", "TYP103", "`free` is no number", "write `0 EUR`", None),
    ('"8.50 EUR"', "TYP103", "stands without quotes", "write `8.50 EUR`", "8.50 EUR"),
    ("$5€", "TYP104", "two units, `USD` and `EUR`", "keep one", None),
    ("$5%", "TYP104", "two units, `USD` and `%`", "keep one", None),
    ("€4 million per year", "TYP105", "`million` is no unit", "write `4M`", "€4M per year"),
    ("€1,200/month .. €1,400/year", "TYP104", "`per month` and `per year`", "in one unit", None),
    ("10 to 20 EUR", "TYP107", "with two dots", "write `..`", "10 .. 20 EUR"),
]
"""Of money, where a list is possible."""
CHURN = [
    ("0.92", "TYP104", "has no unit", "if it is a share of 1, write `92% per month`", None),
    ("8", "TYP104", "has no unit", "write `8% per month`", "8%"),
    ("5 percent per month", "TYP104", "`percent` is no unit", "write `%`", "5% per month"),
    ("5 per cent per month", "TYP104", "has the sign `%`", "write `%`", "5% per month"),
    ("5 % monthly", "TYP104", "with `per`", "write `per month`", "5 % per month"),
]
"""Of a rate."""
LENGTH = [
    ("4 h", "TYP104", "`h` is no unit of time", "write `4 hours`", "4 hours"),
    ("1 hr", "TYP104", "`hr` is no unit of time", "write `1 hour`", "1 hour"),
    ("30min", "TYP105", "letters stick to the number", "write `30 minutes`", "30 minutes"),
    ("4h", "TYP105", "letters stick to the number", "write `4 hours`", "4 hours"),
    ("30 m", "TYP104", "`m` may mean minutes or months", "write `30 minutes` or `30 months`", None),
    ("1 hour 30 minutes", "TYP111", "has one unit", "write `90 minutes`", "90 minutes"),
    ("1 year and 6 months", "TYP111", "has one unit", "write `18 months`", "18 months"),
    ("an hour", "TYP103", "begins with a number", "write `1 hour`", "1 hour"),
    ("half a day", "TYP103", "begins with a number", "write `0.5 days`", "0.5 days"),
    ("one day", "TYP103", "a number is written in digits", "write `1`", "1 day"),
    ('"4 hours"', "TYP103", "stands without quotes", "write `4 hours`", "4 hours"),
    ("2 working days", "TYP104", "`working` is no unit of time", "such as `2 days`", None),
    ("4 EUR", "TYP104", "`EUR` is no unit of time", "`hours`, `days`", None),
    ("4", "TYP104", "this length of time has no unit", "such as `4 days`", None),
    ("immediately", "TYP103", "I was expecting a length of time", "", None),
    ("4 hours per day", "TYP108", "is not `per` anything", "", None),
]
"""Of a length of time."""
DATE = [
    ("15.03.2027", "TYP112", "year-month-day", "write `2027-03-15`", "2027-03-15"),
    ("3/15/2027", "TYP112", "year-month-day", "write `2027-03-15`", "2027-03-15"),
    ("5.3.2027", "TYP112", "year-month-day", "write `2027-03-05` or `2027-05-03`", None),
    ("5.5.2027", "TYP112", "year-month-day", "write `2027-05-05`", "2027-05-05"),
    ("2027-1-1", "TYP112", "year-month-day", "write `2027-01-01`", "2027-01-01"),
    ("2027-1", "TYP112", "year-month-day", "write `2027-01`", "2027-01"),
    ("2027/12/31", "TYP112", "year-month-day", "write `2027-12-31`", "2027-12-31"),
    ("January 2027", "TYP112", "year-month-day", "write `2027-01`", "2027-01"),
    ("15 March 2027", "TYP112", "year-month-day", "write `2027-03-15`", "2027-03-15"),
    ("März 2027", "TYP112", "year-month-day", "write `2027-03`", "2027-03"),
    ("2027", "TYP112", "a year alone", "such as `2027-01`", None),
]
"""Of a date."""
WHOLE = [
    # Names of several words
    ("segment University students", "TYP113", "in quotes", '`segment "University students"`',
     'segment university-students "University students"'),
    ("segment a { job find a bouquet }", "TYP113", "in quotes", '`job "find a bouquet"`',
     'segment a { job "find a bouquet" }'),
    ("segment c\nchannel Web Site reaches c", "TYP113", "in quotes", '`channel "Web Site"`',
     'segment c\nchannel web-site "Web Site" { reaches c }'),
    ("segment c\nchannel Web Site for c", "TYP113", "in quotes", "", None),
    ('channel Web Site "The site"', "TYP113", "an id is one word", "`channel Web-Site", 'channel Web-Site "The site"'),
    ("channel whatsapp WhatsApp", "TYP113", "a title stands in quotes", '`channel whatsapp "WhatsApp"`',
     'channel whatsapp "WhatsApp"'),
    ("team drivers", "REF101", "`team`", "", None),
    # Words of several words
    ("segment c\nrelationship r { with c; type long term }", "TYP101", "one word", "write `long-term`",
     "segment c\nrelationship r { with c; type long-term }"),
    ("segment c\nrelationship r { with c; practice personal engagement }", "TYP101", "one word",
     "write `personal-engagement`", "segment c\nrelationship r { with c; practice personal-engagement }"),
    ("segment c { type mass market }", "TYP101", "one word", "write `mass`", "segment c { type mass }"),
    ("proposition p { offers newness, brand status }", "TYP101", "one word", "write `brand-status`",
     "proposition p { offers newness, brand-status }"),
    # Properties and lists in the head
    ('segment c\nrelationship "Friendly" with c type personal', "REF104", "stands in the block", "`{ with … }`",
     'segment c\nrelationship friendly "Friendly" { with c; type personal }'),
    ('segment c\nrevenue r "R" from c price 25€', "REF104", "stands in the block", "`{ price … }`",
     'segment c\nrevenue r "R" from c { price 25€ }'),
    ('segment c\nrevenue r "R" price 25€ from c', "REF104", "stands in the block", "`{ price … }`", None),
    ('segment c\nsegment d\nproposition p "P" for c, d', "TYP115", "a list stands in the block", "`{ for c, … }`",
     'segment c\nsegment d\nproposition p "P" { for c, d }'),
    ("segment c { pain q severity 4 importance 2 status tested }", "TYP115", "more than 2", "`{ severity … }`",
     "segment c { pain q { severity 4; importance 2; status tested } }"),
    ("segment c\nrelationship r { with c; bond social, financial }", "TYP113", "one `bond`", "one `bond` for each",
     "segment c\nrelationship r { with c; bond social; bond financial }"),
    ("segment families, singles", "TYP113", "one `segment`", "one `segment` for each", None),
    ("resource r\ncost staff 4000 EUR per month", "TYP113", "can't stand here",
     "`cost staff { fixed 4000 EUR per month }`", None),
    ("segment c 500 people", "TYP113", "can't stand here", "`segment c { size 500 people }`", None),
    ("segment c { active 30 days }", "TYP110", "`within` is missing", "`active within 30 days`",
     "segment c { active within 30 days }"),
    # Texts, lists, comparisons
    ("segment c { demographic women 25-45 }", "TYP102", "in quotes", '`"women 25-45"`',
     'segment c { demographic "women 25-45" }'),
    ('canvas "B" { purpose Coffee, tea and more }', "TYP102", "in quotes", '`"Coffee, tea and more"`',
     'canvas "B" { purpose "Coffee, tea and more" }'),
    ('canvas "B" { not-serving students because "x" }', "TYP102", "in quotes", '`"students"`',
     'canvas "B" { not-serving "students" because "x" }'),
    ("segment a\nsegment b\nchannel w { reaches a and b }", "TYP111", "by commas", "write a comma",
     "segment a\nsegment b\nchannel w { reaches a, b }"),
    ("segment c\nrelationship r { with c }\ntarget churn of r under 3% by month 12", "TYP103", "as a sign", "write `<`",
     "segment c\nrelationship r { with c }\ntarget churn of r < 3% by month 12"),
    ("segment c\nrelationship r { with c }\ntarget churn of r 3% by month 12", "TYP103", "a comparison belongs here",
     "write `>= 3%` or `<= 3%`", None),
    ('canvas "B" { horizon 3 yrs }', "TYP104", "`yrs` is no unit of time", "write `3 years`",
     'canvas "B" { horizon 3 years }'),
    ('canvas "B" { currency € }', "TYP104", "`€` is no currency", "write `EUR`", 'canvas "B" { currency EUR }'),
    ('canvas "B" { currency eur }', "TYP104", "`eur` is no currency", "write `EUR`", 'canvas "B" { currency EUR }'),
    ('canvas "B" { currency CAD }\nsegment c\nrevenue r { from c; price 5 dollars }', "TYP104", "`dollars`",
     "write `5 CAD`", 'canvas "B" { currency CAD }\nsegment c\nrevenue r { from c; price 5 CAD }'),
    ('canvas "B" { currency EUR }\nsegment c\nrevenue r { from c; price free }', "TYP103", "`free` is no number",
     "write `0 EUR`", 'canvas "B" { currency EUR }\nsegment c\nrevenue r { from c; price 0 EUR }'),
    ("segment c\nrevenue r { from c; volume 4 monthly }", "TYP104", "with `per`", "write `per month`",
     "segment c\nrevenue r { from c; volume 4 per month }"),
    ("segment c\nrevenue r { from c; volume 3x per week }", "TYP105", "letters stick", "write `3`",
     "segment c\nrevenue r { from c; volume 3 per week }"),
    # Names
    ('segment users { velocity 5 }\nproposition app "App" { for user }', "REF201", "`user`", "did you mean `users`?",
     'segment users { velocity 5 }\nproposition app "App" { for users }'),
]  # fmt: skip


def rows():
    """All rows as whole sources."""
    frames = (
        (SIZE, "segment c {{ size {} }}"), (AMOUNT, "resource bar\ncost rent {{ for bar; fixed {} }}"),
        (CHURN, "segment c\nrelationship r {{ with c; churn {} }}"), (DATE, 'canvas "B" {{ start {} }}'),
        (LENGTH, "segment c\nchannel m {{ reaches c; answer-within {} }}"),
    )  # fmt: skip
    for table, frame in frames:
        for source, code, message, help, mended in table:
            yield frame.format(source), code, message, help, None if mended is None else frame.format(mended)
    yield from WHOLE


ROWS = list(rows())


def said(text):
    """What is wrong with the language of a text."""
    return [found for found in load(Source("x", text)).diagnostics if found.code[:3] in LANGUAGE]


@pytest.mark.parametrize(("source", "code", "message", "help", "mended"), ROWS, ids=[row[0] for row in ROWS])
def test_what_is_said_and_mended(source, code, message, help, mended):
    """One message of this code has these parts; the mend is what the author meant, and nothing else is mended."""
    assert [found for found in said(source) if found.code == code and message in found.message and help in found.help]
    text, _ = fixed_text(Source("x", source))
    assert text == (source if mended is None else mended)


FRAMES = [
    "segment c {{ size {} }}", "resource bar\ncost rent {{ for bar; fixed {} }}", 'canvas "B" {{ start {} }}',
    "segment c\nrelationship r {{ with c; churn {} }}", 'canvas "B" {{ currency {} }}', "segment c {}", "channel {}",
    "segment c\nrelationship r {{ with c }}\ntarget churn of r {}", "segment c\nrevenue r {}", "evidence {}",
    "segment c\nrelationship r {{ type {} }}", "segment c {{ active {} }}", "proposition p {{ offers {} }}",
]  # fmt: skip
SIGNS = [
    "12.000", "1.200", ".000", "000", "3,5", "12,000EUR", "5eur", "4bn", "3m", "3x", "1e15", "1e999999", "9" * 40,
    "12²", "2027", "15", "2027-01", "1'200", "-5", "%", "$", "€",
    "/", "..", "-", ",", ";", ".", "~", '"8.50"', "{", "}", ">=",
    "per", "month", "yr", "m", "EUR", "about", "between", "and", "to", "under", "at", "least", "free", "million",
    "March", "monthly", "a", "from", "with", "c", "long", "term", "price", "status",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_nothing_raises_and_no_mend_breaks_the_syntax(seed):
    """Whatever stands where a number, a date or a name belongs."""
    chance = random.Random(seed)
    for _ in range(400):
        signs = chance.choices(SIGNS, k=chance.randint(1, 6))
        text = chance.choice(FRAMES).format("".join(sign + chance.choice([" ", " ", ""]) for sign in signs))
        found = said(text)
        before = sum(each.code[:3] == "SYN" for each in found)
        for fix in (each.fix for each in found if each.fix is not None and each.code[:3] != "SYN"):
            mended = apply_fixes({"x": text}, [fix]).texts.get("x", text)
            assert sum(each.code[:3] == "SYN" for each in said(mended)) <= before, (text, mended)


@pytest.mark.parametrize(
    "price",
    ["12,000EUR", "€3 .. €4", "€1,200/month .. €1,400/month", "3 EUR per month .. 4 EUR per month", "0.125 EUR",
     "12.500 KWD", "1.5M EUR", "€10-20/cup", "5, €3.80", "5, 3.80 EUR", "2, 3 .. 4€", "20 EUR per hour", "5EUR",
     "5 EUR per pear", "1.2e3 EUR", "5 from month 3, 20 EUR from month 6"],
)  # fmt: skip
def test_amounts_that_are_fine(price):
    """Nothing is said of what can be read in one way only."""
    assert said(f"resource bar\ncost rent {{ for bar; fixed {price} }}") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("5, €3.80", "5, 3.80 EUR"), ("5, €20/cup", "5, 20 EUR per cup"), ("12,000EUR", "12_000 EUR"),
     ("€3/month .. €4/month", "3 .. 4 EUR per month"), ("5, €3 .. €4", "5 EUR, 3 .. 4 EUR"),
     ("5 from month 3, 20 EUR from month 6", "5 EUR from month 3, 20 EUR from month 6")],
)  # fmt: skip
def test_two_ways_to_write_the_same(one, other):
    """A unit written last holds for bare numbers before it, wherever its sign stands."""
    amounts = [
        load(Source("x", f"resource bar\ncost rent {{ for bar; fixed {text} }}")).canvas.costs[0].fixed
        for text in (one, other)
    ]
    assert amounts[0] == amounts[1] and amounts[0]


@pytest.mark.parametrize("word", ["milk", "risk", "week2", "plan10", "q4", "summer2027"])
def test_a_minus_behind_a_word_is_of_its_number(word):
    """Whatever letter or digit the word ends in."""
    document = parse(Source("x", f"claim {word} -5"))
    assert [value.text for value in document.items[0].phrases[0]] == [word, "-5"]


@pytest.mark.parametrize("text", ["10 -20", "10k -20k", "1e3 - 2e3", "1.5e3 -20e3", "3€-4€", "5% - 6%", "2027-2028"])
def test_a_minus_between_numbers_is_a_range(text):
    """With one blank before it, or none."""
    document = parse(Source("x", f"size {text}"))
    assert any(value.text == "-" for value in document.items[0].phrases[0])


def test_every_word_behind_a_number_has_its_mend():
    """Words for sizes and for rates are all met by the reader of numbers."""
    for word in _TIMES.keys() - {"m"}:
        assert [found.code for found in said(f"segment c {{ size 4 {word} people }}")] == ["TYP105"], word
    for word, period in _ADVERBS.items():
        assert period_of(period)
        assert [found.code for found in said(f"segment c\nrevenue r {{ from c; volume 4 {word} }}")] == ["TYP104"], word
