"""The rule of the house: who may import what. Data flows one way, and engines touch nothing outside."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("lisp", "mapserver", "xtr", "fmcc", "deploy")

# Which of our packages each may import, itself aside.
ALLOWED = {
    "lisp": set[str](),
    "mapserver": {"lisp"},
    "xtr": {"lisp"},
    "fmcc": {"lisp"},
    "deploy": {"lisp", "mapserver", "xtr", "fmcc"},
}

# What a pure module must not import: anything that reads a clock, a socket, chance or the system.
IMPURE = {
    "asyncio",
    "socket",
    "time",
    "random",
    "os",
    "logging",
    "structlog",
    "aiohttp",
    "ssl",
    "subprocess",
    "threading",
    "pyroute2",
}

NEED_CRYPTOGRAPHY = ("lisp_sec.py", "referral_signature.py")

# The shells: the only modules of the daemons' packages that may touch the outside.
SHELLS = {
    "mapserver": (
        "assignment.py",
        "cli.py",
        "daemon.py",
        "inbox.py",
        "sqlite_store.py",
        "store.py",
        "supervisor.py",
        "worker.py",
    ),
    "xtr": (
        "cli.py",
        "daemon.py",
        "hypervisor.py",
        "neighbour_proxy.py",
        "neighbours.py",
        "statefile.py",
        "store.py",
        "dataplane/",
    ),
    "fmcc": (
        "check.py",
        "daemon.py",
        "database.py",
        "opening.py",
        "hands.py",
        "measuring.py",
        "journal.py",
        "estate.py",
        "etcd.py",
        "etcd_leases.py",
        "lease_store.py",
        "tenancy.py",
        "verbs.py",
        "hypervisor/",
    ),
}


def imports(path: Path) -> set[str]:
    """The dotted names of everything a file imports, wherever in the file it stands."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def pure_modules() -> list[Path]:
    """The codec, the engine base, and all of a daemon that is not its shell."""
    pure = [
        *sorted((ROOT / "lisp/wire").glob("*.py")),
        ROOT / "lisp/engine.py",
        ROOT / "lisp/lpm.py",
        ROOT / "lisp/order.py",
        ROOT / "lisp/pairs.py",
    ]
    for package, shells in SHELLS.items():
        for path in sorted((ROOT / package).rglob("*.py")):
            relative = path.relative_to(ROOT / package).as_posix()
            if not any(relative == shell or (shell.endswith("/") and relative.startswith(shell)) for shell in shells):
                pure.append(path)
    return pure


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", [p for package in PACKAGES for p in sorted((ROOT / package).rglob("*.py"))], ids=name)
def test_packages_import_only_what_they_may(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    ours = {imported.split(".")[0] for imported in imports(path)} & set(PACKAGES)
    assert ours - {package} <= ALLOWED[package]


@pytest.mark.parametrize("path", pure_modules(), ids=name)
def test_engines_are_sans_io(path: Path) -> None:
    # `socket` gives the wire layer inet_ntop, a pure function of its arguments.
    allowed = {"socket"} if name(path) == "lisp/wire/address.py" else set[str]()
    assert {imported.split(".")[0] for imported in imports(path)} & IMPURE <= allowed
    assert not any(imported.startswith("lisp.runtime") for imported in imports(path)) or path.name == "config.py"


@pytest.mark.parametrize("path", sorted((ROOT / "lisp/wire").glob("*.py")), ids=name)
def test_wire_needs_only_the_standard_library(path: Path) -> None:
    # Two modules wrap keys and check signatures; the package does not import them by itself.
    allowed = {"cryptography"} if path.name in NEED_CRYPTOGRAPHY else set[str]()
    foreign = {imported.split(".")[0] for imported in imports(path)} - set(sys.stdlib_module_names) - {"lisp"}
    assert foreign <= allowed
    assert not {f"lisp.wire.{Path(name).stem}" for name in NEED_CRYPTOGRAPHY} & imports(path)
    assert not [i for i in imports(path) if i.startswith("lisp.") and not i.startswith("lisp.wire")]


@pytest.mark.parametrize("path", sorted((ROOT / "fmcc/decision").rglob("*.py")), ids=name)
def test_decisions_need_numpy_only(path: Path) -> None:
    foreign = {imported.split(".")[0] for imported in imports(path)} - set(sys.stdlib_module_names) - {"fmcc"}
    assert foreign <= {"numpy"}
    assert not [i for i in imports(path) if i.startswith("fmcc.") and not i.startswith("fmcc.decision")]


def test_decisions_are_imported_where_there_is_numpy_and_nothing_else() -> None:
    modules = [name(path).removesuffix(".py").replace("/", ".") for path in (ROOT / "fmcc/decision").rglob("*.py")]
    program = (
        "import sys, numpy, importlib\n"
        "sys.path[:] = [sys.argv[1], *(p for p in sys.path if 'site-packages' not in p)]\n"
        "for module in sys.argv[2:]: importlib.import_module(module.removesuffix('.__init__'))\n"
        "from fmcc.decision import PlacementParameters, decide\n"
        "print(decide({'dc1': 250.0, 'dc2': 3.0}, 'dc1', PlacementParameters()).target_dc)\n"
    )
    command = [sys.executable, "-c", program, str(ROOT), *modules]
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False)
    assert done.stdout == "dc2\n", done.stderr


def test_the_rule_sees_a_breach(tmp_path: Path) -> None:
    breach = tmp_path / "engine.py"
    breach.write_text("def f() -> None:\n    from time import monotonic\n    import asyncio.events\n")
    assert imports(breach) == {"time", "time.monotonic", "asyncio.events"}
