"""`canvasdsl textconv`: one file in its canonical form, for `git diff` and `git log -p`; whatever it holds is shown."""

import sys

import click

from canvasdsl.cli.models import print_result, tell
from canvasdsl.diagnostics import Diagnostic
from canvasdsl.limits import MERGED_BYTES
from canvasdsl.load import load
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.vocabulary import block_words
from canvasdsl.outside.files import decode, read_bytes
from canvasdsl.source import Source, Span
from canvasdsl.syntax.format import Refusal, proved_format

__all__ = ["command"]


@click.command("textconv")
@click.argument("file", metavar="FILE")
def command(file: str) -> int:
    """Print FILE as `fmt` would write it, so that `git diff` shows what changed and not how it is spaced; a file with
    mistakes is printed as it is."""
    data = read_bytes(file, Span(file, 0, 0))
    if isinstance(data, Diagnostic):
        tell((data,), {}, color="auto")
        return 2
    reading = decode(file, data)
    if not reading.readable or reading.diagnostics or len(data) > MERGED_BYTES:
        _print_bytes(data)
        return 0
    print_result(_canonical(reading.source))
    return 0


def _canonical(source: Source) -> str:
    loaded = load(source, rules=())
    written = proved_format(loaded.documents[0], blocks=block_words(Canvas),
                            respelled=loaded.respelled.get(source.name, {}))  # fmt: skip
    return source.text if isinstance(written, Refusal) else written


def _print_bytes(data: bytes) -> None:
    """What is no plain text, as it is."""
    stream = getattr(sys.stdout, "buffer", None)
    if stream is not None:
        sys.stdout.flush()
        stream.write(data)
        stream.flush()
