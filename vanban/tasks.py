"""The tasks of a plan: clauses that order an action, who leads, who helps, when."""

import re
from dataclasses import dataclass

from vanban.bodies import doers, heading_doers, partners
from vanban.dates import find_due, find_every, with_year
from vanban.doers import gives_orders, only_names_doers, opens_with_verb
from vanban.doubts import Found, task_doubts
from vanban.labels import NO_ASSIGNMENT, Assignment, inline_labels, is_label, read_labels
from vanban.lexicon import words_of
from vanban.outline import ASIDE, Node
from vanban.parts import is_about_money, purpose
from vanban.targets import is_dated_aim
from vanban.text import search_key

THIS = r"(?:ke hoach|quyet dinh|nghi quyet|chi thi|chuong trinh) nay"
ANNOUNCEMENT = re.compile(
    rf"(?:tren day la|{THIS} (?:thay the|co hieu luc|(?:duoc )?pho bien)"
    r"|(?:nay )?(?:ban hanh|phe duyet)\b.{0,20}\bkem theo|(?:ban hanh|phe duyet)\b.{0,10}\bquyet dinh nay"
    r"|ket thuc$|noi nhan)\b"
)
# What an assembly thinks of a matter orders nothing.
OPINION = re.compile(r".{0,80}?\b(?:danh gia cao|tan thanh|nhat tri|ghi nhan|co ban thong nhat)\b")
# A bullet so labelled describes; it orders nothing.
DESCRIPTION = re.compile(
    r"(?:nguyen tac|tai lieu|thanh phan|doi tuong|ho so|khau hieu|chu de|kinh phi|thoi gian"
    r"|dia diem|so luong|phuong cham|co cau|ty le"
    r"|luu y|ghi chu|noi dung chinh)\b[^:]{0,50}:"
)
EXAMPLES = re.compile(r"(?<!sau )(?<!nhu sau)(?:\bnhu|bao gom|\bgom|gom co|gom cac noi dung)\s*:$")


@dataclass(frozen=True, slots=True)
class Task:
    """`lead` and `with_` as printed; `due` ISO; `every` RFC 5545; `clause` is the index of its clause.

    `unsure` names what a person should look at: "lead", "with", "due", "every", "is_task".
    """

    at: str
    starts: str
    lead: tuple[str, ...]
    with_: tuple[str, ...]
    due: str | None
    every: str | None
    clause: int
    unsure: tuple[str, ...] = ()


def find_tasks(nodes: list[Node]) -> list[Task]:
    """The tasks of `nodes`, the paragraphs of a body or an appendix, in order."""
    said = _assignments(nodes)
    return [_task(node, node.assignment or said.get(node.index, NO_ASSIGNMENT)) for node in nodes if _is_task(node)]


def _task(node: Node, said: Assignment) -> Task:
    said = inline_labels(with_year(node.text, node.year)).over(said)
    lead, found = _leaders(node, said)
    with_ = said.with_ if said.with_ is not None else tuple(partners(node.text))
    due, every = _times(node, said)
    unsure = task_doubts(node, said, lead=found, partners=with_, due=due, every=every)
    return Task(node.at, starts(node.text), lead, with_, due, every, node.index, unsure)


def starts(text: str) -> str:
    """The first 60 characters of a clause, by which it is found again."""
    return text[:60].strip()


def _times(node: Node, said: Assignment) -> tuple[str | None, str | None]:
    own = None if is_dated_aim(node.text) else find_due(with_year(node.text, node.year))
    if said.is_timed:
        return own or said.due, said.every or find_every(node.text)
    above = [node.intro, *reversed(node.headings)] if node.intro else list(reversed(node.headings))
    inherited = (find_due(with_year(step.text, node.year), stated=step.is_caption) for step in above)
    return own or next((due for due in inherited if due), None), find_every(node.text)


def _leaders(node: Node, said: Assignment) -> tuple[tuple[str, ...], Found]:
    if said.lead is not None:
        return said.lead, "label"
    above = _leaders_above(node)
    named = doers(node.text, under_a_doer=bool(above))
    if named:
        return tuple(named), "clause"
    if node.parent and not node.intro and above and only_names_doers(node.parent.text):
        return tuple(above), "heading"
    return tuple(above), "above" if above else "nowhere"


def _leaders_above(node: Node) -> list[str]:
    """Whom the list's introduction names, else its heading, else the same one level up."""
    step: Node | None = node
    while step:
        named = doers(step.intro.text) if step.intro else []
        named = named or (heading_doers(step.parent.text) if step.parent and step.parent.is_heading else [])
        if named:
            return named
        step = step.parent
    return []


def _is_task(node: Node) -> bool:
    if node.assignment:
        return True
    if node.is_heading or node.cells or is_label(node.text) or ASIDE.fullmatch(node.text):
        return False
    if node.label is not None or node.is_label_value:
        return False
    if node.appendix or purpose(node) != "tasks" or _introduces(node) or _is_example(node):
        return False
    key = search_key(node.text)
    if DESCRIPTION.match(key) or (node.marker.kind == "article" and OPINION.match(key)):
        return False
    if is_about_money(node) or ANNOUNCEMENT.match(key):
        return bool(doers(node.text)) or _is_somebodys_item(node)
    return _orders(node)


def _is_somebodys_item(node: Node) -> bool:
    """Whether it is one of the items under "4. Bộ Tài chính": then it orders whom the heading names."""
    return node.marker.kind == "bullet" and node.parent is not None and only_names_doers(node.parent.text)


def _orders(node: Node) -> bool:
    if node.marker.kind == "bullet" and not node.parent:
        return False  # grounds before the first part
    if node.marker.kind == "bullet" or (node.marker.is_number and node.headings):
        return True
    if node.marker.is_number:
        return gives_orders(node.text)
    return _stands_among_orders(node) and gives_orders(node.text)


def _stands_among_orders(node: Node) -> bool:
    """Whether a paragraph without a number stands in a part, or goes on after a number of a directive without parts."""
    return bool(node.headings) or (node.parent is not None and node.parent.marker.is_number)


def _introduces(node: Node) -> bool:
    """Whether a clause only introduces what stands under it."""
    if not node.opens_list or EXAMPLES.search(search_key(node.text)):
        return False
    return bool(node.children) or node.introduces or not node.marker.kind


def _is_example(node: Node) -> bool:
    introduction = node.intro
    if introduction is None or not EXAMPLES.search(search_key(introduction.text)):
        return False
    return not opens_with_verb(words_of(node.text), 0)


def _assignments(nodes: list[Node]) -> dict[int, Assignment]:
    """What labelled lines say of the tasks above them, by the task's index.

    A group of labels speaks of every task since the last group or heading; where one of these tasks has
    a label of its own inside, that one wins.
    """
    said: dict[int, Assignment] = {}
    waiting: list[Node] = []
    group = NO_ASSIGNMENT
    for node in nodes:
        if node.is_label_value:
            continue
        if node.label is not None or (is_label(node.text) and not node.is_heading):
            group = group.over(node.label or read_labels(with_year(node.text, node.year)))
            said |= {task.index: group for task in waiting}
            continue
        if node.is_heading or group is not NO_ASSIGNMENT:
            waiting, group = [], NO_ASSIGNMENT
        if _is_task(node):
            waiting.append(node)
    return said
