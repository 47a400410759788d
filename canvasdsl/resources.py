"""Where the data files are that travel with the program: `grammar/`, `templates/`, `examples/` and the package's own.

They stand at the top of a checkout and inside the package in a wheel. No pure part reads anything else.
"""

from pathlib import Path

__all__ = ["folder", "path", "read_text"]

_PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """The folder `grammar`, `templates` or `examples`, or a folder of the package."""
    for root in (_PACKAGE / "data", _PACKAGE, _PACKAGE.parent):
        if (root / name).is_dir():
            return root / name
    raise FileNotFoundError(f"the installation is incomplete: no folder {name}")


def path(name: str) -> Path:
    """The path of a data file such as `templates/brief.html`."""
    first, _, rest = name.partition("/")
    return folder(first) / rest


def read_text(name: str) -> str:
    """The text of a data file (UTF-8)."""
    return path(name).read_text(encoding="utf-8")
