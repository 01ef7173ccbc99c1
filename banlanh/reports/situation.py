"""What the monthly report says of the area: work done, and villages. Nothing in it counts people."""

from banlanh.core import words
from banlanh.core.refusal import Refused
from banlanh.indicators.clear import clear_villages as villages_on
from vanban.document import Block, Heading, Paragraph

from .figures import Month
from .sentences import against, share, short_list


def situation(now: Month, before: Month) -> list[Block]:
    sentences = [patrols(now, before), inspections(now, before), clear_villages(now, before), posters(now, before)]
    return [Heading("Quản lý địa bàn, phòng ngừa", 2), *map(Paragraph, sentences)]


def patrols(now: Month, before: Month) -> str:
    """Against what the plan orders; where it orders none, what was walked."""
    walked, last, routes = now.amount("patrols"), before.amount("patrols"), now.amount("routes_walked")
    count = now.total("patrols")
    done = f"Các lực lượng đã tuần tra {walked} buổi (tháng trước {last} buổi)"
    if not walked:
        last_month = f"tháng trước {last} buổi" if last else "tháng trước cũng chưa ghi"
        done = f"Trong tháng chưa ghi buổi tuần tra nào ({last_month})"
    on_routes = f", đi {routes} tuyến giáp ranh, đường mòn, lối mở" if routes else ""
    if not count[1]:
        return f"{done}{on_routes}."
    return f"{done}{on_routes}; so với số buổi phải tuần tra là {share(*count)}, {rate(now, before, 'patrols')}."


def rate(now: Month, before: Month, key: str) -> str:
    return against(now.total(key), before.total(key))


def inspections(now: Month, before: Month) -> str:
    count = now.total("inspections")
    if not count[1]:
        return "Sổ bộ chưa có cơ sở kinh doanh có điều kiện nào nên chưa tính việc kiểm tra."
    half = "đầu" if now.on.month <= 6 else "cuối"
    looked, last = now.amount("establishments_inspected"), before.amount("establishments_inspected")
    mend = now.amount("establishments_to_mend")
    left = f"còn {mend} cơ sở phải khắc phục" if mend else "không còn cơ sở nào phải khắc phục"
    return (
        f"Trong tháng kiểm tra {looked} cơ sở kinh doanh có điều kiện (tháng trước {last} cơ sở). "
        f"Số cơ sở đã được kiểm tra trong 6 tháng {half} năm là {share(*count)}; {left}. "
        f"{reminded(now)}"
    )


def reminded(now: Month) -> str:
    many = now.amount("reminders")
    said = "Qua tuần tra, kiểm tra"
    return f"{said} đã nhắc nhở {words.number(many)} lần." if many else f"{said} không phải nhắc nhở lần nào."


CLEAR = "Số thôn không phát sinh người nghiện mới, không có điểm, tụ điểm phức tạp về ma túy"


def clear_villages(now: Month, before: Month) -> str:
    try:
        count, last = villages_on(now.commune, now.bodies.values(), now.on, before.on)
    except Refused as refusal:
        return f"{CLEAR}: chưa có số liệu. {refusal}"
    if count is None:
        return f"{CLEAR}: chưa có số liệu, Công an xã chưa ký xác nhận."
    return f"{CLEAR} là {share(*count[:2])}, {against(count[:2], last[:2] if last else (0, 0))}."


def posters(now: Month, before: Month) -> str:
    count = now.total("posters")
    if not count[1]:
        return "Xã chưa có thôn nào trong danh sách nên chưa tính bảng đường dây nóng."
    missing = short_list(now.missing("posters"), "Thôn nào cũng đã treo.", "Số thôn chưa có bảng là")
    return f"Số thôn có bảng đường dây nóng ở nhà văn hóa là {share(*count)}, {rate(now, before, 'posters')}. {missing}"
