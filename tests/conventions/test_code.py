"""House rules for Python files: sizes, names, dangerous calls, locks (STYLE: sections 0, 4; SEC-54)."""

import ast
import re

import pytest

from .sources import ROOT, SHIPPED, WRITTEN, called, files, functions, name, text, tree

LINES_OF_A_FILE, LINES_OF_A_FUNCTION, LINES_OF_A_SCRIPT = 400, 60, 150
BANNED_FILES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "misc",
    "common",
    "services",
    "service",
    "managers",
    "data",
    "temp",
}
DANGEROUS = {"eval", "exec", "mark_safe", "SafeString", "RawSQL", "RunSQL", "raw", "extra", "cursor", "execute"}
DANGEROUS_MODULES = {"pickle", "marshal", "shelve"}
# Each was read by a second person; the reason stands here.
REVIEWED = {
    ("banlanh/accounts/pages.py", "mark_safe"): "two comments of our own making, no variable of anybody's in them",
    ("banlanh/core/rows.py", "cursor"): "names of tables and columns come from models, values are parameters",
    ("banlanh/core/rows.py", "execute"): "names of tables and columns come from models, values are parameters",
    ("banlanh/core/sqlite/base.py", "execute"): "PRAGMA with a number of our own making",
    ("banlanh/core/unchanging.py", "execute"): "triggers, for migrations; each a constant",
    ("banlanh/demo/actions.py", "cursor"): "ANALYZE, a constant",
    ("banlanh/demo/actions.py", "execute"): "ANALYZE, a constant",
    ("banlanh/core/templatetags/core.py", "mark_safe"): "a constant of our own, no variable in it",
}
APART = re.compile(r"pytest\.mark\.(browser|libreoffice)")


def long_functions(module: ast.AST) -> list[str]:
    return [each.name for each in functions(module) if each.end_lineno - each.lineno + 1 > LINES_OF_A_FUNCTION]


def dangers(module: ast.AST) -> set[str]:
    """Calls and imports that need a second reader."""
    found = {called(node) for node in ast.walk(module) if isinstance(node, ast.Call)} & DANGEROUS
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names} & DANGEROUS_MODULES
        if isinstance(node, ast.ImportFrom):
            found |= {node.module} & DANGEROUS_MODULES
        if isinstance(node, ast.keyword) and node.arg == "shell" and getattr(node.value, "value", None):
            found.add("shell")
    return found


def unlocked(lock: str) -> list[str]:
    """Lines of a lock that name an address, or a version without its hash."""
    entries = [entry for entry in re.split(r"\n(?=\S)", lock.strip()) if entry]
    return [entry.split()[0] for entry in entries if "://" in entry or "--hash=sha256:" not in entry]


def test_the_rules_find_what_they_look_for():
    body = "\n".join(["    x = 1"] * LINES_OF_A_FUNCTION)
    assert long_functions(ast.parse(f"def long():\n{body}")) == ["long"]
    risky = ast.parse("from pickle import load\ncursor.execute('')\nrun('', shell=True)\nmark.mark_safe(x)")
    assert dangers(risky) == {"pickle", "execute", "shell", "mark_safe"}
    assert unlocked("--index-url //a\nbrotli==1.2 \\\n    --hash=sha256:0\nsix==1.17") == [
        "--index-url",
        "six==1.17",
    ]


def test_no_file_is_longer_than_two_screens_can_hold():
    most = {".py": LINES_OF_A_FILE, ".js": LINES_OF_A_SCRIPT}
    found = [
        path
        for ending in most
        for path in files(ending, under=WRITTEN, tests=True)
        if not {"migrations", "vendor"} & {*path.parts}
    ]
    assert [name(path) for path in found if len(text(path).splitlines()) > most[path.suffix]] == []


def test_no_function_needs_scrolling():
    found = {name(path): long_functions(tree(path)) for path in files(".py", under=WRITTEN, tests=True)}
    assert {path: names for path, names in found.items() if names} == {}


def test_no_file_has_a_name_that_says_nothing():
    parts = {part for path in files(".py", under=WRITTEN, tests=True) for part in (path.parent.name, path.stem)}
    assert parts & BANNED_FILES == set()


def test_dangerous_calls_are_only_those_that_were_reviewed():
    found = {(name(path), danger) for path in files(".py", under=SHIPPED) for danger in dangers(tree(path))}
    assert found == set(REVIEWED)


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_locks_carry_hashes_and_no_address(lock):
    assert unlocked(text(ROOT / lock)) == []


def test_what_runs_apart_says_so_in_its_own_file():
    """`scripts/ci.py` finds the tests for Chromium and LibreOffice by these words."""
    marks = {name(path) for path in files(".py", under=WRITTEN, tests=True) if APART.search(text(path))}
    assert marks and {path for path in marks if not path.rpartition("/")[2].startswith("test_")} == set()
