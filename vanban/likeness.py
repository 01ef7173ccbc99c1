"""How far two clauses speak of the same thing: shared words, rarer ones counting more. No learned model.

A clause is a bag of features: its words without marks, its neighbouring words taken as pairs, its figures and its
rhythm. Words that every plan is full of count a quarter. A feature counts by how few clauses of the two documents
have it: log(1 + clauses / clauses with it). Likeness is the weight of what is shared over the geometric mean of both
weights: 0 to 1, the same from either side.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise
from math import log, sqrt

from vanban.text import same_key, search_key, tidy

Features = Mapping[str, float]

WORD = re.compile(r"[^\W\d_]+")
# What joins, and what every plan is full of.
JOINING = frozenset(
    same_key(word)
    for word in WORD.findall("""
        các những mỗi từng và của cho với về là được để tại theo đến trên phải không đã sẽ có khi một này trong cùng
        nhằm hoặc như bằng từ ở vào ra do trước sau hằng hàng
    """)
)
GENERIC = JOINING | frozenset(
    same_key(word)
    for word in WORD.findall("""
        xã tỉnh thôn bản địa bàn cấp ủy đảng bộ ubnd ban nhân dân thực hiện tổ chức công tác chỉ đạo tăng cường nâng cao
        xây dựng triển khai kế hoạch nhiệm vụ giải pháp kịp thời bảo đảm hiệu quả quản lý cơ quan đơn vị số góp phần
        đẩy mạnh nghị quyết nội dung ít nhất phấn đấu năm tháng quý tuần ngày lần
    """)
)
GENERIC_WORD = 0.25
PAIRS = (1.0, 0.6, 0.25)  # by how many of the two are generic
FIGURE, RHYTHM = 1.0, 2.0
MOST_PHRASES = 3


def features(text: str, figures: Iterable[str] = (), rhythms: Iterable[str] = ()) -> Features:
    words = [(search_key(word), same_key(word) in GENERIC) for word in WORD.findall(tidy(text))]
    found = {word: GENERIC_WORD if is_generic else 1.0 for word, is_generic in words}
    for (first, one), (second, other) in pairwise(words):
        found[f"{first} {second}"] = PAIRS[one + other]
    return found | {f"={figure}": FIGURE for figure in figures} | {f"~{rule}": RHYTHM for rule in rhythms}


class Likeness:
    """Weighs features by the clauses of both documents, given once."""

    def __init__(self, clauses: Iterable[Features]) -> None:
        bags = list(clauses)
        counts = Counter(name for bag in bags for name in bag)
        self._rarity = {name: log(1 + len(bags) / count) for name, count in counts.items()}

    def between(self, one: list[Features], other: list[Features]) -> dict[tuple[int, int], float]:
        """The likeness of each of `one` with each of `other`, by their places; what shares nothing is left out."""
        holders: dict[str, list[tuple[int, float]]] = {}
        for place, bag in enumerate(other):
            for name, weight in bag.items():
                holders.setdefault(name, []).append((place, weight))
        shared: dict[tuple[int, int], float] = {}
        for place, bag in enumerate(one):
            for name, weight in bag.items():
                for holder, other_weight in holders.get(name, ()):
                    both = min(weight, other_weight) * self._rarity[name]
                    shared[place, holder] = shared.get((place, holder), 0.0) + both
        ones, others = [self._weight(bag) for bag in one], [self._weight(bag) for bag in other]
        return {(a, b): round(weight / sqrt(ones[a] * others[b]), 9) for (a, b), weight in shared.items()}

    def _weight(self, bag: Features) -> float:
        return sum(weight * self._rarity[name] for name, weight in bag.items())


def shared_phrases(text: str, other: str) -> list[str]:
    """The most telling runs of words of `text`, as printed there, that stand in `other` too; at most three."""
    pairs = set(pairwise(map(same_key, WORD.findall(tidy(other)))))
    runs: list[list[str]] = [[]]
    for first, second in pairwise(WORD.findall(tidy(text))):
        if (same_key(first), same_key(second)) in pairs:
            runs[-1] = [*runs[-1], second] if runs[-1] else [first, second]
        elif runs[-1]:
            runs.append([])
    told = sorted({" ".join(_telling(run)).lower() for run in runs} - {""}, key=lambda run: (-len(run), run))
    return [run for place, run in enumerate(told) if not any(run in longer for longer in told[:place])][:MOST_PHRASES]


def _telling(run: list[str]) -> list[str]:
    """A run without the words that join at its ends; nothing where one word, or only generic ones, would be left."""
    kept = [place for place, word in enumerate(run) if same_key(word) not in JOINING]
    words = run[kept[0] : kept[-1] + 1] if kept else []
    return words if len(words) > 1 and any(same_key(word) not in GENERIC for word in words) else []
