from banlanh.accounts.access import require
from banlanh.accounts.enums import Act, Data, Role
from banlanh.accounts.models import User
from banlanh.core import clock
from banlanh.core.refusal import Refused
from banlanh.places.models import Body, Place

from .enums import GIVES_GRADE, GIVES_POINTS, Grade, Rated, Verb
from .models import Incident, Rating
from .periods import Kept
from .queries import decided_best, places_among

DECIDE = frozenset({Role.R1, Role.R2})  # who signs for the superior committee and the People's Committee
APPEAL_WITHIN = 15  # days; ours, no rule of it was found


def may_take(user: User, verb: Verb, rating: Rating, kept: Kept) -> None:
    """Whether the person may take this step now."""
    if not kept.is_open:
        raise Refused(f"Chưa đến lúc, hoặc đã quá lúc xếp loại {kept.title}. Kỳ này chấm từ ngày {kept.opens}.")
    {
        Verb.SELF: may_rate_themselves,
        Verb.REVIEW: may_review,
        Verb.DECIDE: may_decide,
        Verb.APPEAL: may_appeal,
        Verb.ANSWER: may_answer,
    }[verb](user, rating)


def stands_at(rating: Rating, *verbs: Verb | None) -> None:
    step = rating.last()
    if (Verb(step.verb) if step else None) not in verbs:
        raise Refused(f"Bước này chưa đến lượt: hiện {rating.words}.")


def is_another(user: User, rating: Rating, *verbs: Verb) -> None:
    if any(step.by_id == user.pk for step in rating.taken if step.verb in verbs):
        raise Refused("Đồng chí đã làm bước trước. Xin để đồng chí khác làm bước này.")


def may_rate_themselves(user: User, rating: Rating) -> None:
    require(user, Act.CREATE, Data.WORK, body=rating.body)
    if rating.body_id not in user.reach.own_bodies.union(*user.reach.near.values()):
        raise Refused("Đơn vị tự chấm. Đồng chí không thuộc đơn vị này.")
    stands_at(rating, None, Verb.SELF)


def may_review(user: User, rating: Rating) -> None:
    require(user, Act.UPDATE, Data.WORK)
    if not Rated(rating.rated).is_decided:
        raise Refused("Buổi sinh hoạt do chi bộ tự chấm, không có bước này.")
    stands_at(rating, Verb.SELF, Verb.REVIEW)
    is_another(user, rating, Verb.SELF)


def may_decide(user: User, rating: Rating) -> None:
    require(user, Act.UPDATE, Data.WORK)
    decides(user)
    stands_at(rating, Verb.REVIEW)
    is_another(user, rating, *GIVES_POINTS)


def may_appeal(user: User, rating: Rating) -> None:
    require(user, Act.CREATE, Data.WORK, body=rating.body)
    if rating.body_id not in user.reach.own_bodies.union(*user.reach.near.values()):
        raise Refused("Chỉ đơn vị được xếp loại kiến nghị.")
    stands_at(rating, Verb.DECIDE)
    decision = rating.last(Verb.DECIDE)
    if decision and (clock.now() - decision.at).days > APPEAL_WITHIN:
        raise Refused(f"Đã quá {APPEAL_WITHIN} ngày từ khi có quyết định nên không kiến nghị ở đây được nữa.")


def may_answer(user: User, rating: Rating) -> None:
    require(user, Act.UPDATE, Data.WORK)
    decides(user)
    stands_at(rating, Verb.APPEAL)
    is_another(user, rating, *GIVES_POINTS, *GIVES_GRADE, Verb.APPEAL)


def decides(user: User) -> None:
    if not any(post.role in DECIDE for post in user.posts_today):
        raise Refused("Bí thư hoặc Chủ tịch quyết định, ký.")


def has_a_place(rating: Rating, grade: Grade, commune: Place, kept: Kept) -> None:
    """Whether one more may be rated best."""
    rated = Rated(rating.rated)
    if grade != Grade.EXCELLENT:
        return
    among = places_among(commune, rated, kept)
    if len(decided_best(commune, rated, kept) - {rating.body_id}) >= among.many:
        raise Refused(
            f"Số {rated.label} hoàn thành xuất sắc nhiều nhất là {among.many}, tính trên số đã thẩm định từ mức tốt "
            "trở lên. Xin chọn mức khác, hoặc thẩm định đủ các đơn vị rồi quyết định."
        )


def may_see_incidents(user: User, commune: Place) -> None:
    """Who hears exact totals of the commune, and how a village stands within the year."""
    require(user, Act.READ, Data.TOTALS)
    if user.reach.commune != commune:
        raise Refused("Việc này của xã khác.")


def may_record_incident(user: User, commune: Place) -> None:
    may_see_incidents(user, commune)
    require(user, Act.CREATE, Data.WORK)


def may_void_incident(user: User, incident: Incident) -> None:
    may_record_incident(user, incident.commune)
    if incident.voided_at:
        raise Refused("Dòng này đã hủy rồi.")


def may_adopt(user: User, commune: Place) -> None:
    require(user, Act.UPDATE, Data.WORK)
    decides(user)
    if user.reach.commune != commune:
        raise Refused("Bộ tiêu chí này của xã khác.")


def is_rated(body: Body, rated: Rated) -> None:
    if body.kind not in rated.bodies or body.closed_on:
        raise Refused(f"{body} không thuộc loại «{rated.label}».")
