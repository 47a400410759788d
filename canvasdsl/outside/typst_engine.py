"""PDF and PNG by Typst, at arm's length: a process of its own, an empty folder as its world, a limit of time.

Typst cannot be stopped from within its own process, and a crash there would be ours; a second process costs some 40 ms.
It sees no file but the fonts that it is given, no package, no system font, no clock: the same request gives the same
bytes. User text reaches it as data in `sys.inputs` only, never as markup.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from canvasdsl.limits import LAYOUT_CHARACTERS
from canvasdsl.outside.ending import ended_by_exception
from canvasdsl.outside.fonts import link_font
from canvasdsl.outside.undated import undated_seconds

__all__ = ["EngineError", "compile_pdf", "compile_png"]

_WORKER = Path(__file__).with_name("typst_worker.py")
_SECONDS = 120


class EngineError(Exception):
    """The engine is not installed, took too long, or refused; the text says which, for people."""


def compile_pdf(
    source: str, inputs: Mapping[str, str], *, fonts: Sequence[Path], seconds: float = _SECONDS
) -> bytes:
    """A tagged PDF (PDF/UA-1 and PDF/A-3a) of the Typst `source`, which reads `inputs` as `sys.inputs`.

    `fonts` are files and folders with fonts; no other font is used.
    """
    (pdf,) = _compile(source, inputs, "pdf", None, ["ua-1", "a-3a"], fonts, seconds)
    return pdf


def compile_png(
    source: str, inputs: Mapping[str, str], *, fonts: Sequence[Path], ppi: float = 144, seconds: float = _SECONDS
) -> tuple[bytes, ...]:
    """A PNG of each page of the Typst `source`."""
    return tuple(_compile(source, inputs, "png", ppi, [], fonts, seconds))


def _compile(
    source: str, inputs: Mapping[str, str], form: Literal["pdf", "png"], ppi: float | None, standards: list[str],
    fonts: Sequence[Path], seconds: float,
) -> list[bytes]:
    if find_spec("typst") is None:
        raise EngineError(
            "PDF and PNG need the package `typst`, which has no wheel for this system; write HTML instead and print "
            "it to PDF from the browser"
        )
    if sum(map(len, inputs.values())) > LAYOUT_CHARACTERS:
        raise EngineError(
            f"the model is too large for the PDF engine: its pages have more than {LAYOUT_CHARACTERS:,} characters of "
            "text and places; write HTML instead, or divide the model"
        )
    with ended_by_exception(), tempfile.TemporaryDirectory(prefix="canvasdsl-") as folder:
        root, linked = Path(folder, "root"), Path(folder, "fonts")
        root.mkdir()
        linked.mkdir()
        folders = [path for path in fonts if path.is_dir()]
        for number, path in enumerate(path for path in fonts if not path.is_dir()):
            link_font(path, linked / f"{number}{path.suffix}")
        request = {"source": source, "inputs": dict(inputs), "format": form, "ppi": ppi, "standards": standards,
                   "fonts": [str(path) for path in (*folders, linked)], "root": str(root),
                   "timestamp": undated_seconds()}
        try:
            done = subprocess.run(
                [sys.executable, "-P", str(_WORKER)], input=json.dumps(request).encode("utf-8"), capture_output=True,
                timeout=seconds, check=False,
            )
        except subprocess.TimeoutExpired:
            raise EngineError(f"the PDF engine was stopped after {seconds:g} seconds") from None
    return _files(done)


def _files(done: subprocess.CompletedProcess[bytes]) -> list[bytes]:
    if done.returncode < 0:
        raise EngineError("the PDF engine ran out of memory or was stopped; write HTML instead, or divide the model")
    head, _, body = done.stdout.partition(b"\n")
    if done.returncode != 0 or not head:
        raise EngineError(f"the PDF engine failed: {done.stderr.decode('utf-8', 'replace').strip()[-500:]}")
    answer = json.loads(head)
    if "error" in answer:
        raise EngineError("; ".join([f"the PDF engine refused: {answer['error']}", *answer["hints"]]))
    files, at = [], 0
    for size in answer["sizes"]:
        files.append(body[at:at + size])
        at += size
    return files
