"""What the month's report says of the committee: meetings, who answers for which village, what hinders the work."""

from vanban.document import Block, Heading, Paragraph

from .figures import Month
from .sentences import against, share, short_list


def committee(now: Month, before: Month) -> list[Block]:
    said = [meetings(now, before), in_charge(now), made_known(now), regulations(now, before), difficulties(now, before)]
    return [Heading("Công tác lãnh đạo, chỉ đạo", 2), *(Paragraph(sentence) for sentence in said if sentence)]


def meetings(now: Month, before: Month) -> str:
    many, last = now.amount("committee_meetings"), before.amount("committee_meetings")
    if not many:
        last_month = f"tháng trước: {last}" if last else "tháng trước cũng chưa ghi"
        return f"Trong tháng chưa có cuộc họp chỉ đạo, buổi nghe báo cáo chuyên đề nào được ghi ({last_month})."
    concluded = now.amount("conclusions")
    result = f"ra {concluded} kết luận để các đơn vị thực hiện" if concluded else "chưa ghi kết luận nào"
    return f"Đảng ủy, Ban Chỉ đạo đã họp, nghe báo cáo chuyên đề {many} cuộc (tháng trước: {last}), {result}."


def in_charge(now: Month) -> str:
    missing = short_list(now.missing("villages_in_charge"), "", "Số thôn chưa có đồng chí phụ trách là")
    said = f"Số thôn có đồng chí phụ trách theo phân công là {share(*now.total('villages_in_charge'))}."
    return f"{said} {missing}".strip()


def made_known(now: Month) -> str:
    """Silent where no plan asks for such meetings, or all have met."""
    count = now.total("cell_meetings")
    if not count[1]:
        return ""
    missing = short_list(now.missing("cell_meetings"), "", "Số chi bộ chưa họp là")
    return f"Số chi bộ đã họp đảng viên quán triệt kế hoạch là {share(*count)}. {missing}".strip()


def regulations(now: Month, before: Month) -> str:
    count = now.total("regulations")
    if not count[1]:
        return ""
    return (
        "Số thôn có hương ước, quy ước mang nội dung giữ thôn không ma túy được Ủy ban nhân dân xã công nhận là "
        f"{share(*count)}, {against(count, before.total('regulations'))}."
    )


def difficulties(now: Month, before: Month) -> str:
    raised, last = now.amount("difficulties_raised"), before.amount("difficulties_raised")
    waiting, answered = now.amount("difficulties_open"), now.total("difficulties_answered")
    if not raised and not waiting:
        return "Trong tháng cơ sở không nêu khó khăn, vướng mắc nào; không còn khó khăn nào chờ giải quyết."
    new = f"Trong tháng cơ sở nêu {raised} khó khăn, vướng mắc (tháng trước: {last})"
    in_time = f"; số được trả lời trong 7 ngày là {share(*answered)}" if answered[1] else ""
    left = f"còn {waiting} khó khăn chưa khép lại" if waiting else "không còn khó khăn nào chưa khép lại"
    return f"{new}{in_time}. Đến ngày {now.on:%d/%m/%Y} {left}."
