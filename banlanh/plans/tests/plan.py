"""A short plan in our own words, and the way from its text to duties."""

from banlanh.places.models import Place
from banlanh.plans.actions import confirm, correct_task, publish_plan, receive_plan
from banlanh.plans.models import Plan
from tests.support.commune import body_of

TEXT = """ĐẢNG BỘ TỈNH MÂY NGÀN
ĐẢNG ỦY XÃ SUỐI LÀNH
*
Số 07-KH/ĐU

Suối Lành, ngày 10 tháng 3 năm 2026

KẾ HOẠCH

Giữ vững xã không ma túy năm 2026

Thực hiện Nghị quyết số 09-NQ/TU của Tỉnh ủy, Ban Thường vụ Đảng ủy xã xây dựng kế hoạch như sau:

I. MỤC TIÊU

- 100% chi bộ trực thuộc có nội dung phòng, chống ma túy trong nghị quyết sinh hoạt hằng tháng.

- 100% hộ gia đình ký cam kết.

II. NHIỆM VỤ

1. Lãnh đạo, chỉ đạo

- Tháng 3/2026, Đảng ủy xã ban hành Quyết định thành lập Ban Chỉ đạo xã.

- Ban Chỉ đạo xã tham mưu sơ kết 06 tháng và tổng kết năm.

2. Tuyên truyền

- Loa truyền thanh các thôn phát bản tin bằng tiếng phổ thông và tiếng dân tộc 02 lần/tuần.

- Mỗi đoàn thể nhận giúp đỡ ít nhất 01 gia đình.

3. Giao Chi bộ Công an xã

- Chủ trì theo dõi, báo cáo Ban Thường vụ Đảng ủy trước ngày 25 hằng tháng.

- Hạt Kiểm lâm có trách nhiệm tuần tra ban đêm.

Nơi nhận:
- Các chi bộ trực thuộc,
- Lưu VPĐU.

T/M BAN THƯỜNG VỤ
BÍ THƯ

Nguyễn Văn Minh
"""


def receive(commune: Place, by, text: str = TEXT) -> Plan:
    return receive_plan(commune, name="ke-hoach.md", content=text.encode(), by=by)


def decide(plan: Plan, by) -> None:
    """Confirm all that is complete, doubtful or not; give the rest to the Steering Committee."""
    steering = body_of(plan.commune, "Ban Chỉ đạo xã")
    for proposal in [*plan.targets.kept(), *plan.tasks.kept()]:
        if proposal.names_its_doer:
            confirm(proposal, by=by)
        else:
            correct_task(proposal, by=by, bodies=[steering], partners=[], extent="named")


def published(commune: Place, by, text: str = TEXT) -> Plan:
    plan = receive(commune, by, text)
    decide(plan, by)
    return publish_plan(plan, by=by)
