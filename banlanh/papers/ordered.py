"""The papers that the plan itself orders, in the order in which an office needs them."""

from .drafts import Ordered, only
from .government import detailed_plan, funding_report, years
from .meetings import meetings, notice
from .rewards import periods, proposal
from .steering import founding, rules_of_work

PARTY, STEERING, STATE = "Ban Thường vụ Đảng ủy", "Ban Chỉ đạo", "Ủy ban nhân dân xã"
ORDERED = {
    each.key: each
    for each in (
        Ordered("thanh-lap", "Quyết định thành lập Ban Chỉ đạo, phân công phụ trách thôn", PARTY, only, founding),
        Ordered("quy-che", "Quy chế làm việc của Ban Chỉ đạo", STEERING, only, rules_of_work),
        Ordered("ke-hoach", "Kế hoạch chi tiết của Ủy ban nhân dân xã", STATE, only, detailed_plan),
        Ordered("kinh-phi", "Báo cáo kinh phí của Ủy ban nhân dân xã", STATE, years, funding_report),
        Ordered("ket-luan", "Thông báo kết luận cuộc họp", STEERING, meetings, notice, "Chưa ghi cuộc họp nào."),
        Ordered("khen-thuong", "Tờ trình đề nghị khen thưởng tập thể", STEERING, periods, proposal),
    )
}
