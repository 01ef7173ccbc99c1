"""Which sentences of a plan ask for the committee's kinds of record."""

import pytest

from banlanh.plans.proposals import kind_asked_by


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Đảng ủy tổ chức nghe Công an xã báo cáo chuyên đề, gỡ khó cho thôn.", "hearing"),
        ("Các chi bộ họp đảng viên để quán triệt kế hoạch này.", "cell_meeting"),
        ("Chi bộ lãnh đạo thôn sửa hương ước, trình xã công nhận.", "regulation_step"),
        ("Đưa nội dung này vào quy ước của thôn.", "regulation_step"),
        ("Ban Chỉ đạo họp mỗi quý một lần.", "committee_meeting"),
        ("Kịp thời đề xuất khen thưởng tập thể làm tốt.", "recommendation"),
        # What only sounds alike:
        ("Ban Chỉ đạo sơ kết 06 tháng, đề xuất khen thưởng.", "report"),
        ("Giao Ban Chỉ huy Quân sự xã phối hợp với Công an xã tuần tra.", ""),
        ("Mở lớp dạy nghề, giúp bà con có việc làm.", ""),
        ("Mặt trận phối hợp với đảng viên ở thôn.", ""),
        ("Ban hành Quyết định thành lập Ban Chỉ đạo.", "decision"),
        ("Ban Chỉ đạo xây dựng Quy chế hoạt động, phân công thành viên phụ trách thôn.", "regulation"),
    ],
)
def test_what_a_sentence_asks_for(sentence, kind):
    assert kind_asked_by(sentence) == kind
