from django.contrib.auth.hashers import check_password

from banlanh.core import clock
from banlanh.core.refusal import Refused

from .models import Activation, User

WRONG_CODE = "Tên đăng nhập hoặc mã trên phiếu chưa đúng. Xin xem lại phiếu, chú ý chữ và số."


def may_activate(user: User | None, code: str) -> None:
    """Whether `code` is the unused, unexpired code of this person's slip."""
    slip = Activation.objects.filter(user=user).first() if user and user.is_active else None
    if slip is not None and slip.used_at:
        raise Refused("Tài khoản này đã kích hoạt rồi. Đồng chí hãy đăng nhập bằng mật khẩu đã đặt.")
    if slip is None or not check_password(code.strip().upper(), slip.code_hash):
        raise Refused(WRONG_CODE)
    if slip.expires_at < clock.now():
        raise Refused("Mã trên phiếu đã quá 72 giờ. Xin văn phòng cấp phiếu mới.")
