"""The glossary is true: the places it names exist, and no model, closed list or kind of annotation is missing."""

import enum
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from distretti.enums import TipoAnnotazione

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "glossario.md").read_text(encoding="utf-8")
PLACES = re.findall(r"^\|.*\| `([\w.]+)` \|$", TEXT, re.MULTILINE)


def resolve(dotted: str) -> Any:
    """The object at a dotted path: the longest module in it, then its attributes."""
    parts = dotted.split(".")
    for end in range(len(parts), 0, -1):
        try:
            found: Any = importlib.import_module(".".join(parts[:end]))
        except ModuleNotFoundError:
            continue
        for name in parts[end:]:
            found = getattr(found, name)
        return found
    raise ModuleNotFoundError(dotted)


def own_modules() -> Iterator[Any]:
    for config in apps.get_app_configs():
        if Path(config.path).parent == ROOT:
            for info in pkgutil.walk_packages([config.path], f"{config.name}."):
                if "migrations" not in info.name:
                    yield importlib.import_module(info.name)


def closed_lists() -> dict[str, Any]:
    """Every enumeration of our apps, by the place where it is defined."""
    return {
        f"{value.__module__}.{value.__qualname__}": value
        for module in own_modules()
        for value in vars(module).values()
        if isinstance(value, enum.EnumType) and value.__module__ == module.__name__
    }


def models() -> list[Any]:
    configs = [c for c in apps.get_app_configs() if Path(c.path).parent == ROOT]
    return [model for config in configs for model in config.get_models() if not model._meta.auto_created]


@pytest.mark.parametrize("place", PLACES)
def test_the_place_exists(place: str) -> None:
    resolve(place)


def test_no_model_is_missing() -> None:
    named = [resolve(place) for place in PLACES]
    assert [model._meta.label for model in models() if model not in named] == []


def test_no_closed_list_is_missing() -> None:
    named = [resolve(place) for place in PLACES]
    assert [where for where, value in closed_lists().items() if not any(value is n for n in named)] == []


def test_no_kind_of_annotation_is_missing() -> None:
    terms = re.findall(r"^\| (\w+) \| [^|]+ \| [^|]+ \|$", TEXT, re.MULTILINE)
    assert set(terms) >= set(TipoAnnotazione.values)


def test_no_term_stands_twice() -> None:
    terms = re.findall(r"^\| ([^|`]+) \| .*\| `[\w.]+` \|$", TEXT, re.MULTILINE)
    assert sorted(terms) == sorted(set(terms))
