"""The shape budget: short functions, short files, callbacks that only pass things on."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator

from tests.architecture.source_tree import Function, Module, everything, function_lines, functions, modules, product

_MEDIAN, _P90, _LONGEST = 12, 35, 50
_FILE = 300
_CALLBACK = 10


def test_functions_are_short() -> None:
    """Over the product; the longest one over everything."""
    lengths = sorted(function_lines(function) for module in product() for function in functions(module))
    assert statistics.median(lengths) <= _MEDIAN
    assert lengths[int(len(lengths) * 0.9)] <= _P90


def test_no_function_is_over_the_limit() -> None:
    """The launcher and the tests included."""
    long = [
        f"{module.name}:{function.lineno} {function.name} {function_lines(function)}"
        for module in everything()
        for function in functions(module)
        if function_lines(function) > _LONGEST
    ]
    assert not long, long


def test_no_file_is_over_the_limit() -> None:
    """A file that is too long holds two ideas."""
    long = [f"{module.name} {module.lines}" for module in everything() if module.lines > _FILE]
    assert not long, long


def test_callbacks_only_pass_things_on() -> None:
    """Parse input, ask, hand to a component."""
    long = [
        f"{module.name}:{function.lineno} {function.name} {body_lines(function)}"
        for module, function in callbacks(modules("pages", "components"))
        if body_lines(function) > _CALLBACK
    ]
    assert not long, long


def callbacks(found: tuple[Module, ...]) -> Iterator[tuple[Module, Function]]:
    """Functions under `@callback(...)` or `@app.callback(...)`."""
    for module in found:
        for function in functions(module):
            if any("callback" in ast.unparse(decorator).partition("(")[0] for decorator in function.decorator_list):
                yield module, function


def body_lines(function: Function) -> int:
    """Lines of the body without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) and len(function.body) > 1 else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1


def test_the_measure_can_fail() -> None:
    """A known function has the length counted by hand."""
    tree = ast.parse('@callback(1)\ndef show():\n    """A."""\n    a = 1\n    b = 2\n    return a + b\n')
    function = tree.body[0]
    assert isinstance(function, ast.FunctionDef)
    assert (function_lines(function), body_lines(function)) == (5, 3)
