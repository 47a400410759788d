"""How long the summary of many purchases takes, against what DuckDB takes merely to scan the file, in turns.

Both in processor time of one process each, so that other programs do not count. The scan counts the rows and finds the
least and the greatest of the same columns with the same types. `python -m benchmarks.data 10000000` takes ten million.
"""

import os
import statistics
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

__all__ = ["report"]

ROWS = 1_000_000
_PAIRS = 3
_EXPORT = """'O' || (100000000 + i) AS order_id, {day} AS date, 'C' || lpad({customer}::VARCHAR, 7, '0') AS customer_id,
    'customer' || {customer} || '@example.org' AS email, 'Blend no. ' || (hash(i, 5) % 40) AS product,
    (1 + hash(i, 6) % 4) AS pieces, ({total} * 0.19)::DECIMAL(10, 2) AS tax, {total}::DECIMAL(10, 2) AS total,
    'EUR' AS currency, 'paid' AS state"""
_BARE = "{day} AS date, 'C' || lpad({customer}::VARCHAR, 7, '0') AS customer_id, {total}::DECIMAL(10, 2) AS total"


def report(rows: int = ROWS) -> str:
    """Of an export with ten columns as a shop gives it, and of its three columns alone; and the most memory used."""
    lines = []
    with TemporaryDirectory() as folder:
        for name, columns in (("an export of ten columns", _EXPORT), ("its three columns alone", _BARE)):
            path = Path(folder) / "sales.csv"
            _write(path, columns, rows)
            pairs = [(_run("scan", path), _run("summary", path)) for _ in range(_PAIRS)]
            ratio = statistics.median(summary[0] / scan[0] for scan, summary in pairs)
            seconds, memory = (statistics.median(pair[1][place] for pair in pairs) for place in (1, 2))
            lines.append(
                f"  {name} ({rows:_} rows, {path.stat().st_size / 1e6:.0f} MB): {ratio:.1f} times a scan (at most 3), "
                f"{seconds:.1f} s, {memory:.0f} MB of memory at most"
            )
    return "\n".join(lines)


def _write(path: Path, columns: str, rows: int) -> None:
    """Rows of two years in the order of their days, of a customer for 25 of them; some buy much more than others."""
    import duckdb

    customer = f"floor(pow((hash(i, 1) % 1000003) / 1000003.0, 2) * {max(1, rows // 25)})::BIGINT"
    day = f"DATE '2024-01-01' + (i * 730 // {rows} + hash(i, 2) % 3)::INTEGER"
    text = columns.format(customer=customer, day=day, total="((hash(i, 3) % 9000 + 100) / 100.0)")
    with duckdb.connect() as connection:
        connection.execute(f"COPY (SELECT {text} FROM range({rows}) numbers(i)) TO '{path}' (HEADER)")


def _run(what: str, path: Path) -> tuple[float, float, float]:
    """Processor seconds, seconds and megabytes of one run in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.data", what, str(path)]
    done = subprocess.run(command, cwd=Path(__file__).parent.parent, capture_output=True, text=True, check=True)
    processor, seconds, memory = map(float, done.stdout.split())
    return processor, seconds, memory


def _measure(what: str, path: str) -> None:
    """Prints what one run takes, apart from starting and from reading the form of the file."""
    import tempfile
    import time

    import duckdb

    from canvasdsl.model.purchase_data import PurchaseRequest
    from canvasdsl.outside.csv_form import form_of
    from canvasdsl.outside.purchase_summary import summary, table
    from canvasdsl.outside.transactions import EARLIEST, LATEST, connected
    from canvasdsl.source import Span

    request = PurchaseRequest(path=path, span=Span("", 0, 0), columns={"customer": "customer_id"}, window=60)
    form = form_of(Path(path).read_bytes()[:65_536], request, whole=False)
    with tempfile.TemporaryDirectory() as spill:
        connection = connected(duckdb, path, spill)
        connection.execute("SELECT 1").fetchall()
        processor, seconds = time.process_time(), time.perf_counter()
        if what == "summary":
            summary(connection, path, form, request, earliest=EARLIEST, latest=LATEST)
        else:
            found = ", ".join(f"min(c{at}), max(c{at})" for at in (form.customer, form.day, form.amount))
            connection.execute(f"SELECT count(*), {found} FROM {table(form)}", [path]).fetchall()
        print(time.process_time() - processor, time.perf_counter() - seconds, _peak())


def _peak() -> float:
    """Megabytes at most; 0 where the system does not tell."""
    if os.name != "posix":
        return 0.0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        _measure(*sys.argv[1:])
    else:
        print(report(*map(int, sys.argv[1:])))
