"""Mutations for the economics of customers and for lessons: a relationship that says a little more, a quotation."""

from mutations import Mutation, in_all, in_first, plus, then, where, without, without_blocks

VALUED = "margin 20 EUR per month; retention 95% per month; acquisition-cost 50 EUR; convention immediate"


def extra(lines: str) -> Mutation:
    """One more relationship with the first segment."""
    return plus(f"relationship extra-1 {{ with {{segment}}; type long-term; {lines} }}")


def has_revenue_of_a_segment(found):
    return any(payer.kind == "segment" for revenue in found.canvas.revenues for payer in revenue.segments)


def has_rate(found):
    return any(each.retention is not None and not each.is_idea for each in found.canvas.relationships)


def has_discount(found):
    return found.canvas.heading is not None and found.canvas.heading.discount is not None


ROWS: tuple[tuple[str, Mutation], ...] = (
    # R07, T-ECO-3
    ("ECO201", in_first("canvas", "discount -100% per year", "discount")),
    ("ECO201", extra("margin-growth -150% per year")),
    ("ECO202", where(has_discount, extra("retention 99.9% per month; margin-growth 30% per year"))),
    ("ECO202", then(in_first("canvas", "discount 4% per year", "discount"),
                    extra("retention 98% per year; margin-growth 9% per year"))),
    ("ECO203", extra("margin 20 EUR per month; acquisition-cost 50 USD")),
    ("ECO203", extra('cohort "2026" { survivors 10, 8; revenue 40 EUR; cost 20 CHF }')),
    ("ECO203", plus('cost extra-1 "Rent" { fixed 30 EUR per month }\ncost extra-2 { fixed 30 ZMW per month }')),
    ("ECO207", plus("exchange USD 1 USD")),
    ("ECO208", extra("acquisition { advertising 9 EUR per month; new-customers 0 per month }")),
    ("ECO208", extra('cohort "2026" { survivors 0 .. 10, 0 }')),
    ("ECO207", plus("exchange USD 0.92 EUR\nexchange EUR 1.1 USD")),
    ("ECO207", plus("exchange USD 0.92 EUR\nexchange GBP 1.25 USD\nexchange EUR 0.5 GBP")),
    ("ECO204", extra("margin 20 EUR per customer")),
    ("ECO204", extra('margin 20 EUR per month; what-if "less" { retention-cost 1 EUR }')),
    ("ECO205", extra("retention 99.9% per month")),
    ("ECO205", where(lambda m: has_rate(m) and not m.canvas.assumptions and not m.canvas.metrics
                     and not any(r.source for r in m.canvas.relationships),
                     in_all("relationship", "churn 0.1% per month", "retention", "churn", "horizon", "status"))),
    ("ECO206", then(in_first("segment", "spend 20 EUR per month", "spend"), extra("margin 20 EUR per month"))),
    ("ECO206", where(has_revenue_of_a_segment, plus(
        "relationship extra-1 { with {segment}; type long-term; margin 240 EUR per year }\n"
        "revenue extra-2 { from {segment}; for {proposition}; price 20 EUR per month }"))),
    # T-ECO-4, T-ECO-5
    ("ECO211", extra("margin 20 EUR per month; retention 95% per month; acquisition-cost 50 EUR")),
    ("ECO212", then(in_first("relationship", "convention immediate", "convention", "status"),
                    extra("convention end-of-first"))),
    ("ECO221", extra('cohort "2026" { survivors 10, 8, 9 }')),
    ("ECO222", extra('cohort "2026" { survivors 10, 8, 7; revenue 40 EUR }')),
    ("ECO701", extra('retention 90% per year; cohort "2026" { survivors 1_000, 700, 500 }')),
    ("ECO701", extra('churn 2% per month; cohort "2026" { every 1 month; survivors 1_000, 900, 800 }')),
    ("ECO702", extra('retention 73% per year; cohort "2026" { survivors 1_000, 631, 468, 382, 326, 289 }')),
    # T-ECO-1, T-ECO-2, R14
    ("ECO301", in_first("segment", "states keep-win-ratio 5")),
    ("ECO301", extra("acquisition-cost 90 EUR; retention-cost 30 EUR per year; states keep-win-ratio 7")),
    ("ECO302", extra("acquisition-cost 9 EUR; retention-cost 1 EUR per month")),
    ("ECO303", in_first("canvas", "states retention-uplift 25 .. 95%")),
    ("ECO303", where(has_rate, in_all("relationship", "states retention-uplift 40%"))),
    ("ECO303", extra('retention 80% per year; what-if "more" { retention 81% per year; '
                     "states retention-uplift 25 .. 95% }")),
    # T-ECO-7, R50
    ("ECO401", extra(VALUED.replace("50 EUR", "300 EUR"))),
    ("ECO402", then(
        extra("margin 20 EUR per month; retention 99% per month; acquisition-cost 400 EUR; convention immediate"),
        plus("revenue extra-2 { from {segment}; for {proposition}; type subscription; price 29 EUR per month }"))),
    ("ECO403", extra(VALUED.replace("50 EUR", "5_000 EUR"))),
    ("ECO404", extra("acquisition { advertising 900 EUR per month; new-customers 30 per month }")),
    ("ECO405", extra("acquisition-cost 10 EUR; acquisition { advertising 900 EUR per month; sales 0 EUR per month; "
                     "new-customers 30 per month }")),
    # T-ECO-8
    ("ECO411", then(
        in_all("segment", "customers 40", "customers", "state", "status"), without("relationship", "margin"),
        plus("segment extra-3 { customers 90 }\nrelationship extra-4 { with {segment}; type long-term }\n"
             "revenue extra-5 { from {segment}; for {proposition}; type subscription; price 9 EUR per month }\n"
             f"relationship extra-1 {{ with extra-3; type long-term; {VALUED} }}"))),
    # R17, T-ECO-12
    ("ECO421", then(in_first("segment", "cost-to-serve 300 EUR per year per customer", "cost-to-serve", "status"),
                    extra("margin 20 EUR per month"))),
    ("ECO421", then(in_first("segment", 'note "…"', "cost-to-serve", "status"),
                    extra("margin 1 EUR per month; dedicated { accounts-per-rep 9; rep-cost 9_000 EUR per year }"))),
    ("ECO421", then(in_first("segment", 'note "…"', "cost-to-serve", "status"), extra(
        "margin 1 EUR per month; service extra-2 { contacts 4 per month per customer; minutes 10; "
        "wage 28 EUR per hour }"))),
    ("ECO422", then(in_first("segment", "value-tier below-zero", "value-tier", "status"),
                    plus("relationship extra-1 { with {segment}; type dedicated }"))),
    ("ECO422", then(in_first("segment", "profit -5 EUR per year", "profit", "status"),
                    plus("relationship extra-1 { with {segment}; type dedicated }"))),
    # T-ECO-13
    ("ECO431", in_first("segment", "growth 9% per year; customers 40; spend 9 EUR per month", "growth", "customers",
                        "spend", "unhappy", "status")),
    ("ECO431", then(in_first("segment", "spend 9 EUR per month", "spend", "unhappy", "status"),
                    plus('goal extra-1 "More" { type growth; for {segment} }'))),
    # T-ECO-14
    ("ECO441", where(lambda m: sum(not r.is_idea for r in m.canvas.revenues) > 1,
                     in_all("revenue", "share 10%", "share"))),
    ("ECO442", plus("revenue extra-1 { from {segment}; for {proposition}; price 2 EUR per zzz }\n"
                    "cost extra-2 { for {proposition}; variable 3 EUR per zzz }")),
    ("ECO443", where(has_revenue_of_a_segment, then(
        without("revenue", "price", "volume", "plan"),
        in_all("segment", "size 4", "size", "market-size", "population"),
        in_all("revenue", "price 2 EUR per month; from {segment}", "from"),
        without("cost", "fixed", "variable"),
        plus("cost extra-1 { for {proposition}; fixed 900_000 EUR per month }")))),
    # T-ECO-9, T-ECO-10, T-ECO-11
    ("ECO501", extra(f'{VALUED}; what-if "letters" {{ retention-cost 3 EUR per month; retention 95.1% per month }}')),
    ("ECO501", extra(f'{VALUED}; retention-cost 2 EUR per month; what-if "none" {{ retention-cost 0 EUR per month; '
                     "retention 80% per month }")),
    ("ECO502", then(in_first("canvas", "discount 3% per year", "discount"), without("metric", "of"),
                    without("goal", "for"),
                    extra('retention 94% per year; what-if "cheaper" { acquisition-cost 5 EUR }'))),
    ("ECO511", extra("response { ceiling 130%; spend 5 EUR; rate 10% }")),
    ("ECO512", extra("response { ceiling 9%; spend 5 EUR; rate 10% }")),
    ("ECO513", extra("response { shape linear; spend 5 EUR; rate 10% }")),
    # The purchases of customers beside what is declared
    ("ECO631", then(in_first("segment", "active within 90 days", "active", "grace"),
                    extra('churn 30% per month; transactions "orders.csv"'))),
    ("ECO632", then(in_first("segment", "active within 10 days", "active", "grace"),
                    extra('transactions "orders.csv"'))),
    ("ECO633", then(without_blocks("relationship"), in_first("segment", "active within 90 days; customers 3", "active",
                    "customers", "state", "grace"), extra('transactions "orders.csv"'))),
    ("ECO634", then(in_first("segment", "active within 90 days; spend 900 EUR per month", "active", "spend", "grace"),
                    extra('transactions "orders.csv" { currency EUR }'))),
    # T-EDU
    ("STY201", plus('term extra-1 "Extra"')),
    ("STY202", plus('term extra-1 "Extra" { means "This." }\nterm extra-2 "extra" { means "That." }')),
    ("STY203", plus('quiz "Why?"')),
    ("STY204", then(without("quiz", "answer"), where(lambda m: not m.canvas.quizzes,
                                                     in_first("canvas", 'learning-goal "To see it"')))),
    ("STY205", plus('quiz "Why?" { answer "So." }\nquiz "why" { answer "Not so." }')),
    ("STY206", where(lambda m: not m.canvas.journeys and not any(s.personas or s.evidence for s in m.canvas.segments)
                     and not any(a.evidence for a in m.canvas.assumptions),
                     in_first("canvas", 'learning-goal "To see it"', "learning-goal"))),
)  # fmt: skip
