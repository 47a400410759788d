"""The rules of the house, read off the source: imports go down, pure parts stay pure, files stay short."""

import ast
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "canvasdsl"
FLOORS = (
    ("source", "diagnostics", "limits", "resources", "wording"),
    ("syntax", "theory"),
    ("model",),
    ("figures",),
    ("rules",),
    ("load",),
    ("views", "change", "convert", "ide"),
    ("brief", "classroom"),
    ("render",),
    ("outside",),
    ("cli", "lsp", "preview"),
    ("__main__",),
)
"""The parts, floor by floor. The single modules of the ground floor count as one part."""
FLOOR = {part: floor for floor, parts in enumerate(FLOORS) for part in parts}
OUTSIDE = 9
IMPURE = {
    "asyncio", "ctypes", "ftplib", "getpass", "glob", "http", "importlib.resources", "io", "locale", "mmap",
    "multiprocessing", "os", "pathlib", "platform", "shutil", "signal", "smtplib", "socket", "socketserver", "sqlite3",
    "ssl", "subprocess", "tempfile", "threading", "time", "urllib.request", "webbrowser",
}  # fmt: skip
"""What the floors below `outside` do not import: files, clock, environment, network, processes."""
CLOCK_CALLS = {"now", "today", "utcnow", "getenv", "getcwd"}
MAY_READ = {"resources.py"}
"""`resources` reads the package's own data, and nothing else does."""
MAY_IMPORT_LARK = {"syntax/generate.py"}
BUILD_STEPS = {"syntax/generate.py"}
"""Run by hand when the grammar changes; no command imports them, and they write what they generate."""
MAY_CALL = {"figures/compiling.py": {"eval"}}
"""A formula is compiled for simulation: from our own signs and numbers, never from a text of the user's."""
LONGEST = 400

MODULES = {
    path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(PACKAGE.rglob("*.py"))
    if "data" not in path.relative_to(PACKAGE).parts[:1]
}


def part_of(module: str) -> str:
    """`syntax/parser.py` and `canvasdsl.syntax.parser` are of the part `syntax`."""
    return module.removesuffix(".py").replace(".", "/").removeprefix("canvasdsl/").split("/")[0]


def imports_of(tree: ast.Module) -> set[str]:
    """All modules that are imported anywhere in the module, inside functions too, by their full dotted names; of
    `from a import b` both `a` and `a.b`, since `b` may be a module; where it is one of ours, `a.b` alone. Imports for
    type checkers alone do not count."""
    found = set()
    skipped = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            ours = {name for name in names if name.removeprefix("canvasdsl.").replace(".", "/") + ".py" in MODULES}
            found |= names if ours == names else {str(node.module), *names}
    return found


def own_imports(module: str) -> set[str]:
    """The modules of this package that a module imports, as paths."""
    found = set()
    for name in imports_of(MODULES[module]):
        if name.startswith("canvasdsl."):
            path = name.removeprefix("canvasdsl.").replace(".", "/")
            found |= {f"{path}.py", f"{path}/__init__.py"} & set(MODULES)
    return found - {module}


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_down(module):
    """Never up, never sideways; inside a part they are free."""
    part = part_of(module)
    if part == "__init__":
        assert own_imports(module) == set()
        return
    assert part in FLOOR, f"the part `{part}` has no floor: ARCHITECTURE.md and this test say where parts stand"
    for other in map(part_of, own_imports(module)):
        same = other == part or FLOOR[other] == FLOOR[part] == 0
        assert same or other == "__init__" or FLOOR[other] < FLOOR[part], f"{module} imports {other}"


def test_no_cycles():
    """Inside a part neither, whether at the top of a module or inside a function."""
    try:
        TopologicalSorter({module: own_imports(module) for module in MODULES}).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


@pytest.mark.parametrize("module", MODULES)
def test_pure_parts_stay_pure(module):
    """Below `outside` nothing reads files, the clock, the environment or the network."""
    if FLOOR.get(part_of(module), 0) >= OUTSIDE or module in MAY_READ | BUILD_STEPS:
        return
    impure = {name for name in imports_of(MODULES[module]) if name in IMPURE or name.split(".")[0] in IMPURE}
    assert impure == set(), f"{module} imports {impure}"
    for node in ast.walk(MODULES[module]):
        if isinstance(node, ast.Call):
            called = node.func
            barred = {"open", "input", "print", "exec", "eval"} - MAY_CALL.get(module, set())
            assert not (isinstance(called, ast.Name) and called.id in barred), (
                f"{module}:{node.lineno} calls `{ast.unparse(called)}`"
            )
            assert not (isinstance(called, ast.Attribute) and called.attr in CLOCK_CALLS), f"{module}:{node.lineno}"


def test_lark_is_imported_in_one_place():
    """The tables are generated; nothing that runs needs it."""
    importers = {
        module for module, tree in MODULES.items() if any(n.split(".")[0] == "lark" for n in imports_of(tree))
    }
    assert importers <= MAY_IMPORT_LARK


@pytest.mark.parametrize("module", MODULES)
def test_modules_are_short_and_say_what_they_hold(module):
    """A docstring, at most 400 lines."""
    assert ast.get_docstring(MODULES[module]), f"{module} has no docstring"
    lines = len((PACKAGE / module).read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST, f"{module} has {lines} lines"


@pytest.mark.parametrize("module", [name for name in MODULES if not name.endswith("__init__.py")])
def test_public_names_stand_in_all(module):
    """Each public function and class; and nothing stands there that is not defined."""
    tree = MODULES[module]
    functions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    public = {node.name for node in tree.body if isinstance(node, functions) and not node.name.startswith("_")}
    listed = next(
        (ast.literal_eval(node.value) for node in tree.body
         if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"), None,
    )  # fmt: skip
    assert listed is not None or not public, f"{module} has no __all__"
    defined = {name.id for node in tree.body for name in ast.walk(node) if isinstance(name, ast.Name)}
    froms = [node for node in tree.body if isinstance(node, ast.ImportFrom)]
    defined |= {alias.asname or alias.name for node in froms for alias in node.names}
    assert public <= set(listed or ()), f"{module}: not in __all__: {public - set(listed or ())}"
    assert set(listed or ()) <= public | defined, f"{module}: in __all__ but not defined"
    assert len(set(listed or ())) == len(listed or ())


def test_functions_that_are_public_say_what_they_do():
    """A docstring each, methods of public classes aside."""
    functions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    silent = [
        f"{module}:{node.lineno} {node.name}"
        for module, tree in MODULES.items()
        for node in tree.body
        if isinstance(node, functions) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert silent == []


@pytest.mark.parametrize("part", sorted({part_of(module) for module in MODULES} - {"__init__", "__main__"}))
def test_each_part_imports_alone(part):
    """In a fresh interpreter, so that no part leans on what another happened to import."""
    command = [sys.executable, "-c", f"import canvasdsl.{part}"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
