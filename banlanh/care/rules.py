from datetime import date, datetime

from django.utils import timezone

from banlanh.accounts.access import may
from banlanh.accounts.enums import Act, Data, Role
from banlanh.accounts.matrix import grant
from banlanh.accounts.models import Post, User
from banlanh.core import clock
from banlanh.core.refusal import Refused
from banlanh.places.models import Body, Place

from . import queries
from .enums import Part, Verdict
from .gossip import Opening
from .models import Assignment, BreakGlass, LabTest, Look, Move, Routing, SupportedPerson
from .purposes import BREAK_GLASS_NEEDS, Purpose, require_purpose, require_reason

MOST_A_DAY = 20  # people whose files one account opens in a day (SEC-18)
REVIEWED_WITHIN = 3  # working days (SEC-15)
NOT_THERE = "Không có hồ sơ này, hoặc hồ sơ không thuộc phần của đồng chí."
TOO_MANY = (
    f"Hôm nay đồng chí đã mở hồ sơ của {MOST_A_DAY} người. Để giữ kín cho bà con, mai mới mở thêm được; "
    "việc gấp xin báo Trưởng Công an xã."
)
CHAIR_OF_IT = "Chỉ người đứng đầu đơn vị được giao mới phân công người giúp."
CHAIR_NAMES = "Đơn vị này có người đứng đầu. Xin giao cho đơn vị; người đứng đầu sẽ cử người giúp."
NO_CHAIR = "Đơn vị này chưa có người đứng đầu trong danh sách. Xin giao thẳng cho một người của đơn vị."
NOT_A_MEMBER = "Người này hiện không làm việc ở đơn vị được giao. Xin chọn người khác trong đơn vị."
NOT_YET = "Ngày {day} chưa tới. Xin ghi ngày đã làm."
KNOWN_BEFORE = "Việc xảy ra ngày {day} thì không thể biết trước ngày ấy. Xin xem lại hai ngày."
OTHER_RESULT = "Lần xét nghiệm này đã có kết quả. Ghi sai thì báo Trưởng Công an xã để lập lần khác và nêu lý do."
BREAKS_NO_MORE = "Lần mở khẩn trước của đồng chí chưa được rà soát xong, hoặc bị kết luận là không chính đáng."
ANSWERED = "Hồ sơ này đã được trả lời, hoặc đã kết thúc."
NOT_OURS = "Chỉ Trưởng Công an xã nơi đến tiếp nhận hoặc trả lại hồ sơ, và giao cho thôn, cán bộ của xã mình."
SAME_PLACE = "Nơi đến phải là xã khác. Chuyển thôn trong xã thì không gửi hồ sơ."
NOT_A_CHIEF = "Chỉ Trưởng Công an xã trình ký hồ sơ, và trình người đang là Chủ tịch, Phó Chủ tịch Ủy ban nhân dân xã."
SIGNER_BLOCKED = "Người này không được xem hồ sơ ấy. Xin trình người khác."
ROUTED_FOR = 14  # days
ROUTED_TOO_LONG = f"Trình ký từ hôm nay đến nhiều nhất {ROUTED_FOR} ngày nữa. Chưa xong thì trình lại."
ONLY_TO_SIGN = "Hồ sơ này chỉ mở được để ký quyết định. Xin chọn mục đích «trình ký quyết định»."
PASSED_ON = "Thông tin đã chuyển bộ phận có thẩm quyền. Đồng chí không phải làm gì thêm."
READ_FIRST = "Xin mở hồ sơ, đọc rồi mới trả lời."
NOT_YOUR_OWN = "Người khác phải rà soát lần mở khẩn này."
ASKS_ANOTHER = "Lượt này do chính đồng chí mở. Người khác phải hỏi lại."
REVIEWED = "Lần mở khẩn này đã được rà soát."


def may_touch(user: User, person: SupportedPerson, part: Part, act: Act) -> None:
    if not queries.within(user, part, act).filter(pk=person.pk).exists():
        raise Refused(NOT_THERE)


def may_look(user: User, person: SupportedPerson, part: Part, purpose: str, words: str) -> None:
    may_touch(user, person, part, Act.READ)
    require_purpose(purpose, part.data, words)
    if part is Part.LEGAL and purpose != Purpose.SIGNATURE and not keeps(user, person):
        raise Refused(ONLY_TO_SIGN)
    may_open_more(user, person)


def keeps(user: User, person: SupportedPerson) -> bool:
    """Whether the file is theirs to keep; who only reads it has it to sign (PROTECTION 3.2, R2)."""
    return queries.within(user, Part.LEGAL, Act.UPDATE).filter(pk=person.pk).exists()


def may_route(user: User, person: SupportedPerson, signer: User, ends_on: date) -> None:
    may_touch(user, person, Part.LEGAL, Act.UPDATE)
    signs = queries.signing_posts().filter(user=signer, body__commune=person.commune)
    if not is_chief(user) or not signs.exists():
        raise Refused(NOT_A_CHIEF)
    if queries.is_blocked(signer, person):
        raise Refused(SIGNER_BLOCKED)
    if not clock.today() <= ends_on <= clock.today() + ROUTED_FOR * clock.DAY:
        raise Refused(ROUTED_TOO_LONG)


def may_sign(user: User, routing: Routing) -> None:
    """Who was asked, for as long as the file is open to them, and after they opened it for that."""
    may_touch(user, routing.person, Part.LEGAL, Act.READ)
    if routing.signer != user.pk:
        raise Refused(NOT_THERE)
    looks = Look.objects.filter(person=routing.person, by=user.pk, purpose=Purpose.SIGNATURE, at__gte=routing.at)
    if not looks.exists():
        raise Refused(READ_FIRST)


def may_open_more(user: User, person: SupportedPerson) -> None:
    now = timezone.now()
    if queries.looks_today(user, now, but=person) >= MOST_A_DAY:
        raise Refused(TOO_MANY)


def may_open_file(user: User, village: Place) -> None:
    """Police open files: the chief in the whole commune, an officer in the villages of their post."""
    for post in user.reach.posts:
        cell = grant(post.role, Data.LEGAL_FILE)
        here = "M" in cell.scopes or village.pk in {place.pk for place in post.villages.all()}
        if cell.allows(Act.CREATE) and here and village.commune_id == post.body.commune_id:
            return
    raise Refused("Thôn này không thuộc phần của đồng chí.")


def may_record_result(user: User, test: LabTest, done_on: date, known_on: date) -> None:
    may_touch(user, test.person, Part.TESTS, Act.CREATE)
    require_order(done_on, known_on)


def may_record_finding(user: User, person: SupportedPerson, happened_on: date, known_on: date) -> None:
    may_touch(user, person, Part.LEGAL, Act.UPDATE)
    require_order(happened_on, known_on)


def require_order(happened_on: date, known_on: date) -> None:
    """Nothing is known before it happened, and nothing of tomorrow is told."""
    if (late := max(happened_on, known_on)) > clock.today():
        raise Refused(NOT_YET.format(day=f"{late:%d/%m/%Y}"))
    if known_on < happened_on:
        raise Refused(KNOWN_BEFORE.format(day=f"{happened_on:%d/%m/%Y}"))


def may_hand_to(user: User, person: SupportedPerson, officer: User) -> None:
    """The chief hands files out."""
    may_touch(user, person, Part.LEGAL, Act.UPDATE)
    if not is_chief_of(user, officer):
        raise Refused("Chỉ Trưởng Công an xã giao được hồ sơ, và giao cho người của Công an xã.")


def is_chief_of(user: User, officer: User) -> bool:
    bodies = {post.body_id for post in user.reach.posts if post.role == Role.R3}
    held = Post.objects.filter(user=officer, body__in=bodies, role__in=queries.POLICE).held_on(clock.today())
    return officer.is_active and held.exists()


def may_send(user: User, person: SupportedPerson, target: Place | None, left_at: datetime) -> None:
    may_touch(user, person, Part.LEGAL, Act.UPDATE)
    if target and target.pk == person.commune:
        raise Refused(SAME_PLACE)
    if left_at > clock.now():
        raise Refused(NOT_YET.format(day=f"{timezone.localtime(left_at):%d/%m/%Y}"))


def may_answer(user: User, move: Move) -> None:
    """The chief of the police where somebody arrives; on paper, whoever answers for the file that was sent."""
    if move.target is None:
        may_touch(user, move.person, Part.LEGAL, Act.UPDATE)
    elif not queries.arrivals(user).filter(pk=move.pk).exists():
        raise Refused(NOT_OURS)


def may_take_over(user: User, move: Move, village: Place, officer: User) -> None:
    may_answer(user, move)
    if move.target is None or village.commune_id != move.target or not is_chief_of(user, officer):
        raise Refused(NOT_OURS)


def may_join(user: User, known: SupportedPerson) -> None:
    """Whoever may not see the file that is here learns nothing of it (SEC-13)."""
    if not keeps(user, known):
        raise Refused(PASSED_ON)


def may_assign(user: User, person: SupportedPerson, body: Body, helper: User | None) -> None:
    """Police ask a union, or somebody by name where no chair would name them."""
    may_touch(user, person, Part.LEGAL, Act.UPDATE)
    posts = list(queries.helping_posts().filter(body=body, body__commune=person.commune))
    is_chaired = any(post.role == Role.R8B for post in posts)
    if is_chaired if helper else not is_chaired:
        raise Refused(CHAIR_NAMES if helper else NO_CHAIR)
    if helper and helper.pk not in {post.user_id for post in posts}:
        raise Refused(NOT_A_MEMBER)


def may_name_helper(user: User, assignment: Assignment, helper: User) -> None:
    may_touch(user, assignment.person, Part.CARD, Act.UPDATE)
    if not any(post.role == Role.R8B and post.body_id == assignment.body for post in user.reach.posts):
        raise Refused(CHAIR_OF_IT)
    held = Post.objects.filter(user=helper, body=assignment.body, role=Role.R8).held_on(clock.today())
    if not helper.is_active or not held.exists():
        raise Refused(NOT_A_MEMBER)


def may_break_glass(user: User, person: SupportedPerson, words: str) -> None:
    """In an emergency, one file, by who may (BG); not while what they did before waits too long or was refused.

    What has ended is out of everybody's reach: its chief of police opens it in no other way (PROTECTION 3.3).
    """
    may_break = is_chief(user) if person.closed_on else can_break(user)
    if not may_break or person.identity is None:
        raise Refused(NOT_THERE)
    if person.commune != user.reach.posts[0].body.commune_id or queries.is_blocked(user, person):
        raise Refused(NOT_THERE)
    require_reason(words, BREAK_GLASS_NEEDS)
    if any(is_held_against(each, timezone.now()) for each in BreakGlass.objects.filter(by=user.pk)):
        raise Refused(BREAKS_NO_MORE)


def can_break(user: User) -> bool:
    return any(grant(post.role, Data.LEGAL_FILE).allows(Act.BREAK) for post in user.reach.posts)


def is_chief(user: User) -> bool:
    return any(post.role == Role.R3 for post in user.reach.posts)


def is_held_against(opening: BreakGlass, now: datetime) -> bool:
    if opening.reviewed_at:
        return opening.verdict == Verdict.REFUSED
    opened_on, today = timezone.localtime(opening.at).date(), timezone.localtime(now).date()
    return clock.working_days_after(opened_on, REVIEWED_WITHIN) < today


def may_see_reviews(user: User) -> None:
    """Who decides reviews for the whole commune; others see of the trail what is their own."""
    if not may(user, Act.UPDATE, Data.TRAIL):
        raise Refused(NOT_THERE)


def may_inquire(user: User, opening: Opening) -> None:
    may_see_reviews(user)
    if opening.by == user.pk:
        raise Refused(ASKS_ANOTHER)


def may_review(user: User, opening: BreakGlass) -> None:
    may_see_reviews(user)
    if opening.by == user.pk:
        raise Refused(NOT_YOUR_OWN)
    if opening.reviewed_at:
        raise Refused(REVIEWED)
