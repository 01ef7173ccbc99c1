"""How well plans that people annotated are read: python scripts/score.py FOLDER.

FOLDER has `score.py`, `gold/NAME.json`, and under `plans/` and `originals/` the documents NAME.* of any format.
"""

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

from vanban.reading import read
from vanban.source import Unreadable

GOAL_MEAN, GOAL_EACH = 0.92, 0.80


def main(folder: Path) -> int:
    if not (folder / "score.py").exists():
        print(f"There are no annotated plans in {folder}.")
        return 0
    scorer = loaded(folder / "score.py")
    found = {path: of(scorer, gold, path) for gold in golds(folder) for path in sources(folder, gold)}
    print(f"\n{'mean F1 of the parts':70}{'F1':>7}")
    for path, f1 in found.items():
        print(f"{path.relative_to(folder).as_posix():70}{f1:7.3f}")
    mean, least = sum(found.values()) / len(found), min(found.values())
    print(f"{'mean of all':70}{mean:7.3f}   goal {GOAL_MEAN}\n{'least':70}{least:7.3f}   goal {GOAL_EACH}")
    return 0 if mean >= GOAL_MEAN and least >= GOAL_EACH else 1


def golds(folder: Path) -> list[Path]:
    return sorted((folder / "gold").glob("*.json"))


def sources(folder: Path, gold: Path) -> list[Path]:
    return [path for under in ("plans", "originals") for path in sorted((folder / under).glob(f"{gold.stem}.*"))]


def of(scorer: ModuleType, gold: Path, path: Path) -> float:
    """The document's mean F1; its table is printed. What is refused scores nothing."""
    print(f"\n{path.name}", flush=True)
    try:
        found = read(str(path)).as_json()
    except Unreadable as refusal:
        print(refusal)
        return 0.0
    parts = scorer.score(json.loads(gold.read_text(encoding="utf-8")), found)
    scorer.show(parts)
    scored = [2 * hit / (asked + told) for hit, asked, told in parts.values() if asked + told]
    return sum(scored) / len(scored)


def loaded(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        raise ImportError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
