"""One word for one thing: official Indonesian nouns, never their English synonym."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping

from tests.architecture.source_tree import ROOT, Module, product, texts

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def banned() -> Mapping[str, str]:
    """Banned word -> the house word."""
    declared = tomllib.loads((ROOT / "data" / "catalog" / "vocabulary.toml").read_text())["banned"]
    return {str(word): str(house) for word, house in declared.items()}


def words(text: str) -> set[str]:
    """Lower-case words of an identifier or a sentence, with a plural s taken off as well."""
    found = {word.lower() for word in _WORD.findall(text)}
    return found | {word.removesuffix("s") for word in found} | {re.sub("ies$", "y", word) for word in found}


def identifiers(module: Module) -> Iterator[tuple[int, str]]:
    """Every name a file gives to something, with its line; names it only uses may be foreign."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg


def test_source_and_texts_use_the_house_words() -> None:
    """Identifiers and every string that is not a docstring."""
    wrong = [
        f"{module.name}:{line} {word} -> {banned()[word]}"
        for module in product()
        for line, text in [*identifiers(module), *texts(module), (1, module.path.stem)]
        for word in words(text) & banned().keys()
    ]
    assert not wrong, wrong


def test_declarations_use_the_house_words() -> None:
    """What TOML files say to users."""
    files = [path for path in (ROOT / "data" / "catalog").rglob("*.toml") if path.name != "vocabulary.toml"]
    wrong = [f"{path.name}: {word}" for path in files for word in words(path.read_text()) & banned().keys()]
    assert files
    assert not wrong, wrong


def test_a_banned_word_is_found() -> None:
    """In snake case, camel case, a sentence and a plural."""
    assert "village" in words("read_village_rows") & words("VillageTable") & words("the Villages here")
    assert "regency" in words("regencies")
    assert "desa" not in banned()
