"""What a part of a plan is for, told by its heading: tasks, aims, or neither."""

import re
from typing import Literal

from vanban.doers import opens_with_verb
from vanban.lexicon import words_of
from vanban.outline import Node
from vanban.text import search_key

Purpose = Literal["tasks", "aims", "neither"]

SITUATION = re.compile(
    r"(?:khai quat |danh gia |dac diem|ket qua|thuc trang|tinh hinh|uu diem|ton tai|han che"
    r"|nguyen nhan|bai hoc|boi canh|su can thiet"
    r"|can cu|co so (?:chinh tri|phap ly|thuc tien)|du bao|nhung ket qua|phan thu nhat)"
)
TASKS = re.compile(
    r"\b(?:nhiem vu|giai phap|noi dung|to chuc thuc hien|to chuc trien khai|phan cong"
    r"|trach nhiem|bien phap|hinh thuc|che do (?:thong tin|bao cao)"
    r"|thong tin,? bao cao|trien khai|thuc hien|cong tac|tien do|phuong huong|phuong phap|lo trinh)\b"
)
PLAINLY_TASKS = re.compile(r"\b(?:nhiem vu|giai phap|noi dung|to chuc thuc hien|phan cong|tien do|lo trinh|cac buoc)\b")
AIMS = re.compile(r"(?:cac |mot so )?(?:muc tieu|chi tieu)\b|.*\bmuc tieu\b")
ASIDE = re.compile(
    r"(?:muc dich|yeu cau|quan diem|doi tuong|pham vi|nguyen tac|thanh phan|dia diem"
    r"|thoi gian|kinh phi|nguon kinh phi|du toan"
    r"|phuong cham|khau hieu|chu de|tu tuong chi dao|y nghia|dieu kien|tieu chuan|tieu chi|co cau)\b"
)
MONEY = re.compile(r"(?:nguon |du toan |ve )?kinh phi\b|.*\bkinh phi thuc hien\b")


def purpose(node: Node) -> Purpose:
    """What the headings above `node` say it is for; the innermost that is no mere topic decides."""
    headings = node.headings
    for place in range(len(headings) - 1, -1, -1):
        told = _told_by(search_key(headings[place].text), outermost=place == 0)
        if told:
            return told
    return "tasks"


def is_about_money(node: Node) -> bool:
    return any(MONEY.match(search_key(text)) for text in [node.text, *(heading.text for heading in node.headings)])


def _told_by(title: str, *, outermost: bool) -> Purpose | None:
    if outermost:
        return _told_by_part(title)
    if AIMS.match(title) and not TASKS.search(title) and not opens_with_verb(words_of(title), 0):
        return "aims"
    return "neither" if ASIDE.match(title) and not MONEY.match(title) else None


def _told_by_part(title: str) -> Purpose:
    if SITUATION.match(title):
        return "neither"
    if ASIDE.match(title) and not _tasks_named(title):
        return "tasks" if MONEY.match(title) else "neither"
    if _tasks_named(title):
        return "tasks"
    return "aims" if AIMS.match(title) else "tasks"


def _tasks_named(title: str) -> bool:
    """ "ĐỐI TƯỢNG KIỂM TRA" names none; "MỤC TIÊU, NHIỆM VỤ" does; "KINH PHÍ THỰC HIỆN" only who pays."""
    if PLAINLY_TASKS.search(title):
        return True
    return bool(TASKS.search(title)) and not ASIDE.match(title) and not AIMS.match(title)
