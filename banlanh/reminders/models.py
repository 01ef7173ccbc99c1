from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from banlanh.core.ids import uuid7

from .enums import Way


class ChannelQuerySet(models.QuerySet):
    def visible_to(self, reach):
        """One's own: who holds these posts."""
        return self.filter(user__in={post.user_id for post in reach.posts})

    def open(self):
        return self.filter(ended_at=None)


class Channel(models.Model):
    """Where reminders reach one person (kênh nhắc): a mail address, or one browser that agreed to be woken."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="channels")
    way = models.CharField("cách nhắc", max_length=4, choices=Way)
    address = models.CharField("địa chỉ", max_length=600)
    keys = models.JSONField("khóa của trình duyệt", default=dict, blank=True)  # RFC 8291: p256dh and auth
    added_at = models.DateTimeField("thêm lúc", default=timezone.now)
    ended_at = models.DateTimeField("thôi lúc", null=True, blank=True)

    objects = ChannelQuerySet.as_manager()

    class Meta:
        verbose_name = "kênh nhắc"
        ordering = ["added_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "address"], condition=Q(ended_at=None), name="one_open_channel_an_address"
            )
        ]

    def __str__(self) -> str:
        since = timezone.localdate(self.added_at)
        return self.address if self.way == Way.MAIL else f"Thông báo trên máy, từ {since:%d/%m/%Y}"


class Reminder(models.Model):
    """What one channel was told on one day (lời nhắc); made before it is sent, so that nobody is told twice."""

    channel = models.ForeignKey(Channel, models.PROTECT, related_name="reminders")
    day = models.DateField("ngày")
    said = models.TextField("lời")
    sent_at = models.DateTimeField("gửi lúc", default=timezone.now)

    class Meta:
        verbose_name = "lời nhắc"
        constraints = [models.UniqueConstraint(fields=["channel", "day"], name="one_reminder_a_day")]

    def __str__(self) -> str:
        return f"{self.channel}, {self.day:%d/%m/%Y}"


class Feed(models.Model):
    """The address under which a person's own calendar asks for what falls due (lịch riêng); only its hash is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="feeds")
    token_sha256 = models.CharField("dấu của mã", max_length=64, unique=True)
    opened_at = models.DateTimeField("mở lúc", default=timezone.now)
    closed_at = models.DateTimeField("đóng lúc", null=True, blank=True)

    class Meta:
        verbose_name = "lịch riêng"
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(closed_at=None), name="one_open_feed_a_person")
        ]

    def __str__(self) -> str:
        return f"lịch riêng từ {timezone.localdate(self.opened_at):%d/%m/%Y}"
