"""Users' own templates: ours to begin with, the same page from them, and nothing that a template could do."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from briefs import MINIMAL, STUDIO, brief_of, hostile_model, markdown_text, page_of, squeezed
from briefs import html_text as visible_text
from test_logo import brief_with, png

from canvasdsl import resources
from canvasdsl.outside import template_worker
from canvasdsl.outside.brief import write_brief
from canvasdsl.outside.templates import Templates, TemplateTrouble, eject, fill, read_templates
from canvasdsl.render.brief_html import brief_html
from canvasdsl.render.brief_markdown import brief_markdown

OURS = ("brief.html.jinja", "brief.css", "brief.md.jinja")


def ours() -> Templates:
    return Templates("mine", {name: resources.read_text(f"templates/{name}") for name in OURS})


def filled(text: str, data: dict | None = None, *, html: bool = True, **more: str) -> str:
    """What a template of one text makes."""
    return fill(Templates("mine", {"brief.html.jinja": text, **more}), "brief.html.jinja", data or {}, html=html)


def refused(text: str, data: dict | None = None, **more) -> str:
    with pytest.raises(TemplateTrouble) as caught:
        filled(text, data, **more)
    return str(caught.value)


# ---- Ours ----


@pytest.mark.parametrize("model", [MINIMAL, STUDIO, resources.read_text("examples/clinic.bmc")],
                         ids=["minimal", "studio", "clinic"])  # fmt: skip
def test_our_templates_make_the_same_page_in_the_sandbox(model):
    """Byte for byte, page and Markdown: what people begin with is what they know."""
    brief = brief_of(model)
    assert write_brief(brief, "html", templates=ours()).decode("utf-8") == brief_html(brief)
    assert write_brief(brief, "md", templates=ours()).decode("utf-8") == brief_markdown(brief)


def test_a_logo_comes_through_the_sandbox(tmp_path):
    brief = brief_with(tmp_path, png())
    assert write_brief(brief, "html", templates=ours()).decode("utf-8") == brief_html(brief)


def test_ejecting_writes_our_templates(tmp_path):
    """Into a new folder, with a page that explains them; nothing is beside it."""
    names = eject(str(tmp_path / "mine"))
    assert set(names) == {*OURS, "README.md"} == set(os.listdir(tmp_path / "mine"))
    assert os.listdir(tmp_path) == ["mine"]
    for name in OURS:
        assert (tmp_path / "mine" / name).read_text(encoding="utf-8") == resources.read_text(f"templates/{name}")
    assert dict(read_templates(str(tmp_path / "mine")).texts) == dict(ours().texts)
    readme = (tmp_path / "mine" / "README.md").read_text(encoding="utf-8")
    assert all(name in readme for name in OURS)


@pytest.mark.parametrize("there", ["folder", "file", "link"])
def test_ejecting_overwrites_nothing(tmp_path, there):
    target = tmp_path / "mine"
    match there:
        case "folder":
            target.mkdir()
        case "file":
            target.write_text("old")
        case "link":
            target.symlink_to(tmp_path / "nowhere")
    with pytest.raises(FileExistsError):
        eject(str(target))
    assert os.listdir(tmp_path) == ["mine"] and (there != "file" or target.read_text() == "old")


def test_ejecting_leaves_nothing_behind_when_the_disk_is_full(tmp_path, monkeypatch):
    """All files or none."""
    import builtins

    made = []

    def full(path, *arguments, **more):
        made.append(path)
        if len(made) > 2:
            raise OSError(28, "No space left on device")
        return builtins.open(path, *arguments, **more)

    monkeypatch.setattr("canvasdsl.outside.templates.open", full, raising=False)
    with pytest.raises(OSError, match="space"):
        eject(str(tmp_path / "mine"))
    assert len(made) == 3 and os.listdir(tmp_path) == []


def test_ejecting_into_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(OSError):
        eject(str(tmp_path / "no" / "mine"))
    assert os.listdir(tmp_path) == []


# ---- What people change ----


def test_each_file_takes_the_place_of_ours():
    """A style sheet alone changes the look alone; what is missing is ours."""
    brief = brief_of(MINIMAL)
    page = write_brief(brief, "html", templates=Templates("mine", {"brief.css": "h1{color:#123456}"})).decode()
    assert "h1{color:#123456}" in page and visible_text(page) == visible_text(brief_html(brief))
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    own = Templates("mine", {"brief.md.jinja": "{{ brief.title }}: {{ sections | length }}"})
    assert write_brief(brief, "md", templates=own).decode() == f"Riverside Coffee: {len(brief.sections)}\n"
    assert write_brief(brief, "html", templates=own).decode() == brief_html(brief)


def test_the_policy_follows_the_style():
    """Its sum is that of the style sheet that the page has."""
    from base64 import b64encode
    from hashlib import sha256

    page = write_brief(brief_of(MINIMAL), "html", templates=Templates("mine", {"brief.css": "h1{color:red}"})).decode()
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert b64encode(sha256(style.encode()).digest()).decode() in page.partition("<style>")[0]


def test_templates_may_take_in_others():
    """Those of the folder, and no others."""
    assert filled('a{% include "foot.jinja" %}', {}, **{"foot.jinja": "b"}) == "ab"
    macro = "{% macro x(n) %}<{{ n }}>{% endmacro %}"
    assert filled('{% import "m.jinja" as m %}{{ m.x(1) }}', {}, **{"m.jinja": macro}) == "<1>"
    child = '{% extends "base.jinja" %}{% block body %}x{{ super() }}{% endblock %}'
    assert filled(child, {}, **{"base.jinja": "[{% block body %}y{% endblock %}]"}) == "[xy]"


@pytest.mark.parametrize(("text", "wanted"), [
    ("{{ a.items }}", "1"), ("{{ a['items'] }}", "1"), ("{{ list | map(attribute='n') | join('-') }}", "1-2"),
    ("{% for n in range(3) %}{{ loop.index }}{{ loop.cycle('a', 'b') }}{% endfor %}", "1a2b3a"),
    ("{% set ns = namespace(x=1) %}{% set ns.x = 2 %}{{ ns.x }}", "2"), ("{{ text | upper }}", "&lt;B&gt;"),
    ("{% macro m(x) %}{{ x }}{{ caller() }}{% endmacro %}{% call m(1) %}2{% endcall %}", "12"),
    ("{{ 2 ** 10 }} {{ 7 % 4 }} {{ 'ab' * 3 }}", "1024 3 ababab"), ("{{ list | sum(attribute='n') }}", "3"),
    ("{{ text | replace('b', 'c') }}", "&lt;c&gt;"), ("{{ text ~ '<i>' }}", "&lt;b&gt;&lt;i&gt;"),
    ("{{ made }}", "<p>x</p>"), ("{% set x = joiner(',') %}{{ x() }}a{{ x() }}b", "a,b"),
    ("{{ text | tojson }}", '"\\u003cb\\u003e"'),
])  # fmt: skip
def test_what_a_template_may_do(text, wanted):
    data = {"a": {"items": 1}, "list": [{"n": 1}, {"n": 2}], "text": "<b>", "made": {"<html>": "<p>x</p>"}}
    assert filled(text, data) == wanted


# ---- What it may not ----


@pytest.mark.parametrize(("text", "word"), [
    ("{{ ''.__class__ }}", "unsafe"), ("{{ ''.__class__.__mro__[1].__subclasses__() }}", "unsafe"),
    ("{{ a['__class__'] }}", "unsafe"), ("{{ a | attr('__class__') }}", "attr"),
    ("{{ a | map(attribute='__class__') | join }}", "unsafe"), ("{{ (1).real }}", "unsafe"),
    ("{{ [1].append(2) }}", "unsafe"), ("{{ '{0.__class__}'.format(a) }}", "unsafe"),
    ("{{ '%s' | format(a) }}", "format"), ("{{ '%1000000000d' % 1 }}", "places for values"),
    ("{{ kind_of.__globals__ }}", "unsafe"), ("{{ kind_of.__code__.co_consts }}", "unsafe"),
    ("{{ self.__init__.__globals__ }}", "unsafe"), ("{{ range.__self__ }}", "unsafe"),
    ("{{ joiner.__init__.__globals__ }}", "unsafe"), ("{{ cycler.__init__ }}", "unsafe"),
    ("{{ namespace.__init__.__globals__['os'] }}", "unsafe"), ("{{ loop }}", "undefined"),
    ("{{ ''.join([a]) }}", "unsafe"),
    ("{% for x in a %}{{ loop.__class__ }}{% endfor %}", "unsafe"), ("{{ lipsum() }}", "undefined"),
    ("{{ url_for.__globals__ }}", "undefined"), ("{{ config }}", "undefined"), ("{{ request }}", "undefined"),
    ("{{ a.update({'x': 1}) }}", "called"), ("{{ text | safe }}", "safe"), ("{{ x | xmlattr }}", "xmlattr"),
    ("{% autoescape false %}{{ text }}{% endautoescape %}", "escaping"), ("{% do 1 %}", "do"),
    ('{% include "/etc/passwd" %}', "no other file"), ('{% include "../../etc/passwd" %}', "no other file"),
    ('{% include "brief.css.jinja" %}', "no other file"), ('{% import "os" as os %}', "no other file"),
    ('{% extends "/proc/self/environ" %}', "no other file"), ("{{ brief.titel }}", "titel"),
    ("{{ 10 ** 10 ** 8 }}", "large"), ("{{ 9 ** 1000000 }}", "large"), ("{{ 'x' * 10 ** 9 }}", "repeats"),
    ("{{ [0] * 10 ** 9 }}", "repeats"), ("{% for n in range(10 ** 9) %}x{% endfor %}", "ange"),
    ("{{ 'x' | center(10000000000) }}", "memory"),
    ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "without an end"),
    ('{% include "brief.html.jinja" %}', "without an end"), ("{{ 1 / 0 }}", "zero"), ("{% if %}", "xpected"),
    ("{{ unclosed", "nexpected"), ("{{ 'a' + 1 }}", "str"),
])  # fmt: skip
def test_what_a_template_may_not_do(text, word):
    """Refused or stopped, with the template's name and line; nothing of Python is shown."""
    data = {"a": {"x": 1}, "text": "<b>", "brief": {"title": "T"}}
    said = refused(f"<p>\n{text}\n", data)
    assert re.match(r"`mine/brief\.html\.jinja`, line [1-9]\d*: ", said) and word in said
    assert "line 2" in said or "unclosed" in text or "%}" in text, said
    assert "Traceback" not in said and "/work" not in said and len(said) < 700


def test_text_of_the_model_stays_escaped():
    """Whatever a template does with it."""
    data = {"text": "<script>alert(1)</script>", "made": {"<html>": "&lt;b&gt;"}}
    for way in ("{{ text }}", "{{ text | upper }}", "{{ text | trim }}", "{% set x %}{{ text }}{% endset %}{{ x }}",
                "{{ [text] | join('<') }}", "{{ text | replace('a', 'b') }}", "{{ text | reverse }}",
                "{{ text | list | join }}", "{{ made | replace('&lt;', '<') }}", "{{ made | striptags }}",
                "{{ text | striptags }}", "{{ text | wordwrap(3) }}", "{{ text | indent }}", "{{ text | urlize }}",
                "{% filter lower %}{{ text }}{% endfilter %}", "{{ {'a': text} }}"):  # fmt: skip
        assert "<s" not in filled(way, data).lower() and "<b" not in filled(way, data).lower(), way


def test_hostile_models_in_a_template_of_ones_own():
    """No text of the model becomes an element or a mark of Markdown."""
    brief = brief_of(hostile_model()[0])
    own = ("{% for section in brief.sections %}<h2>{{ section.title }}</h2>{% for part in section.parts %}"
           "{% for piece in part.pieces %}{{ piece }}{% endfor %}{% endfor %}{% endfor %}")  # fmt: skip
    page = write_brief(brief, "html", templates=Templates("mine", {"brief.html.jinja": own})).decode()
    assert "<script" not in page and "<img" not in page
    marked = "{% for section in brief.sections %}## {{ section.title }}\n\n{{ section.tags | join }}\n\n{% endfor %}"
    text = write_brief(brief, "md", templates=Templates("mine", {"brief.md.jinja": marked})).decode()
    shown = squeezed(markdown_text(text))
    assert all(squeezed(section.title) in shown for section in brief.sections if section.title.isascii())


def test_a_template_that_never_ends_is_stopped(monkeypatch, tmp_path):
    """Nested loops: with the line at which it was; the old page stays."""
    quick = tmp_path / "worker.py"
    source = Path(template_worker.__file__).read_text(encoding="utf-8")
    quick.write_text(source.replace("_SECONDS = 20.0", "_SECONDS = 1.0"), encoding="utf-8")
    monkeypatch.setattr("canvasdsl.outside.templates._WORKER", quick)
    loops = "{% for a in range(99999) %}{% for b in range(99999) %}\n{% set c = a + b %}\n{% endfor %}{% endfor %}"
    begun = time.monotonic()
    said = refused(f"<p>\n{loops}")
    assert time.monotonic() - begun < 15
    assert re.match(r"`mine/brief\.html\.jinja`, line [234]: it was stopped: it runs for more than 1 seconds", said)


def test_a_process_that_does_not_answer_is_ended():
    """The last resort: the limit on the whole process."""
    with pytest.raises(TemplateTrouble, match=r"`mine/a\.jinja` was stopped"):
        fill(Templates("mine", {"a.jinja": "x"}), "a.jinja", {}, html=True, seconds=0.001)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of a process")
def test_a_template_that_grows_is_stopped():
    """Doubling a text forty times; and writing without an end."""
    doubling = "{% set n = namespace(x='xxxxxxxxxx') %}{% for i in range(40) %}\n{% set n.x = n.x ~ n.x %}{% endfor %}"
    assert "memory" in refused(doubling)
    assert "memory" in refused("{% for a in range(9999) %}{{ 'x' * 99999 }}{% endfor %}")


# ---- The folder ----


@pytest.mark.parametrize(("make", "word"), [
    (lambda folder: None, "holds none of"),
    (lambda folder: (folder / "brief.css").symlink_to("/etc/passwd"), "is a link"),
    (lambda folder: (folder / "brief.css").mkdir(), "is a link, a folder"),
    (lambda folder: os.mkfifo(folder / "brief.css"), "device"),
    (lambda folder: (folder / "brief.css").write_bytes(b"x" * 1_000_001), "1,000,000 bytes"),
    (lambda folder: (folder / "brief.css").write_bytes(b"\xff\xfe\x00"), "UTF-8"),
    (lambda folder: (folder / "brief.css").write_text("h1{}\n</style><script>"), "line 2"),
    (lambda folder: [(folder / f"brief.{n}.jinja").write_text("") for n in ("md", "html", *range(60))], "more than 50"),
])  # fmt: skip
def test_a_folder_that_cannot_be_used(tmp_path, make, word):
    make(tmp_path)
    with pytest.raises(TemplateTrouble, match=re.escape(word)):
        read_templates(str(tmp_path))


def test_what_is_no_folder(tmp_path):
    (tmp_path / "file").write_text("")
    for name in ("file", "none"):
        with pytest.raises(TemplateTrouble):
            read_templates(str(tmp_path / name))


# ---- The command ----


def run(folder, *arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-m", "canvasdsl", *arguments], cwd=folder, capture_output=True, text=True,
                          encoding="utf-8", check=False)  # fmt: skip


def test_the_commands(tmp_path):
    """Eject, change, write; a mistake ends with 2, names file and line, and the old brief stays."""
    (tmp_path / "m.bmc").write_text(MINIMAL, encoding="utf-8")
    assert run(tmp_path, "templates", "--eject", "mine").returncode == 0
    again = run(tmp_path, "templates", "--eject", "mine")
    assert again.returncode == 2 and "nothing is written over it" in again.stderr
    style = tmp_path / "mine" / "brief.css"
    style.write_text(style.read_text(encoding="utf-8") + "\nh1{color:#abcdef}\n", encoding="utf-8")
    done = run(tmp_path, "brief", "m.bmc", "-o", "b.html", "-o", "b.md", "--templates", "mine")
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "b.html").read_text(encoding="utf-8")
    assert "#abcdef" in page and visible_text(page) == visible_text(page_of(MINIMAL))
    (tmp_path / "mine" / "brief.md.jinja").write_text("a\n{{ brief.nothing }}", encoding="utf-8")
    before = (tmp_path / "b.md").read_bytes()
    done = run(tmp_path, "brief", "m.bmc", "-o", "b.html", "-o", "b.md", "--templates", "mine")
    assert done.returncode == 2 and "`mine/brief.md.jinja`, line 2" in done.stderr and "Traceback" not in done.stderr
    assert (tmp_path / "b.md").read_bytes() == before
    for arguments in (["-o", "b.pdf", "--templates", "mine"], ["-o", "b.html", "--templates", "none"]):
        done = run(tmp_path, "brief", "m.bmc", *arguments)
        assert done.returncode == 2 and "Traceback" not in done.stderr and not (tmp_path / "b.pdf").exists()


def test_ejecting_where_no_folder_can_be(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = run(tmp_path, "templates", "--eject", "file/mine")
    assert done.returncode == 2 and "is a file, not a folder" in done.stderr and "Traceback" not in done.stderr
