"""The documents and the scorer that stand beside the project, never inside it."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared"
SEED = next((SHARED / "seed").glob("*.md"), SHARED / "missing.md")
PLANS = SHARED / "reading" / "plans"
GOLD = SHARED / "reading" / "gold"


def require_shared() -> None:
    if not SEED.exists() or not GOLD.exists():
        pytest.skip("the folder 'shared' beside the project is missing: real plans are only read from there")


def gold_names() -> list[str]:
    return sorted(path.stem for path in GOLD.glob("*.json")) if GOLD.exists() else []


def gold(name: str) -> dict[str, Any]:
    return json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8"))


def seed_gold() -> dict[str, Any]:
    return gold(gold_names()[0])


def mean_f1(wanted: dict[str, Any], found: dict[str, Any]) -> float:
    parts = _scorer().score(wanted, found).values()
    scored = [2 * hits / (total + read) for hits, total, read in parts if total + read]
    return sum(scored) / len(scored)


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SHARED / "reading" / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
