from datetime import datetime, timedelta
from math import ceil

from django.contrib.auth.hashers import check_password, make_password

from banlanh.core import clock
from banlanh.core.refusal import Refused

from .access import NOT_YOURS
from .enums import Role
from .models import Activation, Attempts, Factor, Passkey, Post, PrintedCode, User

WRONG_CODE = "Tên đăng nhập hoặc mã trên phiếu chưa đúng. Xin xem lại phiếu, chú ý chữ và số."
NO_CODE = make_password(None)  # no code is right for it, and finding that out takes as long as for a slip

WRONG = "Tên đăng nhập hoặc mật khẩu chưa đúng. Xin thử lại; nếu quên mật khẩu, xin văn phòng cấp phiếu mới."
WAIT = "Vừa có nhiều lần gõ sai tên này. Xin đợi {seconds} giây rồi thử lại; tài khoản không bị khóa."
FIRST_WAIT, LONGEST_WAIT = 5, 65  # seconds; so no name is tried more than 60 times in an hour (SEC-04)


def wait_after(many: int) -> timedelta:
    """How long the next try waits after so many in a row: not after a slip of the finger, then twice as long each."""
    return timedelta(seconds=0 if many < 2 else min(FIRST_WAIT * 2 ** min(many - 2, 10), LONGEST_WAIT))


def may_try(attempts: Attempts, now: datetime, words: str = WAIT) -> None:
    if now < attempts.next_at:
        raise Refused(words.format(seconds=ceil((attempts.next_at - now).total_seconds())))


def may_activate(user: User | None, code: str) -> None:
    """Whether `code` is the unused, unexpired code of this person's slip."""
    slip = Activation.objects.filter(user=user).first() if user and user.is_active else None
    is_right = check_password(code.strip().upper(), slip.code_hash if slip else NO_CODE)
    if slip is None or not is_right:
        raise Refused(WRONG_CODE)
    if slip.used_at:
        raise Refused("Tài khoản này đã kích hoạt rồi. Đồng chí hãy đăng nhập bằng mật khẩu đã đặt.")
    if slip.expires_at < clock.now():
        raise Refused("Mã trên phiếu đã quá 72 giờ. Xin văn phòng cấp phiếu mới.")


ENDS_SIGN_INS = (Role.R14, Role.R3)  # SEC-07; the cells of C11 say what they grant, not whom they shut out
NOT_YOUR_PASSWORD = "Mật khẩu đang dùng chưa đúng."
NO_FACTOR = "Đồng chí chưa bật xác nhận bằng điện thoại."
WRONG_DIGITS = (
    "Sáu chữ số chưa đúng hoặc đã đổi. Xin gõ số đang hiện trên điện thoại; "
    "nếu vẫn chưa được, xin để điện thoại tự chỉnh giờ."
)
USED_DIGITS = "Sáu chữ số này đã dùng rồi. Xin đợi số mới hiện ra, chưa đến nửa phút."
WRONG_PRINTED = "Mã dự phòng này chưa đúng hoặc đã dùng. Xin lấy mã khác trên tờ đã in."


def may_enrol(step: int | None, *, is_same: bool) -> None:
    """Whether a phone that showed the digits of `step` may become the factor; `is_same`: it is already."""
    if is_same:
        raise Refused("Điện thoại này đã bật rồi. Chưa kịp in mã dự phòng thì xin mở lại trang này và quét hình mới.")
    if step is None:
        raise Refused(WRONG_DIGITS)


def may_use_digits(factor: Factor, step: int | None) -> None:
    """Whether `step`, the half minute whose digits were typed, is later than any that was used."""
    if step is None:
        raise Refused(WRONG_DIGITS)
    if step <= factor.last_step:
        raise Refused(USED_DIGITS)


def may_use_printed(printed: PrintedCode | None, code: str) -> None:
    if printed is None or printed.used_at or not check_password(code, printed.code_hash):
        raise Refused(WRONG_PRINTED)


MOST_PASSKEYS = 10


class WentBack(Refused):
    """The key has signed less often than before: it is a copy, or the other one was."""


def may_add_passkey(user: User, mark: str) -> None:
    """Whether the key of this mark may stand in for the person's six digits, which stay for the day it is lost."""
    if not Factor.objects.filter(user=user).exists():
        raise Refused(NO_FACTOR)
    if Passkey.objects.filter(mark=mark).exists():
        raise Refused("Khóa truy cập này đã có rồi.")
    if Passkey.objects.filter(user=user).count() >= MOST_PASSKEYS:
        raise Refused(f"Đồng chí đã có {MOST_PASSKEYS} khóa truy cập. Xin bỏ bớt khóa không dùng rồi thêm.")


def may_use_passkey(passkey: Passkey, counter: int) -> None:
    """Devices that do not count say nought each time."""
    if (counter or passkey.counter) and counter <= passkey.counter:
        raise WentBack(
            f"Khóa truy cập «{passkey}» có thể đã bị sao chép nên không nhận nữa. Xin gõ sáu chữ số, "
            "bỏ khóa ấy trong Tài khoản của tôi, và báo quản trị hệ thống của xã."
        )


def may_see_sign_ins(user: User) -> None:
    if not any(post.role in ENDS_SIGN_INS for post in user.posts_today):
        raise Refused(NOT_YOURS)


def may_end_sign_ins(user: User, person: User) -> None:
    """Whether `user` may shut `person` out of every machine, whose posts may have ended already."""
    here = [post.body.commune_id for post in user.posts_today if post.role in ENDS_SIGN_INS]
    if not Post.objects.filter(user=person, body__commune__in=here).exists():
        raise Refused(NOT_YOURS)
