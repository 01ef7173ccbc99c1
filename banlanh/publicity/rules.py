"""Who prepares, approves, announces: the words of the matrix's cells of C0 (PROTECTION 3.2)."""

from banlanh.accounts.access import NOT_YOURS
from banlanh.accounts.enums import Data
from banlanh.accounts.matrix import says
from banlanh.accounts.models import User
from banlanh.core.refusal import Refused
from banlanh.places.models import Place

from .models import Announcement

APPROVES, ANNOUNCES = "approve release", "release after approval"


def require_word(user: User, commune: Place, *words: str) -> None:
    """Whether a post of today has one of these words in its cell of public matters."""
    posts = user.posts_today if user.is_active and user.reach.commune == commune else []
    if not any(says(post.role, Data.PUBLIC, word) for post in posts for word in words):
        raise Refused(NOT_YOURS)


def may_see(user: User, commune: Place) -> None:
    """Whether the person has a part in it."""
    require_word(user, commune, APPROVES, ANNOUNCES)


def may_prepare(user: User, commune: Place) -> None:
    require_word(user, commune, ANNOUNCES)


def may_approve(user: User, announcement: Announcement) -> None:
    require_word(user, announcement.commune, APPROVES)
    if announcement.prepared_by_id == user.pk:
        raise Refused("Người soạn không tự duyệt. Xin để đồng chí khác duyệt.")
    if announcement.approved_at or announcement.withdrawn_at:
        raise Refused("Bản này đã duyệt hoặc đã rút rồi.")


def may_announce(user: User, announcement: Announcement) -> None:
    require_word(user, announcement.commune, ANNOUNCES)
    if announcement.approved_at is None:
        raise Refused("Bản này chưa được Bí thư hoặc Chủ tịch duyệt nên chưa công khai được.")
    if announcement.approved_by_id == user.pk:
        raise Refused("Đồng chí đã duyệt bản này. Xin để văn phòng công khai: phải có hai người.")
    if announcement.announced_at or announcement.withdrawn_at:
        raise Refused("Bản này đã công khai hoặc đã rút rồi.")


def may_withdraw(user: User, announcement: Announcement) -> None:
    """Taking back is for either side alone: words that hurt somebody must not wait for a second person."""
    may_see(user, announcement.commune)
    if announcement.withdrawn_at:
        raise Refused("Bản này đã rút rồi.")
