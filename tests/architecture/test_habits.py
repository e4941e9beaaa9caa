"""House rules that a grep or a parse can judge."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator

from data.settings import Settings
from deploy.big_files import too_big
from tests.architecture.source_tree import ROOT, Module, everything, modules, product, tracked

_CATCHES_ALL = {"etl/pipeline.py", "components/states.py"}
_READS_ENVIRONMENT = ("data/settings.py", "deploy/", "tests/")
_PRINTS = ("etl/__main__.py", "deploy/", "tests/bench/")
_VAGUE = re.compile(r"(^|_)(utils?|helpers?|common|managers?|base)(_|$)")
_UNDONE = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
_BANNER = re.compile(r"#\s*[-=#*~_]{4,}")
_INDEX = re.compile(r"py" r"pi\.org|python" r"hosted\.org|(?<!no-emit-)index" r"-url")
_MACHINE = re.compile(r"(?<![\w.$}/])/(work|root|home|opt|Users)/" r"[\w.]|bash" r"_jobs|\.\./" r"shared")


def _is_catch_all(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    names = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(isinstance(name, ast.Name) and name.id in ("Exception", "BaseException") for name in names)


def _where(module: Module, wanted: type[ast.AST]) -> Iterator[ast.AST]:
    return (node for node in ast.walk(module.tree) if isinstance(node, wanted))


def test_everything_is_caught_in_two_places_only() -> None:
    """One place each for the ETL and the screen; anything else would hide a fault that nobody knows."""
    catching = [
        module.name
        for module in modules("app.py", "pages", "components", "data", "etl", "deploy")
        for node in _where(module, ast.ExceptHandler)
        if isinstance(node, ast.ExceptHandler) and _is_catch_all(node)
    ]
    assert len(catching) == len(set(catching))
    assert set(catching) <= _CATCHES_ALL, catching


def test_only_settings_read_the_environment() -> None:
    """Everything else gets settings passed."""
    reading = [m.name for m in everything() if re.search(r"\bos\.(environ|getenv|putenv)\b", m.text)]
    assert [name for name in reading if not name.startswith(_READS_ENVIRONMENT)] == []


def test_only_command_lines_print() -> None:
    """Everything else logs an event."""
    printing = [
        f"{module.name}:{node.lineno}"
        for module in everything()
        for node in _where(module, ast.Call)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert [name for name in printing if not name.startswith(_PRINTS)] == []


def test_source_uses_no_assert() -> None:
    """It vanishes under -O."""
    asserting = [m.name for m in modules("app.py", "pages", "components", "data", "etl", "deploy")]
    assert asserting
    assert [m.name for m in product() for _ in _where(m, ast.Assert)] == []


def test_nothing_is_left_for_later_in_the_code() -> None:
    """A ticket is the place for it."""
    undone = [f"{m.name}: {found.group()}" for m in everything() if (found := _UNDONE.search(m.text))]
    assert not undone, undone


def test_no_banner_comments() -> None:
    """A file that needs chapters needs two files."""
    banners = [
        f"{module.name}:{token.start[0]}"
        for module in everything()
        for token in tokenize.generate_tokens(io.StringIO(module.text).readline)
        if token.type == tokenize.COMMENT and _BANNER.match(token.string)
    ]
    assert not banners, banners


def test_no_vague_file_names() -> None:
    """Such a name says nothing about what is inside."""
    assert [m.name for m in everything() if _VAGUE.search(m.path.stem)] == []


def test_public_names_have_docstrings() -> None:
    """In the layers that others build on."""
    missing = [
        f"{module.name}:{node.lineno} {node.name}"
        for module in modules("components", "data", "etl", "deploy")
        if "migrations/versions" not in module.name
        for node in _public(module.tree)
        if not ast.get_docstring(node)
    ]
    assert not missing, missing


def _public(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                members = (member for member in node.body if isinstance(member, ast.FunctionDef))
                yield from (member for member in members if not member.name.startswith("_"))


def test_env_example_lists_every_setting() -> None:
    """Exactly the fields of Settings, each once."""
    listed = re.findall(r"^#? ?(CC_[A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    assert sorted(listed) == sorted(f"CC_{name.upper()}" for name in Settings.model_fields)


def test_the_repository_stands_alone() -> None:
    """No package index, no path of the machine it was written on."""
    named = [
        f"{path.relative_to(ROOT)}: {found}"
        for path in tracked()
        for found in _foreign(path.read_bytes().decode("utf-8", errors="ignore"))
    ]
    assert not named, named


def _foreign(text: str) -> list[str]:
    return [found.group() for pattern in (_INDEX, _MACHINE) for found in pattern.finditer(text)]


def test_git_holds_no_big_file() -> None:
    """The rule of the pre-commit hook, for those who never installed it."""
    assert too_big(tracked()) == []


def test_the_patterns_can_match() -> None:
    """Each on what it looks for and not on what it must allow."""
    assert _foreign("see https://py" + "pi.org/simple and /wo" + "rk/main/x")
    assert not _foreign("/var/lib/command-center https://example.id/wo" + "rk/1 --no-emit-index" + "-url ./opt/x")
    assert _BANNER.match("# ------ part") and not _BANNER.match("# -- a remark")
    assert _VAGUE.search("etl_utils") and not _VAGUE.search("database")
