"""What the house rules are read from: our own files, and their syntax."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SHIPPED = ("banlanh", "config", "vanban")
WRITTEN = (*SHIPPED, "tests", "scripts", "benchmarks")


def files(ending: str, *, under: tuple[str, ...] = SHIPPED, tests: bool = False) -> list[Path]:
    """Our files of that ending; those of tests only where asked for."""
    found = [path for folder in under for path in sorted((ROOT / folder).rglob(f"*{ending}"))]
    return [path for path in found if tests or "tests" not in path.relative_to(ROOT).parts]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def text(path: Path) -> str:
    return path.read_text("utf-8")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(text(path))


def strings(module: ast.AST) -> Iterator[tuple[int, str]]:
    """Every text in the code that is no docstring, with its line."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value) for node in ast.walk(module) if isinstance(node, documented) and is_documented(node)
    }
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


def is_documented(node: ast.AST) -> bool:
    first = node.body[0] if node.body else None
    return isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)


def functions(module: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(module) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def called(node: ast.AST) -> str:
    """The last word of what is called or named: `a.b.mark_safe(...)` is "mark_safe"."""
    if isinstance(node, ast.Call):
        return called(node.func)
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
