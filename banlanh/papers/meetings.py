"""The notice of what a meeting concluded: for those who were not there, and those who have to carry it out."""

from datetime import date
from uuid import UUID

from banlanh.committee import queries as committee
from banlanh.committee.enums import MeetingType
from banlanh.committee.models import Conclusion, Meeting
from banlanh.places.enums import BodyKind
from banlanh.places.models import Place
from vanban.document import Block, Bullet, Paragraph

from .drafts import DOTS, Choice, Draft, Missing, wanting
from .offices import Office, party_committee, steering_committee
from .steering import no_secretary

MOST = 12


def meetings(commune: Place, on: date) -> list[Choice]:
    """The last meetings, the newest first."""
    return [Choice(str(each.pk), f"{each}, {each.body}") for each in held(commune, on)[:MOST]]


def held(commune: Place, on: date):
    found = Meeting.objects.for_place(commune).live().exclude(type=MeetingType.CELL).filter(happened_on__lte=on)
    return found.select_related("body").order_by("-happened_on", "-pk")


def notice(commune: Place, on: date, code: str) -> Draft:
    meeting = held(commune, on).get(pk=UUID(code))
    conclusions = list(committee.conclusions_of(meeting))
    office = office_of(meeting, commune, on)
    blocks: list[Block] = [
        Paragraph(f"Ngày {meeting.happened_on:%d/%m/%Y}, {meeting.body} đã tổ chức {kind_of(meeting)} với nội dung: "
                  f"{meeting.agenda.rstrip('. ') or DOTS}. Có mặt {meeting.present} trong {meeting.called} người được "
                  f"triệu tập. Sau khi nghe báo cáo và ý kiến thảo luận, đồng chí {DOTS} chủ trì đã kết luận:"),
        *(Bullet(said(each)) for each in conclusions),
        *([] if conclusions else [Bullet(DOTS)]),
        Paragraph(f"Đề nghị các đơn vị có tên tổ chức thực hiện các kết luận trên, báo cáo kết quả về {meeting.body}."),
    ]  # fmt: skip
    title = f"Kết luận {kind_of(meeting)} của {meeting.body} ngày {meeting.happened_on:%d/%m/%Y}"
    document = office.paper("TB", "THÔNG BÁO", title, blocks, recipients(conclusions))
    return Draft(
        document, [f"{len(conclusions)} kết luận đã ghi"], [*lacks(meeting, conclusions), *no_secretary(commune, on)]
    )


def office_of(meeting: Meeting, commune: Place, on: date) -> Office:
    return steering_committee(commune, on) if meeting.body.kind == BodyKind.STEERING else party_committee(commune, on)


def kind_of(meeting: Meeting) -> str:
    return "buổi nghe báo cáo chuyên đề" if meeting.is_hearing else "cuộc họp chỉ đạo"


def said(conclusion: Conclusion) -> str:
    """What, who, until when; nothing where the meeting gave it to nobody."""
    text = conclusion.text.rstrip(".; ")
    if not conclusion.body or not conclusion.due_on:
        return f"{text}."
    return f"{text}. Giao {conclusion.body} thực hiện, xong trước ngày {conclusion.due_on:%d/%m/%Y}."


def recipients(conclusions: list[Conclusion]) -> tuple[str, ...]:
    bodies = dict.fromkeys(str(each.body) for each in conclusions if each.body)
    return ("Ban Thường vụ Đảng ủy xã (để báo cáo)", "Các thành viên Ban Chỉ đạo", *bodies, "Lưu")


def lacks(meeting: Meeting, conclusions: list[Conclusion]) -> list[Missing]:
    nobody_s = sum(each.body is None for each in conclusions)
    here = ("committee:meeting", meeting.pk)
    return [
        *wanting(conclusions, "Cuộc họp này chưa ghi kết luận nào. Xin ghi ở trang cuộc họp.", *here),
        *wanting(not nobody_s, f"{nobody_s} kết luận chưa giao đơn vị và hạn. Xin ghi ở trang cuộc họp.", *here),
        *wanting(meeting.agenda, "Chưa ghi nội dung họp. Xin điền vào câu mở đầu."),
        Missing("Người chủ trì: xin điền vào câu mở đầu."),
    ]
