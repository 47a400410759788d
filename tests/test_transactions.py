"""Purchases from a CSV file: what the summary says, what figures make of it, what is wrong with a table and where."""

import csv
import io
import random
import re
import subprocess
import sys
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import fsum

import duckdb
import pytest
from tables import FOLDER

from canvasdsl import limits
from canvasdsl.cli import run
from canvasdsl.figures.buying import Cell, Spent, fit_buying, fit_spending
from canvasdsl.figures.compute import figures_of, kind_called
from canvasdsl.load import load
from canvasdsl.model.purchase_data import PurchaseRequest
from canvasdsl.outside import files, purchase_summary, transactions
from canvasdsl.outside.csv_form import form_of
from canvasdsl.outside.resolver import Resolver
from canvasdsl.outside.tables import FileTables
from canvasdsl.outside.unreadable_tables import READING_TABLES
from canvasdsl.source import Source, Span

ROWS = "customer,date,total\nA,2026-01-01,10.00\nB,2026-01-03,20.50\nA,2026-01-10,5.25\nA,2026-01-10,4.75\n"


def model(tmp_path, table=ROWS, *, said="", name="sales.csv", segment="active within 30 days", rate="", head=""):
    if table is not None:
        data = table if isinstance(table, bytes) else table.encode()
        (tmp_path / name).write_bytes(data)
    text = (f'canvas "A" {{ currency EUR; {head} }}\nsegment s "S" {{ {segment} }}\n'
            f'relationship r "R" {{ with s; {rate} transactions "{name}" {{ {said} }} }}\n')
    path = tmp_path / "model.bmc"
    path.write_text(text, encoding="utf-8")
    source = Source(str(path), text)
    resolver = Resolver(source)
    return load(source, resolver.read, tables=FileTables(resolver))


def summary(tmp_path, table=ROWS, **more):
    loaded = model(tmp_path, table, **more)
    assert not loaded.has_errors, [each.message for each in loaded.diagnostics if each.of_language]
    (found,) = loaded.canvas.data.values()
    return found


def told(tmp_path, table, **more):
    loaded = model(tmp_path, table, **more)
    assert not loaded.canvas.data
    (found,) = [each for each in loaded.diagnostics if each.of_language]
    return found, loaded.source.text[found.span.start : found.span.end]


def figure(loaded, name):
    (found,) = figures_of(loaded.canvas, [kind_called(name)])
    return found


# ---- What the summary says -------------------------------------------------------------


def test_a_small_table_by_hand(tmp_path):
    """A bought on 1 and 10 January, B on 3 January; two rows of one day are one purchase."""
    found = summary(tmp_path)
    assert (found.rows, found.customers, found.repeaters, found.purchases) == (4, 2, 1, 3)
    assert date.fromordinal(found.first) == date(2026, 1, 1) and date.fromordinal(found.end) == date(2026, 1, 10)
    assert found.total == Decimal("40.50") and found.interval == 9
    assert (found.active, found.lapsed, found.lapses, found.active_days) == (2, 0, 0, 9 + 0 + 7)
    assert found.cells == ((0, 0.0, 7.0, 1), (1, 9.0, 9.0, 1))
    assert found.spent == ((2, 10.0, 1),) and found.paid_in_cells == (20.5, 20.0)


def naive(rows, window, end):
    """The same in plain Python, from (customer, day, amount)."""
    days, paid = defaultdict(set), defaultdict(Decimal)
    for customer, day, amount in rows:
        paid[customer] += amount
        if amount >= 0:
            days[customer].add(day)
    lapses = active_days = active = 0
    for bought in days.values():
        ordered = sorted(bought)
        gaps = [after - before for before, after in pairwise(ordered)] + [end - ordered[-1]]
        lapses += sum(gap > window for gap in gaps)
        active_days += sum(min(gap, window) for gap in gaps)
        active += gaps[-1] <= window

    def rank(values):
        return {who: 1 + 5 * sum(other < mine for other in values.values()) // len(values)
                for who, mine in values.items()}

    parts = [rank({who: max(bought) for who, bought in days.items()}),
             rank({who: len(bought) for who, bought in days.items()}), rank({who: paid[who] for who in days})]
    scores = defaultdict(int)
    for who in days:
        scores[sum(part[who] for part in parts)] += 1
    best = sorted((paid[who] for who in days), reverse=True)
    tenths = [sum(amount for place, amount in enumerate(best) if 10 * place // len(best) == tenth)
              for tenth in range(10)]
    return len(days), sum(map(len, days.values())), active, lapses, active_days, dict(scores), tenths


def random_rows(seed, many=400):
    chance = random.Random(seed)
    return [(f"c{chance.randrange(60)}", date(2024, 1, 1).toordinal() + int(chance.random() ** 2 * 300),
             Decimal(chance.randrange(-300, 9_000)) / 100) for _ in range(many)]  # fmt: skip


def as_csv(rows):
    return "customer,date,total\n" + "".join(f"{c},{date.fromordinal(d)},{a}\n" for c, d, a in rows)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("hashed", ["hash(c)", "length(c)"])
def test_the_summary_is_that_of_plain_python(tmp_path, seed, hashed, monkeypatch):
    """Also where customers share a hash: then they are told apart by themselves."""
    monkeypatch.setattr(purchase_summary, "_HASHED", hashed)
    rows = random_rows(seed)
    found = summary(tmp_path, as_csv(rows))
    customers, purchases, active, lapses, active_days, scores, tenths = naive(rows, 30, found.end)
    assert (found.customers, found.purchases, found.active) == (customers, purchases, active)
    assert (found.lapses, found.active_days) == (lapses, active_days)
    assert {score: many for score, many, _ in found.scores} == scores
    assert list(found.deciles) == tenths
    assert found.total == sum(row[2] for row in rows)
    assert found.refunds == sum(row[2] < 0 for row in rows)
    assert found.refunded == -sum(row[2] for row in rows if row[2] < 0)


def test_the_order_of_rows_changes_nothing(tmp_path):
    rows = random_rows(9)
    first = summary(tmp_path, as_csv(rows))
    random.Random(1).shuffle(rows)
    assert summary(tmp_path, as_csv(rows)) == first


def test_cells_are_put_together_and_nobody_is_lost(tmp_path, monkeypatch):
    rows = random_rows(3, 3_000)
    whole = summary(tmp_path, as_csv(rows))
    monkeypatch.setattr(purchase_summary, "MOST_CELLS", 12)
    few = summary(tmp_path, as_csv(rows))
    assert len(few.spent) <= 40 and len(few.cells) < len(whole.cells)
    assert sum(each[3] for each in few.cells) == sum(each[3] for each in whole.cells)
    assert sum(each[2] * each[3] for each in few.cells) == pytest.approx(sum(e[2] * e[3] for e in whole.cells))


@pytest.mark.parametrize(("table", "said"), [
    ("customer;date;total\nA;01.02.2026;1.234,50\nB;13.02.2026;0,50\n", ""),
    ('id\tday\tamount\nA\t2026-02-01 10:30:00\t1234.50\nB\t2026-02-13 09:00\t.5\n', 'customer "id"'),
    ('customer|date|total\r\nA|02/01/2026|"1,234.50"\r\nB|02/13/2026|0.50\r\n', ""),
    ("\ufeffclient,created_at,grand_total\nA,2026-02-01T08:00:00Z,1234.50\nB,2026-02-13T08:00:00Z,0.5\n", ""),
    ("customer,date,total,paid\nA,20260201,1234.50,x\nB,20260213,0.50,x\n", 'amount "total"'),
    ('customer,date,note,total\nA,2026-02-01,"two\nlines, and ""quotes""",1234.50\nB,2026-02-13,,0.50\n', ""),
    ("customer;date;total\nA;1/2/26;1234,5\nB;13/2/26;0,5\n", 'dates "DD/MM/YY"'),
    ("customer;date;total\nA;2026/02/01;1.234\nB;2026/02/13;0.500\n\n", "decimal point"),
])  # fmt: skip
def test_forms_are_read_as_people_write_them(tmp_path, table, said):
    found = summary(tmp_path, table, said=said)
    assert date.fromordinal(found.first) == date(2026, 2, 1) and date.fromordinal(found.last) == date(2026, 2, 13)
    assert found.total == Decimal("1235.00") or (said == "decimal point" and found.total == Decimal("1.734"))
    assert found.customers == 2


def test_a_table_without_amounts_has_no_figures_of_money(tmp_path):
    loaded = model(tmp_path, "customer,date\nA,2026-01-01\nB,2026-01-03\n")
    assert figure(loaded, "buyers").value == 2
    assert "amounts" in figure(loaded, "average-purchase").absent


def test_refunds_lower_what_was_paid_and_are_no_purchases(tmp_path):
    found = summary(tmp_path, ROWS + "B,2026-01-20,-20.50\nC,2026-01-05,-3\n", said="until 2026-01-10")
    assert (found.customers, found.purchases, found.refunds, found.refunded) == (2, 3, 2, Decimal("23.50"))
    assert found.total == Decimal("17.00") and found.last == date(2026, 1, 10).toordinal()


# ---- Windows and the end (C30, T-CUS-8) ------------------------------------------------


@pytest.mark.parametrize(("segment", "offer", "head", "days"), [
    ("active within 30 days", "", "", 30),
    ("active within 2 weeks", "active within 9 days", "active within 8 days", 14),
    ("", "active within 9 days", "active within 8 days", 9),
    ("", "", "active within 8 days", 8),
    ("grace 60 days; contract-term 12 months", "", "", 425),
    ("active within 12 months; grace 60 days", "", "", 425),
    ("grace 60 days", "", "", None),
    ("active within 1e15 years", "", "", 10_000_000),
    ("", "", "", None),
])  # fmt: skip
def test_the_window_is_the_declared_one(tmp_path, segment, offer, head, days):
    from canvasdsl.figures.activity import active_days

    loaded = load(Source("a.bmc", f'canvas "A" {{ {head} }}\nsegment s "S" {{ {segment} }}\n'
                  f'proposition p "P" {{ for s; {offer} }}\nrelationship r "R" {{ with s }}\n'))
    assert active_days(loaded.canvas, loaded.canvas.relationships[0]) == days


@pytest.mark.parametrize(("until", "active"), [("2026-02-09", 1), ("2026-02-10", 0)])
def test_who_bought_the_window_ago_is_active_and_a_day_later_no_more(tmp_path, until, active):
    found = summary(tmp_path, "customer,date\nA,2026-01-10\n", said=f"until {until}")
    assert (found.active, found.lapses) == (active, 1 - active)


@pytest.mark.parametrize("until", ["9999-12", "9999-12-31", "2026-01", "2026-02-28"])
def test_the_end_may_be_any_day_or_month_behind_the_last(tmp_path, until):
    assert summary(tmp_path, said=f"until {until}", segment="active within 1e15 years").active == 2


@pytest.mark.parametrize("until", ["0001-01", "1969-12-31"])
def test_an_end_before_the_first_purchase_is_told(tmp_path, until):
    found, _ = told(tmp_path, ROWS, said=f"until {until}")
    assert found.code == "SYN016"


def test_without_a_window_nobody_is_told_to_have_lapsed(tmp_path):
    loaded = model(tmp_path, segment="")
    assert "active within" in figure(loaded, "active-buyers").absent
    assert "active within" in figure(loaded, "observed-churn").absent
    assert figure(loaded, "buyers").value == 2


# ---- Figures ------------------------------------------------------------------------------


def shop():
    path = FOLDER / "shop.bmc"
    source = Source(str(path), path.read_text(encoding="utf-8"))
    resolver = Resolver(source)
    return load(source, resolver.read, tables=FileTables(resolver))


def test_the_shop_of_the_chapter_has_no_findings_and_every_figure():
    loaded = shop()
    assert loaded.diagnostics == ()
    kinds = [*map(kind_called, (
        "buyers", "purchases-per-buyer", "average-purchase", "purchase-interval", "active-buyers", "lapsed-buyers",
        "observed-churn", "best-buyers", "lowest-buyers", "share-of-best-tenth", "buyers-still-there",
        "purchases-to-come", "average-purchase-to-come", "sales-to-come"))]  # fmt: skip
    for found in figures_of(loaded.canvas, kinds):
        assert not found.absent, found.kind.name
        assert any("orders.csv" in each.name for each in found.inputs), found.kind.name
        assert all(loaded.source.text[each.span.start : each.span.end] == '"orders.csv"' for each in found.inputs)


def test_observed_churn_is_lapses_over_days_compounded():
    loaded = shop()
    (data,) = loaded.canvas.data.values()
    daily = data.lapses / data.active_days
    assert float(figure(loaded, "observed-churn").value) == pytest.approx(1 - (1 - daily) ** (365 / 12))


def test_models_are_fitted_to_the_cells_of_the_table():
    loaded = shop()
    (data,) = loaded.canvas.data.values()
    cells = [Cell(*each) for each in data.cells]
    assert figure(loaded, "purchases-to-come").value == fit_buying(cells).expected_among(cells, 365)
    assert 0 < figure(loaded, "buyers-still-there").value <= data.customers


def test_sales_to_come_are_those_of_each_customer(tmp_path):
    """Each customer's purchases to come count with their own average: means alone would multiply the many purchases of
    some by the large ones of others."""
    chance, first = random.Random(3), date(2025, 1, 1)
    bought = defaultdict(dict)
    for number in range(300):
        rate, day = chance.gammavariate(1, 1 / 40), chance.randrange(360)
        size = chance.gammavariate(4, 5) * (0.1 if rate > 1 / 40 else 3)
        while day < 365:
            bought[f"C{number}"][int(day)] = round(chance.gammavariate(4, size / 4) + 0.01, 2)
            day = day + 1 + chance.expovariate(rate) if chance.random() < 0.8 else 999
    rows = [f"{name},{first + timedelta(day)},{paid}\n" for name, days in bought.items() for day, paid in days.items()]
    loaded = model(tmp_path, "customer,date,total\n" + "".join(rows), said="until 2026-01-01")
    (data,) = loaded.canvas.data.values()
    buying, spending = fit_buying(Cell(*each) for each in data.cells), fit_spending(Spent(*each) for each in data.spent)
    sales = fsum(
        buying.expected_purchases(365, len(days) - 1, max(days) - min(days), 365 - min(days))
        * spending.expected_average(len(days), fsum(days.values()) / len(days))
        for days in bought.values()
    )
    purchases = figure(loaded, "purchases-to-come").value
    average, found = (float(figure(loaded, name).value) for name in ("average-purchase-to-come", "sales-to-come"))
    assert found == pytest.approx(sales / 300) and average == pytest.approx(sales / float(purchases))
    means = sum(many * spending.expected_average(times, one) for times, one, many in data.spent) / data.repeaters
    assert abs(average / float(means) - 1) > 0.02


def test_a_claim_about_the_purchases_is_recomputed(tmp_path):
    loaded = model(tmp_path, rate="states buyers 3;")
    (found,) = [each for each in loaded.diagnostics if each.code == "ECO601"]
    assert "gives 2" in found.message


def test_without_the_port_figures_are_absent_and_rules_are_silent():
    loaded = load(Source("a.bmc", 'segment s "S"\nrelationship r "R" { with s; transactions "sales.csv" }\n'))
    assert "not read" in figure(loaded, "buyers").absent


# ---- What is wrong, and where ----------------------------------------------------------------


GOOD = "A,2026-01-01,10.00\n"


@pytest.mark.parametrize(("table", "code", "words", "at"), [
    ("", "SYN014", "empty", '"sales.csv"'),
    ("customer,date,total\n", "SYN014", "no rows", '"sales.csv"'),
    (None, "SYN001", "no such file", '"sales.csv"'),
    ("A,2026-01-01,10\nB,2026-01-02,11\n", "SYN015", "no names", '"sales.csv"'),
    ("who,date,total\n" + GOOD, "SYN015", "as the customer", '"sales.csv"'),
    ("customer,client,date\nA,B,2026-01-01\n", "SYN015", "`customer` or `client`", '"sales.csv"'),
    ("customer,date,total\nA,03/04/2026,1\n", "SYN017", "may come first in `03/04/2026`", '"sales.csv"'),
    ("customer,date,total\nA,yesterday,1\n", "SYN017", "`yesterday`", '"sales.csv"'),
    ('customer;date;total\nA;2026-01-01;1,234\nB;2026-01-01;2,500\n', "SYN016", "`1,234` may be thousands",
     '"sales.csv"'),
    ("customer,date,total\n" + GOOD * 20 + "B,2026-02-30,1\n" + GOOD + "C,nope,1\n", "SYN016",
     "row 22, column `date`: `2026-02-30` is no day as YYYY-MM-DD (2 rows", '"sales.csv"'),
    ("customer,date,total\n" + GOOD * 20 + "B,,1\n", "SYN016", "row 22, column `date`: no day", '"sales.csv"'),
    ("customer,date,total\n" + GOOD * 20 + "B,2026-01-01,12 EUR\n", "SYN016",
     "row 22, column `total`: `12 EUR` is no amount", '"sales.csv"'),
    ("customer,date,total\n" + GOOD * 20 + "B,2026-01-01,\n", "SYN016", "no amount", '"sales.csv"'),
    ("customer,date,total\n" + GOOD * 20 + " ,2026-01-01,1\n", "SYN016", "row 22, column `customer`", '"sales.csv"'),
    ("customer,date,total\n" + GOOD * 20 + ",2026-01-01,1\n", "SYN016", "row 22, column `customer`", '"sales.csv"'),
    ("customer,date,total\n" + GOOD * 20 + "B,1900-01-01,1\n", "SYN016", "row 22, column `date`: `1900-01-01` lies "
     "before 1970", '"sales.csv"'),
    ("customer,date,total\n" + GOOD * 20 + "B,9999-12-31,1\n", "SYN016", "far ahead", '"sales.csv"'),
    ("customer,date,total\n" + GOOD * 20 + "B,2026-01-01,1,5\n", "SYN018", "row 22: 4 values", '"sales.csv"'),
    ("customer,date,total\n" + GOOD * 20 + "B,2026-01-01\n", "SYN018", "row 22: 2 values", '"sales.csv"'),
    ("customer,date,total\n" + GOOD * 20 + 'B,2026-01-01,"1\n' + GOOD, "SYN018", "row 22: a quote", '"sales.csv"'),
    (b"customer,date,total\n" + GOOD.encode() * 20 + b"M\xfcller,2026-01-01,1\n", "SYN018", "row 22: the text is not "
     "UTF-8", '"sales.csv"'),
    ("customer,date,total\nA,2026-01-01,-5\n", "SYN014", "no row is a purchase: all amounts are", '"sales.csv"'),
    ("customer,date,total\n" + GOOD * 20 + f"B,2026-01-01,{'9' * 20}\n", "SYN016", "larger than any", '"sales.csv"'),
    (ROWS.encode("utf-16"), "SYN018", "the text is UTF-16", '"sales.csv"'),
    (b"PK\x03\x04" + bytes(40), "SYN018", "a workbook or an archive", '"sales.csv"'),
    (bytes(range(256)) * 9, "SYN018", "no text", '"sales.csv"'),
    ("Käufer,date,total\n".encode("latin-1") + GOOD.encode(), "SYN018", "the first row is not UTF-8", '"sales.csv"'),
])  # fmt: skip
def test_a_broken_table_is_told_with_row_column_and_mend(tmp_path, table, code, words, at):
    found, place = told(tmp_path, table)
    assert found.code == code and words in found.message, found.message
    assert found.help and found.why and place == at


@pytest.mark.parametrize(("said", "code", "words", "place", "help"), [
    ('customer "custmer"', "SYN015", "no column is named `custmer`", '"custmer"', "did you mean `customer`?"),
    ('dates "dd.mm"', "SYN017", "does not say", '"dd.mm"', "DD.MM.YYYY"),
    ("until 2026-01-05", "SYN016", "row 4, column `date`: `2026-01-10` lies after", "2026-01-05", "until"),
    ('dates "DD.MM.YYYY"', "SYN016", "row 2, column `date`: `2026-01-01` is no day as DD.MM.YYYY", '"sales.csv"', ""),
])  # fmt: skip
def test_what_is_said_of_a_table_and_is_wrong_is_told_at_its_place(tmp_path, said, code, words, place, help):
    found, at = told(tmp_path, ROWS, said=said)
    assert (found.code, at) == (code, place) and words in found.message and help in found.help


def test_a_folder_in_place_of_a_table_is_told(tmp_path):
    (tmp_path / "sales.csv").mkdir()
    found, _ = told(tmp_path, None)
    assert found.code == "SYN002" and "Name a file in it" in found.help


def test_a_column_that_stands_twice_is_told(tmp_path):
    found, at = told(tmp_path, "customer,date,total,total\nA,2026-01-01,1,2\n", said='amount "total"')
    assert found.code == "SYN015" and "2 columns" in found.message and at == '"total"'


def test_the_row_is_right_far_down(tmp_path):
    rows = 300_000
    table = "customer,date,total\n" + "A,2026-01-01,1.00\n" * rows + "A,2026-13-01,1.00\n" + "A,x,1.00\n" * 6
    found, _ = told(tmp_path, table)
    assert f"row {rows + 2:,}, column `date`" in found.message and "7 rows" in found.message


def test_each_code_is_explained(capfd):
    assert [each.code for each in READING_TABLES] == [f"SYN{number:03}" for number in range(14, 22)]
    assert f"{limits.TABLE_BYTES:,}" in next(each for each in READING_TABLES if each.name == "large-table").summary
    for each in READING_TABLES:
        assert run(["explain", each.code]) == 0
        assert each.name in capfd.readouterr().out


def test_without_duckdb_it_is_told_how_to_install_it(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "duckdb", None)
    found, _ = told(tmp_path, ROWS)
    assert found.code == "SYN021" and 'pip install "canvasdsl[data]"' in found.help


# ---- Safe with other people's files ---------------------------------------------------------


@pytest.mark.parametrize("over", [0, 1])
def test_the_limit_of_tables(tmp_path, over, monkeypatch):
    monkeypatch.setattr(files, "TABLE_BYTES", len(ROWS) - over)
    loaded = model(tmp_path)
    assert [each.code for each in loaded.diagnostics if each.of_language] == ["SYN019"] * over


@pytest.mark.parametrize("name", ["/etc/passwd", "../outside.csv", "s3://bucket/sales.csv", "https://x.org/s.csv",
                                  "link.csv", "folder", "file:sales.csv"])  # fmt: skip
def test_what_lies_outside_is_refused_and_not_echoed(tmp_path, name):
    (tmp_path / "outside.csv").write_text("secret,date\nhidden,2026-01-01\n")
    inside = tmp_path / "project"
    (inside / "folder").mkdir(parents=True)
    (inside / "link.csv").symlink_to(tmp_path / "outside.csv")
    loaded = model(inside, None, name=name)
    found = [each for each in loaded.diagnostics if each.of_language]
    assert [each.code for each in found] in (["SYN012"], ["SYN002"])
    assert not any("secret" in each.message + each.help for each in found)


@pytest.mark.parametrize("name", ["a*.csv", "[ab].csv", "a?.csv", "a'b.csv", "-.csv", "x y.csv.gz"])
def test_a_name_is_a_name_and_no_pattern(tmp_path, name):
    """Files that it would match as a pattern are not read with it."""
    for other in ("ab.csv", "a.csv", "b.csv", "ac.csv"):
        (tmp_path / other).write_text("customer,date,total\nX,2026-05-05,99\n")
    assert summary(tmp_path, ROWS, name=name).total == Decimal("40.50")


def test_the_connection_can_do_nothing_else(tmp_path):
    own, other, spill = tmp_path / "own.csv", tmp_path / "other.csv", tmp_path / "spill"
    for each in (own, other):
        each.write_text(ROWS)
    spill.mkdir()
    connection = transactions.connected(duckdb, str(own), str(spill))
    read = "SELECT count(*) FROM read_csv(?, auto_detect = false, columns = {'a': 'VARCHAR'}, delim = '~')"
    assert connection.execute(read, [str(own)]).fetchone() == (5,)
    for path in (str(other), "/etc/passwd", str(tmp_path / "*.csv"), "s3://b/x.csv", "http://localhost/x.csv"):
        with pytest.raises(duckdb.Error):
            connection.execute(read, [path])
    for statement in ("SET enable_external_access = true", "SET memory_limit = '9GB'", "INSTALL httpfs", "LOAD httpfs",
                      f"COPY (SELECT 1) TO '{tmp_path}/out.csv'", f"ATTACH '{tmp_path}/x.db'",
                      "RESET lock_configuration"):  # fmt: skip
        with pytest.raises(duckdb.Error):
            connection.execute(statement)
    connection.close()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["other.csv", "own.csv", "spill"]


def test_it_spills_to_a_folder_of_its_own_that_is_removed(tmp_path, monkeypatch):
    rows = "".join(f"customer-number-{n % 150_000:09},2026-01-{n % 27 + 1:02},1.00\n" for n in range(600_000))
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(transactions.tempfile, "tempdir", str(tmp_path / "tmp"))
    monkeypatch.setattr(transactions, "_MEMORY", "60MB")
    loaded = model(tmp_path, "customer,date,total\n" + rows)
    found = [each.code for each in loaded.diagnostics if each.of_language]
    assert found in ([], ["SYN020"]) and list((tmp_path / "tmp").iterdir()) == []
    if not found:
        assert next(iter(loaded.canvas.data.values())).customers == 150_000


def test_no_memory_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(transactions, "_MEMORY", "1MB")
    found, _ = told(tmp_path, as_csv(random_rows(1, 20_000)))
    assert found.code == "SYN020" and "Traceback" not in found.message


def test_a_model_without_a_table_imports_nothing_of_it(tmp_path):
    path = tmp_path / "a.bmc"
    path.write_text('segment s "S"\nrelationship r "R" { with s }\n')
    text = ("import sys; from canvasdsl.cli import run; run(['check', sys.argv[1]]); "
            "print([name for name in sys.modules if name.split('.')[-1] in ('duckdb', 'csv', 'transactions', "
            "'purchase_data', 'gathering', 'purchase_summary', 'unreadable_tables')])")
    done = subprocess.run([sys.executable, "-c", text, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("[]")


def test_every_command_that_loads_a_model_reads_its_tables(tmp_path, capfd):
    loaded = model(tmp_path, rate="churn 4% per month;")
    path = loaded.source.name
    assert run(["numbers", path, "--figure", "buyers"]) == 0
    assert "customers in sales.csv" in capfd.readouterr().out
    assert run(["numbers", path, "--set", "s.active=within 5 days", "--figure", "active-buyers"]) == 0
    assert "active-buyers" in capfd.readouterr().out
    (tmp_path / "sales.csv").unlink()
    for command in (["check", path], ["numbers", path], ["brief", path, "-o", str(tmp_path / "b.md")],
                    ["draw", path, "-o", str(tmp_path / "p.svg")], ["check", path, "--fix"]):  # fmt: skip
        assert run(command) == 1, command
        out = capfd.readouterr()
        assert "no such file" in out.out + out.err


def test_what_was_read_once_is_not_read_again(tmp_path, monkeypatch):
    loaded = model(tmp_path)
    resolver = Resolver(loaded.source)
    tables = FileTables(resolver)
    reads = []
    monkeypatch.setattr(transactions, "read_purchases", lambda table, request: reads.append(1) or "summary")
    for _ in range(3):
        load(loaded.source, resolver.read, tables=tables.resolving(Resolver(loaded.source)), rules=())
    assert reads == [1]


# ---- Survivors ---------------------------------------------------------------------------------


def cohort(tmp_path, table, said='file "left.csv"'):
    (tmp_path / "left.csv").write_bytes(table.encode())
    text = f'segment s "S"\nrelationship r "R" {{ with s; cohort "2026" {{ {said} }} }}\n'
    source = Source(str(tmp_path / "model.bmc"), text)
    resolver = Resolver(source)
    return load(source, resolver.read, tables=FileTables(resolver))


@pytest.mark.parametrize("table", ["100\n90\n80\n", "survivors\n100\n90\n80\n", "year;left\n0;100\n1;90\n2;80\n",
                                   "year,survivors,note\r\n0,100,x\r\n1,90,\r\n2,80,\r\n\r\n"])  # fmt: skip
def test_survivors_from_a_file_are_survivors(tmp_path, table):
    loaded = cohort(tmp_path, table)
    assert not loaded.has_errors
    (found,) = loaded.canvas.relationships[0].cohorts
    assert [each.value for each in found.survivors] == [100, 90, 80]
    assert figure(loaded, "constant-churn").value == Fraction(20, 190)
    assert loaded.source.text[slice(*found.survivors[0].span[1:])] == '"left.csv"'


@pytest.mark.parametrize(("table", "code", "words"), [
    ("", "SYN014", "empty"), ("survivors\n", "SYN014", "no rows"), ("left\n100\nninety\n", "SYN016", "row 3: `ninety`"),
    ("left\n100\n-3\n", "SYN016", "row 3"), ('left\n"100\n', "SYN018", "quote"), ("5\n" * 1_001, "SYN018", "1,000"),
    ("left\n1\x00\n", "SYN018", "control"),
])  # fmt: skip
def test_a_broken_file_of_survivors_is_told(tmp_path, table, code, words):
    (found,) = [each for each in cohort(tmp_path, table).diagnostics if each.of_language]
    assert found.code == code and words in found.message


def test_survivors_are_said_once(tmp_path):
    loaded = cohort(tmp_path, "100\n90\n", 'survivors 100, 90; file "left.csv"')
    (found,) = [each for each in loaded.diagnostics if each.of_language]
    assert found.code == "REF103" and found.related


# ---- The form -----------------------------------------------------------------------------------


def test_a_head_that_is_cut_off_in_a_row_says_the_same(tmp_path):
    """A letter of several bytes, a row and a quoted value may be cut."""
    text = io.StringIO()
    csv.writer(text).writerows([["customer", "date", "total"], *(
        [f"Zoë-{n}", date(2026, 1, 1) + timedelta(n % 90), f"{n}.50"] for n in range(60))])
    data = text.getvalue().encode()
    request = PurchaseRequest(path="x", span=Span("m", 0, 0), columns={})
    whole = form_of(data, request, whole=True)
    assert all(form_of(data[:end], request, whole=False) == whole for end in range(200, len(data), 7))


# ---- The chapter ------------------------------------------------------------------------------------

CHAPTER = (FOLDER / "README.md").read_text(encoding="utf-8")


def test_the_chapter_names_columns_that_are_found_by_themselves(tmp_path):
    rows = [row.split("|") for row in CHAPTER.splitlines() if row.startswith("| the ")]
    assert len(rows) == 3
    names = [re.findall(r"`(\w+)`", row[2]) for row in rows]
    for place, known in enumerate(names):
        for name in known:
            header = ["customer", "date", "total"]
            header[place] = name
            assert summary(tmp_path, ",".join(header) + ROWS.removeprefix("customer,date,total")).total > 0, name


def test_the_chapter_tells_what_there_is():
    rows = (FOLDER / "orders.csv").read_text(encoding="utf-8").count("\n") - 1
    assert f"its {rows} orders" in CHAPTER
    assert all(kind_called(name) for name in ("observed-churn", "best-buyers", "lowest-buyers"))
    assert {"ECO631", "ECO632", "ECO633", "ECO634"} <= set(re.findall(r"ECO\d{3}", CHAPTER))


def test_the_message_in_the_chapter_is_the_one_that_is_told(tmp_path):
    table = "customer,date,total\n" + "A,2026-01-01,1\n" * 9 + "A,2026-02-30,1\n" * 3
    found, _ = told(tmp_path, table)
    message = found.message.rpartition("/")[2].replace("sales.csv, row 11", "orders.csv, row 4,000,001")
    assert f"error[{found.code}]: {message}" in CHAPTER


@pytest.mark.parametrize("snippet", re.findall(r"```bmc\n(.*?)```", CHAPTER, re.DOTALL))
def test_the_snippets_of_the_chapter_are_understood(snippet):
    whole = snippet if snippet.startswith("relationship") else f'relationship r "R" {{ with drinkers\n{snippet} }}'
    assert not load(Source("a.bmc", f'segment drinkers "D"\n{whole}')).has_errors
