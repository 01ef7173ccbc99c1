"""Dates and recurrences as the documents print them. A rule is a row."""

import pytest

from vanban.dates import find_by, find_due, find_every


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("hằng tháng", "FREQ=MONTHLY"),
        ("Hàng tháng tổ chức họp", "FREQ=MONTHLY"),
        ("trước ngày 25 hằng tháng", "FREQ=MONTHLY;BYMONTHDAY=25"),
        ("báo cáo hằng tháng (trước ngày 20)", "FREQ=MONTHLY;BYMONTHDAY=20"),
        ("02 lần/tuần", "FREQ=WEEKLY;COUNT=2"),
        ("mỗi tuần ít nhất 03 buổi", "FREQ=WEEKLY;COUNT=3"),
        ("một lần mỗi tháng", "FREQ=MONTHLY"),
        ("hằng quý", "FREQ=MONTHLY;INTERVAL=3"),
        ("trước ngày 15 tháng cuối quý", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15"),
        ("06 tháng", "FREQ=MONTHLY;INTERVAL=6"),
        ("sơ kết 06 tháng, tổng kết năm", "FREQ=MONTHLY;INTERVAL=6"),
        ("định kỳ 6 tháng một lần", "FREQ=MONTHLY;INTERVAL=6"),
        ("hai năm một lần", "FREQ=YEARLY;INTERVAL=2"),
        ("2 tuần/lần", "FREQ=WEEKLY;INTERVAL=2"),
        ("hằng năm", "FREQ=YEARLY"),
        ("hằng ngày", "FREQ=DAILY"),
        ("trước ngày 15/12 hằng năm", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"),
        ("báo cáo hàng năm (trước ngày 15 tháng 11)", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=15"),
        ("định kỳ hằng năm", "FREQ=YEARLY"),
        ("xây dựng kế hoạch hằng năm", "FREQ=YEARLY"),
        ("hằng quý, 06 tháng và hằng năm", "FREQ=MONTHLY;INTERVAL=3"),
        ("thường xuyên", None),
        ("định kỳ báo cáo theo quy định", None),
        ("bố trí trong dự toán ngân sách hằng năm", None),
        ("công tác thi đua hằng năm của đơn vị", None),
        ("Theo kế hoạch công tác hằng năm", None),
        ("bình quân mỗi năm đạt 5%", None),
        ("trong 06 tháng kể từ ngày ký", None),
        ("ngày 31/02/2026", None),
        ("", None),
    ],
)
def test_recurrences(text, rule):
    assert find_every(text) == rule


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Tháng 03/2026 ra quân", "2026-03-31"),
        ("xong trong quý II năm 2026", "2026-06-30"),
        ("hoàn thành trước ngày 18/3/2026", "2026-03-18"),
        ("hoàn thành trước ngày 30 tháng 6 năm 2026", "2026-06-30"),
        ("chậm nhất ngày 01.7.2026", "2026-07-01"),
        ("(từ 17/12/2025 đến 25/01/2026)", "2026-01-25"),
        ("Từ ngày 05/12/2025 đến hết ngày 20/02/2026", "2026-02-20"),
        ("đến hết năm 2026", "2026-12-31"),
        ("trong tháng 2/2028", "2028-02-29"),
        ("Từ 01/7/2025", None),
        ("kể từ ngày 01/7/2025 trở đi", None),
        ("Nghị quyết số 15-NQ/TU ngày 12/02/2026 của Tỉnh ủy", None),
        ("danh hiệu thôn văn hóa năm 2026", None),
        ("quy hoạch thời kỳ 2021 - 2030, tầm nhìn đến năm 2050", None),
        ("10 ngày kể từ ngày nhận", None),
        ("trước ngày 31/02/2026", None),
        ("", None),
    ],
)
def test_deadlines(text, due):
    assert find_due(text) == due


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Quý IV/2025 và Quý I/2026", "2026-03-31"),
        ("Dự kiến tháng 11/2025 (sau khi có hướng dẫn)", "2025-11-30"),
        ("Trong năm 2026", "2026-12-31"),
        ("năm 2026 - 2027", "2027-12-31"),
        ("Giai đoạn 2026-2030 và những năm tiếp theo", None),
        ("Từ 01/7/2025", None),
        ("Thường xuyên", None),
    ],
)
def test_a_column_of_times_states_the_deadline(text, due):
    assert find_due(text, stated=True) == due


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("đến hết năm 2030", "2030-12-31"),
        ("Trong giai đoạn 2026 - 2030 phấn đấu", "2030-12-31"),
        ("Các chỉ tiêu đến năm 2027", "2027-12-31"),
        ("theo Quyết định ngày 02/3/2026", None),
        ("tầm nhìn đến năm 2050", None),
    ],
)
def test_dates_of_aims(text, by):
    assert find_by(text) == by
