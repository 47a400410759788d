"""Rules on real models: a shipped example that loses or gains one thing earns the advice that belongs to it.

`ROWS` is the table: a code, and a mutation (see `mutations.py`) after which it must be found. A row is tried on the
shortest examples that it applies to, and must apply to one. And no rule depends on words: an example whose ids and
titles have all been replaced earns the same advice.
"""

import importlib
from pathlib import Path

import pytest
from mutations import (
    Mutation,
    codes,
    first_only,
    in_all,
    in_first,
    loaded,
    plus,
    renamed,
    then,
    where,
    without,
    without_blocks,
)

from canvasdsl.rules import RULES

UNBROKEN = ("STY101", "STY901", "STY902")
"""Rules of the written form: their pages break them."""
FOLDER = Path(__file__).parent.parent / "examples"
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.bmc"))}
ENOUGH = 4
READS_NAMES = {"BMC111", "BMC204", "BMC704", "SEG502"}
"""The only rules that may look at names: a segment that is called everyone, names that are copied or too long."""
HUMAN = {"personal-assistance", "dedicated", "community", "co-creation"}
TYPES = ("type", "personal-assistance", "dedicated", "self-service", "automated", "community", "co-creation")
"""All that gives a relationship a type."""
STEPS = ("identify", "differentiate", "interact", "customize")
TWO_MORE = plus('channel extra-1 "1" { type mail; reaches {segments} }\n'
                'channel extra-2 "2" { type mail; reaches {segments} }')  # fmt: skip
SUPPORT = "support {{ via extra-1, extra-2{} }}"
KNOWN = 'identify "key" { data history; consent yes }'


# ---- What holds of a model ---------------------------------------------------


def is_platform(found):
    heading = found.canvas.heading
    return any(segment.side or segment.type == "multi-sided" for segment in found.canvas.segments) or (
        heading is not None and (heading.type == "multi-sided" or "multi-sided-platform" in heading.patterns)
    )


def has_segments(found, many=2):
    return len(found.canvas.segments) >= many and not is_platform(found)


def has_human_relationship(found):
    """One that says more than its type."""
    return any(each.type_words & HUMAN and each.purposes for each in found.canvas.relationships)


def pays_from_segments(found):
    return any(payer.kind == "segment" for revenue in found.canvas.revenues for payer in revenue.segments)


def of_one(found):
    return has_segments(found) and not any(
        len(proposition.segments) > 1 for proposition in found.canvas.propositions
    )  # fmt: skip


def has_preferences(found):
    return any(segment.prefers for segment in found.canvas.segments)


ROWS: tuple[tuple[str, Mutation], ...] = (
    # R01, T-BMC-2
    ("BMC101", without_blocks("proposition")),
    ("BMC101", plus('segment extra "Extra"')),
    ("BMC102", without("proposition", "for")),
    ("BMC102", first_only("proposition", "for")),
    ("BMC103", where(lambda m: any(p.scores or p.offers for p in m.canvas.propositions),
                     then(without("proposition", "against"), without_blocks("competitor")))),
    ("BMC104", where(lambda m: any(p.products or p.services for p in m.canvas.propositions),
                     without("proposition", "solves", "relieves", "creates", "offers"))),
    # R05, T-SEG-6
    ("BMC111", plus('segment extra "Everybody"')),
    ("BMC112", where(lambda m: any(e.element == "customization" for p in m.canvas.propositions for e in p.offers),
                     in_all("segment", "type mass", "type"))),
    ("BMC113", where(lambda m: m.canvas.segments, then(
        in_first("segment", "cost-to-serve 40 EUR per month per customer; customers 100", "cost-to-serve", "customers"),
        in_first("canvas", "currency EUR; budget 47_000 EUR per year", "currency", "budget")))),
    ("BMC114", then(without("canvas", "not-serving"), in_first("canvas", "budget 47_000 EUR per year", "budget"))),
    ("BMC115", then(in_first("canvas", "stage idea", "stage"),
                    plus("\n".join(f'segment extra-{n} "Extra {n}"' for n in range(6))))),
    # R06, T-CUS-2
    ("BMC121", where(has_segments, without("segment", "primary"))),
    ("BMC122", where(has_segments, in_all("segment", "primary", "primary"))),
    ("BMC123", where(lambda m: any(s.roles for s in m.canvas.segments) and pays_from_segments(m)
                     and not is_platform(m), plus('segment extra "Extra"'))),
    # T-BMC-1a
    ("BMC131", where(has_segments, in_first("canvas", "type mass", "type", "pattern"))),
    ("BMC131", where(has_segments, then(without("canvas", "type"), in_all("segment", "type mass", "type")))),
    ("BMC132", in_first("segment", "type niche; size 60 people; market-size 1_000 people; market-share 5%", "type",
                        "size", "market-size", "market-share")),
    ("BMC133", where(has_segments, then(in_all("segment", "type segmented", "type"),
                                        in_all("proposition", "for {segments}", "for")))),
    ("BMC134", where(of_one, then(
        in_all("segment", "type diversified", "type"), without("resource", "supports"), without("activity", "supports"),
        in_first("resource", "supports {proposition}")))),
    # R18
    ("BMC141", where(is_platform, then(without_blocks("party"), without_blocks("segment", keep=1)))),
    ("BMC141", where(lambda m: len(m.canvas.segments) == 1 and not m.canvas.parties,
                     in_first("canvas", "type multi-sided", "type"))),
    ("BMC142", where(is_platform, then(without("segment", "side"), without("revenue", "from")))),
    ("BMC143", where(is_platform, without("segment", "side"))),
    ("BMC144", where(lambda m: any(s.attracts for s in m.canvas.segments),
                     plus('segment extra "Extra" { type multi-sided }'))),
    # R02, T-BMC-4
    ("REL101", without_blocks("relationship")),
    ("REL101", without("relationship", "with")),
    ("REL102", where(lambda m: any(s.expects for s in m.canvas.segments), without("relationship", *TYPES))),
    ("REL103", without("relationship", "purpose")),
    # R03, T-REL-10, T-REL-1, T-REL-2
    ("REL111", in_all("relationship", "type transactional; type long-term", "type")),
    ("REL111", plus('relationship extra-1 "1" { with {segment}; type transactional }\n'
                    'relationship extra-2 "2" { with {segment}; type long-term }')),
    ("REL112", plus('relationship extra-1 "1" { with {segment}; type self-service }\n'
                    'relationship extra-2 "2" { with {segment}; type dedicated }')),
    ("REL121", in_all("relationship", "type transactional; purpose retain", *TYPES, "purpose")),
    ("REL121", in_all("relationship", "type transactional; horizon 3 years", *TYPES, "horizon")),
    ("REL122", then(in_all("segment", "buyer relationship", "buyer"),
                    in_all("relationship", "type transactional", *TYPES, "note"))),
    ("REL123", then(without("segment", "buys-every"), without_blocks("relationship"), without_blocks("revenue"),
                    plus('relationship extra "Extra" { with {segment}; type long-term }\n'
                         'revenue once "Once" { from {segment}; for {proposition}; recurrence one-off }'))),
    # R15, T-REL-3
    ("REL201", where(has_human_relationship, without_blocks("activity"))),
    ("REL201", where(lambda m: has_human_relationship(m) and not any(r.cost for r in m.canvas.relationships),
                     then(without("dedicated", "rep-cost"), without_blocks("cost")))),
    ("REL202", where(lambda m: any("personal-assistance" in r.type_words and r.via for r in m.canvas.relationships),
                     in_all("channel", "type kiosk", "type"))),
    # R19, T-BMC-5
    ("BMC301", without("revenue", "from")),
    ("BMC301", without("revenue", "for")),
    ("BMC301", first_only("revenue", "from")),
    ("BMC301", without_blocks("proposition")),
    ("BMC302", where(lambda m: sum(not r.is_idea for r in m.canvas.revenues) > 1,
                     in_all("revenue", "share 60%", "share"))),
    ("BMC302", then(without("plan", "share"), in_first("revenue", 'plan extra-1 "1" { share 60% }; '
                                                                   'plan extra-2 "2" { share 50% }'))),
    ("BMC303", where(pays_from_segments, then(without("relationship", "bond"),
                                              in_all("relationship", "type transactional", *TYPES),
                                              in_all("revenue", "recurrence recurring", "recurrence")))),
    ("BMC304", where(pays_from_segments, then(
        without("segment", "buys-every"), in_all("revenue", "recurrence one-off", "recurrence", "volume"),
        in_all("relationship", "retention 90% per year", "retention", "churn")))),
    ("BMC305", where(lambda m: m.canvas.revenues, then(
        in_first("revenue", "payment card", "payment"),
        plus('party extra "Extra"\nrevenue more "More" { from extra; price 3 EUR per cup }')))),
    ("BMC306", where(lambda m: not is_platform(m), then(
        without_blocks("party"), without_blocks("segment", keep=1), without("revenue", "type", "from"),
        in_first("revenue", "from {segment}; type brokerage")))),
    # T-BMC-9, T-BMC-10
    ("BMC351", without("cost", "for")),
    ("BMC351", without_blocks("resource", "activity", "partner", "relationship", "channel")),
    ("BMC352", where(has_human_relationship, then(
        in_all("relationship", "type dedicated", *TYPES),
        plus('cost extra "Extra" { for {relationship}; economies scale }')))),
    ("BMC361", in_first("activity", "supports {activity}")),
    # R20
    ("CHN101", where(lambda m: any(c.phases for c in m.canvas.channels),
                     then(without("relationship", "support"), in_all("channel", "phases awareness", "phases")))),
    ("CHN101", where(lambda m: any(c.phases for c in m.canvas.channels), without("channel", "reaches"))),
    # R29, R30, T-STR-4, T-CRM-5
    ("CHN201", then(TWO_MORE, plus('channel extra "Extra"'), in_all("segment", "prefers extra", "prefers"))),
    ("CHN201", in_all("segment", "prefers social", "prefers")),
    ("CHN202", where(has_preferences, then(TWO_MORE, in_all("relationship", SUPPORT.format(""), "support")))),
    ("CHN203", where(has_preferences, then(TWO_MORE, in_all(
        "relationship", 'interact "asks" { via extra-1; two-way; memory "a file" }', "interact")))),
    ("CHN211", in_all("relationship", "support { via {channel} }", "support")),
    ("CHN212", then(TWO_MORE, in_all("relationship", SUPPORT.format(""), "support"))),
    ("CHN212", then(TWO_MORE, without("relationship", "support"), in_first("channel", 'record "a file"', "record"),
                    in_all("relationship", "type long-term; via extra-1, extra-2", *TYPES, "via"))),
    ("CHN213", then(TWO_MORE, without("relationship", "identify"),
                    in_all("relationship", SUPPORT.format('; record "a file"'), "support"))),
    ("CHN214", then(TWO_MORE, in_all("relationship", SUPPORT.format(""), "support"))),
    # R28
    ("SEG101", then(without("canvas", "active"), without("proposition", "active"),
                    in_all("segment", "state active", "state", "active", "grace"))),
    ("SEG102", in_all("segment", "state active, lapsed; active within 30 days", "state", "active")),
    ("SEG102", in_all("segment", "state lapsed; active within 30 days; customers 12", "state", "active", "customers")),
    ("SEG103", in_all("segment", "active within 2 days; buys-every 30 days", "active", "buys-every")),
    ("SEG104", in_all("segment", "active within 300 days; buys-every 30 days", "active", "buys-every")),
    ("SEG105", then(in_all("segment", "state non; active within 30 days", "state", "active", "customers"),
                    in_all("relationship", "retention 90% per year", "retention", "churn"))),
    ("SEG106", where(lambda m: not m.canvas.tactics and not m.canvas.strategies,
                     then(in_all("segment", "state lapsed; active within 30 days", "state", "active", "customers"),
                          in_all("relationship", "purpose upsell", "purpose")))),
    ("SEG107", then(in_all("segment", "size 100 people", "size", "market-size", "state"),
                    plus("target customers of {segment} >= 1_000_000 by month 12"))),
    # R39
    ("ECO101", in_all("relationship", "retention 90%", "retention", "churn")),
    ("ECO101", in_first("canvas", "discount 9%", "discount")),
    ("ECO102", in_all("relationship", "retention 97% per month; churn 20% per year", "retention", "churn")),
    ("ECO103", in_all("relationship", "retention 100% per year", "retention", "churn")),
    ("ECO104", in_all("relationship", "churn 3% per month; states churn 36% per year", "retention", "churn", "states")),
    # R44, R45
    ("REL401", in_all("relationship", 'community { escalation {channel} }', "community")),
    ("REL401", where(
        lambda m: any(r.community for r in m.canvas.relationships), without("community", "host", "owner"))),
    ("REL402", in_all("relationship", 'community { host "a"; platform "b"; benefit "c" }', "community", "support")),
    ("REL403", in_all("relationship", 'co-creation { reward "a"; rights "b" }', "co-creation")),
    ("REL404", in_all("relationship", 'co-creation { used-in {proposition}; rights "b" }', "co-creation")),
    ("REL405", in_all("relationship", 'co-creation { used-in {proposition}; reward "a" }', "co-creation")),
    ("REL411", in_all("relationship", 'self-service { owner "a" }', *TYPES, "support")),
    ("REL411", in_all("relationship", 'automated { rule "a" }', *TYPES, "support")),
    ("REL412", in_all("relationship", 'self-service { knowledge-base "a" }', "self-service")),
    # R32, R10
    ("IDI101", in_all("relationship", 'interact "asks" { two-way; memory "a file" }', *STEPS)),
    ("IDI101", where(lambda m: any(r.interact and r.customize for r in m.canvas.relationships),
                     without("relationship", "interact"))),
    ("IDI102", in_all("relationship", 'customize product "a"', *STEPS)),
    ("IDI103", in_all("relationship", 'identify "key" { consent yes; since 2027-05 }; '
                                      'customize product "a" { since 2026-05-03 }', *STEPS)),
    ("IDI104", then(without("channel", "record"),
                    in_all("relationship", KNOWN + '; interact "asks" { two-way }', *STEPS, "support"))),
    ("IDI104", where(lambda m: any(r.interact for r in m.canvas.relationships),
                     then(without("support", "record"), without("channel", "record"), without("interact", "memory")))),
    ("IDI105", in_all("relationship", "identify { consent yes }", "identify")),
    ("IDI106", in_all("relationship", 'identify "key"', "identify")),
    ("IDI106", where(lambda m: any(r.identify for r in m.canvas.relationships), without("identify", "consent"))),
    ("IDI107", in_all("relationship", "automated { data history }", *STEPS, "automated")),
    ("IDI108", in_all("relationship", 'identify "key" { data-type address; consent yes }', "identify")),
    ("IDI109", in_all("relationship", 'differentiate by-value "a"', "differentiate")),
    ("IDI109", in_all("relationship", 'differentiate by-needs "a"', "differentiate")),
    ("IDI110", then(in_all("segment", "value-tier below-zero", "value-tier"),
                    in_all("relationship", "type dedicated", *TYPES))),
    ("IDI111", in_all("relationship", 'interact "tells" { memory "a file" }', "interact")),
    ("IDI112", then(in_all("segment", "value-tier low-maintenance", "value-tier"),
                    in_all("channel", "cost-per-contact 1 EUR", "cost-per-contact"),
                    plus('channel extra "Extra" { reaches {segments}; cost-per-contact 80 EUR }'),
                    in_all("relationship", 'interact "asks" { via extra; two-way; memory "a file" }', "interact"))),
    ("IDI113", in_all("relationship", 'customize product "a" { cost 5 EUR per month; extra-margin 12 EUR per year }')),
    ("IDI121", in_all("relationship", 'predict churn { action "a"; consent yes }', *STEPS, "predict")),
    ("IDI121", in_all("relationship", 'personalize "a" { granularity individual; consent yes }', *STEPS)),
    ("IDI121", in_all("relationship", 'type automated; bond social "a"', *STEPS, *TYPES)),
    ("IDI121", then(without("resource", "asset"), without("relationship", "personalize", "predict", "automated"),
                    in_all("relationship", 'identify "key" { consent yes }; customize product "a"; '
                                           'differentiate by-needs "b"', *STEPS))),
    ("IDI121", then(plus('segment strangers "S"\nrelationship r-1 "R" { with strangers; type long-term }\n'
                         'proposition p-1 "P" { for strangers; offers customization }\n'
                         'relationship r-2 "R2" { with {segment}; interact "asks" { two-way } }'))),
    ("IDI122", in_all("relationship", "predict churn { consent yes }", "predict")),
    ("IDI123", in_all("relationship", 'predict need { action "a"; consent yes; changes-price }', "predict")),
    ("IDI124", then(in_all("segment", "type mass", "type"), in_all(
        "relationship", 'personalize "a" { granularity individual; consent yes }', "personalize", "automated",
        "type"))),
    # R46, T-BMC-7
    ("BMC501", plus('resource extra "Extra"')),
    ("BMC501", plus('activity extra "Extra"')),
    ("BMC502", then(in_all("resource", "type physical", "type", "asset"),
                    in_all("relationship", "type dedicated", *TYPES))),
    ("BMC502", then(in_all("resource", "type physical", "type", "asset"),
                    in_all("relationship", f'{KNOWN}; customize product "a"', *STEPS))),
    ("BMC502", then(in_all("resource", "type physical", "type", "asset"), without_blocks("activity"),
                    in_all("relationship", 'type community "a"', *TYPES))),
    ("BMC502", then(in_all("resource", "type physical", "type", "asset"),
                    in_all("proposition", "offers brand-status", "offers"))),
    ("BMC503", then(in_first("canvas", "type multi-sided", "type"), in_all("activity", "type production", "type"))),
    ("BMC504", plus('relationship extra "Extra" { with {segment}; type automated }\n'
                    'activity extra "Extra" { supports {relationship} }')),
    # R47
    ("BMC511", plus('partner extra "Extra" { type alliance }')),
    ("BMC512", plus('partner extra "Extra"')),
    ("BMC513", in_all("partner", "dependency high", "dependency", "alternative")),
    ("BMC514", in_all("partner", "type coopetition", "type", "boundary")),
    ("BMC515", in_all("partner", "customer-data yes", "customer-data", "consent")),
    # R48, T-BMC-2a
    ("BMC601", then(without("cost", "economies"), in_all("proposition", "offers price, brand-status", "offers"))),
    ("BMC602", then(without("cost", "economies"), in_first("canvas", "orientation cost-driven", "orientation"),
                    in_all("proposition", "offers brand-status", "offers"))),
    ("BMC602", then(without("cost", "economies"), in_first("canvas", "orientation cost-driven", "orientation"),
                    in_all("relationship", "type dedicated", *TYPES))),
    ("BMC603", in_all("proposition", "offers performance", "offers")),
)  # fmt: skip


ROWS += tuple(
    row for path in sorted(Path(__file__).parent.glob("rows_*.py")) for row in importlib.import_module(path.stem).ROWS
)


@pytest.fixture(scope="module")
def found_before():
    """The codes that each example earns as it is."""
    return {name: codes(text) for name, text in TEXTS.items()}


@pytest.mark.parametrize(("code", "mutation"), ROWS, ids=[f"{n} {code}" for n, (code, _) in enumerate(ROWS)])
def test_what_is_broken_is_found(code, mutation, found_before):
    """Where the mutation applies, the code is found more often than before, and the text is still understood.

    The shortest examples come first, and a few that it applies to are enough.
    """
    tried = 0
    for name, text in sorted(TEXTS.items(), key=lambda pair: len(pair[1])):
        if tried == ENOUGH:
            break
        broken = mutation(text)
        if broken is None:
            continue
        tried += 1
        found = codes(broken)
        misread = [each for each in loaded(broken).diagnostics if each.code[:3] in ("SYN", "REF", "TYP")]
        assert misread == [], name
        assert found.count(code) > found_before[name].count(code), f"{name}: {found}"
    assert tried, "no example has what this row breaks"


def test_each_code_has_a_row():
    """A rule that nobody can make speak on a real model is not tested by it."""
    assert {rule.code for rule in RULES} - {code for code, _ in ROWS} == set(UNBROKEN)


@pytest.mark.parametrize("name", TEXTS)
def test_no_rule_depends_on_ids_and_titles(name):
    """Neutral names, the same advice; so also for a model that earns much of it."""
    for text in (TEXTS[name], _worse(TEXTS[name])):
        before = [code for code in codes(text) if code not in READS_NAMES]
        after = [code for code in codes(renamed(text)) if code not in READS_NAMES]
        assert after == before


def _worse(text):
    """The model with much of its detail taken out."""
    for mutation in (
        without("proposition", "for"), without("relationship", "purpose"), without("channel", "reaches"),
        without_blocks("activity"), without("segment", "primary"), without("revenue", "from"),
        without("identify", "data", "consent"), without("cost", "for"),
    ):  # fmt: skip
        text = mutation(text) or text
    return text
