"""How long commands take from a cold start, against `python -c "import lark, attrs"`, in interleaved pairs."""

import compileall
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

__all__ = ["report"]

HERE = Path(__file__).parent
ROOT = HERE.parent
_PAIRS = 15
_BASE = ("-c", "import lark, attrs")


def report() -> str:
    """`check` of 100 lines, clean and with ten findings, for people and as JSON; then the brief of the coffee bar."""
    for package in (ROOT / "canvasdsl", HERE):
        compileall.compile_dir(package, quiet=2)
    lines = []
    with TemporaryDirectory() as folder:
        clean = Path(folder) / "clean.bmc"
        text = (HERE / "models" / "night_train.bmc").read_text(encoding="utf-8")
        clean.write_text(text, encoding="utf-8")
        found = Path(folder) / "found.bmc"
        found.write_text(_with_ten_findings(text), encoding="utf-8")
        for path in (clean, found):
            for format in ("human", "json"):
                lines.append(_check(path, format))
        lines.append(_brief(Path(folder)))
    return "\n".join(lines)


def _with_ten_findings(text: str) -> str:
    """The text with ten mistakes of names and values."""
    rows = text.splitlines()
    spots = [number for number, row in enumerate(rows) if row.startswith("  ") and row.strip()[:1].isalpha()]
    for number in spots[:: max(1, len(spots) // 10)][:10]:
        rows[number] = rows[number].rstrip("{ ") + " oops" + (" {" if rows[number].rstrip().endswith("{") else "")
    return "\n".join(rows) + "\n"


def _check(path: Path, format: str) -> str:
    command = ("-m", "canvasdsl", "check", str(path), "--format", format)
    run = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False)
    if run.returncode not in (0, 1):
        return f"  check {path.stem:>5} {format:>5}: could not run: {run.stderr.strip()[:100]}"
    pairs = [(_seconds(command), _seconds(_BASE)) for _ in range(_PAIRS)]
    ratio = statistics.median(ours / base for ours, base in pairs)
    ours = statistics.median(pair[0] for pair in pairs)
    lines = path.read_text(encoding="utf-8").count("\n")
    return (f"  check {path.stem:>5} {format:>5} ({lines} lines, exit {run.returncode}): {ours * 1e3:4.0f} ms, "
            f"{ratio:.2f} times `import lark, attrs` (at most 2.5)")  # fmt: skip


def _brief(folder: Path) -> str:
    example = ROOT / "examples" / "coffee.bmc"
    command = ["-m", "canvasdsl", "brief", str(example)]
    for name in ("brief.html", "brief.pdf"):
        command += ["-o", str(folder / name)]
    run = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False)
    if run.returncode not in (0, 1) or not (folder / "brief.pdf").exists():
        return f"  brief: left out, it could not run: {run.stderr.strip().splitlines()[-1:]}"
    seconds = statistics.median(_seconds(tuple(command)) for _ in range(5))
    return f"  HTML and PDF brief of {example.name}: {seconds:.2f} s (under 1.5)"


def _seconds(command: tuple[str, ...]) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, check=False)
    return time.perf_counter() - start
