"""What the month's report says of meetings and school sessions, and why bulletins were not played."""

from banlanh.core import words
from banlanh.indicators.counts.outreach import quarter_of
from banlanh.outreach.enums import Reason
from banlanh.registers.models import FIRST_MONTH_OF_SCHOOL
from vanban.document import Block, Heading, Paragraph

from .figures import Month
from .sentences import against, more_or_less, share, short_list


def outreach(now: Month, before: Month) -> list[Block]:
    return [
        Heading("Gặp mặt, họp dân, ngoại khóa ở trường học", 2),
        *(Paragraph(said) for said in (*meetings(now, before), *sessions(now, before))),
    ]


def meetings(now: Month, before: Month) -> list[str]:
    held, people, last = now.amount("gatherings"), now.amount("gathering_people"), before.amount("gatherings")
    if held:
        said = (
            f"Trong tháng, Mặt trận, các đoàn thể và các thôn tổ chức {words.number(held)} buổi gặp mặt, họp dân, "
            f"{words.number(people)} lượt người dự; {more_or_less(held, last, 'buổi')}."
        )
    else:
        said = f"Trong tháng chưa ghi nhận buổi gặp mặt, họp dân nào; {before_that(last)}."
    met = now.total("elders")
    if not met[1]:
        return [said]
    quarter = quarter_of(now.on)
    until = f" (hạn đến hết ngày {quarter.last:%d/%m/%Y})" if now.on < quarter.last else ""
    missing = short_list(now.missing("elders"), "Không đơn vị nào còn thiếu.", f"Số đơn vị chưa gặp{until} là")
    number = ("I", "II", "III", "IV")[quarter.first.month // 3]
    return [
        said,
        f"Từ đầu quý {number}, số đơn vị của Mặt trận, đoàn thể đã gặp người có uy tín, dòng họ là {share(*met)}. "
        f"{missing}",
    ]


def sessions(now: Month, before: Month) -> list[str]:
    held, people = now.amount("school_session_count"), now.amount("school_session_people")
    schools = now.total("school_sessions")
    said = []
    if held:
        said.append(
            f"Các trường học tổ chức {words.number(held)} buổi ngoại khóa, {words.number(people)} lượt học sinh và cha "
            f"mẹ học sinh dự; {more_or_less(held, before.amount('school_session_count'), 'buổi')}."
        )
    if schools[1]:
        missing = short_list(now.missing("school_sessions"), "Không trường nào còn thiếu.", "Số trường chưa tổ chức là")
        same_year = now.on.month != FIRST_MONTH_OF_SCHOOL
        compared = f", {against(schools, before.total('school_sessions'))}" if same_year else ""
        said.append(
            f"Từ đầu năm học, số trường học đã ngoại khóa về ma túy, thuốc lá điện tử là {share(*schools)}{compared}. "
            f"{missing}"
        )
    return said


def failures(now: Month) -> list[Block]:
    """Why sessions were not played, as the villages themselves said; nothing where they said nothing."""
    said = {reason: now.amount(f"airings_failed_{reason}") for reason in Reason}
    total = sum(said.values())
    if not total:
        return []
    causes = ", ".join(f"{reason.label} {words.number(many)} buổi" for reason, many in said.items() if many)
    return [Paragraph(f"Các thôn báo không phát được {words.number(total)} buổi trong tháng: {causes}.")]


def before_that(before: int) -> str:
    return f"tháng trước có {words.number(before)} buổi" if before else "tháng trước cũng chưa ghi nhận buổi nào"
