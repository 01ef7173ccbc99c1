from collections.abc import Collection

from banlanh.accounts.access import NOT_YOURS
from banlanh.accounts.enums import Act, Data, Role
from banlanh.accounts.models import User
from banlanh.core import clock
from banlanh.core.refusal import Refused
from banlanh.places.enums import BodyKind
from banlanh.places.models import Place

from . import queries
from .enums import Verb
from .models import Recipient, Tip
from .secrecy import is_stamped

NOBODY_YET = (
    "Chưa ghi tin được: Công an xã chưa ai lập khóa nhận tin. Xin báo Trưởng Công an xã vào Tin báo, Khóa nhận tin."
)
ABOUT_ALL = (
    "Tin nói về tất cả những người nhận thì không ghi ở đây. "
    "Xin hướng dẫn người báo gọi thẳng Công an tỉnh hoặc Viện kiểm sát nhân dân khu vực."
)
WRONG_PASSPHRASE = "Mật khẩu mở tin chưa đúng. Xin gõ lại; chú ý dấu và chữ hoa."
WAIT = "Vừa có nhiều lần gõ sai. Xin đợi {seconds} giây rồi gõ lại."
NO_SUCH_CODE = "Không có tin nào với mã này: mã sai, hoặc tin đã quá hạn và đã xóa. Xin hỏi lại người gọi từng chữ số."
UNWRITTEN = "Chưa ghi được vào nhật ký nên không mở tin. Xin thử lại sau ít phút; nếu vẫn vậy, báo người quản trị."
SAME = "Mật khẩu mở tin phải khác mật khẩu đăng nhập: ai biết mật khẩu này cũng chưa mở được tin."
STAMPED = (
    "Lời này giống tài liệu đóng dấu MẬT. KHÔNG nhập tài liệu mật vào máy nối mạng. "
    "Xin ghi lại bằng lời của người báo; tài liệu mật giao theo chế độ văn thư mật."
)


FEWEST = 2  # to seal to, so that one forgotten passphrase loses no tip (SEC-25)
TOO_FEW = f"Chưa mở được: cần ít nhất {FEWEST} người đã lập khóa nhận tin."
ABOUT_POLICE = (
    "Tin nói về Công an xã thì không gửi ở đây: Công an xã sẽ đọc được. Máy chưa lưu gì. "
    "Xin báo thẳng Công an tỉnh hoặc Viện kiểm sát nhân dân khu vực."
)
STAMPED_OUTSIDE = (
    "Máy chưa lưu gì: lời này giống tài liệu đóng dấu MẬT. Xin không gửi tài liệu mật; chỉ kể bằng lời của mình."
)
CLOSED_MEANWHILE = "Máy chưa lưu gì: mẫu báo tin vừa đóng. Xin gọi đường dây nóng của Công an xã."


def may_open_form(user: User, commune: Place) -> None:
    """Whether this person decides about the public page: the chief of the commune's police (SEC-36)."""
    ours = [post for post in user.posts_today if post.role == Role.R3 and post.body.commune_id == commune.pk]
    if not any(post.body.kind == BodyKind.POLICE for post in ours):
        raise Refused(NOT_YOURS)


def may_send(commune: Place, said: dict[str, str], to: Collection[Recipient], *, about_police: bool) -> None:
    """Whether what somebody unknown has sent may be taken; nobody is asked who they are."""
    if queries.opening_of(commune) is None or not to:
        raise Refused(CLOSED_MEANWHILE)
    if about_police:
        raise Refused(ABOUT_POLICE)
    if any(is_stamped(words) for words in said.values()):
        raise Refused(STAMPED_OUTSIDE)


def may_receive(user: User, commune: Place) -> None:
    """Whether tips may be sealed to this person: an officer of the commune's police today."""
    if user.pk not in queries.officers(commune):
        raise Refused(NOT_YOURS)


def may_make_key(user: User, commune: Place, passphrase: str) -> None:
    may_receive(user, commune)
    if user.check_password(passphrase):
        raise Refused(SAME)


def may_write(user: User, commune: Place, to: Collection[Recipient]) -> None:
    reach = user.reach
    if reach.commune is None or reach.commune.pk != commune.pk or not reach.has(Data.TIPS, Act.CREATE):
        raise Refused(NOT_YOURS)
    if not to:
        raise Refused(ABOUT_ALL if queries.recipients(commune) else NOBODY_YET)


def may_read(user: User, tip: Tip) -> None:
    """Only whom it was sealed to, as long as they are an officer and it is not to be gone."""
    live = Tip.objects.filter(pk=tip.pk).live(clock.today()).received_by(user)
    commune = user.reach.commune
    if commune is None or commune.pk != tip.commune or not live.exists():
        raise Refused(NOT_YOURS)
    may_receive(user, commune)


def may_take_step(user: User, tip: Tip) -> None:
    may_read(user, tip)
    if tip.steps.filter(verb=Verb.CLOSED).exists():
        raise Refused("Tin này đã khép. Có tin mới thì ghi một tin mới.")


def may_share(user: User, commune: Place, to: Recipient) -> None:
    may_receive(user, commune)
    if to.user == user.pk or to.pk not in {key.pk for key, _ in queries.recipients(commune)}:
        raise Refused("Xin chọn một người nhận tin khác, đang công tác ở Công an xã.")
