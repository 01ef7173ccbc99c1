"""What no cell shows alone: doubles, names that lead nowhere, periods and roles that do not go together."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from datetime import date
from itertools import chain, combinations

from dateutil.relativedelta import relativedelta

from banlanh.core import clock
from banlanh.core.words import listed
from banlanh.places.enums import BodyKind
from vanban.bodies import fold_name
from vanban.text import search_key

from .faults import Fault
from .roles import may_share_an_account, role_name
from .sheets import Line, Workbook


def faults_between(workbook: Workbook) -> list[Fault]:
    found = chain(
        one_commune(workbook),
        doubles(workbook),
        fewer_people_than_households(workbook),
        unknown_villages(workbook),
        village_bodies(workbook),
        unknown_people(workbook),
        unknown_bodies(workbook),
        periods(workbook),
        twin_posts(workbook),
        role_conflicts(workbook),
    )
    return list(found)


def one_commune(workbook: Workbook) -> Iterator[Fault]:
    if not workbook["commune"]:
        yield Fault("Xã", 2, "", "chưa ghi xã nào. Xin điền tên tỉnh và tên xã.")
    for line in workbook["commune"][1:]:
        yield line.fault("name", "một tệp chỉ dành cho một xã. Xin bỏ dòng này.")


def doubles(workbook: Workbook) -> Iterator[Fault]:
    yield from _doubles(workbook["villages"], "name", search_key, "thôn «{}»")
    yield from _doubles(workbook["bodies"], "name", fold_name, "đơn vị «{}»")
    yield from _doubles(workbook["people"], "username", str, "tên đăng nhập «{}»")
    yield from same_person_twice(workbook)


def _doubles(lines: list[Line], name: str, key: Callable[[str], Hashable], what: str) -> Iterator[Fault]:
    first: dict[Hashable, Line] = {}
    for line in lines:
        if not line.get(name):
            continue
        earlier = first.setdefault(key(line[name]), line)
        if earlier is not line:
            said = what.format(line[name])
            yield line.fault(name, f"{said} đã có ở dòng {earlier.row}. Xin bỏ một dòng hoặc sửa tên.")


def same_person_twice(workbook: Workbook) -> Iterator[Fault]:
    """One name and one phone under two usernames."""
    first: dict[tuple[str, str], Line] = {}
    for line in workbook["people"]:
        if not (line.get("full_name") and line.get("phone") and line.get("username")):
            continue
        earlier = first.setdefault((search_key(line["full_name"]), line["phone"]), line)
        if earlier["username"] != line["username"]:
            yield line.fault(
                "full_name",
                f"«{line['full_name']}» đã có ở dòng {earlier.row}, cùng số điện thoại, với tên đăng nhập "
                f"«{earlier['username']}». Mỗi người một tài khoản; xin bỏ một dòng.",
            )


def fewer_people_than_households(workbook: Workbook) -> Iterator[Fault]:
    for line in workbook["villages"]:
        households, residents = line.get("households"), line.get("residents")
        if households is not None and residents is not None and residents < households:
            yield line.fault("residents", f"số khẩu ({residents}) ít hơn số hộ ({households}). Xin xem lại.")


def unknown_villages(workbook: Workbook) -> Iterator[Fault]:
    known = _keys(workbook["villages"], "name", search_key)
    for sheet, column in (("bodies", "place"), ("posts", "villages")):
        for line in workbook[sheet]:
            said = line.get(column) or []
            for name in [said] if isinstance(said, str) else said:
                if search_key(name) not in known:
                    yield line.fault(column, f"chưa có thôn «{name}» ở trang Thôn. Xin thêm hoặc sửa tên.")


def _keys(lines: list[Line], name: str, key: Callable[[str], str]) -> set[str]:
    return {key(line[name]) for line in lines if line.get(name)}


def village_body_name(village: str) -> str:
    return f"Thôn {village}"


def village_bodies(workbook: Workbook) -> Iterator[Fault]:
    """A village's body is made with the village: here it may be repeated, but not be something else."""
    ours = _keys(workbook["villages"], "name", lambda name: fold_name(village_body_name(name)))
    for line in workbook["bodies"]:
        if not line.get("name") or not line.get("kind"):
            continue
        named, is_village = fold_name(line["name"]) in ours, line["kind"] == BodyKind.VILLAGE
        if named and not is_village:
            yield line.fault("name", f"«{line['name']}» đã là đơn vị của thôn, máy tự lập. Xin bỏ dòng này.")
        if is_village and not named:
            yield line.fault("kind", "thôn chỉ ghi ở trang Thôn, máy tự lập đơn vị. Xin bỏ dòng này.")


def unknown_people(workbook: Workbook) -> Iterator[Fault]:
    known = _keys(workbook["people"], "username", str)
    for line in workbook["posts"]:
        if line.get("username") and line["username"] not in known:
            sentence = f"chưa có tên đăng nhập «{line['username']}» ở trang Cán bộ. Xin thêm hoặc sửa tên."
            yield line.fault("username", sentence)


def unknown_bodies(workbook: Workbook) -> Iterator[Fault]:
    known = _keys(workbook["bodies"], "name", fold_name)
    known |= _keys(workbook["villages"], "name", lambda name: fold_name(village_body_name(name)))
    for line in workbook["posts"]:
        if line.get("body") and fold_name(line["body"]) not in known:
            sentence = f"chưa có đơn vị «{line['body']}» ở trang Đơn vị. Xin thêm hoặc sửa tên."
            yield line.fault("body", sentence)


def end_by_default(starts_on: date) -> date:
    """PROTECTION 3.3, rule 3: a post ends; twelve months where nothing is said."""
    return starts_on + relativedelta(years=1, days=-1)


def period(line: Line) -> tuple[date, date] | None:
    starts_on = line.get("starts_on")
    return (starts_on, line.get("ends_on") or end_by_default(starts_on)) if starts_on else None


def periods(workbook: Workbook) -> Iterator[Fault]:
    for line in workbook["posts"]:
        span = period(line)
        if span and span[1] < span[0]:
            yield line.fault("ends_on", f"đến ngày {span[1]:%d/%m/%Y} lại trước từ ngày {span[0]:%d/%m/%Y}.")


def meet(one: tuple[date, date | None], other: tuple[date, date | None]) -> bool:
    """Whether two periods share a day; one without an end goes on."""
    return one[0] <= (other[1] or date.max) and other[0] <= (one[1] or date.max)


def posts_together(workbook: Workbook) -> Iterator[tuple[Line, Line]]:
    """Every two posts of one account that are held on one day."""
    by_account = defaultdict(list)
    for line in workbook["posts"]:
        span = period(line)
        if span and line.get("username") and line.get("role"):
            by_account[line["username"]].append((line, span))
    for held in by_account.values():
        for (one, first), (other, second) in combinations(held, 2):
            if meet(first, second):
                yield one, other


def twin_posts(workbook: Workbook) -> Iterator[Fault]:
    for one, other in posts_together(workbook):
        same_body = one.get("body") and fold_name(one["body"]) == fold_name(other.get("body") or "")
        if same_body and one["role"] == other["role"]:
            yield other.fault(
                "role",
                f"«{other['username']}» đã giữ vai trò này ở dòng {one.row}, cùng thời gian. Xin bỏ một dòng.",
            )


def role_conflicts(workbook: Workbook) -> Iterator[Fault]:
    for one, other in posts_together(workbook):
        if not may_share_an_account(one["role"], other["role"]):
            yield role_conflict(other, one["role"], f" (dòng {one.row})")


def role_conflict(line: Line, held: str, where: str = "") -> Fault:
    return line.fault(
        "role",
        f"«{line['username']}» không thể vừa là {role_name(held)}{where} vừa là {role_name(line['role'])}: "
        "người quản trị, người rà soát không giữ vai trò được xem hồ sơ. Xin giao cho hai người.",
    )


def remarks_on(workbook: Workbook) -> Iterator[str]:
    """What is allowed and yet worth a look; one sentence for all rows of a kind."""
    busy = _keys(workbook["posts"], "username", str)
    idle = [line for line in workbook["people"] if line.get("username") not in busy]
    yield from _remark(idle, "chưa có chức danh nào nên chưa xem được gì.")
    posts = workbook["posts"]
    yield from _remark([line for line in posts if line.get("document") == ""], "chưa ghi văn bản phân công.")
    endless = [line for line in posts if "ends_on" in line.values and line["ends_on"] is None]
    yield from _remark(endless, "để trống «đến ngày» nên chức danh mới có 12 tháng kể từ «từ ngày».")
    yield from _remark([line for line in posts if _is_over(line)], "chức danh đã hết hạn trước hôm nay.")


def _remark(lines: list[Line], sentence: str) -> Iterator[str]:
    if lines:
        rows = listed([str(line.row) for line in lines], most=8)
        yield f"Trang {lines[0].sheet.title}, dòng {rows}: {sentence}"


def _is_over(line: Line) -> bool:
    span = period(line)
    return span is not None and span[1] < clock.today()
