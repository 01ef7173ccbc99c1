"""What the report says of people and of tips: bands, as windows let them out to whoever may read a printed page."""

from banlanh.care import window
from banlanh.core.refusal import Refused
from banlanh.disclosure.bands import compared
from banlanh.disclosure.enums import Audience
from banlanh.hotline import window as hotline
from vanban.document import Block, Heading, Paragraph

from .figures import Month

OUTSIDE = Audience.OUTSIDE
PEOPLE = "Số người sau cai đang được quản lý, giúp đỡ"
HIDDEN = f"Số dưới {OUTSIDE.k} được che, số 0 cũng vậy, để không ai đoán ra người nào."


def care(now: Month) -> list[Block]:
    said = [after_rehab(now), tips(now)]
    return [Heading("Quản lý, giúp đỡ người sau cai; tin báo của Nhân dân", 2), *map(Paragraph, [*said, HIDDEN])]


def after_rehab(now: Month) -> str:
    try:
        told = window.told(now.commune, now.on, OUTSIDE)
    except Refused as refusal:
        return f"{PEOPLE}: chưa có số liệu. {refusal}"
    people, last = told.people, told.people_before
    if people is None:
        return f"{PEOPLE}: chưa có số liệu, vì trong tháng chưa chốt số."
    against = f", {compared(last.total, people.total)} so với tháng trước" if last else ""
    return f"{PEOPLE} là {people.words()} người{against}."


def tips(now: Month) -> str:
    first, _ = hotline.last_quarter(now.on)
    quarter = f"Số tin báo nhận trong quý {(first.month + 2) // 3} năm {first.year}"
    try:
        return f"{quarter} là {hotline.told(now.commune, now.on, OUTSIDE).words()}."
    except Refused as refusal:
        return f"{quarter}: chưa có số liệu. {refusal}"
