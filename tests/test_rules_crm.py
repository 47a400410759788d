"""When the rules on CRM, value chain, strategies, programmes and feedback keep quiet, and what they count as done."""

import pytest
from mutations import codes

OURS = ("IDI2", "IDI3", "RMK3", "RMK4", "RMK5", "RMK6", "SAT3")


def ours(text):
    return {code for code in codes(text) if code.startswith(OURS)}


@pytest.mark.parametrize(
    "text",
    [
        'segment a "A"\nrelationship r "R" { with a; type long-term }',
        'segment a "A"\nrelationship r "R" { with a; type long-term; retention 90% per year; purpose retain }',
        'strategy s "An idea for later"',
        'customer-strategy s "An idea for later"',
        'strategy s "S" { status idea; type feedback; expects loyalty }',
        "value-chain { status idea; primary-stage lifecycle }",
        'crm { status idea; type operational; goal growth; lifecycle keep }',
        'tool t "Till"  { type other; function service }',
        'segment a "A" { needs "n" }\nproposition p "P" { for a }\n'
        'relationship r "R" { with a; bond social "b" }\nparty donor "Donor" { role patron; gives money }',
    ],
)
def test_quiet_where_the_layer_is_not_used(text):
    assert ours(text) == set()


def test_a_block_without_a_name_is_accepted_without_one():
    """`crm` and `value-chain` have no id, so `accept` takes no `on`; inside a named block it needs one."""
    text = 'value-chain { primary-stage lifecycle "a" { score 2 } }'
    assert {"IDI301", "IDI315"} <= ours(text)
    accepted = text + '\naccept IDI301 because "b"\naccept IDI315 because "c"'
    assert ours(accepted) == set()
    assert "STY901" not in codes(accepted)
    named = 'segment a "A"\nrelationship r "R" { with a; feedback "f" }'
    assert "SAT301" in ours(named + '\naccept SAT301 because "b"')
    assert "SAT301" not in ours(named + '\naccept SAT301 on r because "b"')


@pytest.mark.parametrize(
    ("parts", "mixed"),
    [
        ('primary-stage network "a"; condition people "b"', False),
        ('core-process develop-offer "a"; enabler people "b"', False),
        ('edition classic; primary-stage network "a"', False),
        ('edition updated; primary-stage network "a"', True),
        ('condition people "a"; enabler people "b"', True),
    ],
)
def test_the_edition_is_that_of_the_parts(parts, mixed):
    """Where editions are mixed nobody can say which parts are missing."""
    found = ours(f"value-chain {{ {parts} }}")
    assert ("IDI303" in found) == mixed
    assert ("IDI301" in found) == (not mixed)


def test_scores_are_held_against_all_earlier_ones():
    """A gap of exactly the threshold is none; the same weak part is told of once."""
    scores = "; ".join(f'primary-stage {part} "a" {{ score {score} }}' for part, score in (
        ("portfolio-analysis", 2), ("intimacy", 4), ("network", 5), ("proposition", 5)))  # fmt: skip
    found = codes(f"value-chain {{ {scores} }}")
    assert found.count("IDI302") == 1


@pytest.mark.parametrize(
    ("programme", "pays"),
    [
        ("earns 1; point-value 0.01 EUR; redemption 70%; margin 35%; uplift 2.1%", True),
        ("earns 1; point-value 0.01 EUR; redemption 70%; margin 35%; uplift 2.04%", False),
        ("earns 1; point-value 0.01 EUR; redemption 70%; margin 35%; uplift 1 .. 3 .. 5%", True),
        ("earns 1; point-value 0.01 EUR; margin 35%; uplift 2.5%", False),
        ("earns 1; point-value 0.01 EUR; redemption 70%; margin 35%", True),
        ("earns 10; point-value 0.05 EUR; margin 35%", False),
        ("cost 400 EUR per month; margin 35%; uplift 8%", True),
        ("cost 4_800 EUR per year; margin 35%; uplift 7%", False),
        ("cost 100 EUR per week; margin 35%; uplift 8%", True),
        ("cost 100 EUR per week; margin 35%; uplift 7%", False),
        ("cost 400 USD per month; margin 35%; uplift 1%", True),
    ],
)
def test_a_programme_pays_from_its_break_even_on(programme, pays):
    """400 customers spend 40 EUR a month; amounts in another currency are not compared."""
    text = (f'segment a "A" {{ customers 400; spend 40 EUR per month per customer }}\n'
            f'relationship r "R" {{ with a; programme p "P" {{ {programme} }} }}')  # fmt: skip
    assert ("RMK401" not in ours(text)) == pays


def test_a_misspelt_step_of_the_loop_is_not_called_missing():
    text = 'segment a "A"\nrelationship r "R" { with a; owner "o"; feedback "f" { acts "a"; answrs "b" } }'
    assert "SAT301" not in ours(text)


def test_a_tool_is_a_shared_record():
    """Channels that feed one tool share their memory, and the tool is asked for the key."""
    text = (
        'segment a "A"\nchannel one "1" { reaches a }\nchannel two "2" { reaches a }\n'
        'relationship r "R" { with a; support { via one, two; answer-within 1 day } }\n'
        'tool t "T" { type crm; owner "o"; integrates one, two }'
    )
    found = set(codes(text))
    assert "CHN212" not in found
    assert "CHN213" not in found
    assert "IDI213" in found
    assert "IDI213" not in codes(text.replace("integrates one", "identity-key number; integrates one"))
