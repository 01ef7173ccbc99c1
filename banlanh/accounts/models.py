from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, FilteredRelation, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.module_loading import import_string

from banlanh.audit.models import Chain
from banlanh.core import clock
from banlanh.core.questions import Question, Slot
from banlanh.places.models import Body, Place
from vanban.text import name_key, search_key, tidy

from .enums import Role
from .reach import Reach, reach_of


class UserManager(BaseUserManager):
    def get_by_natural_key(self, username):
        return self.get(username=(username or "").strip().lower())


class User(AbstractBaseUser):
    """Somebody who signs in (người dùng). Rights come from posts, never from the account."""

    username = models.CharField("tên đăng nhập", max_length=40, unique=True)
    full_name = models.CharField("họ và tên", max_length=80)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    search = models.CharField("tên không dấu", max_length=80, editable=False)
    order = models.CharField("khóa xếp", max_length=400, editable=False)
    disabled_at = models.DateTimeField("khóa từ", null=True, blank=True)

    USERNAME_FIELD = "username"
    objects = UserManager()

    class Meta:
        verbose_name = "người dùng"
        ordering = ["order"]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args, **kwargs):
        self.full_name = tidy(self.full_name)
        self.search, self.order = search_key(self.full_name), name_key(self.full_name)
        super().save(*args, **kwargs)

    @property
    def is_active(self) -> bool:
        return self.disabled_at is None

    @property
    def given_name(self) -> str:
        """Vietnamese are called by the last word of their name."""
        return self.full_name.split()[-1] if self.full_name else self.username

    @cached_property
    def posts_today(self) -> list["Post"]:
        return list(self.posts.of_today())

    @cached_property
    def reach(self) -> Reach:
        """What this person's posts of today let them touch; read once a request."""
        return reach_of(self.posts_today)


def version_at(way: str) -> Subquery:
    """The version of the data of the commune that one comes to by this way."""
    return Subquery(Chain.objects.filter(commune=OuterRef(way)).values("seal"))


def held_on(day: date | Slot, way: str = "") -> Q:
    """That the post which one comes to by this way is held on the day."""
    return Q(**{f"{way}starts_on__lte": day}) & (Q(**{f"{way}ends_on": None}) | Q(**{f"{way}ends_on__gte": day}))


VERSION = version_at("body__commune")  # built once: it is asked for on every page


class Attempts(models.Model):
    """How often in a row somebody tried one name on one way and was not recognised (lần thử đăng nhập).

    `way` is a keyed hash of the name and of the device, where that is known to it: neither can be read from it. The row
    goes when the person is recognised, or after an hour without another try.
    """

    way = models.CharField("lối vào", max_length=64, unique=True)
    many = models.PositiveIntegerField("số lần", default=0)
    next_at = models.DateTimeField("được thử lại từ", db_index=True)

    class Meta:
        verbose_name = "lần thử đăng nhập"

    def __str__(self) -> str:
        return f"{self.many} lần"


class PostQuerySet(models.QuerySet):
    def held_on(self, day: date):
        return self.filter(held_on(day))

    def of_today(self):
        """The posts held today, the first given first; each with its commune and the version of the commune's data."""
        found = self.held_on(clock.today()).annotate(version=VERSION)
        return found.select_related("body__commune").order_by("starts_on", "pk")

    def for_place(self, place: Place):
        return self.filter(body__in=Body.objects.for_place(place))


class Post(models.Model):
    """Who holds which role in which body, from when to when (chức danh); the only source of rights."""

    user = models.ForeignKey(User, models.PROTECT, related_name="posts")
    body = models.ForeignKey(Body, models.PROTECT, related_name="posts")
    role = models.CharField("vai trò", max_length=3, choices=Role)
    title = models.CharField("chức danh", max_length=80)
    villages = models.ManyToManyField(Place, blank=True, related_name="+", verbose_name="thôn phụ trách")
    document = models.CharField("văn bản phân công", max_length=80, blank=True)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày", null=True, blank=True)

    version: str | None = None  # of the commune's data; `of_today` fills it, where anything happened there

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = "chức danh"
        constraints = [
            models.UniqueConstraint(fields=["user", "body", "role", "starts_on"], name="one_post_once"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="post_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.body}"


def in_three_days():
    return timezone.now() + timedelta(hours=72)


class Activation(models.Model):
    """A slip with a one-time code by which a person sets their first password (phiếu kích hoạt; SEC-01)."""

    user = models.OneToOneField(User, models.CASCADE, related_name="activation")
    code_hash = models.CharField("mã", max_length=128)
    expires_at = models.DateTimeField("hết hạn", default=in_three_days)
    used_at = models.DateTimeField("đã dùng", null=True, blank=True)

    class Meta:
        verbose_name = "phiếu kích hoạt"

    def __str__(self) -> str:
        return f"phiếu của {self.user.username}"


class Factor(models.Model):
    """The app on a person's phone whose six digits say a second time who they are (yếu tố thứ hai; SEC-02).

    `last_step` is the half minute whose digits were shown last: none works twice.
    """

    user = models.OneToOneField(User, models.CASCADE, related_name="factor")
    sealed = models.BinaryField("khóa đã niêm phong")
    last_step = models.BigIntegerField("lượt số đã dùng")
    since = models.DateTimeField("bật từ")

    class Meta:
        verbose_name = "yếu tố thứ hai"

    def __str__(self) -> str:
        return f"yếu tố thứ hai của {self.user.username}"


class PrintedCode(models.Model):
    """One of the codes on paper that stand in for the phone, each once (mã dự phòng)."""

    factor = models.ForeignKey(Factor, models.CASCADE, related_name="printed")
    number = models.PositiveSmallIntegerField("số thứ tự")
    code_hash = models.CharField("mã", max_length=128)
    used_at = models.DateTimeField("đã dùng", null=True, blank=True)

    class Meta:
        verbose_name = "mã dự phòng"
        constraints = [models.UniqueConstraint(fields=["factor", "number"], name="one_printed_code_a_number")]

    def __str__(self) -> str:
        return f"mã dự phòng số {self.number}"


class Passkey(models.Model):
    """A key in a device of the person's, shown in place of the six digits (khóa truy cập; SEC-02).

    Of the key only the public half is here. `counter` is how often it had signed when it was shown last: a lower one
    comes from a copy.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="passkeys")
    name = models.CharField("tên gọi", max_length=40)
    mark = models.CharField("dấu của khóa", max_length=64, unique=True)
    credential = models.BinaryField("khóa công khai")
    counter = models.BigIntegerField("số lần ký")
    since = models.DateTimeField("lập từ")
    used_at = models.DateTimeField("dùng lần cuối", null=True, blank=True)

    class Meta:
        verbose_name = "khóa truy cập"
        ordering = ["since", "pk"]

    def __str__(self) -> str:
        return self.name


class Session(AbstractBaseSession):
    """Somebody's being signed in on one machine (phiên làm việc; SEC-06)."""

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")
    seen_at = models.DateTimeField("dùng lần cuối")
    is_sealed = models.BooleanField("đang mở trang mật", default=False)

    post: Post | None = None  # of the person's, one of today; with the version of its commune's data `SESSION` fills it
    version: str | None = None

    class Meta(AbstractBaseSession.Meta):
        verbose_name = "phiên làm việc"

    @classmethod
    def get_session_store_class(cls):
        return import_string(f"{settings.SESSION_ENGINE}.SessionStore")


@Question
def SESSION() -> models.QuerySet[Session]:
    """One that lasts, with its person: a row for each post of today, the first given first; without any, one row."""
    held = FilteredRelation("user__posts", condition=held_on(Slot("day", models.DateField()), "user__posts__"))
    lasting = Session.objects.filter(pk=Slot("key"), expire_date__gt=Slot("now", models.DateTimeField()))
    found = lasting.annotate(post=held, version=version_at("post__body__commune"))
    return found.select_related("user", "post__body__commune").order_by("post__starts_on", "post__pk")
