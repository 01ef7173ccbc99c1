"""What the secretary says of each task on the review screen: who owes it, how often, and what proves it."""

from dataclasses import dataclass
from datetime import date

from banlanh.plans.enums import Extent

from . import bodies as b

NAMED, VILLAGES, CELLS = Extent.NAMED, Extent.VILLAGES, Extent.CELLS
MONTHLY, QUARTERLY, HALF_YEARLY = "FREQ=MONTHLY", "FREQ=MONTHLY;INTERVAL=3", "FREQ=MONTHLY;INTERVAL=6"


@dataclass(frozen=True)
class Order:
    """A task of the plan as confirmed. `words` stand in its clause, and in no other clause of the plan.

    A clause that orders two things has two orders: the second is a task that the person adds.
    """

    key: str
    words: str
    title: str
    extent: Extent = NAMED
    bodies: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    every: str = ""
    due_on: date | None = None
    kind: str = ""
    times: int = 1


ORDERS = (
    Order("resolution", "nghị quyết sinh hoạt hằng tháng", "Nghị quyết chi bộ có nội dung phòng, chống ma túy",
          CELLS, every=MONTHLY, kind="resolution"),
    Order("decision", "quyết định lập Ban Chỉ đạo", "Ra quyết định thành lập Ban Chỉ đạo",
          bodies=(b.PARTY,), due_on=date(2026, 3, 31), kind="decision"),
    Order("regulation", "xây dựng quy chế làm việc", "Ban hành quy chế làm việc của Ban Chỉ đạo",
          bodies=(b.STEERING,), due_on=date(2026, 3, 31), kind="regulation"),
    Order("hearing", "nghe các ngành báo cáo", "Nghe báo cáo chuyên đề, ra thông báo kết luận",
          bodies=(b.PARTY,), partners=(b.STEERING, b.POLICE), every=QUARTERLY, kind="hearing"),
    Order("rating", "tiêu chí bắt buộc", "Xếp loại chi bộ, đảng viên theo kết quả giữ địa bàn",
          bodies=(b.PARTY,), due_on=date(2026, 12, 20)),
    Order("airing", "phát bản tin 02 lần/tuần", "Phát bản tin trên loa truyền thanh",
          VILLAGES, every="FREQ=WEEKLY", kind="airing", times=2),
    Order("elders", "gặp mặt người có uy tín", "Gặp mặt người có uy tín, trưởng dòng họ",
          Extent.ORGANISATIONS, every=QUARTERLY, kind="gathering"),
    Order("pledges", "cơ sở kinh doanh ký cam kết", "Tổ chức ký cam kết hộ gia đình, dòng họ, cơ sở kinh doanh",
          VILLAGES, due_on=date(2026, 11, 30)),
    Order("school_year", "tổ chức buổi ngoại khóa", "Ngoại khóa và ký cam kết đầu năm học",
          Extent.SCHOOLS, due_on=date(2026, 9, 30), kind="school_session"),
    Order("school_quarter", "kể chuyện, đóng kịch", "Sinh hoạt ngoài giờ về cách từ chối khi bị rủ rê",
          Extent.SCHOOLS, every=QUARTERLY, kind="school_session"),
    Order("residence", "rà soát cư trú", "Rà soát cư trú, cập nhật danh sách",
          bodies=(b.POLICE_CELL,), every=MONTHLY, kind="list_update"),
    Order("patrol", "tuần tra những lối mòn", "Tuần tra lối mòn, bến suối, khu giáp ranh",
          bodies=(b.MILITARY,), partners=(b.POLICE,), every=MONTHLY, kind="patrol", times=2),
    Order("inspection", "kiểm tra các nhà nghỉ", "Kiểm tra nhà nghỉ, homestay, quán karaoke",
          bodies=(b.POLICE,), every=QUARTERLY, kind="inspection", times=4),
    Order("hotline", "treo bảng ghi số điện thoại", "Treo số đường dây nóng ở nhà văn hóa thôn",
          VILLAGES, partners=(b.POLICE,), every="FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30", kind="poster"),
    Order("helping", "nhận giúp đỡ ít nhất 01 người", "Giúp đỡ người sau cai, người có nguy cơ",
          bodies=b.ORGANISATIONS, every=QUARTERLY),
    Order("health", "tư vấn sức khỏe", "Tư vấn sức khỏe, xét nghiệm theo quy định",
          bodies=(b.HEALTH,), partners=(b.POLICE,), every=QUARTERLY),
    Order("capital", "lập danh mục gia đình", "Rà soát vốn, lập danh mục gia đình được ưu tiên",
          bodies=(b.PEOPLES_COMMITTEE,), due_on=date(2026, 6, 30), kind="fund_review"),
    Order("half_year", "sơ kết 06 tháng", "Sơ kết 6 tháng",
          bodies=(b.STEERING,), every=HALF_YEARLY, kind="report"),
    Order("year_end", "sơ kết 06 tháng", "Tổng kết năm, khen thưởng",
          bodies=(b.PARTY,), every="FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25", kind="report"),
    Order("bulletin", "tổng hợp tiến độ", "Thông báo tiến độ của các đơn vị",
          bodies=(b.PARTY_OFFICE,), every=QUARTERLY, kind="notice"),
    Order("state_plan", "kế hoạch của chính quyền", "Ban hành kế hoạch của chính quyền",
          bodies=(b.PEOPLES_COMMITTEE,), due_on=date(2026, 4, 15), kind="plan"),
    Order("budget", "quyết định phân bổ", "Quyết định phân bổ kinh phí",
          bodies=(b.PEOPLES_COMMITTEE,), due_on=date(2026, 4, 30), kind="decision"),
    Order("work", "giống cây trồng, vật nuôi", "Xem xét việc làm, vốn, giống cho gia đình có người mới cai",
          bodies=(b.PEOPLES_COMMITTEE,), every=QUARTERLY, kind="support_round"),
    Order("meeting", "quán triệt Kế hoạch này", "Họp đảng viên quán triệt Kế hoạch",
          CELLS, due_on=date(2026, 4, 15), kind="cell_meeting"),
    Order("convention", "hương ước, quy ước", "Đưa nội dung không ma túy vào hương ước, quy ước",
          VILLAGES, due_on=date(2026, 9, 30), kind="regulation_step"),
    Order("self_rating", "Tự xếp loại theo kết quả", "Chi bộ tự xếp loại, gửi Đảng ủy",
          CELLS, due_on=date(2026, 12, 10)),
    Order("standing", "Giúp việc thường xuyên", "Giúp việc thường xuyên cho Ban Chỉ đạo",
          bodies=(b.POLICE_CELL,)),
    Order("report", "báo cáo Ban Thường vụ kết quả", "Báo cáo tháng gửi Ban Thường vụ",
          bodies=(b.POLICE_CELL,), every="FREQ=MONTHLY;BYMONTHDAY=25", kind="report"),
)  # fmt: skip

# What counts for a target whose own words do not tell the reader: words of its clause, and the kind.
AIMS = {
    "không phát sinh người nghiện": "clear_village",
    "người đã cai nghiện trở về": "after_rehab",
    "hộ gia đình, dòng họ, nhà nghỉ": "pledge_home",
    "vận động học sinh và cha mẹ học sinh": "pledge_school",
}

# Clauses that the reader takes for an order, and a person does not: who sits on the committee, the closing words.
NO_ORDERS = ("là thành viên", "thực hiện nghiêm Kế hoạch này")
