"""What the reader is unsure of in a task or a target, told by how it was found."""

import re
from collections.abc import Callable
from typing import Literal

from vanban.dates import find_by, find_due, find_every, moments
from vanban.doers import opens_with_verb
from vanban.labels import Assignment
from vanban.lexicon import words_of
from vanban.names import is_head
from vanban.outline import Node
from vanban.text import same_key, tidy

# Where doers were found; "heading" is the one right above where it is nothing but their names.
Found = Literal["label", "clause", "heading", "above", "nowhere"]

PIECE_END = re.compile(r"[,;.()]\s*|\s+và\s+")
OPENING = 40
AT_FIRST_A_DATE = re.compile(r"^(?:(?:trong|trước|đến|từ|ngày|tháng|quý|năm|[iv]+|[\d/–-]+)\b[\s,:]*)+", re.IGNORECASE)
AND = same_key("và")


def task_doubts(
    node: Node, said: Assignment, *, lead: Found, partners: tuple[str, ...], due: str | None, every: str | None
) -> tuple[str, ...]:
    """The doubtful fields of the task in `node`, of "lead", "with", "due", "every", "is_task".

    `said` is what labels say of it, which is sure; `lead` tells where its doers were found.
    """
    orders = node.assignment is not None or lead in ("label", "clause") or _opens_with_order(node.text)
    doubts = {
        "lead": lead == "above",
        "with": said.with_ is None and _is_cut_short(node.text, partners),
        "due": due is not None and not said.is_timed and len(_days(node.text, find_due)) != 1,
        "every": every is not None and not said.every and _has_several_rhythms(node.text),
        "is_task": not orders,
    }
    return tuple(name for name, is_doubtful in doubts.items() if is_doubtful)


def target_doubts(text: str, *, figures: int, by: str | None, every: str | None) -> tuple[str, ...]:
    """The doubtful fields of the target in `text`, of "value", "due", "every"; `figures` are aims in it."""
    doubts = {
        "value": figures > 1,
        "due": by is not None and len(_days(text, find_by)) != 1,
        "every": every is not None and _has_several_rhythms(text),
    }
    return tuple(name for name, is_doubtful in doubts.items() if is_doubtful)


def _opens_with_order(text: str) -> bool:
    words = words_of(AT_FIRST_A_DATE.sub("", text[:OPENING]))
    return opens_with_verb(words, 0) and not is_head(words, 0)


def _days(text: str, find: Callable[[str], str | None]) -> set[str]:
    """What `find` finds at each date of `text` if it were the only one: none where a heading gave the day."""
    lowered = tidy(text).lower()
    dates = list(moments(lowered))
    alone = (_without([other for other in dates if other is not date], lowered) for date in dates)
    return {day for day in map(find, alone) if day}


def _without(dates: list, text: str) -> str:
    for date in reversed(dates):
        text = f"{text[: date.start]}…{text[date.end :]}"
    return text


def _has_several_rhythms(text: str) -> bool:
    """ "Định kỳ 6 tháng, hằng năm" names two, "hằng tháng, trước ngày 25" one."""
    rules = (find_every(piece) for piece in PIECE_END.split(text))
    return len({rule.partition(";BY")[0] for rule in rules if rule}) > 1


def _is_cut_short(text: str, names: tuple[str, ...]) -> bool:
    """Whether the last name may go on: "các tỉnh trong vùng Trung du" + "và miền núi Bắc Bộ"."""
    if not names:
        return False
    words = words_of(text.rpartition(names[-1])[2][:OPENING])
    return bool(words) and words[0].key == AND and not opens_with_verb(words, 1)
