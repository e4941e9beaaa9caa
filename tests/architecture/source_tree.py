"""The source of the product, parsed once, for tests that judge its shape."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PRODUCT = ("app.py", "pages", "components", "data", "etl")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Module:
    """One source file."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """Path from the root, for messages."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def lines(self) -> int:
        """Lines of the file."""
        return len(self.text.splitlines())


@cache
def modules(*tops: str) -> tuple[Module, ...]:
    """Every Python file under the named folders or files, by path."""
    found = (path for top in tops for path in ([ROOT / top] if top.endswith(".py") else (ROOT / top).rglob("*.py")))
    paths = sorted(path for path in found if "__pycache__" not in path.parts)
    texts = ((path, path.read_text(encoding="utf-8")) for path in paths)
    return tuple(Module(path, text, ast.parse(text)) for path, text in texts)


def product() -> tuple[Module, ...]:
    """What runs: the web, the data layer, the ETL."""
    return modules(*PRODUCT)


def everything() -> tuple[Module, ...]:
    """The product, its launcher, its tests."""
    return modules(*PRODUCT, "deploy", "tests")


def functions(module: Module) -> Iterator[Function]:
    """Every function of a file, nested ones too."""
    for node in ast.walk(module.tree):
        if isinstance(node, Function):
            yield node


def function_lines(function: Function) -> int:
    """From `def` to the last line, decorators left out."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def imported(module: Module) -> Iterator[str]:
    """Dotted names a file imports; `from a import b` gives `a.b`."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def texts(module: Module) -> Iterator[tuple[int, str]]:
    """String constants with their line, docstrings left out."""
    bare = {id(node.value) for node in ast.walk(module.tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare:
            yield node.lineno, node.value


@cache
def tracked() -> tuple[Path, ...]:
    """Every file git knows that is still there."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())
