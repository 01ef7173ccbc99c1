from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from banlanh.core.ids import uuid7
from banlanh.places.models import CommuneQuerySet, Place


class AnnouncementQuerySet(CommuneQuerySet):
    def shown(self):
        """What anybody may read now: of each commune the last announced, unless that was taken back."""
        last = Announcement.objects.exclude(announced_at=None).filter(commune=models.OuterRef("commune"))
        return self.filter(pk=models.Subquery(last.order_by("-announced_at").values("pk")[:1]), withdrawn_at=None)


class Announcement(models.Model):
    """What the commune tells everybody (bản công khai): made whole, approved by another, announced, never changed.

    `told` holds the very words and bands that are shown, so that what two people agreed to is what people read.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    text = models.TextField("lời nói với dân", max_length=6000)
    told = models.JSONField("nội dung", default=dict)
    prepared_at = models.DateTimeField("soạn lúc", default=timezone.now)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approved_at = models.DateTimeField("duyệt lúc", null=True, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    announced_at = models.DateTimeField("công khai lúc", null=True, blank=True)
    announced_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField("rút lúc", null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        verbose_name = "bản công khai"
        ordering = ["-prepared_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("prepared_by")), name="nobody_approves_their_own_words"
            ),
            models.CheckConstraint(
                condition=Q(announced_at=None) | Q(approved_at__isnull=False), name="announced_after_approval"
            ),
        ]

    def __str__(self) -> str:
        return f"bản công khai soạn ngày {timezone.localdate(self.prepared_at):%d/%m/%Y}"

    @property
    def standing(self) -> str:
        if self.withdrawn_at:
            return "đã rút"
        if self.announced_at:
            return "đã công khai"
        return "đã duyệt, chờ công khai" if self.approved_at else "chờ duyệt"
