from collections.abc import Iterable
from datetime import date

from banlanh.accounts.access import require
from banlanh.accounts.enums import Act, Data
from banlanh.accounts.models import User
from banlanh.core import clock
from banlanh.core.refusal import Refused
from banlanh.core.words import day as said
from banlanh.places.models import Body, Place
from banlanh.records.models import Record
from banlanh.records.rules import may_void as may_void_record
from banlanh.registers.enums import EntryKind
from banlanh.registers.models import Entry, Stay

from . import queries
from .enums import STANDS, Move, State, Verb
from .matching import Match
from .models import EligibilityRule, Fund, FundChange, LookBack, Need, Programme, Support, look_due
from .money import say

SOONEST_LOOK = 31  # days before it is due on which a look already counts


def may_keep(user: User, commune: Place) -> None:
    """Whether the person keeps the table of programmes, funds and conditions of this commune."""
    require(user, Act.CREATE, Data.LIVELIHOODS)
    require(user, Act.UPDATE, Data.LIVELIHOODS)
    if user.reach.commune is None or user.reach.commune.pk != commune.pk:
        raise Refused("Nguồn vốn này của xã khác.")


def follows(starts_on: date, ends_on: date | None) -> None:
    if ends_on and ends_on < starts_on:
        raise Refused("Ngày cuối phải sau ngày đầu. Xin xem lại hai ngày.")


def fits_year(programme: Programme, year: int) -> None:
    """Whether the programme runs in that year: money of an ended programme is no line of a later budget."""
    if year < programme.starts_on.year or (programme.ends_on and year > programme.ends_on.year):
        until = f" đến {said(programme.ends_on)}" if programme.ends_on else ""
        raise Refused(f"«{programme}» có hiệu lực từ {said(programme.starts_on)}{until}. Xin xem lại năm.")


def may_change_fund(user: User, fund: Fund, body: Body, on: date) -> None:
    may_keep(user, fund.programme.commune)
    if body.commune_id != fund.commune_id:
        raise Refused("Nguồn vốn này của xã khác.")
    has_come(on)


def has_come(on: date) -> None:
    if on > clock.today():
        raise Refused(f"Ngày {said(on)} chưa tới. Xin xem lại ngày.")


def may_write_of(user: User, entry: Entry, on: date) -> Body:
    """Whether the person writes down something about this household; the village that it counts in on that day."""
    if entry.kind != EntryKind.HOUSEHOLD:
        raise Refused("Chỉ ghi được cho hộ gia đình trong sổ bộ.")
    has_come(on)
    stay: Stay | None = queries.stay_of(entry, on)
    if stay is None:
        raise Refused(f"Ngày {said(on)} hộ này không ở trong sổ bộ của thôn nào. Xin xem lại ngày.")
    require(user, Act.CREATE, Data.LIVELIHOODS, body=stay.body)
    return stay.body


def may_propose(user: User, need: Need, fund: Fund, helper: Body | None) -> None:
    require(user, Act.CREATE, Data.LIVELIHOODS, body=need.body)
    if need.is_voided:
        raise Refused("Nhu cầu này đã hủy. Xin ghi nhu cầu mới rồi đề nghị.")
    if fund.commune_id != need.commune_id or (helper and helper.commune_id != need.commune_id):
        raise Refused("Nguồn vốn hoặc đơn vị giúp hộ là của xã khác.")
    if any(state_of(support) != State.DECLINED for support in need.supports.live().for_page()):
        raise Refused("Nhu cầu này đã có đề nghị hỗ trợ rồi. Xin xem ở trang của hộ.")


def state_of(support: Support) -> State:
    return support.state


def was_read(fund: Fund, already: Iterable[Support], found: Iterable[Match], *, despite: bool) -> None:
    """Double support and unmet conditions are shown before it happens, and a person says that they have read them."""
    unmet = [match for match in found if match.rule.programme_id == fund.programme_id and match.is_unmet]
    if despite or not (list(already) or unmet):
        return
    why = "hộ đã có hoặc đang được đề nghị hỗ trợ khác" if not unmet else "hộ chưa đạt một điều kiện của chương trình"
    raise Refused(f"Xin xem lại: {why}. Nếu vẫn đề nghị, xin đánh dấu ô «Tôi đã xem».")


def may_step(user: User, support: Support, verb: Verb, on: date) -> None:
    """Person first: who proposed never approves. Then the order: approved, given, signed for."""
    if verb in (Verb.APPROVE, Verb.DECLINE):
        may_approve(user, support)
    else:
        require(user, Act.UPDATE, Data.LIVELIHOODS, body=support.body)
    if support.is_voided:
        raise Refused("Đề nghị hỗ trợ này đã hủy.")
    if verb not in support.next:
        raise Refused(f"Hỗ trợ này {support.state.label}, nên chưa ghi được bước «{STANDS[verb].label}».")
    has_come(on)
    before = max([support.happened_on, *support.days.values()])
    if on < before:
        raise Refused(f"Ngày {said(on)} trước bước liền trước ({said(before)}). Xin xem lại ngày.")


def may_approve(user: User, support: Support) -> None:
    require(user, Act.APPROVE, Data.LIVELIHOODS, body=support.body)
    if support.recorded_by_id == user.pk:
        raise Refused("Người đề nghị không tự duyệt. Xin để đồng chí khác có quyền duyệt xem xét.")


def pays_for(support: Support, on: date) -> None:
    """Whether the fund still has the money."""
    left = queries.purses(support.commune, [support.fund], on)
    rest = left[support.fund_id].left if support.fund_id in left else 0
    if support.amount > rest:
        raise Refused(
            f"Nguồn «{support.fund}» còn {say(max(rest, 0))}, không đủ {say(support.amount)}. "
            "Xin ghi số vốn được cấp thêm, hoặc chọn nguồn khác."
        )


def may_see_household(user: User, support: Support) -> None:
    """Whether the person sees all of the household; who was asked to help with one support sees that one."""
    require(user, Act.READ, Data.LIVELIHOODS, body=support.body)


def is_signed_with(verb: Verb, photographs: int) -> None:
    if verb == Verb.SIGN and not photographs:
        raise Refused("Xin gửi kèm ảnh giấy hộ đã ký nhận.")


def may_look(user: User, support: Support, months: int, on: date) -> None:
    require(user, Act.CREATE, Data.LIVELIHOODS, body=support.body)
    has_come(on)
    given = support.days.get(Verb.DELIVER)
    if given is None or support.is_voided:
        raise Refused("Hỗ trợ này chưa giao cho hộ nên chưa xem lại được.")
    if any(each == months and look for each, _, look in support.due_looks):
        raise Refused(f"Lần xem lại sau {months} tháng đã ghi rồi. Nếu sai, xin hủy lần ấy trước.")
    due = look_due(given, months)
    if (due - on).days > SOONEST_LOOK:
        raise Refused(f"Lần xem lại sau {months} tháng đến hạn ngày {said(due)}, chưa tới kỳ. Xin chọn lần khác.")


def may_void(user: User, record: Record) -> None:
    may_void_record(user, record)
    if isinstance(record, Need) and record.supports.live().exists():
        raise Refused("Nhu cầu này đã có đề nghị hỗ trợ. Xin hủy đề nghị ấy trước.")
    if isinstance(record, Support) and LookBack.objects.live().filter(support=record).exists():
        raise Refused("Hỗ trợ này đã được xem lại. Xin hủy các lần xem lại trước.")


def may_end(user: User, rule: EligibilityRule, on: date) -> None:
    may_keep(user, rule.commune)
    if rule.ends_on:
        raise Refused(f"Điều kiện này đã thôi áp dụng sau {said(rule.ends_on)}.")
    follows(rule.starts_on, on)


def is_new(change: FundChange) -> None:
    """Whether the same paper did not already say the same of this fund."""
    same = FundChange.objects.live().filter(
        fund=change.fund, move=change.move, number=change.number, happened_on=change.happened_on
    )
    if same.exists():
        word = Move(change.move).label
        raise Refused(f"Số tiền {word} theo văn bản {change.number} đã được ghi rồi. Xin xem lại số văn bản và ngày.")
