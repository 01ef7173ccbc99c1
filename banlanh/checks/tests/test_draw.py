"""The draw: uniform, the same for everybody, and redone by the script of docs/phuc-tra.md without us."""

import os
import re
import subprocess
import sys
from hashlib import sha256
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chisquare

from banlanh.checks.draw import DONE, MISUSED, canonical, draw, listed_in, main, mark_of, new_seed
from tests.conventions.sources import ROOT, text

SEED = "00" * 31 + "2a"
IDS = [f"hộ-{number:03}" for number in range(612)]
LISTS = st.sets(st.text("abcđếộ-0123456789", min_size=1, max_size=12), min_size=1, max_size=60)


def seeds(many: int) -> list[str]:
    """Seeds as good as random ones, the same in every run."""
    return [sha256(f"seed {number}".encode()).hexdigest() for number in range(many)]


def script() -> str:
    (found,) = re.findall(r"```python\n(.*?)```", text(ROOT / "docs" / "phuc-tra.md"), re.DOTALL)
    return found


def test_the_frozen_list_is_sorted_one_id_a_line():
    assert canonical(["b", "â", "a"]) == "a\nb\nâ\n"
    assert mark_of("a\nb\n") == sha256(b"a\nb\n").hexdigest()


@pytest.mark.parametrize("ids", [["a", "a"], [""], ["a b\n"], ["a\nb"], [" a"], ["a\u2028b"], ["a\r"]])
def test_a_list_that_would_not_come_back_as_it_was_is_refused(ids):
    with pytest.raises(ValueError):
        canonical(ids)


@given(LISTS, st.data())
def test_whoever_freezes_the_same_entries_gets_the_same_list(ids, data):
    shuffled = data.draw(st.permutations(sorted(ids)))
    assert canonical(shuffled) == canonical(ids)
    assert listed_in("\r\n".join(shuffled).encode("utf-8-sig")) == canonical(ids)


@given(LISTS, st.integers(0, 99), st.data())
def test_a_sample_is_a_part_of_the_list_without_repetition_and_a_longer_one_begins_with_it(ids, number, data):
    size = data.draw(st.integers(0, len(ids)))
    seed, listed = seeds(100)[number], canonical(ids)
    drawn = draw(listed, size=size, seed=seed)
    assert len(set(drawn)) == len(drawn) == size and set(drawn) <= ids
    assert draw(listed, size=len(ids), seed=seed)[:size] == drawn
    assert set(draw(listed, size=len(ids), seed=seed)) == ids


@pytest.mark.parametrize(
    ("listed", "size", "seed"),
    [
        ("b\na\n", 1, SEED), ("a\na\n", 1, SEED), ("a", 1, SEED), ("a\n", 2, SEED), ("a\n", -1, SEED),
        ("a\n", 1, "2a"), ("a\n", 1, SEED.replace("a", "A")), ("a\n", 1, SEED + "\n"),
    ],
)  # fmt: skip
def test_a_draw_that_nobody_could_redo_is_refused(listed, size, seed):
    with pytest.raises(ValueError):
        draw(listed, size=size, seed=seed)


def test_seeds_are_thirty_two_bytes_and_never_the_same():
    made = {new_seed() for _ in range(100)}
    assert len(made) == 100 and all(re.fullmatch("[0-9a-f]{64}", seed) for seed in made)


def test_every_entry_is_drawn_as_often_as_any_other():
    """20,000 draws of 5 of 20: how often each entry comes, and how often each comes first."""
    listed = canonical(f"{number:02}" for number in range(20))
    counts, firsts = dict.fromkeys(listed.split(), 0), dict.fromkeys(listed.split(), 0)
    for seed in seeds(20_000):
        drawn = draw(listed, size=5, seed=seed)
        firsts[drawn[0]] += 1
        for id in drawn:
            counts[id] += 1
    assert sum(counts.values()) == 100_000
    # Without replacement the counts vary less than chi-square allows for, by (20 - 5) / (20 - 1); put back here.
    assert chisquare([5_000 + (many - 5_000) * (19 / 15) ** 0.5 for many in counts.values()]).pvalue > 0.001
    assert chisquare(list(firsts.values())).pvalue > 0.001


def test_every_pair_is_drawn_as_often_as_any_other():
    """Not the entries alone: 20,000 draws of 2 of 8, over all 28 samples that there are."""
    listed = canonical("abcdefgh")
    counts = dict.fromkeys(combinations("abcdefgh", 2), 0)
    for seed in seeds(20_000):
        counts[tuple(sorted(draw(listed, size=2, seed=seed)))] += 1
    assert chisquare(list(counts.values())).pvalue > 0.001


# --- by others -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "seed"), [(24, SEED), (1, seeds(1)[0]), (612, seeds(2)[1])])
def test_the_script_of_the_document_draws_the_same(tmp_path, size, seed):
    listed = canonical(IDS)
    (tmp_path / "danh-sach.txt").write_bytes(listed.encode())
    (tmp_path / "boc-lai.py").write_text(script(), "utf-8")
    words = [sys.executable, "-I", "boc-lai.py", "danh-sach.txt", str(size), seed]
    environment = {"PATH": os.environ["PATH"], "PYTHONUTF8": "1", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(words, cwd=tmp_path, env=environment, capture_output=True, check=True, encoding="utf-8")
    mark, *lines = done.stdout.splitlines()
    assert mark.endswith(f" {mark_of(listed)}")
    assert lines == [f"{place} {id}" for place, id in enumerate(draw(listed, size=size, seed=seed), start=1)]


def test_the_script_is_short_and_imports_nothing_of_ours():
    assert len(script().splitlines()) <= 20
    assert set(re.findall(r"^(?:from|import) (\w+)", script(), re.MULTILINE)) == {"sys", "hashlib"}


def test_the_command_draws_from_a_file(tmp_path, capsys):
    path = tmp_path / "danh-sach.txt"
    path.write_bytes("\r\n".join(reversed(IDS)).encode("utf-8-sig"))
    assert main(["--list", str(path), "--size", "24", "--seed", SEED.upper()]) == DONE
    said = capsys.readouterr()
    assert said.out.split() == draw(canonical(IDS), size=24, seed=SEED)
    assert "612 mã" in said.err and mark_of(canonical(IDS)) in said.err


@pytest.mark.parametrize(
    ("content", "size", "seed", "sentence"),
    [
        (None, 1, SEED, "Không đọc được tệp"),
        (b"\xff\xfe\xfd", 1, SEED, "không phải văn bản UTF-8"),
        (b"a\na\n", 1, SEED, "Mã «a» có hai lần trong danh sách."),
        (b"a\nb\n", 3, SEED, "Danh sách có 2 mã, không bốc được 3."),
        (b"a\nb\n", 1, "hai", "Hạt giống phải là 64 chữ số 0–9, a–f."),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(tmp_path, capsys, content, size, seed, sentence):
    path = tmp_path / "danh-sach.txt"
    if content is not None:
        path.write_bytes(content)
    assert main(["--list", str(path), "--size", str(size), "--seed", seed]) == MISUSED
    said = capsys.readouterr()
    assert sentence in said.err and said.out == ""


def test_drawing_does_not_load_django():
    code = "import sys; import banlanh.checks.draw, banlanh.checks.verdict; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0
