"""Amounts of several currencies: figures and rules count in one, by declared rates, or say why not."""

import re
from fractions import Fraction
from pathlib import Path

import pytest
from test_figures_money import figures

from canvasdsl.brief.compose import compose
from canvasdsl.diagnostics import Severity
from canvasdsl.figures.printing import formula, steps_of
from canvasdsl.load import load
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.vocabulary import block_words
from canvasdsl.render.brief_markdown import brief_markdown
from canvasdsl.source import Source
from canvasdsl.syntax.format import proved_format
from canvasdsl.wording import load_wording

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.bmc"))
HEAD = 'canvas "A" { currency EUR; period month; start 2027-01-01 }\n'
RATE = "exchange USD 0.92 EUR on 2026-01-31\n"
SALES = """segment people "P" { customers 100 }
proposition cups "C" { for people }
revenue sales "Sales" { from people; for cups; price 5 USD per cup; volume 1_000 cups per month }
cost rent "Rent" { fixed 1_000 EUR per month }
"""
MEMBERS = """segment people "P" { customers 100 }
relationship club "Club" {
  with people
  margin 20 USD per month
  retention 90% per month
  acquisition-cost 46 EUR
  convention immediate
}
"""


def told(text, *codes):
    return [each for each in load(Source("a.bmc", text)).diagnostics if not codes or each.code in codes]


def place(text, finding):
    return text[finding.span.start : finding.span.end]


# ---- Figures ------------------------------------------------------------------------


@pytest.mark.parametrize(("rates", "worth"), [
    ("exchange USD 0.92 EUR", Fraction(92, 100)),
    ("exchange EUR 1.25 USD", Fraction(4, 5)),
    ("exchange EUR 1.1 USD", Fraction(10, 11)),
    ("exchange USD 0.8 GBP\nexchange GBP 1.15 EUR", Fraction(92, 100)),
    ("exchange GBP 1.25 USD\nexchange EUR 0.8 GBP", Fraction(1)),
    ("Exchange USD 0.92", Fraction(92, 100)),
    ("exchange-rate USD € 0.92", Fraction(92, 100)),
    ("exchange USD 0.90 .. 0.92 .. 0.95 EUR", Fraction(92, 100)),
    ("exchange USD 0.92 EUR\nexchange USD 0.5 EUR { status idea }", Fraction(92, 100)),
])  # fmt: skip
def test_an_amount_comes_into_the_currency_of_the_model(rates, worth):
    """By the rate, by its inverse, or through one currency in common; exactly."""
    found = figures(SALES, HEAD + rates + "\n")
    assert found["revenue", ""].value == 5_000 * worth and found["revenue", ""].unit == "EUR per month"
    assert found["profit", ""].value == 5_000 * worth - 1_000
    assert told(HEAD + rates + "\n" + SALES, "ECO203", "ECO207") == []


def test_the_rate_is_a_visible_step_with_its_line():
    text = HEAD + RATE
    figure = figures(SALES, text)["revenue", ""]
    assert formula(figure.expression, signs=True) == "pˣ · q"
    (step,) = steps_of(figure.expression)
    assert step.name == "price of sales in EUR" and formula(step.made_of, signs=True) == "p · x"
    price, rate = (next(each for each in figure.inputs if each.sign == sign) for sign in "px")
    assert (price.written, price.likely) == ("5 USD per cup", 5)
    assert (rate.name, rate.written) == ("EUR for 1 USD", "0.92 EUR")
    assert (text + SALES)[rate.span.start : rate.span.end] == "0.92 EUR"


def test_a_rate_that_moves_moves_all_amounts_together():
    """A shared rate is taken once: of what is both paid and earned in dollars only the rest moves."""
    text = SALES.replace("1_000 EUR", "4_000 USD")
    found = figures(text, HEAD + "exchange USD 0.90 .. 0.92 .. 1 EUR\n")["profit", ""]
    assert (found.low, found.value, found.high) == (900, 920, 1_000)


def test_what_is_owed_costs_most_where_the_rate_is_high():
    text = MEMBERS.replace("20 USD", "-20 USD")
    canvas = load(Source("a.bmc", HEAD + "exchange USD 0.8 .. 0.9 EUR\n" + text)).canvas
    margin = canvas.relationships[0].margin
    assert (margin.low, margin.high) == (-18, -16)


def test_periods_are_converted_behind_the_currency():
    text = SALES.replace("1_000 EUR per month", "1_200 USD per year")
    assert figures(text, HEAD + RATE)["fixed-costs", ""].value == 92


def test_the_first_amount_tells_the_currency_where_the_canvas_does_not():
    found = figures(SALES, 'canvas "A"\n' + RATE)["profit", ""]
    assert found.unit == "USD per month" and found.value == 5_000 - Fraction(1_000 * 100, 92)


def test_the_rate_may_stand_in_another_file_and_behind_the_amounts():
    class Rates:
        source = Source("rates.bmc", RATE)
        diagnostics = ()
        readable = True

    text = HEAD + SALES + 'import "rates.bmc"\n'
    found = load(Source("a.bmc", text), lambda path, span: Rates)
    assert str(found.canvas.revenues[0].price.value.value) == "4.60"
    assert not [each for each in found.diagnostics if each.severity is Severity.ERROR]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_same_model_in_two_currencies_has_the_same_figures(path):
    """Every second amount in a currency of the same worth: each figure and each finding stays."""
    text = path.read_text(encoding="utf-8")
    own = max(("EUR", "USD", "GBP"), key=text.count)
    texts = list(re.split(rf"(\d {own}\b)", text))
    for at in range(3, len(texts), 4):
        texts[at] = texts[at].replace(own, "NZD")
    other = "".join(texts) + f"\nexchange NZD 1 {own}\n"
    one, two = load(Source("a.bmc", text)), load(Source("a.bmc", other))
    assert [each.code for each in one.diagnostics] == [each.code for each in two.diagnostics]
    assert _values(one) == _values(two)


def _values(found):
    from canvasdsl.figures.compute import figures_of

    return [(each.kind.name, each.of, each.value, each.low, each.high, each.word, each.unit, each.absent)
            for each in figures_of(found.canvas)]  # fmt: skip


# ---- Without a clear rate -------------------------------------------------------------


@pytest.mark.parametrize(("text", "where", "other", "message"), [
    (HEAD + SALES, "5 USD per cup", "EUR", "`price` of `Sales` is in USD, and the model counts in EUR"),
    ('canvas "A"\n' + SALES, "1_000 EUR per month", "5 USD per cup",
     "`fixed` of `Rent` is in EUR, and `price` of `Sales` is in USD"),
    (HEAD + MEMBERS, "46 EUR", "20 USD per month", "`acquisition-cost` of `Club` is in EUR, and `margin` in USD"),
    (HEAD + "exchange GBP 1.15 EUR\n" + SALES, "5 USD per cup", "EUR",
     "`price` of `Sales` is in USD, and the model counts in EUR"),
    (HEAD + "exchange USD 0.92 EUR { status idea }\n" + SALES, "5 USD per cup", "EUR",
     "`price` of `Sales` is in USD, and the model counts in EUR"),
    (HEAD + "exchange USD 0.8 GBP\nexchange GBP 2 CHF\nexchange CHF 1 EUR\n" + SALES, "5 USD per cup", "EUR",
     "`price` of `Sales` is in USD, and the model counts in EUR"),
])  # fmt: skip
def test_mixing_is_an_error_with_both_places(text, where, other, message):
    (finding,) = told(text, "ECO203")
    assert finding.severity is Severity.ERROR and finding.message == message
    assert place(text, finding) == where
    assert text[finding.related[0].span.start : finding.related[0].span.end].endswith(other)
    assert "exchange" in finding.help
    absent = figures(text, "")["profit" if "Sales" in text else "lifetime-value", "" if "Sales" in text else "club"]
    assert absent.absent and "no `exchange` says" in absent.absent


@pytest.mark.parametrize(("rates", "where", "related", "message"), [
    ("exchange EUR 1 EUR", "1 EUR", "EUR", "this rate has EUR on both sides"),
    ("exchange USD 0.92 EUR\nexchange USD 0.92 EUR", "0.92 EUR", "0.92 EUR",
     "the rate between USD and EUR is said twice"),
    ("exchange USD 0.92 EUR\nexchange EUR 1.2 USD", "1.2 USD", "0.92 EUR",
     "the rate between EUR and USD is said twice, and the two differ"),
    ("exchange USD 0.92 EUR\nexchange GBP 1.25 USD\nexchange GBP 1.40 EUR", "1.40 EUR", "0.92 EUR",
     "these rates contradict each other: through USD one GBP is worth 1.15 EUR"),
    ("exchange CHF 1 EUR\nexchange CHF 1.1 USD\nexchange GBP 1 EUR\nexchange GBP 1.2 USD", "GBP", "CHF",
     "USD leads to EUR in several ways: through CHF and GBP"),
])  # fmt: skip
def test_rates_that_leave_no_one_value_are_errors_with_both_places(rates, where, related, message):
    text = HEAD + rates + "\n" + SALES
    (finding,) = told(text, "ECO207")
    assert finding.severity is Severity.ERROR and finding.message == message
    assert place(text, finding) == where
    assert text[finding.related[0].span.start : finding.related[0].span.end] == related


def test_two_rates_for_one_pair_are_not_chosen_between():
    found = figures(SALES, HEAD + "exchange USD 0.92 EUR\nexchange USD 0.93 EUR\n")["profit", ""]
    assert found.value is None and found.absent


def test_three_rates_may_differ_by_what_was_rounded():
    rates = "exchange USD 0.92 EUR\nexchange GBP 1.25 USD\nexchange GBP 1.154 EUR\n"
    assert told(HEAD + rates + SALES, "ECO207") == []


@pytest.mark.parametrize(("line", "code", "where"), [
    ("exchange USD 0 EUR", "TYP109", "0 EUR"),
    ("exchange USD -0.92 EUR", "TYP109", "-0.92 EUR"),
    ("exchange USD 0 .. 0.92 EUR", "TYP109", "0 .. 0.92 EUR"),
    ("exchange USD 0.95 .. 0.92 EUR", "TYP107", "0.95 .. 0.92"),
    ("exchange USD 0.92 EUR per month", "TYP108", "0.92 EUR per month"),
    ("exchange USD 5%", "TYP104", "5%"),
    ("exchange 1 USD 0.92 EUR", "TYP104", "1 USD"),
    ("exchange USD = 0.92 EUR", "TYP103", "="),
    ("exchange USD/EUR 0.92", "TYP103", "/"),
    ("exchange XYZ 0.92 EUR", "TYP104", "XYZ"),
    ("exchange $ 0.92 EUR", "TYP104", "$"),
    ("exchange USD 0.92 EUR on Monday", "TYP112", "Monday"),
    ("exchange USD", "TYP110", "exchange USD"),
    ("exchange", "TYP110", "exchange"),
    ("exchange USD 0.92 EUR, GBP 1.15 EUR", "TYP113", None),
])  # fmt: skip
def test_a_rate_that_is_none_is_explained_at_its_place(line, code, where):
    text = HEAD + line + "\n" + SALES.replace("USD", "EUR")
    found = [each for each in told(text) if each.severity is Severity.ERROR]
    assert [each.code for each in found][:1] == [code], found
    assert where is None or place(text, found[0]) == where
    assert found[0].help or "such as" in found[0].message


# ---- Claims, texts and drawings ---------------------------------------------------------


@pytest.mark.parametrize(("claim", "right"), [
    ("states revenue 5_000 USD per month", None),
    ("states revenue 4_600 EUR per month", None),
    ("states revenue 60_000 USD per year", None),
    ("states revenue 5_100 USD per month", "5_000 USD per month"),
    ("states revenue 5_000 EUR per month", "4_600 EUR per month"),
])  # fmt: skip
def test_a_claim_is_held_against_the_figure_and_mended_in_its_own_currency(claim, right):
    text = HEAD + RATE + SALES.replace("volume", f"{claim}; volume")
    found = told(text, "ECO601", "ECO606")
    assert [each.message.rpartition("gives ")[2] for each in found] == ([] if right is None else [right])
    if right is not None:
        (edit,) = found[0].fix.edits
        assert told(text[: edit.span.start] + edit.text + text[edit.span.end :], "ECO601") == []


def test_rules_compare_amounts_across_currencies():
    """A cost of winning in another currency is held against what a customer is worth."""
    text = HEAD + "exchange JPY 0.006 EUR\n" + MEMBERS.replace("USD", "EUR").replace("46 EUR", "90_000 JPY")
    assert [each.code for each in told(text, "ECO403")] == ["ECO403"]
    assert told(text.replace("90_000", "9_000"), "ECO403") == []


def test_a_document_shows_amounts_as_they_were_written_and_the_rates():
    found = load(Source("a.bmc", HEAD + RATE.replace("\n", ' { source "a bank" }\n') + SALES))
    page = brief_markdown(compose(found, load_wording()))
    assert "5 USD per cup" in page
    assert "1 USD is worth 0.92 EUR" in page and "31 January 2026" in page and "a bank" in page


def test_the_canonical_form_keeps_the_rate():
    text = 'exchange  USD  0.92 EUR   on 2026-01-31 {source "a bank"}\nexchange-rate GBP €1.15\n'
    found = load(Source("a.bmc", text))
    (document,) = found.documents
    text = proved_format(document, blocks=block_words(Canvas), respelled=found.respelled["a.bmc"])
    assert text == 'exchange USD 0.92 EUR on 2026-01-31 { source "a bank" }\nexchange GBP 1.15 EUR\n'
