from datetime import date

from banlanh.core import words
from banlanh.core.refusal import Refused
from banlanh.reports.models import IssuedReport

from .plan import STARTS_ON
from .queries import demo_commune, has_real_work

LAST_YEAR = 2030
NOT_HERE = (
    "Nơi này đã có dữ liệu thật của một xã nên không tạo dữ liệu mô phỏng vào đây. "
    "Xin chọn một thư mục dữ liệu khác, còn trống (BANLANH_DATA_DIR)."
)
ISSUED = (
    "Trong dữ liệu mô phỏng này đã ban hành một báo cáo, mà báo cáo đã ban hành thì không xóa được. "
    "Xin chọn một thư mục dữ liệu còn trống (BANLANH_DATA_DIR)."
)


def may_stand_on(day: date) -> None:
    """Whether a demonstration can be made for `day`."""
    if day < STARTS_ON:
        raise Refused(f"Kế hoạch mô phỏng bắt đầu từ {words.day(STARTS_ON)}. Xin chọn ngày đó hoặc một ngày sau.")
    if day.year > LAST_YEAR:
        raise Refused(f"Dữ liệu mô phỏng chỉ làm được đến hết năm {LAST_YEAR}. Xin chọn ngày sớm hơn.")


def may_load(day: date) -> None:
    may_stand_on(day)
    if has_real_work():
        raise Refused(NOT_HERE)
    if demo_commune():
        raise Refused("Nơi này đã có dữ liệu mô phỏng.")


def may_clear() -> None:
    """A demonstration may be cleared; the work of people never, nor what was issued: the database refuses."""
    if has_real_work():
        raise Refused(NOT_HERE)
    if IssuedReport.objects.exists():
        raise Refused(ISSUED)
