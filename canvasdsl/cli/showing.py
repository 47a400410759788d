"""What would change in a file, shown line by line."""

from canvasdsl.cli.models import print_result
from canvasdsl.source import Source

__all__ = ["show_difference"]


def show_difference(source: Source, result: str, done: str) -> None:
    """Prints the lines of a file that would be others, as `diff -u` does; `done` says what was done to it."""
    from difflib import unified_diff

    from canvasdsl.render.escape_terminal import terminal_text

    lines = unified_diff(
        source.text.splitlines(), result.splitlines(), source.name, f"{source.name} ({done})", lineterm=""
    )
    print_result("".join(terminal_text(line.rstrip("\n")) + "\n" for line in lines))
