"""Which sentences of a plan ask for the area's records, and who then owes them."""

import pytest

from banlanh.plans.enums import Extent
from banlanh.plans.models import Task
from banlanh.plans.tests import plan as written
from banlanh.records.registry import KINDS, target_choices

AREA = ("patrol", "inspection", "list_update", "hot_spot", "poster")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Chi bộ Quân sự phối hợp với Công an xã tuần tra khu vực giáp ranh, đường mòn, lối mở", {"patrol"}),
        ("Công an xã kiểm tra các nhà nghỉ, homestay, karaoke trên địa bàn", {"inspection"}),
        ("tuần tra địa bàn và kiểm tra hành chính cơ sở kinh doanh có điều kiện", {"patrol", "inspection"}),
        ("hằng tháng cập nhật danh sách, quản lý chặt chẽ biến động cư trú", {"list_update"}),
        ("Duy trì, công khai số «Đường dây nóng» của lãnh đạo Công an xã tại nhà văn hóa thôn", {"poster"}),
        ("Triệt xóa các điểm, tụ điểm phức tạp về ma túy", {"hot_spot"}),
        ("Hạt Kiểm lâm tuần tra rừng ban đêm", set()),
        ("100% thôn không để hình thành điểm, tụ điểm phức tạp về ma túy", set()),  # an aim, and half of it counted
        ("Ủy ban Kiểm tra kiểm tra việc thực hiện nghị quyết", set()),
        ("Tiếp nhận tin báo qua đường dây nóng", set()),
    ],
)
def test_a_sentence_asks_for_the_record_that_would_prove_it(sentence, expected):
    assert {key for key in AREA if KINDS[key].is_asked_by(sentence)} == expected


def test_a_clause_that_names_nobody_for_the_posters_means_every_village(commune, minh):
    text = written.TEXT.replace(
        "- Mỗi đoàn thể nhận giúp đỡ",
        "- Công khai số Đường dây nóng tại các nhà văn hóa thôn.\n\n- Mỗi đoàn thể nhận giúp",
    )
    plan = written.receive(commune, minh, text)
    task = Task.objects.get(plan=plan, kind="poster")
    assert (task.extent, task.title) == (Extent.VILLAGES, "Treo số đường dây nóng ở nhà văn hóa thôn")


def test_a_target_can_be_counted_by_what_is_no_record():
    assert ("clear_village", "thôn không có điểm phức tạp") in target_choices()
