"""Where one can go: the few pages of the head of each page, and all of them on one of their own.

Pages are named, not imported: their rooms lie above this one. A door is shown to those whom the matrix lets in.
"""

from dataclasses import dataclass

from django.urls import reverse

from .enums import Act, Data
from .matrix import MATRIX
from .reach import Reach


@dataclass(frozen=True, slots=True)
class Door:
    """A page that one may go to; in the head of each page or not."""

    label: str
    name: str
    words: str = ""
    data: Data = Data.WORK
    act: Act = Act.READ
    is_for_all_of_it: bool = False  # only for those who may act on the whole commune
    says: str = ""  # only for those whose cell has this word


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str
    is_current: bool


DESK, PLAN, ALL = Door("Việc của tôi", "home:duties"), Door("Kế hoạch", "home:plan"), Door("Các mục", "home:doors")
COMMUNE = Door("Xã", "home:commune", "chỉ tiêu, các thôn, đang chờ ở ai", is_for_all_of_it=True)
REPORT = Door("Báo cáo", "reports:latest", "báo cáo tháng viết sẵn", is_for_all_of_it=True)
VILLAGES = Door("Thôn", "home:villages", "từng thôn làm gì, muộn gì")
DOORS = (
    VILLAGES,
    Door("Đơn vị", "home:bodies", "từng đơn vị làm gì, muộn gì"),
    REPORT,
    Door("Văn bản cần ban hành", "papers:index", "kế hoạch yêu cầu gì, máy soạn sẵn đến đâu", is_for_all_of_it=True),
    Door("Sổ bộ", "registers:overview", "hộ, cơ sở, dòng họ, đảng viên, lớp học", Data.PLEDGES),
    Door("Cam kết", "pledges:index", "đợt ký, thu chữ ký, tờ ký"),
    Door("Lịch phát thanh", "outreach:calendar", "tuần này thôn nào phát bản tin nào"),
    Door("Địa bàn", "situation:index", "tuần tra, cơ sở kinh doanh, điểm phức tạp", Data.POLICE_WORK),
    Door("Đường dây nóng", "situation:hotline", "số điện thoại, bảng để in và treo"),
    Door("Tin báo", "hotline:index", "tin dân báo, chờ xử lý, hẹn gọi lại", Data.TIPS),
    Door("Ghi tin báo", "hotline:write", "không cần biết ai báo; chỉ Công an mở được", Data.TIPS, Act.CREATE),
    Door("Ban Chỉ đạo", "committee:index", "ai phụ trách thôn nào, các cuộc họp"),
    Door("Khó khăn, vướng mắc", "committee:difficulties", "điều đang vướng, đang ở ai"),
    Door("Hương ước", "committee:regulations", "từng thôn sửa đến bước nào"),
    Door("Hồ sơ", "care:index", "việc đến hẹn với người được hỗ trợ, chỉ có mã", Data.CARE_CARD),
    Door("Trình ký", "care:routings", "hồ sơ chờ ký quyết định, chỉ có mã", Data.LEGAL_FILE),
    Door("Mở khẩn", "care:break_glass", "một hồ sơ, khi cấp bách, có người rà soát", Data.LEGAL_FILE, Act.BREAK),
    Door("Rà soát mở khẩn", "care:reviews", "các lần mở khẩn chờ kết luận", Data.TRAIL, Act.UPDATE, True),
    Door("Ai xem hồ sơ", "care:digest", "từng tuần: ai mở, để làm gì, lượt nào cần hỏi", Data.TRAIL, Act.UPDATE, True),
    Door("Sinh kế", "livelihoods:index", "nhu cầu, hỗ trợ, xem lại", Data.LIVELIHOODS),
    Door("Vốn sinh kế", "livelihoods:funds", "được cấp, đã duyệt, đã chi", is_for_all_of_it=True),
    Door("Công khai", "publicity:index", "trang cho mọi người đọc", Data.PUBLIC, says="release"),
    Door("Xếp loại", "ratings:latest", "chi bộ, đoàn thể, thôn; tự chấm buổi sinh hoạt"),
    Door("Tiêu chí địa bàn", "criteria:latest", "Quyết định 28: đạt, không đạt, chưa rõ", Data.TOTALS),
    Door("Phúc tra", "checks:index", "bốc thăm đi xem lại điều đã khai"),
)


def is_open(door: Door, reach: Reach) -> bool:
    if door.says:
        return any(door.says in MATRIX[post.role][door.data] for post in reach.posts)
    may = reach.everywhere if door.is_for_all_of_it else reach.has
    return may(door.data, door.act)


def navigation(request):
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {"nav": [], "commune": None}
    reach = request.user.reach
    return {"nav": [link(request, door) for door in head(reach)], "commune": reach.commune}


def head(reach: Reach) -> tuple[Door, ...]:
    """As many as fit one line of a phone."""
    if not reach.has(Data.WORK, Act.READ):
        return (DESK,)
    return (DESK, PLAN, COMMUNE, REPORT, ALL) if is_open(COMMUNE, reach) else (DESK, PLAN, VILLAGES, ALL)


def link(request, door: Door) -> Link:
    url = reverse(door.name)
    return Link(door.label, url, request.path == url or (url != "/" and request.path.startswith(url)))
