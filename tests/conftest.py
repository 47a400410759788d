"""What all tests share: judges from outside (a browser, axe, the Nu validator, SARIF's own validator), and the rule
that with CANVASDSL_OUTSIDE=required no test that asks them may be skipped."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
MODULES = HERE / "outside" / "node_modules"
REQUIRED = os.environ.get("CANVASDSL_OUTSIDE") == "required"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
BROWSER_PATHS = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",)
BROWSER_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
ACCESSIBILITY_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


# ---- No test marked `outside` may be skipped where they are required -------


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if REQUIRED and report.skipped and not hasattr(report, "wasxfail") and item.get_closest_marker("outside"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} asks something outside and may not be skipped here: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    report = yield
    if REQUIRED and report.outcome == "skipped":
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} may not be skipped as a whole here: {report.longrepr}"
    return report


def _npm_file(*parts: str) -> Path:
    """A file of an npm package; the test is skipped where `npm ci --prefix tests/outside` was not run."""
    path = MODULES.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"npm package missing: run `npm ci --prefix tests/outside --ignore-scripts` ({parts[0]})")
    return path


def _program(*names: str) -> str:
    for name in names:
        if found := shutil.which(name):
            return found
    pytest.skip(f"not installed: {names[0]}")


# ---- A browser ------------------------------------------------------------


@pytest.fixture(scope="session")
def browser():
    """Chromium, driven by playwright."""
    sync_api = pytest.importorskip("playwright.sync_api")
    program = next((path for path in BROWSER_PATHS if os.path.exists(path)), None) or _program(*BROWSERS)
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=BROWSER_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser, tmp_path):
    """`open_page(html or Path, width=…, height=…, dark=False, javascript=True) -> page`.

    The page is read from a file. A page that asks for anything but that file fails the test when it ends.
    """
    contexts, requests = [], []

    def open_page(document, *, width=1280, height=900, dark=False, javascript=True):
        if not isinstance(document, Path):
            path = tmp_path / f"page-{len(contexts)}.html"
            path.write_text(document, encoding="utf-8")
            document = path
        address = document.resolve().as_uri()
        context = browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=javascript, offline=True,
            color_scheme="dark" if dark else "light", reduced_motion="reduce",
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()

        def note(request):
            if request.url.split("#")[0] != address and not request.url.startswith(("data:", "blob:")):
                requests.append(request.url)

        page.on("request", note)
        page.goto(address, wait_until="load")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert requests == [], "the page asked for something else than itself"


@pytest.fixture
def browser_page(open_page):
    """The same as `open_page`."""
    return open_page


# ---- Judges ---------------------------------------------------------------


@pytest.fixture(scope="session")
def axe():
    """`axe(page) -> ["rule: what is wrong (where)"]`: what axe-core finds against WCAG 2.2 AA and good practice."""
    script = _npm_file("axe-core", "axe.min.js").read_text(encoding="utf-8")

    def axe(page, *, tags=ACCESSIBILITY_TAGS):
        page.evaluate(script)
        found = page.evaluate(
            "async tags => (await axe.run(document, {runOnly: {type: 'tag', values: tags}})).violations", list(tags)
        )
        places = [", ".join(str(node["target"]) for node in one["nodes"][:5]) for one in found]
        return [f"{one['id']}: {one['help']} ({where})" for one, where in zip(found, places, strict=True)]

    return axe


@pytest.fixture
def nu_validator(tmp_path):
    """`nu_validator(html, suffix=".html") -> ["line: message"]`: what the Nu validator calls an error."""
    jar, java = _npm_file("vnu-jar", "build", "dist", "vnu.jar"), _program("java")

    def nu_validator(text, *, suffix=".html", warnings=False):
        path = tmp_path / f"validated{suffix}"
        path.write_text(text, encoding="utf-8")
        command = [java, "-jar", str(jar), "--format", "json", "--stdout", "--exit-zero-always"]
        command += ["--svg"] if suffix == ".svg" else []
        command += [] if warnings else ["--errors-only"]
        run = subprocess.run([*command, str(path)], capture_output=True, text=True, encoding="utf-8", check=True)
        return [f"{one.get('lastLine')}: {one['message']}" for one in json.loads(run.stdout)["messages"]]

    return nu_validator


@pytest.fixture
def nu_validator_of_pages(tmp_path):
    """`nu_validator_of_pages({"name": html}) -> ["name, line: message"]`: many pages in one call."""
    jar, java = _npm_file("vnu-jar", "build", "dist", "vnu.jar"), _program("java")

    def nu_validator_of_pages(pages):
        folder = tmp_path / "pages"
        folder.mkdir()
        for name, text in pages.items():
            (folder / f"{name}.html").write_text(text, encoding="utf-8")
        command = [java, "-jar", str(jar), "--format", "json", "--stdout", "--exit-zero-always", "--errors-only"]
        run = subprocess.run([*command, str(folder)], capture_output=True, text=True, encoding="utf-8", check=True)
        return [f"{Path(one['url']).stem}, {one.get('lastLine')}: {one['message']}"
                for one in json.loads(run.stdout)["messages"]]  # fmt: skip

    return nu_validator_of_pages


@pytest.fixture
def sarif_validate(tmp_path):
    """`sarif_validate(text) -> ["CODE: message"]`: what Microsoft's SARIF validator calls an error."""
    systems = [("linux", "Sarif.Multitool"), ("darwin", "Sarif.Multitool"), ("win32", "Sarif.Multitool.exe")]
    programs = [MODULES / "@microsoft" / f"sarif-multitool-{system}" / name for system, name in systems]
    program = next((path for path in programs if path.exists()), None) or _npm_file(
        "@microsoft", "sarif-multitool-linux", "Sarif.Multitool"
    )
    program.chmod(0o755)

    def sarif_validate(text):
        given, found = tmp_path / "given.sarif", tmp_path / "found.sarif"
        given.write_text(text, encoding="utf-8")
        run = subprocess.run(
            [str(program), "validate", str(given), "--output", str(found), "--log", "ForceOverwrite"],
            capture_output=True, text=True, check=False,
            env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
        )  # fmt: skip
        assert found.exists(), run.stdout + run.stderr
        results = json.loads(found.read_text(encoding="utf-8-sig"))["runs"][0].get("results", [])
        # SARIF's default level is `warning`.
        return [f"{one['ruleId']}: {one['message']}" for one in results if one.get("level", "warning") == "error"]

    return sarif_validate
