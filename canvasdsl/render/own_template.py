"""Our own templates, which are trusted: they lay out what they are given, and nothing else."""

from typing import Any

from canvasdsl import resources
from canvasdsl.render.escape import storable

__all__ = ["own_template"]


def own_template(name: str, *, html: bool) -> Any:
    """The template `templates/NAME`, its environment strict: a name that it does not know is an error of ours. Text is
    escaped for `html`; for other forms it is given as it shall stand."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=html, undefined=StrictUndefined, finalize=_storable, keep_trailing_newline=False, cache_size=0
    )
    return environment.from_string(resources.read_text(f"templates/{name}"))


def _storable(value: Any) -> Any:
    """What a page can hold of a text; markup of ours is a subclass and stays."""
    return storable(value) if type(value) is str else value
