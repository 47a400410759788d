"""Numbers that lie at the edge of sense or beyond it: each has its message at its place, or a right figure, or a figure
that is absent with its reason. Nothing is silently wrong, and nothing ends in a traceback."""

import re
from fractions import Fraction
from random import Random

import pytest

from canvasdsl.diagnostics import Severity
from canvasdsl.figures.cash import projection
from canvasdsl.figures.compute import figures_of
from canvasdsl.figures.expression import Undefined
from canvasdsl.figures.inputs import Absent
from canvasdsl.load import load
from canvasdsl.source import Source

HEAD = """canvas "A" { currency EUR; period month; start 2027-01-01; discount 10% per year }
segment people "P" { customers 100 }
"""
SOLD = """proposition cups { for people }
revenue sales { from people; for cups; price 4 EUR per cup; volume 1_000 cups per month }
"""


def related_to(rest: str, head: str = HEAD) -> str:
    return f'{head}relationship club "Club" {{ with people; type long-term; {rest} }}\n'


def said(text: str) -> list[tuple[str, str]]:
    """The errors and warnings: each code with the text that it points at."""
    return [(each.code, text[each.span.start : each.span.end])
            for each in load(Source("a.bmc", text)).diagnostics if each.severity >= Severity.WARNING]  # fmt: skip


def figures(text: str):
    return {(each.kind.name, each.of): each for each in figures_of(load(Source("a.bmc", text)).canvas)}


# ---- Each has its message at its place ----------------------------------------------------


@pytest.mark.parametrize(("text", "code", "place"), [
    (related_to("retention 100% per month"), "ECO103", "100% per month"),
    (related_to("retention 101% per month"), "TYP109", "101"),
    (related_to("retention 95 .. 105% per month"), "TYP109", "95 .. 105"),
    (related_to("retention -1% per month"), "TYP109", "-1"),
    (related_to("churn 0% per month"), "ECO103", "0% per month"),
    (related_to("churn 120% per year"), "TYP109", "120"),
    (related_to("retention 0.95 per month"), "TYP104", "0.95 per month"),
    (related_to("retention 95%"), "ECO101", "95%"),
    (related_to("margin 9 EUR; retention 95% per month"), "ECO204", "9 EUR"),
    (related_to("margin 9 EUR per month; retention 90% per month; margin-growth 1000% per year; convention immediate"),
     "ECO202", "90% per month"),
    (related_to("margin 9 EUR per month; retention 99% per month; margin-growth 1% per month; acquisition-cost 9 USD; "
                "convention immediate", HEAD.replace("10%", "0%")), "ECO203", "9 USD"),
    (related_to("margin-growth -100% per year"), "ECO201", "-100% per year"),
    (related_to("margin-growth -100 .. 5% per year"), "ECO201", "-100 .. 5% per year"),
    (related_to("acquisition { advertising 9 EUR per month; new-customers 0 per month }"), "ECO208", "0 per month"),
    (related_to("acquisition { advertising 9 EUR per month; new-customers 0 .. 3 per month }"), "ECO208",
     "0 .. 3 per month"),
    (related_to("acquisition { advertising 9 EUR per month; new-customers -3 per month }"), "TYP109", "-3"),
    (related_to('cohort "c" { survivors 0, 0 }'), "ECO208", "0"),
    (related_to('cohort "c" { survivors 10, 12 }'), "ECO221", "12"),
    (related_to('cohort "c" { survivors 10, 8, 7; revenue 5 EUR }'), "ECO222", "revenue 5 EUR"),
    (related_to('cohort "c" { survivors 10, -8 }'), "TYP109", "-8"),
    (related_to("response { ceiling 150%; spend 5 EUR; rate 10% }"), "ECO511", "150%"),
    (related_to("response { ceiling 20%; spend 5 EUR; rate 30% }"), "ECO512", "30%"),
    (related_to("dedicated { accounts-per-rep 0; rep-cost 9 EUR per year }"), "ECO208", "0"),
    (HEAD.replace("10%", "-100%"), "ECO201", "-100% per year"),
    (HEAD.replace("10%", "-250%"), "ECO201", "-250% per year"),
    (HEAD.replace("10% per year", "10%"), "ECO101", "10%"),
    (HEAD.replace("customers 100", "customers -1"), "TYP109", "-1"),
    (HEAD.replace("customers 100", "customers 200 .. 100"), "TYP107", "200 .. 100"),
    (HEAD.replace("customers 100", "customers 1 .. 3 .. 2"), "TYP107", "1 .. 3 .. 2"),
    (HEAD.replace("customers 100", f"customers 1{'0' * 28}"), "TYP106", f"1{'0' * 28}"),
    (HEAD.replace("customers 100", "customers 1e16"), "TYP106", "1e16"),
    (HEAD.replace("customers 100", "customers 1e999999999"), "TYP106", "1e999999999"),
    (HEAD.replace("customers 100", "customers 5%"), "TYP104", "5%"),
    (HEAD.replace("customers 100", "customers nan"), "TYP103", "nan"),
    (HEAD.replace("customers 100", "customers ∞"), "SYN106", "∞"),
    (HEAD + SOLD.replace("4 EUR per cup", "-4 EUR per cup"), "TYP109", "-4"),
    (HEAD + SOLD.replace("4 EUR per cup", "4 USD per cup"), "ECO203", "4 USD per cup"),
    (HEAD + SOLD.replace("volume", "share 140%; volume"), "TYP109", "140"),
    (HEAD + SOLD.replace("volume", "share -5%; volume"), "TYP109", "-5"),
    (HEAD + SOLD + "cost beans { for cups; variable 5 EUR per cup }\n", "ECO442", "4 EUR per cup"),
    (HEAD + SOLD + "cost beans { for cups; variable -5 EUR per cup }\n", "TYP109", "-5"),
    (HEAD + SOLD + "cost rent { fixed 9 .. 5 EUR per month }\n", "TYP107", "9 .. 5"),
])  # fmt: skip
def test_what_makes_no_sense_is_explained_at_its_place(text, code, place):
    """Nothing of it is computed with, and the message says what to write."""
    found = [each for each in load(Source("a.bmc", text)).diagnostics if each.code == code]
    assert found, said(text)
    assert place in [text[each.span.start : each.span.end] for each in found]
    assert all((each.help or "such as" in each.message) and each.why for each in found)
    figures(text)


# ---- Absent with a reason ------------------------------------------------------------------


@pytest.mark.parametrize(("text", "name", "of", "reason"), [
    (related_to("retention 100% per month"), "mean-life", "club", "nobody leaves"),
    (related_to("retention 90 .. 100% per month"), "mean-life", "club", "nobody leaves"),
    (related_to("churn 0 .. 100% per month"), "mean-life", "club", "nobody leaves"),
    (related_to("margin 9 EUR per month; retention 100% per month", HEAD.replace("10%", "0%")), "lifetime-value",
     "club", "has no end"),
    (related_to("margin 9 EUR per month; retention 95 .. 100% per month", HEAD.replace("10%", "0%")), "lifetime-value",
     "club", "has no end"),
    (related_to("margin 9 EUR per month; retention 90% per month", HEAD.replace("10%", "-100%")), "lifetime-value",
     "club", "has no value today"),
    (related_to("margin 9 EUR per month; retention 90% per month; margin-growth -100% per year"), "lifetime-value",
     "club", "nothing to grow"),
    (related_to("margin 9 EUR per month; retention 90%"), "lifetime-value", "club", "does not say in which period"),
    (related_to("margin 9 EUR; retention 90% per month"), "lifetime-value", "club", "does not say in which period"),
    (related_to("margin 9 EUR per month; retention 90% per month; acquisition-cost 0 EUR"), "ltv-to-cac", "club",
     "`acquisition-cost` is 0"),
    (related_to("margin 9 EUR per month; retention 90% per month; acquisition-cost 0 .. 9 EUR"), "ltv-to-cac", "club",
     "`acquisition-cost` may be 0"),
    (related_to("margin -9 EUR per month; acquisition-cost 9 EUR"), "payback", "club", "never paid back"),
    (related_to("margin -9 .. 9 EUR per month; acquisition-cost 9 EUR"), "payback", "club", "never paid back"),
    (related_to("acquisition { advertising 9 EUR per month; new-customers 0 per month }"), "acquisition-cost", "club",
     "nobody is won"),
    (related_to('cohort "c" { survivors 0, 0 }'), "constant-churn", "club, c", "nobody began"),
    (related_to('cohort "c" { survivors 5, 8 }'), "constant-churn", "club, c", "more are left"),
    (related_to('cohort "c" { survivors 10, 8, 7; revenue 5 EUR }'), "cohort-value", "club, c", "the same periods"),
    (HEAD.replace("100 }", "0 }") + SOLD, "revenue-per-customer", "", "`customers of people` is 0"),
    (HEAD.replace("100 }", "0 .. 9 }") + SOLD, "revenue-per-customer", "", "`customers of people` may be 0"),
    (HEAD + SOLD.replace("4 EUR", "0 EUR"), "revenue-share", "sales", "is 0"),
    (HEAD + SOLD.replace("1_000 cups per month", "0 cups per month") + "cost rent { fixed 9 EUR per month }\n",
     "profit-margin", "", "is 0"),
    (HEAD + SOLD + "cost beans { for cups; variable 5 EUR per cup }\ncost rent { fixed 9 EUR per month }\n",
     "break-even-volume", "sales", "no volume covers them"),
    (HEAD + SOLD + "cost beans { for cups; variable 3 .. 5 EUR per cup }\ncost rent { fixed 9 EUR per month }\n",
     "break-even-volume", "sales", "no volume covers them"),
    (HEAD.replace("start", "horizon 0 months; start") + SOLD + "cost rent { fixed 9 EUR per month }\n",
     "cumulative-profit", "", "the plan has 0 months"),
    (HEAD.replace("start", "horizon 9000 years; start") + SOLD + "cost rent { fixed 9 EUR per month }\n",
     "cumulative-profit", "", "what is computed is 1 to"),
    (HEAD + "revenue subs { from people; plan a { customers 9 }; plan b { price 9 EUR per month } }\n", "revenue", "",
     "says nothing of `price`"),
    (HEAD + "revenue subs { from people; plan a { price 5 EUR per month }; plan b { price 9 EUR per month } }\n",
     "revenue", "", "says nothing of `customers`"),
])  # fmt: skip
def test_what_cannot_be_computed_is_absent_and_says_why(text, name, of, reason):
    found = {key: each for key, each in figures(text).items() if key[0] == name}
    figure = found.get((name, of)) or next(iter(found.values()))
    assert figure.value is None and reason in figure.absent, figure


# ---- Right at the edge ----------------------------------------------------------------------


@pytest.mark.parametrize(("text", "name", "of", "value"), [
    (related_to("margin 9 EUR per year; retention 0% per year; convention immediate"), "lifetime-value", "club", 9),
    (related_to("margin 9 EUR per year; retention 0% per year"), "lifetime-value", "club", 0),
    (related_to("margin 10 EUR per year; retention 100% per year"), "lifetime-value", "club", 100),
    (related_to("margin -10 EUR per year; retention 100% per year"), "lifetime-value", "club", -100),
    (related_to("margin 10 EUR per year; retention 0% per year; margin-growth 1000% per year; convention immediate"),
     "lifetime-value", "club", 10),
    (related_to("margin 10 EUR per year; retention 50% per year; convention immediate", HEAD.replace("10%", "1000%")),
     "lifetime-value", "club", Fraction(110, 1) / Fraction(21, 2)),
    (related_to("margin 10 EUR per year; retention 50% per year; convention immediate", HEAD.replace("10%", "-20%")),
     "lifetime-value", "club", Fraction(8) / Fraction(3, 10)),
    (related_to("margin 10 EUR per year; retention 100% per year; horizon 5 years; convention immediate",
                HEAD.replace("10%", "0%")), "value-within-horizon", "club", 50),
    (related_to("margin 10 EUR per year; retention 100% per year; horizon 30 months; convention immediate",
                HEAD.replace("10%", "0%")), "value-within-horizon", "club", 25),
    (related_to("margin 10 EUR per year; retention 90% per year; horizon 4 years; convention end-of-first",
                HEAD.replace("10%", "-10%")), "value-within-horizon", "club", Fraction(400, 9)),
    (related_to("margin 10 EUR per year; retention 90% per year; horizon 0 years"), "value-within-horizon", "club", 0),
    (related_to("churn 100% per month"), "mean-life", "club", 1),
    (related_to("churn 100% per month"), "yearly-churn", "club", 1),
    (related_to("retention 0% per month"), "yearly-churn", "club", 1),
    (related_to("churn 0% per month"), "yearly-churn", "club", 0),
    (related_to("retention 99.9999999999999999999999999% per month"), "mean-life", "club", 10**27),
    (HEAD + SOLD.replace("4 EUR", "9999999999999999999999999999 EUR"), "revenue", "", (10**28 - 1) * 1_000),
    (HEAD + SOLD.replace("4 EUR", "1e15 EUR").replace("1_000 cups", "1e15 cups"), "revenue", "", 10**30),
    (HEAD + SOLD.replace("4 EUR", "0.0000000000000001 EUR"), "revenue", "", Fraction(1, 10**13)),
    (HEAD + SOLD.replace("4 EUR", "1 .. 9999999999999999999999999998 EUR"), "revenue", "",
     Fraction(9999999999999999999999999999, 2) * 1_000),
    (HEAD + SOLD.replace("4 EUR", "0 EUR"), "revenue", "", 0),
    (HEAD.replace("100 }", "0 }") + SOLD.replace(" per month }", " per month per customer }"), "revenue", "", 0),
    (HEAD + SOLD + "cost beans { for cups; variable 5 EUR per cup }\n", "profit", "", -1_000),
    (HEAD + SOLD + "cost beans { for cups; variable 5 EUR per cup }\n", "contribution-margin", "", Fraction(-1, 4)),
    (HEAD + SOLD + "cost rent { fixed 0 EUR per month }\n", "profit", "", 4_000),
    (HEAD + "revenue subs { from people; plan free { price 0 EUR per month; customers 0 } }\n", "revenue", "", 0),
])  # fmt: skip
def test_what_has_a_value_at_the_edge_has_the_right_one(text, name, of, value):
    assert not load(Source("a.bmc", text)).has_errors, said(text)
    figure = figures(text)[name, of]
    assert figure.value == value, (figure.value, figure.absent)


SIZES = ("0", "1", "0.01", "1e-9", "7.25", "1_000", "123456789", "1e15", "99999999999999")
SHARES = ("0", "0.001", "12.5", "50", "99", "99.999", "100")


@pytest.mark.parametrize("seed", range(60))
def test_figures_are_what_plain_arithmetic_gives_whatever_the_numbers(seed):
    """Revenue, costs, profit, margin and lifetime value computed once more, on fractions, by the textbook."""
    random = Random(seed)
    price, volume, variable, fixed, plan, on_plan, margin = (random.choice(SIZES) for _ in range(7))
    stays, discount, growth = (random.choice(SHARES) for _ in range(3))
    convention = random.choice(("immediate", "after-retention", "end-of-first"))
    found = figures(
        HEAD.replace("10%", f"{discount}%")
        + SOLD.replace("4 EUR", f"{price} EUR").replace("1_000 cups", f"{volume} cups")
        + f"revenue subs {{ from people; plan one {{ price {plan} EUR per year; customers {on_plan} }} }}\n"
        f"cost beans {{ for cups; variable {variable} EUR per cup }}\ncost rent {{ fixed {fixed} EUR per month }}\n"
        f"relationship club {{ with people; type long-term; margin {margin} EUR per year; retention {stays}% per year; "
        f"margin-growth {growth}% per year; convention {convention} }}\n"
    )
    p, q, v, f, s, n, m = (Fraction(each) for each in (price, volume, variable, fixed, plan, on_plan, margin))
    r, i, g = (Fraction(each) / 100 for each in (stays, discount, growth))
    assert found["revenue", ""].value == p * q + s * n / 12
    assert found["costs", ""].value == v * q + f
    assert found["profit", ""].value == p * q + s * n / 12 - v * q - f
    share = found["contribution-margin", ""]
    assert share.value == (1 - v * q / (p * q + s * n / 12) if p * q + s * n else None), share.absent
    worth, rest = found["lifetime-value", "club"], 1 + i - r * (1 + g)
    first = {"immediate": 1 + i, "after-retention": r, "end-of-first": Fraction(1)}[convention]
    assert worth.value == (m * first / rest if rest > 0 else None), worth.absent
    assert bool(worth.absent) == (rest <= 0)


# ---- Any number anywhere ---------------------------------------------------------------------


MODEL = """canvas "A" { currency EUR; period month; start 2027-01-01; horizon 12 months; discount <10%> per year; \
budget <90_000 EUR> per year }
segment people "People" { customers <400>; spend <60 EUR> per month; cost-to-serve <2 EUR> per month per customer; \
unhappy <12%>; unhappy-leave <40%>; population <90_000> people; narrowed-by geography <20%>; \
profit <900 EUR> per month; stays <3> years }
segment firms "Firms" { customers <30>; profit <800 EUR> per month; stays <5> years }
proposition cups "Cups" { for people, firms }
channel stand "Stand" { reaches people; visits <3_000> per month; visitors buyer <40%> { conversion <50%> } }
relationship club "Club" {
  with people
  type long-term
  margin <18 EUR> per month
  margin-growth <2%> per year
  retention <95%> per month
  retention-cost <1 EUR> per month
  convention immediate
  horizon <5> years
  acquisition { advertising <900 EUR> per month; incentive <5 EUR> per month; new-customers <30> per month }
  what-if "more" { retention <97%> per month; retention-cost <2 EUR> per month }
  cohort "2026" { survivors <100>, <90>, <81>; revenue <100 EUR>, 110 EUR; cost <70 EUR>, 72 EUR }
  response { ceiling <30%>; rate <10%>; spend <50 EUR> }
  programme "Points" { earns <1>; point-value <0.05 EUR>; redemption <70%>; margin <40%>; cost <500 EUR> per month }
}
relationship care "Care" { with firms; type dedicated; churn <4%> per year; margin <900 EUR> per year; \
acquisition-cost <400 EUR>; dedicated { rep-cost <40_000 EUR> per year; accounts-per-rep <30> } }
revenue sales "Sales" { from people; for cups; price <3.80 EUR> per cup; volume <12> cups per month per customer }
revenue subs "Subs" { from firms; for cups; type subscription; plan small "S" { price <49 EUR> per month; \
customers <20> } }
cost beans "Beans" { variable <0.90 EUR> per cup }
cost rent "Rent" { fixed <4_000 EUR> per month, <2_000 EUR> from month 3 }
"""
PLACES = tuple(re.finditer(r"<([^<>]*?)>", MODEL))
ODD_SHARES = ("0%", "100%", "1000%", "-100%", "0 .. 100%", "-50 .. 50%", "0.0000001%")
ODD_SIZES = ("0", "1e15", "9999999999999999999999999999", "1e-15", "-1", "0 .. 5")


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place.start()} {place.group(1)}")
def test_any_number_in_any_place_is_explained_or_computed(place):
    """No traceback; an error of the language stands at the number; what is absent says more than that it is; a value
    lies within its range."""
    number = place.group(1)
    for odd in ODD_SHARES if "%" in number else ODD_SIZES:
        written = f"{odd} EUR" if "EUR" in number else odd
        before = MODEL[: place.start()].replace("<", "").replace(">", "")
        text = before + written + MODEL[place.end() :].replace("<", "").replace(">", "")
        found = load(Source("a.bmc", text))
        for each in found.diagnostics:
            if each.of_language and each.severity is Severity.ERROR:
                assert each.span.start >= len(before) and each.span.start <= len(before) + len(written), each
                assert each.help, each
        for figure in figures_of(found.canvas):
            where = f"{figure.kind.name} of {figure.of} with {written}"
            if figure.value is None:
                assert figure.word or figure.absent not in ("", "it would divide by zero"), where
                continue
            assert figure.low is None or figure.low <= figure.value <= figure.high, where
            if figure.kind.name in ("retention", "churn", "yearly-churn", "constant-churn", "break-even-retention"):
                assert 0 <= figure.value <= 1, where
        try:
            rows = projection(found.canvas).months
        except (Absent, Undefined):
            continue
        assert all(row.lowest <= row.together <= row.highest for row in rows)


@pytest.mark.parametrize("odd", ["0", "1e15", "-1", "9999999999999999999999999999", "5 .. 1", "0 .. 1e15"])
def test_the_same_number_everywhere_is_explained_or_computed(odd):
    text = re.sub(r"<([^<>]*?)(%| EUR)?>", lambda found: odd + (found.group(2) or ""), MODEL)
    found = load(Source("a.bmc", text))
    assert all(each.message and each.why for each in found.diagnostics)
    for figure in figures_of(found.canvas):
        assert figure.value is not None or figure.word or figure.absent, figure.kind.name
