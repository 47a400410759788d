"""When the rules of contact, states, IDIC, personal treatment, communities, means, partners and periods keep quiet."""

import pytest

from canvasdsl.cli.fixing import fixed_text
from canvasdsl.load import load
from canvasdsl.rules import RULES
from canvasdsl.rules.pages import page_of
from canvasdsl.source import Source

MINE = ("BMC5", "BMC6", "REL4", "CHN2", "SEG1", "ECO1", "IDI1")
FIXED = [
    pytest.param(example, id=f"{rule.code} {example.branch}")
    for rule in RULES if rule.code.startswith(MINE)
    for example in page_of(rule.code).examples if example.fixed
]  # fmt: skip
STEPS = {
    "identify": 'identify "the card" { data history; consent yes }',
    "differentiate": 'differentiate by-value "visits"; differentiate by-needs "time"',
    "interact": 'interact "asks" { via app; two-way; memory "the file" }',
    "customize": 'customize product "the usual"',
}
ALL_STEPS = "; ".join(STEPS.values())


def found(text):
    """The findings of the rules under test."""
    return [each for each in load(Source("model.bmc", text)).diagnostics if each.code.startswith(MINE)]


def codes(text):
    loaded = load(Source("model.bmc", text))
    assert not [each.message for each in loaded.diagnostics if each.code[:3] in ("SYN", "REF", "TYP")]
    return [each.code for each in loaded.diagnostics if each.code.startswith(MINE)]


def with_relationship(body, *, segment="", more=""):
    return f"""
segment commuters "Commuters" {{ {segment} }}
channel app "App" {{ reaches commuters }}
relationship regulars "Regulars" {{ with commuters; {body} }}
{more}
"""


@pytest.mark.parametrize("example", FIXED)
def test_the_mend_is_as_the_page_shows_it(example):
    """`fixed` is what `check --fix` makes of `bad`."""
    assert fixed_text(Source("model.bmc", example.bad))[0] == example.fixed


# ---- Layers -------------------------------------------------------------------


@pytest.mark.parametrize("type", ["community", "co-creation", "self-service", "automated", "dedicated"])
def test_a_type_alone_is_a_valid_level_of_detail(type):
    """Ten lines, one for each block: a word for the type asks for no further detail."""
    assert not codes(f"""
canvas "Riverside Coffee"
segment commuters "Commuters"
proposition order-ahead "Order ahead" {{ for commuters; offers customization }}
channel app "App" {{ reaches commuters }}
relationship regulars "Regulars" {{ with commuters; type {type} }}
revenue cups "Coffee" {{ from commuters; for order-ahead }}
resource bar "Bar" {{ supports order-ahead }}
activity roasting "Roast" {{ supports order-ahead }}
partner growers "Growers" {{ provides roasting }}
cost rent "Rent" {{ for bar }}
""")


def test_partners_owe_no_motive_until_one_says_something():
    text = 'activity roasting\npartner growers { provides roasting }\npartner mill { provides roasting'
    assert "BMC511" not in codes(text + " }")
    assert codes(text + "; dependency low }").count("BMC511") == 2


def test_promises_need_no_resource_until_resources_have_types():
    more = "resource people { supports regulars }\nresource bar { supports app"
    text = with_relationship("type dedicated", more=more)
    assert "BMC502" not in codes(text + " }")


def test_an_untyped_resource_behind_the_promise_may_be_what_it_needs():
    more = "resource bar { type physical; supports app }\n"
    assert "BMC502" in codes(with_relationship("type dedicated", more=more))
    assert "BMC502" not in codes(with_relationship("type dedicated", more=more + "resource team { supports regulars }"))


def test_a_platform_needs_no_typed_activity_until_activities_have_types():
    text = 'canvas "C" { type multi-sided }\nproposition p\nactivity matching { supports p'
    assert "BMC503" not in codes(text + " }")
    assert "BMC503" in codes(text + "; type production }")


# ---- Ideas --------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "resource bar { status idea }",
        "activity roasting { status idea }",
        "partner growers { status idea }",
        with_relationship('status idea; customize product "x"'),
        with_relationship("status idea; support { via app }"),
        with_relationship("community { status idea }"),
        with_relationship("co-creation { status idea }"),
        with_relationship("self-service { status idea }"),
        with_relationship("predict churn { status idea }"),
        with_relationship("", segment="status idea; prefers phone"),
        "segment a\nproposition p { for a; offers price, brand-status; status idea }",
    ],
)
def test_ideas_earn_no_advice(text):
    assert codes(text) == []


def test_ideas_count_as_intended():
    """A step or a resource that is only an idea is not missing."""
    steps = ALL_STEPS.replace("data history", "data history; status idea")
    assert codes(with_relationship(steps)) == []
    bare = with_relationship("type dedicated", more="resource bar { type physical; supports app }")
    assert "BMC502" in codes(bare)
    assert "BMC502" not in codes(bare + "resource team { type human; status idea }")


# ---- Absence ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("resource bar { suports app }\nchannel app", "BMC501"),
        ("partner growers { provids roasting }\nactivity roasting { supports app }\nchannel app", "BMC512"),
        ("partner growers { type supplier; motiv risk }", "BMC511"),
        (with_relationship(ALL_STEPS.replace("customize", "custmize")), "IDI101"),
        (with_relationship(ALL_STEPS.replace("identify", "identfy")), "IDI102"),
        (with_relationship(ALL_STEPS.replace("memory", "memry")), "IDI104"),
        (with_relationship(ALL_STEPS.replace("consent", "consnt")), "IDI106"),
        (with_relationship("community { hst app; platform app; benefit \"b\" }"), "REL401"),
        (with_relationship('self-service { owner "a"; escalaton app }'), "REL411"),
        (with_relationship("", segment="state active; activ within 30 days"), "SEG101"),
        (with_relationship("", segment="prefers phone", more="chunnel p { type phone; reaches commuters }"), "CHN201"),
    ],
)
def test_what_may_only_be_misspelt_is_not_called_absent(text, code):
    assert code not in [each.code for each in found(text)]


# ---- R28 ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "segment a { state active; active within 30 days }",
        "segment a { state active; grace 60 days }",
        "segment a { state active }\nproposition p { for a; active within 30 days }",
        'canvas "C" { active within 30 days }\nsegment a { state active }',
        "segment a { active within 30 days }\nsegment b { state competitors }\nsegment c { state non }",
    ],
)
def test_a_window_is_found_wherever_it_is_declared(text):
    assert "SEG101" not in codes(text)


@pytest.mark.parametrize(
    ("window", "interval", "expected"),
    [
        ("30 days", "1 month", []),
        ("1 month", "30 days", []),
        ("12 months", "1 year", []),
        ("27 days", "1 month", ["SEG103"]),
        ("3 months", "1 month", []),
        ("4 months", "1 month", ["SEG104"]),
        ("3 years", "12 months", []),
        ("2 .. 6 weeks", "20 days", []),
    ],
)
def test_months_have_28_to_31_days(window, interval, expected):
    text = f"segment a {{ active within {window}; buys-every {interval} }}"
    assert [code for code in codes(text) if code in ("SEG103", "SEG104")] == expected


def test_a_group_of_the_lapsed_may_have_no_customers():
    assert "SEG102" not in codes("segment a { state lapsed; active within 30 days; customers 0 }")


def test_a_target_counts_those_who_may_come_back():
    text = """segment a { size 100 people }
segment b { state lapsed; active within 9 days; size 50 people }
target customers of a >= %d by month 12
"""
    assert "SEG107" not in codes(text % 150)
    assert "SEG107" in codes(text % 151)


@pytest.mark.parametrize("target", ["customers of a <= 900 by month 2", "customers of b >= 900 by month 2"])
def test_a_target_that_is_no_growth_or_whose_group_has_no_size_is_not_judged(target):
    assert "SEG107" not in codes(f"segment a {{ size 100 people }}\nsegment b\ntarget {target}")


# ---- R29, R30 -----------------------------------------------------------------


def test_a_channel_of_the_relationship_is_offered():
    more = "channel phone { type phone }"
    assert "CHN201" not in codes(with_relationship("via phone", segment="prefers phone", more=more))


def test_a_segment_that_no_channel_reaches_has_one_finding():
    text = "segment a { prefers app }\nsegment b\nchannel app { reaches b; phases purchase }"
    loaded = [each.code for each in load(Source("m.bmc", text)).diagnostics if each.span.start < 26]
    assert "CHN101" in loaded
    assert "CHN201" not in loaded


def test_one_of_several_preferences_is_enough_for_the_dialogue():
    text = with_relationship(ALL_STEPS, segment="prefers phone, app", more="channel phone { reaches commuters }")
    assert "CHN203" not in codes(text)


@pytest.mark.parametrize("types", ["type transactional", ""])
def test_channels_owe_no_record_until_one_keeps_it(types):
    more = "channel phone { reaches commuters }"
    assert "CHN212" not in codes(with_relationship(f"{types}; via app, phone", more=more))


def test_a_transactional_relationship_owes_no_common_record():
    more = 'channel phone { reaches commuters; record "a file" }'
    assert "CHN212" in codes(with_relationship("via app, phone", more=more))
    assert "CHN212" not in codes(with_relationship("type transactional; via app, phone", more=more))


# ---- R32, R10 -----------------------------------------------------------------


def test_the_steps_may_stand_in_two_relationships_with_one_segment():
    first = f"relationship a {{ with s; {STEPS['identify']}; {STEPS['differentiate']} }}"
    second = f"relationship b {{ with s; {STEPS['interact']}; {STEPS['customize']} }}"
    assert codes(f"segment s\nchannel app {{ reaches s }}\n{first}\n{second}") == []


def test_a_missing_step_is_told_once_for_a_segment():
    first = f"relationship a {{ with s; {STEPS['identify']} }}"
    second = f"relationship b {{ with s; {STEPS['differentiate']} }}"
    assert codes(f"segment s\n{first}\n{second}").count("IDI101") == 1


def test_dates_are_compared_as_exactly_as_they_are_written():
    steps = ALL_STEPS.replace("consent yes", "consent yes; since 2027-05").replace(
        "the usual\"", "the usual\" { since 2027-05-03 }"
    )  # fmt: skip
    assert "IDI103" not in codes(with_relationship(steps))


def test_steps_that_are_missing_beside_others_are_told_once():
    """IDI101 tells of them, and the prediction that lacks them is not told of again."""
    text = with_relationship(f"{STEPS['interact']}; predict churn {{ action \"a\"; consent yes }}")
    assert codes(text) == ["IDI101"]


def test_treatment_that_is_the_same_for_all_rests_on_nothing():
    assert codes(with_relationship('personalize "a poster" { granularity mass }')) == []


def test_a_resource_of_customer_data_is_data():
    steps = ALL_STEPS.replace("data history; ", "")
    assert "IDI121" in codes(with_relationship(steps))
    more = "resource file { asset customer-data; supports regulars }"
    assert "IDI121" not in codes(with_relationship(steps, more=more))


def test_amounts_in_other_currencies_are_not_compared():
    for margin, expected in (("1 EUR", True), ("1 USD", False), ("1 EUR per customer", False)):
        text = with_relationship(f'{ALL_STEPS} {{ cost 2 EUR; extra-margin {margin} }}')
        assert ("IDI113" in codes(text)) is expected


# ---- R44, R45 -----------------------------------------------------------------


@pytest.mark.parametrize(
    "way_out",
    [
        "type personal-assistance",
        "self-service { escalation app }",
        "support { via app }",
        "} relationship other { with commuters; type dedicated",
    ],
)
def test_people_may_be_within_reach_in_several_ways(way_out):
    text = with_relationship(f'bond social "a"; type self-service; {way_out}'.replace("; }", " }\n"))
    assert "REL411" not in codes(text)


def test_a_type_that_says_how_it_works_needs_no_block():
    text = with_relationship('bond social "a"; type community "tastings on Fridays"; type co-creation "notes"')
    assert not {"REL401", "REL403"} & set(codes(text))


# ---- R46, R47 -----------------------------------------------------------------


@pytest.mark.parametrize(
    "use",
    [
        "partner p { provides it }",
        "cost c { for it }",
        "party staff { enabled-by it }",
        "relationship r { promise soon { kept-by it } }",
        "relationship r { personal-assistance { staff it } }",
        "relationship r { community { host it; platform it; benefit \"b\"; escalation app } }",
        "relationship r { self-service { knowledge-base it; owner \"a\"; search \"b\"; escalation app } }",
        "channel c { record it }",
        "resource other { supports it }\ncost c { for other }",
    ],
)
def test_links_count_in_either_direction(use):
    assert "BMC501" not in codes(f"channel app\nresource it\n{use}")


@pytest.mark.parametrize("talk", ["assumption a { about it }", 'accept BMC101 on it because "x"'])
def test_to_speak_of_something_is_not_to_use_it(talk):
    assert "BMC501" in codes(f"resource it\n{talk}")


@pytest.mark.parametrize(
    "use", ["channel c { partner p }", "revenue r { from p }", "party q { role partner }\nactivity a { owner p }"]
)
def test_a_partner_brings_something_in_several_ways(use):
    assert "BMC512" not in codes(f"partner p\n{use}")


# ---- R48 ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "shown",
    [
        "cost c { for p; economies scale }",
        "resource mill { supports p }\ncost c { for mill; economies scope }",
        "relationship r { with a; type automated }",
    ],
)
def test_a_mechanism_explains_what_is_cheap_and_made_to_fit(shown):
    text = "segment a\nproposition p { for a; offers price, customization }\n"
    assert "BMC601" in codes(text)
    assert "BMC601" not in codes(text + shown)


def test_cheap_and_premium_is_told_once():
    text = 'canvas "C" { orientation cost-driven }\nsegment a\nproposition p { for a; offers price, brand-status }'
    assert codes(text) == ["BMC601"]


# ---- R39 ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("retention", "churn", "agree"),
    [
        ("97% per month", "31% per year", True),
        ("97% per month", "30% per year", True),
        ("97.0% per month", "31.0% per year", True),
        ("97.00% per month", "31.0% per year", False),
        ("97% per month", "36% per year", False),
        ("97.00% per month", "30.6% per year", True),
        ("80% per year", "5.4% per quarter", True),
        ("80% per year", "20% per quarter", False),
        ("99.9% per day", "3% per month", True),
        ("90 .. 95% per month", "45 .. 60% per year", True),
        ("100% per year", "0% per month", True),
        ("0% per year", "100% per month", True),
    ],
)
def test_rates_contradict_only_beyond_the_precision_written(retention, churn, agree):
    """97 % per month is anything from 96.5 % to 97.5 %; compounded over a year 65 % to 74 % stay."""
    assert ("ECO102" not in codes(with_relationship(f"retention {retention}; churn {churn}"))) is agree


def test_a_small_rate_may_be_multiplied():
    """0.5 % a month is 5.8 % a year, and 6 % as written."""
    assert "ECO104" not in codes(with_relationship("churn 0.5% per month; states churn 6% per year"))
    assert "ECO104" in codes(with_relationship("churn 5% per month; states churn 60% per year"))


# ---- Accepting ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "on"),
    [
        (with_relationship('identify "k"'), "IDI106", "regulars"),
        (with_relationship("support { via app }"), "CHN211", "regulars"),
        (with_relationship("community { host \"a\" }"), "REL401", "regulars"),
        (with_relationship("retention 100% per year"), "ECO103", "regulars"),
        (with_relationship("", segment="prefers phone"), "CHN201", "commuters"),
        ("resource bar", "BMC501", "bar"),
        ("partner growers", "BMC512", "growers"),
    ],
)
def test_each_finding_is_accepted_on_its_block(text, code, on):
    assert code in codes(text)
    assert code not in codes(f'{text}\naccept {code} on {on} because "we know"')
