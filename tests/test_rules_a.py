"""When the rules of fit, relationships, streams and reach keep quiet, and where they draw the line."""

from pathlib import Path

import pytest

from canvasdsl.cli.fixing import fixed_text
from canvasdsl.load import load
from canvasdsl.rules import RULES
from canvasdsl.rules.pages import page_of
from canvasdsl.source import Source

MINE = ("BMC1", "BMC3", "REL1", "REL2", "CHN1")
EXAMPLES = Path(__file__).parent.parent / "examples"
FIXED = [
    pytest.param(example, id=f"{rule.code} {example.branch}")
    for rule in RULES if rule.code.startswith(MINE)
    for example in page_of(rule.code).examples if example.fixed
]  # fmt: skip
SHOP = """
segment commuters "Commuters"
proposition cup "A good cup" { for commuters }
"""


def found(text):
    return load(Source("model.bmc", text)).diagnostics


def codes(text):
    return [each.code for each in found(text)]


def messages(text, code):
    return [each.message for each in found(text) if each.code == code]


def test_the_smallest_useful_file_earns_nothing():
    """Ten lines, one for each block and one for the canvas."""
    assert not [code for code in codes((EXAMPLES / "minimal.bmc").read_text(encoding="utf-8")) if code[:3] != "STY"]


@pytest.mark.parametrize("example", FIXED)
def test_the_mend_is_as_the_page_shows_it(example):
    """`fixed` is what `check --fix` makes of `bad`."""
    assert fixed_text(Source("model.bmc", example.bad))[0] == example.fixed


# ---- Absence ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("segment a\nproposition p { fro a }", "BMC102"),
        ("segment a\nproposition p { for aa }", "BMC102"),
        ("segment a\nproposition p { for a }\nrelationship r { wiht a; type long-term }", "REL101"),
        ("segment a\nproposition p { for a }\nrevenue r { from a; for p; price 3 EUR; paymnt card }\n"
         "revenue s { for p; price 3 EUR; payment card }", "BMC305"),
        ("segment a\nproposition p { for a }\nrevenue r { form a; for p }", "BMC301"),
        ("resource bar\ncost rent { fr bar }", "BMC351"),
        ("segment a\nsegment b { primry }", "BMC121"),
    ],
)
def test_what_is_misspelt_is_not_called_absent(text, code):
    """The misspelling is reported, and not the lack of what was meant."""
    assert code not in codes(text)
    assert any(each[:3] in ("REF", "TYP") for each in codes(text))


@pytest.mark.parametrize(
    "text",
    [
        SHOP + 'segment students "Students" { status idea }',
        SHOP + 'proposition snack "A snack" { status idea; offers convenience; service "table service" }',
        SHOP + 'relationship r "R" { with commuters; type long-term }\n'
        'relationship s "S" { status idea; with commuters; type transactional; purpose retain }',
        SHOP + 'revenue r "R" { status idea; price 3 EUR per cup }',
        SHOP + 'cost c "C" { status idea }',
    ],
    ids=["segment", "proposition", "relationship", "revenue", "cost"],
)
def test_ideas_earn_no_advice(text):
    assert [each for each in codes(text) if each != "REL101"] == []


def test_ideas_count_as_intended():
    """A segment for which an offer is only an idea is not unserved."""
    text = "segment a\nproposition p { status idea; for a }\nrelationship r { status idea; with a; type long-term }"
    assert codes(text) == []


def test_one_cause_one_finding():
    """A segment that is not served is not also without relationship; a proposition for nobody explains both."""
    assert codes("segment a") == ["BMC101"]
    assert codes("segment a\nproposition p") == ["BMC102"]


# ---- R01, R05, R06 --------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    ["Everyone", "everybody!", "Anyone at all", "All customers", "The general public", "All people", "Everyone else",
     "Simply everyone", "EVERYONE IN THE WORLD", "Every customer"],
)  # fmt: skip
def test_everyone_is_no_segment(title):
    assert "BMC111" in codes(f'segment a "{title}"')


@pytest.mark.parametrize(
    "title",
    ["Everyone who takes the 7:40 train", "Anyone over 70", "Overall buyers", "All-inclusive travellers", "Small shops",
     "Everyday commuters", "Public libraries", "Not everyone can cook", "Allergic people", "Any-time ticket holders",
     "People without a car", "Everybody working at night"],
)  # fmt: skip
def test_a_group_is_a_segment(title):
    assert "BMC111" not in codes(f'segment a "{title}"')


def test_a_title_says_more_than_an_id():
    assert "BMC111" not in codes('segment all "Riders of line 4"')


@pytest.mark.parametrize(
    ("budget", "cost", "over"),
    [
        ("12_000 EUR per year", "10 EUR per month per customer", False),
        ("11_999 EUR per year", "10 EUR per month per customer", True),
        ("1_000 EUR per month", "40 EUR per quarter per customer", True),
        ("1_000 EUR per month", "30 EUR per quarter per customer", False),
        ("10 EUR per year", "10 USD per month per customer", False),
        ("10 EUR", "10 EUR per month per customer", False),
        ("900 EUR", "10 EUR", True),
    ],
)
def test_the_budget_is_compared_in_its_own_period(budget, cost, over):
    """Amounts of another currency, or of which only one has a period, can't be compared."""
    text = f'canvas "C" {{ budget {budget}; not-serving "x" }}\nsegment a {{ customers 100; cost-to-serve {cost} }}'
    assert ("BMC113" in codes(text)) == over


def test_an_employee_is_no_second_customer():
    text = 'segment a "A"\nparty staff "Staff" { role employee }\nproposition p { for a }'
    assert not {"BMC121", "BMC122"} & set(codes(text))


def test_each_side_of_a_platform_may_have_its_primary_customer():
    text = (
        'canvas "C" { type multi-sided }\n'
        "segment a { side money; primary; attracts b }\nsegment b { side subsidised; primary }\n"
    )
    assert not {"BMC121", "BMC122", "BMC131"} & set(codes(text))


def test_a_subsidised_side_needs_no_role():
    text = (
        "segment a { role buyer; side money; attracts b }\nsegment b { side subsidised }\n"
        "proposition p { for a, b }\nrevenue r { from a; for p }"
    )
    assert "BMC123" not in codes(text)


# ---- Markets and platforms --------------------------------------------------------


def test_one_mass_segment_is_a_mass_market():
    assert "BMC131" not in codes('canvas "C" { type mass }\nsegment a { type mass }')


def test_one_resource_behind_two_others_is_shared():
    """Support is followed through activities, channels and propositions."""
    text = (
        'canvas "C" { type diversified }\nsegment a { primary }\nsegment b\n'
        "proposition p { for a }\nproposition q { for b }\nchannel c { reaches b; carries q }\n"
        "resource brand { supports making, c }\nactivity making { supports p }"
    )
    assert "BMC134" not in codes(text)


def test_a_side_that_pays_is_the_money_side():
    text = (
        'canvas "C" { type multi-sided }\nsegment a { attracts b }\nsegment b { side subsidised }\n'
        "proposition p { for a, b }\nrevenue r { from a; for p }"
    )
    assert not {"BMC141", "BMC142", "BMC143", "BMC144"} & set(codes(text))


def test_a_party_that_is_offered_something_is_a_side():
    text = (
        'canvas "C" { type multi-sided }\nsegment readers { side subsidised }\nparty shops "Shops" { role patron }\n'
        "proposition news { for readers }\nproposition seen { for shops }\nrevenue ads { from shops; for seen }"
    )
    assert "BMC141" not in codes(text)


def test_half_a_platform_earns_one_finding():
    text = 'canvas "C" { type multi-sided }\nsegment a "A" { side money }'
    assert [code for code in codes(text) if code.startswith("BMC14")] == ["BMC141"]


# ---- Relationships ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "two", "clash"),
    [
        ("commuters", "commuters", True),
        ("commuters on walk-in", "commuters on season", False),
        ("commuters", "commuters on season", False),
        ("commuters on season", "commuters on season", True),
        ("commuters on season, commuters on walk-in", "commuters on season", True),
    ],
)
def test_tiers_are_different_customers(one, two, clash):
    text = (
        SHOP + "revenue r { from commuters; for cup; plan walk-in; plan season }\n"
        f"relationship a {{ with {one}; type transactional }}\nrelationship b {{ with {two}; type long-term }}"
    )
    assert codes(text).count("REL111") == clash


def test_different_segments_may_have_different_relationships():
    text = "segment a { primary }\nsegment b\nproposition p { for a, b }\n" \
           "relationship r { with a; type transactional }\nrelationship s { with b; type long-term }"  # fmt: skip
    assert codes(text) == []


def test_a_clash_in_two_tiers_is_one_finding():
    text = (
        SHOP + "revenue r { from commuters; for cup; plan x; plan y }\n"
        "relationship a { with commuters on x, commuters on y; type transactional }\n"
        "relationship b { with commuters on x, commuters on y; type long-term }"
    )
    assert codes(text).count("REL111") == 1


def test_a_richer_type_meets_a_plainer_expectation():
    """`dedicated` is personal assistance, `automated` is self-service; a detail block declares its type."""
    base = 'segment a { expects personal-assistance, self-service, community }\nproposition p { for a }\n'
    assert "REL102" not in codes(base + "relationship r { with a; type dedicated; type automated; community { } }")
    assert messages(base + "relationship r { with a; type dedicated; community { } }", "REL102") == [
        "`a` expects `self-service`, and no relationship with them is of that type"
    ]


def test_expectations_are_met_by_all_relationships_together():
    text = (
        "segment a { expects community, personal-assistance }\nproposition p { for a }\n"
        "relationship r { with a; type community }\nrelationship s { with a; type personal-assistance }"
    )
    assert "REL102" not in codes(text)


def test_means_are_asked_for_only_where_relationships_are_detailed():
    plain = SHOP + 'relationship r "R" { with commuters; type personal-assistance "a word at the counter"; note "new" }'
    assert codes(plain) == []
    linked = plain + '\nresource team "Team" { type human; supports r }'
    assert messages(linked, "REL201") == [
        "`R` is `personal-assistance`: nobody pays for it and no activity keeps it going"
    ]


@pytest.mark.parametrize(
    "paid",
    [
        "cost c { for r }",
        "cost c { for team }",
        "cost c { for greeting }",
        "cost c { for counter }",
    ],
)
def test_a_cost_may_stand_behind_the_means(paid):
    """A relationship is paid for through its people, what they do, or the channel that it runs through."""
    text = (
        SHOP + "channel counter { reaches commuters; type own-store }\n"
        "relationship r { with commuters; type personal-assistance; purpose retain; via counter }\n"
        "resource team { type human; supports r }\nactivity greeting { supports r }\n"
    )
    assert "REL201" in codes(text)
    assert "REL201" not in codes(text + paid)


def test_what_a_relationship_names_itself_stands_behind_it():
    text = (
        SHOP + "resource bar { type physical; supports cup }\nactivity brewing { supports cup }\ncost c { for bar }\n"
        "relationship r {\n  with commuters; type personal-assistance; purpose retain\n"
        '  personal-assistance { staff "two baristas" }\n'
        '  promise ready "Ready in four minutes" { kept-by brewing, bar }\n}'
    )
    assert "REL201" not in codes(text)


def test_self_service_needs_no_people():
    text = SHOP + 'relationship r "R" { with commuters; type self-service; purpose retain }'
    assert "REL201" not in codes(text)


def test_a_channel_of_unknown_type_may_have_people():
    text = (
        SHOP + "channel app { type app; reaches commuters }\nchannel other { reaches commuters }\n"
        "relationship r { with commuters; type personal-assistance; via app, other }"
    )
    assert "REL202" not in codes(text)


def test_a_transactional_relationship_may_have_a_reason_to_stay():
    text = SHOP + 'relationship r "R" { with commuters; type transactional; type community; purpose retain }'
    assert "REL121" not in codes(text)


# ---- Streams, costs ------------------------------------------------------------------


def test_a_patron_may_pay():
    text = SHOP + 'party friends "Friends" { role patron }\nrevenue gifts { from friends; for cup; type patronage }'
    assert "BMC301" not in codes(text)


def test_no_mend_where_more_than_one_may_be_meant():
    """Which of two segments pays, only the author knows."""
    text = "segment a { primary }\nsegment b\nproposition p { for a, b }\nrevenue r { for p }"
    assert [each.fix for each in found(text) if each.code == "BMC301"] == [None]


def test_shares_of_exactly_100_are_whole():
    text = SHOP + "revenue a { from commuters; for cup; share 66.7% }\n" \
                  "revenue b { from commuters; for cup; share 33.3% }"  # fmt: skip
    assert "BMC302" not in codes(text)
    assert "BMC302" not in codes(text.replace("33.3", "33.4"))  # both may be rounded
    assert "BMC302" in codes(text.replace("33.3", "33.5"))


def test_ranges_may_meet_within_the_whole():
    text = SHOP + "revenue a { from commuters; for cup; share 60-80% }\n" \
                  "revenue b { from commuters; for cup; share 30-50% }"  # fmt: skip
    assert "BMC302" not in codes(text)


@pytest.mark.parametrize(
    ("revenue", "more"),
    [
        ("recurrence one-off; volume 2 cups per month per customer", ""),
        ("type asset-sale", ""),
        ("recurrence one-off", "revenue s { from commuters; for cup; type subscription }"),
    ],
)
def test_who_comes_again_may_have_a_rate_of_staying(revenue, more):
    """Only what is said to be paid once, and by customers who do not return, contradicts a retention rate."""
    text = (
        SHOP + f"revenue r {{ from commuters; for cup; {revenue} }}\n{more}\n"
        "relationship x { with commuters; type long-term; retention 90% per year; purpose retain }"
    )
    assert not {"BMC304", "REL123"} & set(codes(text))


def test_one_purchase_is_reported_once():
    """Long-term, a rate of staying, and one purchase: the rate is what is wrong."""
    text = (
        SHOP + "revenue r { from commuters; for cup; recurrence one-off }\n"
        "relationship x { with commuters; type long-term; retention 90% per year; purpose retain }"
    )
    assert [code for code in codes(text) if code in ("BMC304", "REL123")] == ["BMC304"]


def test_a_bond_is_a_reason_to_renew():
    text = (
        SHOP + 'revenue r { from commuters; for cup; type subscription }\n'
        'relationship x { with commuters; type transactional; bond social "they know each other" }'
    )
    assert "BMC303" not in codes(text)


def test_payment_is_asked_once_for_each_payer_when_some_is_known():
    text = (
        "segment a { primary }\nsegment b\nproposition p { for a, b }\n"
        "revenue x { from a; for p; price 1 EUR }\nrevenue y { from a; for p; price 1 EUR }\n"
        "revenue z { from b; for p; price 1 EUR{} }"
    )
    assert "BMC305" not in codes(text.replace("{}", ""))
    assert codes(text.replace("{}", "; payment card")).count("BMC305") == 1


@pytest.mark.parametrize(
    ("more", "many"),
    [("", 0), ("channel c { reaches a }", 0), ("channel c { reaches a }\nresource r { supports p }", 1),
     ("segment b\nproposition q { for b }\nrelationship r { with b; type long-term }", 1)],
    ids=["two kinds of block", "three", "four", "another relationship"],
)
def test_relationships_are_asked_for_when_a_model_has_grown(more, many):
    """Until then nobody has left one out by accident."""
    assert codes(f"segment a\nproposition p {{ for a }}\n{more}").count("REL101") == many


def test_each_circle_is_found_once():
    """Whatever leads into it, and however circles hang together."""
    lines = ["resource lead { supports a }", "resource a { supports b, c }", "resource b { supports a, d }",
             "resource c { supports e }", "activity d { supports e }", "resource e { supports d }",
             "resource f { supports f, lead }"]  # fmt: skip
    for order in (lines, lines[::-1], lines[3:] + lines[:3]):
        assert codes("\n".join(order)).count("BMC361") == 3


def test_a_ladder_is_no_circle():
    text = SHOP + "resource a { supports b, c }\nresource b { supports d }\nresource c { supports d }\n" \
                  "activity d { supports cup }"  # fmt: skip
    assert "BMC361" not in codes(text)


# ---- Reach --------------------------------------------------------------------------


def test_phases_are_asked_for_only_where_phases_are_used():
    assert "CHN101" not in codes(SHOP + "channel app { reaches commuters }")


def test_channels_cover_the_phases_together():
    text = (
        SHOP + "channel app { reaches commuters; phases awareness, evaluation, purchase }\n"
        "channel counter { reaches commuters; phases delivery{} }\n"
        "relationship r { with commuters; type personal-assistance }"
    )
    assert messages(text.replace("{}", ""), "CHN101") == ["no channel of `Commuters` covers `after-sales`"]
    assert "CHN101" not in codes(text.replace("{}", ", after-sales"))


def test_support_is_after_sales():
    text = (
        SHOP + "channel app { reaches commuters; phases awareness, evaluation, purchase, delivery }\n"
        "relationship r { with commuters; type self-service; support { via app } }"
    )
    assert "CHN101" not in codes(text)


def test_a_goal_of_keeping_makes_the_message_stronger():
    """The goal may be a purpose, a rate, or a target."""
    text = SHOP + "channel app { reaches commuters; phases awareness, evaluation, purchase, delivery }\n"
    for goal in (
        "relationship r { with commuters; type self-service; purpose retain }",
        "relationship r { with commuters; type self-service; retention 90% per year }",
        "relationship r { with commuters; type self-service }\ntarget churn of r < 5% per month by month 12",
    ):
        assert messages(text + goal, "CHN101") == [
            "no channel of `Commuters` covers `after-sales`, and they are to be kept: that happens after the sale"
        ]
