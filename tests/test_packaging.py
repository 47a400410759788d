"""The wheel: what is in it, what is not, and that it works where there is no checkout."""

import os
import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

TOP = Path(__file__).parent.parent
DATA_FOLDERS = ("grammar", "templates", "examples")
MOST_BYTES = 8_000_000
FONT_BYTES = 6_000_000
COMMANDS = (
    ["--version"],
    ["check", "minimal.bmc"],
    ["fmt", "--check", "minimal.bmc"],
    ["explain", "T-REL-5"],
    ["explain", "--list"],
    ["new", "shop.bmc", "--starter", "coffee"],
    ["draw", "minimal.bmc", "-o", "poster.svg"],
    ["draw", "minimal.bmc", "-o", "poster.png"],
    ["brief", "minimal.bmc", "-o", "brief.html", "-o", "brief.pdf", "-o", "brief.md"],
    ["brief", "minimal.bmc", "-o", "brief.docx", "-o", "brief.pptx"],
    ["templates", "--eject", "mine"],
)
"""Run in an empty folder that holds `minimal.bmc` alone; each must end with 0. New commands are added here."""


def run(*command: object, **options) -> subprocess.CompletedProcess:
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, encoding="utf-8", check=False, **options
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel as `pip` builds it from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "--no-index"]
    run(*pip, "-w", folder, TOP)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def names(wheel) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_all_data_files_travel(names):
    """Everything below `grammar`, `templates` and `examples`, and the package's own data beside its modules."""
    listed = run("git", "ls-files", cwd=TOP).stdout.split("\n") if (TOP / ".git").exists() else []
    wanted = [name for name in listed if name.split("/")[0] in DATA_FOLDERS and (TOP / name).exists()]
    assert {f"canvasdsl/data/{name}" for name in wanted} <= names
    own = [name for name in listed if name.startswith("canvasdsl/") and (TOP / name).exists()]
    assert set(own) <= names
    assert all(any(name.startswith(f"canvasdsl/data/{folder}/") for name in names) for folder in DATA_FOLDERS)


def test_nothing_else_travels(names):
    """No tests, benchmarks, editors' files or caches; the licence does."""
    assert all(re.match(r"canvasdsl/|canvasdsl-[\d.]+\.dist-info/", name) for name in names)
    assert [name for name in names if "__pycache__" in name or "node_modules" in name or "/test" in name] == []
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_wheel_is_small(wheel):
    """Fonts at most 6 MB, everything at most 8 MB."""
    with zipfile.ZipFile(wheel) as archive:
        endings = (".ttf", ".otf", ".woff2", ".woff")
        fonts = [one.file_size for one in archive.infolist() if one.filename.endswith(endings)]
        assert sum(fonts) <= FONT_BYTES
        texts = {one.filename.lower().rsplit("/", 1)[-1] for one in archive.infolist() if "/fonts/" in one.filename}
        assert not fonts or any("licen" in name or "ofl" in name for name in texts), "no licence beside the fonts"
    assert wheel.stat().st_size <= MOST_BYTES


def test_the_version_is_one(names):
    """That of the package is that of the distribution."""
    version = re.search(r'^version = "(.+)"', (TOP / "pyproject.toml").read_text(encoding="utf-8"), re.M)
    inside = re.search(r'^__version__ = "(.+)"', (TOP / "canvasdsl" / "__init__.py").read_text(encoding="utf-8"), re.M)
    assert version and inside and version[1] == inside[1]
    assert f"canvasdsl-{version[1]}.dist-info/METADATA" in names


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """The program of an environment that holds the wheel; what it depends on is lent by the tests' own environment, and
    the checkout is not."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    python = programs / ("python.exe" if os.name == "nt" else "python")
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").stdout.strip())
    run(sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-deps", "--no-index", wheel)
    lent = {Path(path) for path in sys.path if path.endswith("site-packages")}
    # A folder lent by a `.pth` file lends its packages, but its own `.pth` files, such as the checkout's, are not read.
    (site / "lent.pth").write_text("".join(f"{path}\n" for path in sorted(lent)), encoding="utf-8")
    return programs / ("canvasdsl.exe" if os.name == "nt" else "canvasdsl")


@pytest.fixture
def empty_folder(tmp_path) -> Path:
    """A folder with one model and nothing else, far from the checkout."""
    (tmp_path / "minimal.bmc").write_bytes((TOP / "examples" / "minimal.bmc").read_bytes())
    return tmp_path


def clean_environment(folder: Path) -> dict[str, str]:
    """No variable of Python's that could lead to the checkout, and a home of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return {**kept, "HOME": str(folder), "XDG_CACHE_HOME": str(folder / "cache")}


def test_the_installed_package_is_not_the_checkout(installed, empty_folder):
    """It finds its modules and its data in the environment."""
    python = installed.with_name(installed.name.replace("canvasdsl", "python"))
    program = "from canvasdsl import resources; print(resources.__file__); print(resources.folder('examples'))"
    places = run(python, "-c", program, cwd=empty_folder, env=clean_environment(empty_folder)).stdout.split("\n")
    assert all(str(TOP) not in place for place in places) and "site-packages" in places[0]


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_every_command_runs_without_a_checkout(installed, empty_folder, arguments):
    """In an empty folder, with the package as people install it."""
    run(installed, *arguments, cwd=empty_folder, env=clean_environment(empty_folder))


def test_the_readme_has_its_lines():
    """One line a shell for each purpose, and `.ci/run` finds the one that it calls."""
    text = (TOP / "README.md").read_text(encoding="utf-8")
    lines = dict(re.findall(r"^<!-- ([a-z]+: [a-z]+) -->\n```\w+\n(.+)\n```$", text, re.M))
    assert set(lines) == {"brief: unix", "brief: powershell", "tests: unix", "tests: powershell"}
    assert all("pip install" in line and "venv" in line for line in lines.values())
    assert "tests: unix" in (TOP / ".ci" / "run").read_text(encoding="utf-8")
