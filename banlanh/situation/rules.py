import re
from datetime import date

from banlanh.accounts.access import NOT_YOURS, require
from banlanh.accounts.enums import Act, Data
from banlanh.accounts.models import User
from banlanh.core import clock
from banlanh.core.refusal import Refused
from banlanh.places.models import Body, Place
from banlanh.registers.models import Entry

from . import queries
from .enums import POLICE, SpotVerb
from .models import HotlineNumber, HotSpot, Inspection, ListUpdate, Route, SpotStep

# A house is its owner's: "nhà ông Páo", "nhà chị Mỷ".
SOMEBODY_S = re.compile(r"\bnhà\s+(ông|bà|anh|chị|em|cô|chú|bác|cậu|thằng|con|vợ|chồng)\b", re.IGNORECASE)


def may_change_routes(user: User, commune: Place, act: Act = Act.CREATE) -> None:
    """Who patrols names the routes, for all: a route is the commune's, not one body's."""
    reach = user.reach
    if reach.commune is None or reach.commune.pk != commune.pk or not reach.has(Data.POLICE_WORK, act):
        raise Refused(NOT_YOURS)


def may_add_route(user: User, commune: Place, name: str) -> None:
    may_change_routes(user, commune)
    if Route.objects.for_place(commune).in_use().filter(name=name).exists():
        raise Refused(f"Đã có tuyến «{name}». Xin đặt tên khác, hoặc dùng tuyến đã có.")


def may_close_route(user: User, route: Route) -> None:
    may_change_routes(user, route.commune, Act.UPDATE)
    if route.closed_on:
        raise Refused("Tuyến này đã thôi đi rồi.")


def may_walk(routes: list[Route], commune: Place) -> None:
    if not routes or any(route.commune_id != commune.pk for route in routes):
        raise Refused("Xin chọn ít nhất một tuyến của xã.")


def may_inspect(inspection: Inspection) -> None:
    """Whether this business is one of the commune's, and was not looked at on the same day already."""
    entry, day = inspection.establishment, inspection.happened_on
    if not is_of(entry, inspection.body):
        raise Refused("Cơ sở này không có trong sổ của xã. Xin chọn lại.")
    same = Inspection.objects.for_place(inspection.body.commune).live().exclude(pk=inspection.pk)
    if same.filter(body=inspection.body, establishment=entry, happened_on=day).exists():
        raise Refused(f"Lượt kiểm tra {entry} ngày {day:%d/%m/%Y} đã được ghi rồi.")
    if inspection.mend_by and inspection.mend_by < day:
        raise Refused("Hạn sửa phải sau ngày kiểm tra. Xin xem lại hai ngày.")


def is_of(entry: Entry, body: Body) -> bool:
    return entry.commune_id == body.commune_id


def may_sign_lists(update: ListUpdate) -> None:
    same = ListUpdate.objects.for_place(update.body.commune).live().exclude(pk=update.pk)
    if same.filter(body=update.body, covers_on=update.covers_on).exists():
        raise Refused(
            f"Danh sách tháng {update.covers_on:%-m/%Y} của {update.body} đã được ký rồi. "
            "Nếu sai, xin hủy bản cũ trước."
        )


def is_a_place(name: str) -> None:
    if SOMEBODY_S.search(name):
        raise Refused("Đây là tên nhà của một người. Xin ghi tên nơi, ví dụ «bến suối cuối thôn».")


def may_open_spot(user: User, keeper: Body, village: Body, name: str) -> None:
    require(user, Act.CREATE, Data.POLICE_WORK, body=keeper)
    if keeper.kind not in POLICE:
        raise Refused("Chỉ Công an xác định điểm phức tạp.")
    if not village.is_village or village.commune_id != keeper.commune_id:
        raise Refused("Xin chọn một thôn của xã.")
    is_a_place(name)


def may_take_step(step: SpotStep) -> None:
    """Whether this follows from where the spot stands: a hot one is worked on or cleared, a cleared one opened."""
    if step.spot.body_id != step.body_id:
        raise Refused(f"Điểm này do {step.spot.body} theo dõi. Xin chọn lại.")
    last = last_step(step.spot, before=step)
    is_hot = last is not None and last.verb != SpotVerb.CLEARED
    if is_hot and step.verb == SpotVerb.OPENED:
        raise Refused("Điểm này đang được giải quyết rồi, không xác định lại.")
    if not is_hot and step.verb != SpotVerb.OPENED:
        raise Refused("Điểm này đã xóa. Nếu phức tạp trở lại, xin ghi là xác định lại.")
    if last and step.happened_on < last.happened_on:
        raise Refused(f"Bước trước làm ngày {last.happened_on:%d/%m/%Y}. Xin xem lại ngày.")


def last_step(spot: HotSpot, *, before: SpotStep) -> SpotStep | None:
    """The last step that stands, but for one that is sent again."""
    return SpotStep.objects.live().filter(spot=spot).exclude(pk=before.pk).order_by(*queries.IN_ORDER).last()


def may_keep_numbers(user: User, body: Body, act: Act = Act.CREATE) -> None:
    require(user, act, Data.WORK, body=body)
    if body.kind not in POLICE:
        raise Refused("Đường dây nóng là của Công an xã.")


def may_add_number(user: User, body: Body, number: str) -> None:
    may_keep_numbers(user, body)
    if queries.lines_in_use(body.commune, clock.today()).filter(number=number).exists():
        raise Refused("Số này đang có trong danh sách rồi.")


def may_end_number(user: User, line: HotlineNumber, on: date) -> None:
    may_keep_numbers(user, line.body, Act.UPDATE)
    if line.ends_on:
        raise Refused("Số này đã thôi dùng rồi.")
    if on < line.starts_on:
        raise Refused("Ngày thôi dùng phải sau ngày bắt đầu dùng.")


def may_write_text(user: User, commune: Place) -> None:
    """What hangs on the walls of the whole commune is written by who orders its work."""
    require(user, Act.CREATE, Data.WORK)
    if user.reach.commune is None or user.reach.commune.pk != commune.pk:
        raise Refused(NOT_YOURS)


def may_hang(line: HotlineNumber, village: Body, on: date) -> None:
    if line.commune_id != village.commune_id:
        raise Refused("Số này của xã khác. Xin chọn lại.")
    if on < line.starts_on:
        raise Refused(f"Số {line} dùng từ ngày {line.starts_on:%d/%m/%Y}. Xin xem lại ngày treo.")
