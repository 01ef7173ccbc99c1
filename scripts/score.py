"""Reads every plan that people annotated and prints how well: python scripts/score.py FOLDER."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from vanban.reading import read
from vanban.source import Unreadable


def main(folder: Path) -> int:
    scorer = folder / "score.py"
    if not scorer.exists():
        print(f"There are no annotated plans in {folder}.")
        return 0
    for gold in sorted((folder / "gold").glob("*.json")):
        sources = [*(folder / "plans").glob(f"{gold.stem}.*"), *(folder / "originals").glob(f"{gold.stem}.*")]
        for source in sources:
            print(f"\n{source.name}", flush=True)
            score(scorer, gold, source)
    return 0


def score(scorer: Path, gold: Path, source: Path) -> None:
    try:
        reading = read(str(source))
    except Unreadable as refusal:
        print(refusal)
        return
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(reading.as_json(), file, ensure_ascii=False)
        file.flush()
        subprocess.run([sys.executable, scorer, gold, file.name], check=True)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
