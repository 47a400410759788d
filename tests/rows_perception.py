"""Mutations for value, satisfaction, loyalty, dynamics and measurement: parts 9 and 11 of the register."""

from mutations import Mutation, in_all, in_first, plus, then, where, without, without_blocks

__all__ = ["ROWS"]

VALUE = "for {segment}; benefit product 60; benefit service 5; customer-cost money 40; customer-cost time 5"
BARE = without("segment", "loyalty", "satisfaction", "expectation", "evidence")


def of_offer(lines: str) -> Mutation:
    """A further offer."""
    return plus(f'proposition extra "Extra" {{ {lines} }}')


def beside(rival: str, lines: str = VALUE) -> Mutation:
    """A further offer for a segment of its own, beside a rival."""
    return plus(f'segment extra-1 "1"\nproposition extra-2 "2" {{ {lines.replace("{segment}", "extra-1")} }}\n'
                f'competitor extra-3 "3" {{ for extra-1; {rival} }}')  # fmt: skip


def of_segment(lines: str) -> Mutation:
    """A further segment."""
    return plus(f'segment extra "Extra" {{ {lines} }}')


def of_goal(lines: str, metric: str = "") -> Mutation:
    """A further goal, and a metric."""
    return plus(f'goal extra "Extra" {{ {lines} }}\n{metric}')


def of_metric(lines: str, more: str = "") -> Mutation:
    """A further metric."""
    return plus(f'metric extra "Extra" {{ {lines} }}\n{more}')


def of_force(lines: str) -> Mutation:
    """A further force."""
    return plus(f'force extra "Extra" {{ {lines} }}')


def of_change(lines: str) -> Mutation:
    """A further revenue, with a change."""
    return plus('revenue extra "Extra" { from {segment}; for {proposition}; price 20 EUR per box; change "less" { '
                + lines + " } }")  # fmt: skip


GROWING = 'segment extra "Extra" { customers 20; growth 30% per year }\nrelationship extra-1 "1" { with extra; '

ROWS: tuple[tuple[str, Mutation], ...] = (
    # T-VAL-1, T-VAL-4, T-VAL-6, T-VAL-7
    ("VAL101", of_offer("for {segment}; customer-cost time -4")),
    ("VAL102", of_offer("for {segment}; benefit product 60; customer-cost money 70; customer-cost time 5")),
    ("VAL102", in_all("proposition", "benefit product 20; customer-cost money 20", "benefit", "customer-cost")),
    ("VAL103", of_offer("for {segment}; benefit product 60; customer-cost money 40")),
    ("VAL104", of_offer(VALUE)),
    ("VAL131", of_offer("for {segment}; benefit product 60 { basis measured }; customer-cost money 5")),
    ("VAL141", plus('relationship extra-1 "1" { with {segment}; type long-term; delivers {proposition} }\n'
                    'relationship extra-2 "2" { with {segment}; type long-term }')),
    ("VAL141", plus('segment extra "Extra"\n'
                    'relationship extra-1 "1" { with extra; type long-term; delivers {proposition} }')),
    # R11, T-VAL-2, T-VAL-3
    ("VAL111", beside("scores quality 4, service 4, price 4", "for {segment}; message best-value; "
                      "scores quality 3, service 3, price 2")),
    ("VAL111", then(beside("scores quality 4; price 2 EUR", "for {segment}; message best-value; scores quality 3"),
                    plus('revenue extra-4 "4" { from extra-1; for extra-2; price 3 EUR }'))),
    ("VAL112", of_segment("weighs quality 40%, price 40%")),
    ("VAL112", in_all("segment", "weighs quality 70%, price 50%", "weighs")),
    ("VAL121", beside("benefit product 80; customer-cost money 20")),
    ("VAL121", where(lambda m: any(s.weighs for s in m.canvas.segments)
                     and any(c.scores for c in m.canvas.competitors)
                     and any(p.scores for p in m.canvas.propositions), then(
        in_all("segment", "weighs quality 100%", "weighs"), in_all("competitor", "scores quality 5", "scores"),
        in_all("proposition", "scores quality 2", "scores")))),
    ("VAL122", beside("benefit product 20; customer-cost money 5", "for {segment}; benefit product 200; "
                      "customer-cost money 150")),
    ("VAL123", beside('note "dear"')),
    ("VAL124", beside("benefit product 50; customer-cost money 60")),
    # R13, T-SAT-1, T-SAT-2, T-SAT-4
    ("SAT101", then(BARE, without("service", "quality"), without_blocks("metric"),
                    in_first("proposition", "beats-expectations", "beats-expectations"))),
    ("SAT101", then(without_blocks("metric"), plus(
        'segment extra "Extra"\nrelationship extra-1 "1" { with extra; service extra-2 "2" { standard exceed } }'))),
    ("SAT101", then(without_blocks("metric"), plus(
        'segment extra "Extra"\nrelationship extra-1 "1" { with extra; service extra-2 "2" { habit exceeds } }'))),
    ("SAT102", of_segment("expectation timely { expected 5 of 7; perceived 6 of 10 }")),
    ("SAT102", of_segment("expectation timely { expected 9 of 7 }")),
    ("SAT102", of_segment("expectation timely { expected 60; perceived 6 of 7 }")),
    ("SAT103", of_segment("expectation timely { expected 5 of 7; perceived 6 of 7 }")),
    ("SAT111", then(without("metric", "scope"), without("expectation", "scope"),
                    of_metric("type csat; scope overall"))),
    ("SAT112", plus('relationship extra-1 "1" { with {segment}; touchpoint extra-2 "2" }\n'
                    'metric extra-3 "3" { type csat; scope overall; at extra-2 }')),
    ("SAT121", plus(GROWING + 'service extra-2 "2" { capacity 20 calls per day } }')),
    ("SAT121", plus(GROWING + 'service extra-2 "2" { capacity 20 calls per day; capacity-growth 1% per month } }')),
    # R12, T-LOY, T-ENG-1
    ("SAT201", in_all("segment", "satisfaction satisfied; loyalty { because habit, satisfaction }", "satisfaction",
                      "loyalty")),
    ("SAT201", of_segment("expectation timely { expected 6; perceived 5 }; loyalty { because satisfaction, habit }")),
    ("SAT202", of_segment("competition low; loyalty { because value }")),
    ("SAT203", then(without("relationship", "chain"), BARE,
                    in_all("relationship", "chain satisfaction to loyalty assumed"))),
    ("SAT211", of_segment("loyalty { repeat 60% }")),
    ("SAT211", of_segment("loyalty { attitude 6 }")),
    ("SAT212", of_segment("loyalty { repeat 90%; attitude 2; because lock-in }")),
    ("SAT213", of_segment("loyalty { repeat 20%; attitude 6 }")),
    ("SAT221", plus('segment extra "Extra" { contacts 1 per year; buys-every 90 days }\n'
                    'goal extra-1 "1" { type loyalty; for extra }')),
    ("SAT222", in_all("relationship", "contacts 3 per week; sentiment -0.5", "contacts", "sentiment")),
    ("SAT231", of_segment("spend 50 EUR per month; category-spend 500 EUR per year")),
    ("SAT232", of_segment("engagement { clicks 500 per month }")),
    # R43, T-CEN
    ("SAT241", in_first("canvas", "customer-centricity", "customer-centricity")),
    ("SAT241", in_first("canvas", 'customer-centricity { measure "m"; after-sale "a" }', "customer-centricity")),
    ("SAT242", plus('win-win extra "Extra" { renewed 17; due 20 }')),
    ("SAT242", plus('win-win extra "Extra" { customer "time" }')),
    # R08, R38, T-MEA-1, T-SAT-3
    ("MEA101", of_goal('because "it matters"')),
    ("MEA102", then(without("relationship", "feedback"), of_goal('type retention; measure "who stays"'))),
    ("MEA102", then(without("relationship", "feedback"), plus(
        'segment extra "Extra"\nrelationship extra-1 "1" { with extra; retention 90% per year }\n'
        "target retention of extra-1 >= 95% per year by month 12"))),
    ("MEA102", plus('segment extra "Extra"\nrelationship extra-1 "1" { with extra; purpose retain }\n'
                    'metric extra-2 "2" { type conversion }')),
    ("MEA102", plus('segment extra "Extra"\nstrategy extra-1 "1" { for extra; expects satisfaction "glad" }')),
    ("MEA103", of_metric("aim 90%")),
    ("MEA104", of_goal("measure extra-1", 'metric extra-1 "1" { aim 90%; source "a" }')),
    ("MEA104", of_metric("baseline 80%")),
    ("MEA105", of_goal("measure extra-1", 'metric extra-1 "1" { aim 90% }')),
    ("MEA106", of_goal("direction up; measure extra-1", 'metric extra-1 "1" { baseline 90%; aim 80% }')),
    ("MEA106", of_goal("type retention; measure extra-1", 'metric extra-1 "1" { type churn; baseline 4%; aim 8% }')),
    ("MEA107", then(without_blocks("metric"), plus(
        'segment extra "Extra"\nrelationship extra-1 "1" { with extra; type self-service }\n'
        'revenue extra-2 "2" { from extra; for {proposition}; type subscription }\ngoal extra-3 "3"'))),
    # T-MEA-2, T-MEA-3, T-MEA-4
    ("MEA111", of_metric("type retention; baseline 0.9")),
    ("MEA111", of_metric("type nps; aim 40%")),
    ("MEA111", of_metric("type nps; aim 140")),
    ("MEA111", of_metric("type response-time; baseline 3 EUR")),
    ("MEA112", then(without_blocks("metric"), of_metric("type reach; aim 9_000"))),
    ("MEA112", of_goal("measure extra-1", 'metric extra-1 "1" { type reach }\nmetric extra-2 "2" { type churn }')),
    ("MEA121", plus('tactic extra "Extra" { for {segment}; budget 40 EUR per month }')),
    ("MEA122", plus('segment extra "Extra" { value-tier below-zero }\n'
                    'tactic extra-1 "1" { for extra; budget 40 EUR per month }')),
    ("MEA122", plus('segment extra "Extra" { profit -5 EUR per month; invest 40 EUR per month }')),
    ("MEA122", plus('segment extra "Extra"\nrelationship extra-1 "1" { with extra; retention 50% per year; '
                    "margin 10 EUR per year per customer; acquisition-cost 90 EUR }\n"
                    'strategy extra-2 "2" { for extra; cost 40 EUR per month }')),
    ("MEA131", of_metric("type csat; answers 12")),
    ("MEA132", of_metric("type csat; answers 100; top-answers 120")),
    ("MEA132", of_metric("type nps; baseline 50; promoters 50; passives 30; detractors 20")),
    ("MEA133", then(without_blocks("metric"), of_metric("type nps"))),
    # T-DYN
    ("MEA201", of_force("type preference")),
    ("MEA202", of_force('response "we watch it"')),
    ("MEA203", of_segment('expectation timely "soon" { trend rising }')),
    ("MEA211", of_force('type technology; response "we try it"; review 2027-10')),
    ("MEA212", plus('segment extra "Extra" { prefers extra-1 }\nchannel extra-1 "1" { type own-store; reaches extra }\n'
                    'force extra-2 "2" { type technology; replaces extra-1 }')),
    ("MEA221", of_force('impact "faster answers"')),
    ("MEA222", of_force('type market-trend; response "we watch it"')),
    # R40, R41, T-SAT-7
    ("VAL201", of_change("price 18 EUR; service more")),
    ("VAL202", of_change("price 18 EUR; service more; unit-cost 8 EUR; extra-cost 1 EUR")),
    ("VAL202", of_change("price 18 EUR; service more; unit-cost 8 EUR; extra-cost 1 EUR; volume-change 20%")),
    ("VAL211", in_all("relationship", 'customize price "less for some"', "customize")),
    ("VAL211", in_all("relationship", 'personalize "fares" { changes-price }', "personalize")),
    ("VAL212", plus('segment extra "Extra"\n'
                    'revenue extra-1 "1" { from extra; for {proposition}; fee "Late" 9 EUR { type penalty } }')),
)  # fmt: skip
