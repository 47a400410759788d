"""One page from a user's template in a process of its own: a request on standard input, the answer on standard output.

Run as a file by `templates`, so it imports nothing of ours. The request is one JSON object: the sources of the
templates by name, which of them to fill, whether what it makes is HTML, and the data, in which `{"<html>": "…"}` is a
piece of a page that was made already. The answer is `{"text": "…"}` or `{"error": "…", "template": "…", "line": n}`.

A template sees text, numbers, lists and mappings, and a few functions of ours; no attribute or method of a Python value
can be reached, no other file can be read. Time, memory and the length of what is written are bounded.
"""

import json
import os
import sys
import threading
from collections.abc import Iterator, Mapping
from types import FrameType
from typing import Any, NoReturn

__all__ = ["main"]

_SECONDS = 20.0
_MEMORY = 1 << 30
_MOST_LETTERS = 50_000_000
_MOST_REPEATED = 1_000_000
_LARGEST_POWER = 64
_FORBIDDEN_FILTERS = ("safe", "format", "attr", "pprint", "random", "xmlattr")
"""`safe` would turn off escaping, `format` and `attr` reach into Python, `random` would make each page another."""
_GLOBALS = ("range", "dict", "namespace", "joiner", "cycler")


def main() -> None:
    """Answers the request on standard input."""
    _bound_memory()
    request = json.load(sys.stdin.buffer)
    try:
        answer = {"text": _filled(request)}
    except Exception as error:  # whatever a template does is an answer
        answer = _told(error, request)
    _answer(answer)


def _answer(answer: Mapping[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(answer).encode("utf-8"))
    sys.stdout.buffer.flush()


def _filled(request: Mapping[str, Any]) -> str:
    environment = _environment(request["templates"], html=request["html"])
    template = environment.get_template(request["name"])
    context = _revived(request["data"])
    context |= {"kind_of": _kind_of, "prose": _same, "picture": _picture, "shape": context.pop("shapes", {}).get}
    environment.own.update(value for value in context.values() if callable(value))
    making = template.generate(context)
    threading.Timer(_SECONDS, _stop, (making, request)).start()
    parts, length = [], 0
    for part in making:
        parts.append(part)
        length += len(part)
        if length > _MOST_LETTERS:
            raise MemoryError
    return "".join(parts)


def _revived(value: Any) -> Any:
    """The data with pieces of pages as what Jinja does not escape again."""
    from markupsafe import Markup

    if isinstance(value, dict):
        if list(value) == ["<html>"]:
            return Markup(value["<html>"])
        return {name: _revived(part) for name, part in value.items()}
    return [_revived(part) for part in value] if isinstance(value, list) else value


def _kind_of(piece: Any) -> Any:
    return piece["kind"]


def _same(value: Any) -> Any:
    return value


def _picture(piece: Any) -> Any:
    return piece["picture"]


def _environment(sources: Mapping[str, str], *, html: bool) -> Any:
    """Jinja's immutable sandbox, made narrower."""
    from jinja2 import FunctionLoader, StrictUndefined, nodes, runtime
    from jinja2.exceptions import SecurityError, TemplateSyntaxError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Environment(ImmutableSandboxedEnvironment):
        intercepted_binops = frozenset({"**", "*", "%"})

        def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
            return _is_of_jinja(obj) and super().is_safe_attribute(obj, attr, value)

        def is_safe_callable(self, obj: Any) -> bool:
            bound = getattr(obj, "__self__", None)
            known = any(obj is each for each in (*self.globals.values(), *self.own))
            # What is undefined says so itself, with its name, when it is called.
            return known or _is_of_jinja(obj) or _is_of_jinja(bound) or isinstance(obj, runtime.Undefined)

        def getattr(self, obj: Any, attribute: str) -> Any:
            if isinstance(obj, dict):
                return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
            if _is_of_jinja(obj) or isinstance(obj, runtime.Undefined):
                return super().getattr(obj, attribute)
            return self.unsafe_undefined(obj, attribute)

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            if operator == "%" and isinstance(left, str):
                raise SecurityError("text with places for values (`%s`) can't be filled in a template")
            if operator == "**" and not (isinstance(right, int) and abs(right) <= _LARGEST_POWER
                                         and abs(left) <= 1_000_000):
                raise SecurityError("a power that large is not computed in a template")
            if operator == "*":
                for text, times in ((left, right), (right, left)):
                    if isinstance(text, (str, list, tuple)) and isinstance(times, int) and (
                            len(text) * times > _MOST_REPEATED):
                        raise SecurityError(f"a template repeats nothing beyond {_MOST_REPEATED:,} characters")
            return super().call_binop(context, operator, left, right)

        def _parse(self, source: str, name: str | None, filename: str | None) -> Any:
            tree = super()._parse(source, name, filename)
            for each in tree.find_all(nodes.EvalContextModifier):
                raise TemplateSyntaxError("escaping can't be turned off", each.lineno, name, filename)
            return tree

        own: set[Any]

    def load(name: str) -> tuple[str, str, Any] | None:
        return (sources[name], name, None) if name in sources else None

    environment = Environment(autoescape=html, undefined=StrictUndefined, loader=FunctionLoader(load), cache_size=50)
    environment.own = set()
    for name in _FORBIDDEN_FILTERS:
        environment.filters.pop(name, None)
    environment.globals = {name: environment.globals[name] for name in _GLOBALS}
    return environment


def _is_of_jinja(obj: Any) -> bool:
    """Whether it is one of the things that templates are written with: a loop, a macro, a namespace."""
    from jinja2 import environment, runtime, utils

    own = (runtime.LoopContext, runtime.Macro, runtime.TemplateReference, runtime.BlockReference, utils.Namespace,
           utils.Joiner, utils.Cycler, environment.TemplateModule)  # fmt: skip
    return isinstance(obj, own)


# ---- What went wrong, and where ----


def _told(error: BaseException, request: Mapping[str, Any]) -> dict[str, Any]:
    from jinja2.exceptions import SecurityError, TemplateNotFound, TemplateSyntaxError, UndefinedError

    template, line = request["name"], 0
    if isinstance(error, TemplateSyntaxError):
        said, template, line = error.message or "it can't be read", error.name or template, error.lineno
    else:
        traceback = error.__traceback__
        while traceback is not None:
            if traceback.tb_frame.f_code.co_filename in request["templates"]:
                template, line = traceback.tb_frame.f_code.co_filename, traceback.tb_lineno
            traceback = traceback.tb_next
        said = str(error)
        match error:
            case TemplateNotFound():
                said = f"there is no template `{error.name}` in the folder, and no other file is read"
            case UndefinedError():
                said = (error.message or said).replace("'dict object' has no attribute", "nothing here is called")
            case SecurityError():
                said = f"not allowed in a template: {said}"
            case MemoryError():
                said = "it was stopped: it takes too much memory"
            case RecursionError():
                said = "it was stopped: it calls itself without an end"
    return {"error": " ".join(said.split())[:500], "template": template, "line": line}


def _stop(making: Any, request: Mapping[str, Any]) -> NoReturn:
    """Ends the process and says where it was."""
    template, line = request["name"], 0
    for frame in _frames(making):
        if frame.f_code.co_filename in request["templates"]:
            made = frame.f_globals.get("__jinja_template__")
            template = frame.f_code.co_filename
            line = made.get_corresponding_lineno(frame.f_lineno) if made is not None else 0
            break
    said = f"it was stopped: it runs for more than {_SECONDS:g} seconds"
    _answer({"error": said, "template": template, "line": line})
    os._exit(0)


def _frames(making: Any) -> Iterator[FrameType]:
    """Where the main thread is, the innermost first; then where the page waits that is being made."""
    frame = sys._current_frames().get(threading.main_thread().ident or 0)
    while frame is not None:
        yield frame
        frame = frame.f_back
    waiting = []
    while getattr(making, "gi_frame", None) is not None:
        waiting.append(making.gi_frame)
        making = making.gi_yieldfrom
    yield from reversed(waiting)


def _bound_memory() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    except (ImportError, AttributeError, OSError, ValueError):
        pass


if __name__ == "__main__":
    main()
    sys.stdout.flush()
    os._exit(0)
