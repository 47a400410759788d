"""When the rules of levels, aspects, trust, promises and bonds keep quiet, and where they draw the line."""

import pytest

from canvasdsl.load import load
from canvasdsl.source import Source

MINE = ("REL5", "REL6", "RMK1", "RMK20")
CLIENTS = (
    'canvas "Ledger" { thresholds { level-steps 1 } }\nsegment firms "Firms" { customers 140; margin-class medium }\n'
)


def codes(text):
    return [each.code for each in load(Source("model.bmc", text)).diagnostics]


def mine(text):
    return [code for code in codes(text) if code.startswith(MINE)]


def test_a_relationship_that_says_little_earns_nothing():
    """Type, purpose and horizon are no details."""
    for type in ("long-term", "personal-assistance", "community", "dedicated", "transactional", "automated"):
        assert mine(f'segment a "A"\nchannel c "C"\nrelationship r "R" {{ with a; type {type}; purpose retain }}') == []


def test_ideas_get_no_advice():
    text = """
    segment a "A" { customers 4_000; margin-class low; value-tier below-zero }
    relationship r "R" {
      status idea; with a; type long-term; type custom "x"; level partnership; phase awareness; purpose upsell
      claims-trust; promise p "P"; benefit firm "x"; bond financial "x"
    }
    revenue v "V" { status idea; from a; fee "x" { told never } }
    """
    assert mine(text) == []
    assert len(set(mine(text.replace("status idea;", "")))) > 8


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("type long-term; bond financial \"x\"; bnod social \"y\"", "RMK204"),
        ("claims-trust; comitment { communication 5; shared-values 5 }", "RMK101"),
        ("level proactive; contct 2 per month", "REL512"),
        ("benefit firm \"x\"; benefti customer \"y\"", "RMK112"),
        ("promise p \"P\" { kept-bye desk; measure \"x\" }", "RMK111"),
    ],
)  # fmt: skip
def test_what_was_not_understood_may_be_what_is_missing(line, code):
    found = codes(f'segment a "A"\nactivity desk "Desk"\nrelationship r "R" {{ with a; {line} }}')
    assert code not in found
    assert any(each.startswith("REF") for each in found)


@pytest.mark.parametrize(
    ("level", "speaks"),
    [("basic", True), ("reactive", False), ("accountable", False), ("proactive", False), ("partnership", True)],
)
def test_one_step_beside_the_grid_is_never_reported(level, speaks):
    """For 140 customers with a medium margin the grid says accountable."""
    text = f'{CLIENTS}relationship r "R" {{ with firms; type dedicated; level {level}; bond structural "x" }}'
    assert ("REL501" in codes(text)) == speaks
    assert "REL501" not in codes(text.replace("level-steps 1", "level-steps 2"))


def test_amounts_of_two_currencies_give_no_margin():
    text = """
    segment a "A" { customers 4_000; spend 20 EUR per month }
    relationship r "R" { with a; level partnership; margin 2 USD per month per customer; contacts 1 per month
      bond structural "x" }
    """
    assert "REL501" not in codes(text)
    assert "REL501" in codes(text.replace("USD", "EUR"))
    assert "REL501" in codes(text.replace("2 USD per month", "24 EUR per year"))


def test_a_hard_barrier_is_what_the_file_says():
    text = """
    canvas "K" { thresholds { hard-barrier 5 } }
    segment a "A"
    relationship r "R" { with a; type self-service }
    journey j "J" { for a; stage s "S" { barrier b "B" { severity 4 } } }
    """
    assert "REL411" not in codes(text)
    assert "REL411" in codes(text.replace("hard-barrier 5", "hard-barrier 4"))


def test_price_rewards_alone_may_be_accepted_with_a_reason():
    text = """
    segment a "A"
    relationship r "R" { with a; type long-term; contacts 2 per week; feedback "x"; bond financial "the tenth cup" }
    """
    assert "RMK204" in codes(text)
    accepted = codes(text + 'accept RMK204 on r because "the tenth cup is a thank-you"')
    assert "RMK204" not in accepted
    assert "STY901" not in accepted
