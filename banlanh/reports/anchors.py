"""The codes of both logs as of the report's day: whoever rewrites a log later cannot rewrite this paper (SEC-28)."""

from banlanh.audit.queries import anchor_of
from banlanh.core import words
from banlanh.core.homes import SEALED, WORKING
from banlanh.core.refusal import Refused
from banlanh.sealing.closed import or_refused
from vanban.document import Bullet, Paragraph

from .figures import Month

LOGS = {WORKING: "Nhật ký công việc", SEALED: "Nhật ký ngăn niêm phong"}


def anchors(now: Month) -> list[Paragraph | Bullet]:
    opening = f"Mã nhật ký của phần mềm đến ngày {now.on:%d/%m/%Y}, văn thư chép tay vào sổ văn bản đi:"
    return [Paragraph(opening), *(Bullet(f"{name}: {code_in(log, now)}.") for log, name in LOGS.items())]


def code_in(log: str, now: Month) -> str:
    try:
        with or_refused():
            anchor = anchor_of(now.commune.pk, now.on, log)
    except Refused as refusal:
        return f"chưa có. {str(refusal).rstrip('.')}"
    return f"số {words.number(anchor[0])}, mã {anchor[1]}" if anchor else "chưa có việc nào được ghi"
