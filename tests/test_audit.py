"""The arithmetic audit on a real model: each true claim is left alone, and each planted contradiction is found."""

from pathlib import Path

import pytest

from canvasdsl.brief.compose import compose
from canvasdsl.brief.figures_in_text import with_figures
from canvasdsl.load import load
from canvasdsl.source import Source
from canvasdsl.views.phrasing import Phrasing
from canvasdsl.wording import load_wording

TEXT = (Path(__file__).parent.parent / "examples" / "subscription.bmc").read_text(encoding="utf-8")
CLAIMS = sum(line.lstrip().startswith("states ") for line in TEXT.splitlines())
PROSE = 'needs       "papers that are done when the milking is"'


def found(text: str):
    return [each for each in load(Source("model.bmc", text)).diagnostics if each.code.startswith("ECO6")]


def planted(true: str, false: str):
    assert TEXT.count(true) == 1, true
    return found(TEXT.replace(true, false))


def first(true: str, false: str):
    return planted(true, false)[0]


def test_every_true_claim_is_left_alone():
    assert CLAIMS >= 14
    assert found(TEXT) == []


@pytest.mark.parametrize(("true", "false", "right"), [
    ("revenue 62_800 EUR per month", "revenue 64_800 EUR per month", "62_800 EUR per month"),
    ("arr 754k EUR per year", "arr 764k EUR per year", "754_000 EUR per year"),
    ("arpu 52.33 EUR per month", "arpu 53.33 EUR per month", "52.33 EUR per month"),
    ("contribution-margin 92.4%", "contribution-margin 94.2%", "92.4%"),
    ("profit 9_600 EUR per month", "profit 14_400 EUR per month", "9_600 EUR per month"),
    ("mrr 62_800 EUR per month", "mrr 62_900 EUR per month", "62_800 EUR per month"),
    ("revenue 107_640 EUR per year", "revenue 8_970 EUR per year", "107_640 EUR per year"),
    ("churn 16.6% per year", "churn 15% per year", "16.6% per year"),
    ("mean-life 67 months", "mean-life 7 years", "5.56 years"),
    ("clv 1_858 EUR", "clv 2_268 EUR", "1_858 EUR"),
    ("ltv-to-cac 5.5", "ltv-to-cac 7", "5.53"),
    ("payback 8.5 months", "payback 6.5 months", "8.49 months"),
])  # fmt: skip
def test_a_claim_that_the_lines_contradict_is_found_with_the_number_and_the_lines(true, false, right):
    """Nothing else is said, but what follows from the same number."""
    (finding,) = planted(true, false)
    assert finding.code == "ECO601"
    assert finding.message.endswith(f"gives {right}")
    assert finding.related
    assert TEXT[: finding.span.start].count("\n") == TEXT[: TEXT.index(true)].count("\n")


@pytest.mark.parametrize(("true", "false"), [
    ("fixed-costs 621_000 EUR per year", "fixed-costs 640_000 EUR per year"),
    ("costs 31_200 EUR per year", "costs 62_500 EUR per year"),
])  # fmt: skip
def test_a_year_that_is_neither_twelve_months_nor_the_sum_of_its_months_is_found(true, false):
    assert first(true, false).code == "ECO601"


@pytest.mark.parametrize(("true", "also"), [
    ("fixed-costs 621_000 EUR per year", "fixed-costs 580_800 EUR per year"),
    ("fixed-costs 621_000 EUR per year", "fixed-costs 621k EUR per year"),
    ("fixed-costs 621_000 EUR per year", "fixed-costs 679_200 EUR per year"),
    ("costs 31_200 EUR per year", "costs 62_400 EUR per year"),
    ("costs 19_200 EUR per year", "costs 1_600 EUR per month"),
    ("mrr 62_800 EUR per month", "mrr 753_600 EUR per year"),
    ("mrr 62_800 EUR per month", "mrr 63k EUR per month"),
    ("arpu 52.33 EUR per month", "arpu 52 EUR per month"),
    ("churn 16.6% per year", "churn 1.5% per month"),
    ("churn 16.6% per year", "churn 17% per year"),
    ("mean-life 67 months", "mean-life 5.6 years"),
    ("clv 1_858 EUR", "clv 1_500 .. 2_000 EUR"),
    ("clv 1_858 EUR", "clv 1.86k EUR"),
])  # fmt: skip
def test_rounding_other_periods_and_what_begins_in_mid_year_are_no_contradiction(true, also):
    assert planted(true, also) == []


def test_a_year_says_what_its_months_come_to():
    message = first("fixed-costs 621_000 EUR per year", "fixed-costs 640_000 EUR per year").message
    assert message.endswith("gives 581_000 EUR per year, and in the first year of the plan 621_000 EUR per year")


@pytest.mark.parametrize(("true", "false", "codes"), [
    ("customers 330;", "customers 430;", {"ECO601", "ECO611", "ECO612"}),
    ("share 24.2%", "share 28%", {"ECO612"}),
    ("customers   1_200", "customers   1_500", {"ECO601", "ECO607", "ECO611", "ECO613"}),
    ("retention   98.5% per month", "retention   93% per month", {"ECO601", "ECO604"}),
    ("fixed 26_000 EUR per month", "fixed 46_000 EUR per month", {"ECO601", "ECO604", "ECO613"}),
    ("from month 7", "from month 2", {"ECO601", "ECO613"}),
    ("ltv-to-cac of year-round >= 3", "ltv-to-cac of year-round >= 6", {"ECO604"}),
    ("contribution-margin >= 80%", "contribution-margin >= 80 EUR", {"ECO606"}),
    ("profit >= 0 EUR per month", "profits >= 0 EUR per month", {"ECO603"}),
    ("target customers of farms >= 1_400", "target customers of farms >= 1_100", {"ECO607"}),
    ("cumulative-profit >= 70_000 EUR by month 12", "cumulative-profit >= 90_000 EUR by month 12", {"ECO613"}),
    ("margin      48.30 EUR", "margin      12 .. 48.30 .. 50 EUR", {"ECO605"}),
    ("assert contribution-margin >= 80%", "assert contribution-margin of app >= 80%", {"ECO602"}),
])  # fmt: skip
def test_what_no_longer_goes_together_is_found(true, false, codes):
    assert {each.code for each in planted(true, false)} == codes


def test_a_failed_assertion_is_an_error_with_the_value_and_the_reason():
    finding = first("ltv-to-cac of year-round >= 3", "ltv-to-cac of year-round >= 6")
    assert finding.severity.name == "ERROR"
    assert "`5.53`" in finding.message and "`>= 6`" in finding.message
    assert "winning farms eats the cash" in finding.help


def test_a_claim_whose_input_is_missing_says_which():
    text = TEXT.replace("customers 330;", "")
    findings = [each for each in found(text) if each.code == "ECO602"]
    assert findings
    assert all("`plans.heifer` says nothing of `customers`" in each.message for each in findings)


def test_a_target_by_a_month_counts_from_one():
    finding = first("cumulative-profit >= 70_000 EUR by month 12", "cumulative-profit >= 90_000 EUR by month 12")
    assert "in month 12" in finding.message
    assert "month 12 counts from 1 and is 2027-12" in finding.help


def test_an_unknown_figure_says_which_was_meant():
    assert "`profit`" in first("profit >= 0 EUR per month", "profits >= 0 EUR per month").help


def test_of_a_model_that_was_not_understood_nothing_is_recomputed():
    assert found(TEXT.replace("customers 330;", "custumrs: 330;")) == []


@pytest.mark.parametrize("size", ["1e12", "1e-12", "0", "-7", "999999999999999999"])
def test_numbers_of_any_size_are_compared_and_written(size):
    text = TEXT.replace("margin      48.30 EUR", f"margin      {size} EUR")
    text = text.replace(PROSE, 'needs "{clv of year-round}"')
    loaded = load(Source("m.bmc", text))
    assert "ECO601" in [each.code for each in loaded.diagnostics]
    told = with_figures(loaded.canvas, Phrasing(load_wording("en"), loaded.canvas).quantity)
    assert "{" not in told.segments[0].needs[0]


def test_a_model_without_claims_computes_nothing(monkeypatch):
    """A cold check does not even load the figures."""
    import subprocess
    import sys

    code = (
        "import sys; from canvasdsl.load import load; from canvasdsl.source import Source;"
        "load(Source('m.bmc', 'canvas \"C\"\\nsegment a \"A\" { customers 4 }'));"
        "print('canvasdsl.figures.compute' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"


# ---- Figures in texts --------------------------------------------------------------


def in_words(text: str, language: str = "en"):
    loaded = load(Source("model.bmc", TEXT.replace(PROSE, f'needs "{text}"')))
    assert loaded.canvas.segments[0].needs == (text,)
    say = Phrasing(load_wording(language), loaded.canvas)
    return with_figures(loaded.canvas, say.quantity).segments[0].needs[0]


@pytest.mark.parametrize(("text", "told"), [
    ("{clv of year-round} a farm", "1,858 EUR a farm"),
    ("{churn of year-round} leave", "1.5% per month leave"),
    ("{revenue of plans.estate}, {ltv-to-cac of year-round}", "8,970 EUR per month, 5.53"),
    ("{customers of farms} farms", "1,200 farms"),
    ("{clv of nobody}", "{clv of nobody}"),
    ("{best of all} { } {clv}", "{best of all} { } {clv}"),
])  # fmt: skip
def test_a_figure_in_braces_is_told_as_its_number(text, told):
    assert in_words(text) == told


@pytest.mark.parametrize(("text", "told"), [
    ("worth {clv of year-round = 1_858 EUR} each", "worth 1,858 EUR each"),
    ("worth {clv of year-round=1.9k EUR}", "worth 1,900 EUR"),
    ("worth {clv of year-round = 1_800 .. 1_900 EUR}", "worth 1,800 to 1,900 EUR"),
    ("{churn of year-round = 1.5% per month} and {churn of year-round}", "1.5% per month and 1.5% per month"),
    ("stay for {mean-life of year-round = 5.6 years}", "stay for 5.6 years"),
    ("{customers of farms = 1_200} farms", "1,200 farms"),
])  # fmt: skip
def test_a_number_that_is_typed_for_a_figure_is_shown_as_typed_and_found_right(text, told):
    assert in_words(text) == told
    assert found(TEXT.replace(PROSE, f'needs "{text}"')) == []


@pytest.mark.parametrize(("typed", "message"), [
    ("{clv of year-round = 1_950 EUR}", "`1_950 EUR` for `clv of year-round`, and what the model says gives 1_860 EUR"),
    ("{churn of year-round = 2.5% per month}", "gives 1.5% per month"),
    ("{churn of year-round = 18% per year}", "gives 16.6% per year"),
    ("{ltv-to-cac of year-round = 4.5}", "gives 5.53"),
    ("{customers of farms = 1_300}", "gives 1_200"),
])  # fmt: skip
def test_a_number_that_is_typed_for_a_figure_and_differs_is_found_and_mended_in_its_place(typed, message):
    text = TEXT.replace(PROSE, f'needs "Farms: {typed}, they say"')
    (finding,) = found(text)
    assert finding.code == "ECO622" and message in finding.message
    number = typed.partition("= ")[2].removesuffix("}")
    assert text[finding.span.start : finding.span.end] == number
    (edit,) = finding.fix.edits
    assert found(text[: edit.span.start] + edit.text + text[edit.span.end :]) == []


@pytest.mark.parametrize(("typed", "code", "message"), [
    ("{clv of year-round = 1_858}", "ECO622", "gives 1_858 EUR"),
    ("{clv of year-round = 12%}", "ECO622", "gives 1_858 EUR"),
    ("{clv of year-round = 1_858 EUR or so}", "ECO622", "`1_858 EUR or so` behind `=` is no number"),
    ("{clv of year-round = -}", "ECO622", "`-` behind `=` is no number"),
    ("{clv of year-round = 2 .. 1 EUR}", "ECO622", "`2 .. 1 EUR` behind `=` is no number"),
    ("{clv of nobody = 3 EUR}", "ECO621", "the text says `3 EUR` for `clv of nobody`, and nothing shows it: there is"),
    ("{net-promoter-score of farms = 40}", "ECO621", "nothing shows it"),
])  # fmt: skip
def test_a_number_that_is_typed_and_cannot_be_compared_says_why(typed, code, message):
    (finding,) = found(TEXT.replace(PROSE, f'needs "{typed}"'))
    assert finding.code == code and message in finding.message and finding.fix is None


@pytest.mark.parametrize("text", [
    "{best of all = 3}", "{clv of year-round =}", "{clv = 3 EUR}", "{a of b = {c}}", "clv of year-round = 3",
])  # fmt: skip
def test_other_braces_stay_as_they_are(text):
    assert in_words(text) == text
    assert found(TEXT.replace(PROSE, f'needs "{text}"')) == []


def test_the_brief_and_the_poster_show_the_number():
    loaded = load(Source("model.bmc", TEXT.replace('"Dairy farms"', '"Farms of {clv of year-round}"')))
    brief = compose(loaded, load_wording("en"), with_source=False)
    assert "1,858" in repr(brief.poster)
    assert "{clv" not in repr(brief)


def test_a_model_without_such_texts_is_left_as_it_is():
    canvas = load(Source("model.bmc", TEXT)).canvas
    assert with_figures(canvas, str) is canvas


def test_a_text_whose_figure_is_unknown_is_found():
    (finding,) = found(TEXT.replace(PROSE, 'needs "{clv of nobody} and {clv} and {words of wisdom}"'))
    assert finding.code == "ECO621"
    assert "there is no `nobody`" in finding.message
