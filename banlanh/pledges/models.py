from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q
from django.utils import timezone

from banlanh.accounts.enums import Act, Data
from banlanh.accounts.reach import Reach
from banlanh.core.ids import uuid7
from banlanh.places.enums import Language
from banlanh.places.models import Body, CommuneQuerySet, Place
from banlanh.plans.models import Target
from banlanh.records.models import MayBeLate
from banlanh.registers.models import Entry, SchoolClass

from .enums import Signers, unit_of


class CampaignQuerySet(CommuneQuerySet):
    def begun_by(self, day: date):
        """The last begun first: of those who sign in them, the first counts."""
        return self.filter(starts_on__lte=day).order_by("-starts_on")


class Campaign(models.Model):
    """Who signs which text, from when to when (đợt ký cam kết). The next year's is a new one that names this."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    signers = models.CharField("ai ký", max_length=13, choices=Signers)
    title = models.CharField("tên đợt", max_length=120)
    text = models.TextField("nội dung cam kết", max_length=3000)
    version = models.CharField("bản số", max_length=20)
    languages = models.JSONField("thứ tiếng", default=list)  # in which the text is read out before it is signed
    starts_on = models.DateField("ký từ ngày")
    ends_on = models.DateField("đến ngày")
    target = models.ForeignKey(Target, models.PROTECT, null=True, blank=True, related_name="+")
    renews = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField("mở lúc", default=timezone.now)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = "đợt ký cam kết"
        ordering = ["-starts_on", "signers"]
        constraints = [models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="campaign_ends_after")]

    def __str__(self) -> str:
        return self.title

    @property
    def unit(self) -> str:
        return unit_of(self.signers)

    @property
    def is_of_classes(self) -> bool:
        return self.signers == Signers.CLASSES

    @property
    def spoken(self) -> list[str]:
        return [Language(each).label for each in self.languages]


class SheetQuerySet(models.QuerySet):
    def for_place(self, place: Place):
        return self.filter(body__commune=place)

    def visible_to(self, reach: Reach):
        """Those of the bodies that the person collects in: who signed, and so who did not, is theirs alone (P4)."""
        found = self.filter(body__commune=reach.commune)
        if reach.everywhere(Data.PLEDGES, Act.CREATE):
            return found
        return found.filter(body__in=reach.bodies(Data.PLEDGES, Act.CREATE))


class Sheet(MayBeLate):
    """What was signed in one body on one day and written down together (tờ ký): one signature, or those of an evening.

    Its id is made with the form, so that sending the form twice is harmless.
    """

    the_day = "signed_on"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="sheets")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name="đơn vị")
    signed_on = models.DateField("ngày ký")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = "tờ ký"
        ordering = ["-signed_on", "-recorded_at"]
        indexes = [models.Index(fields=["campaign", "body", "signed_on"], name="sheets_by_day")]

    def __str__(self) -> str:
        return f"tờ ký ngày {self.signed_on:%d/%m/%Y}"

    @property
    def commune_id(self) -> int:
        return self.body.commune_id


class Voidable(models.Model):
    """What may have been written down wrongly (hủy): it stays readable with the reason and counts no more."""

    voided_at = models.DateTimeField("hủy lúc", null=True, blank=True)
    voided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    void_reason = models.CharField("lý do hủy", max_length=300, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(voided_at=None, voided_by=None, void_reason="")
                | Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason=""),
                name="%(class)s_voided_with_reason",
            )
        ]


class SignatureQuerySet(models.QuerySet):
    def for_place(self, place: Place):
        return self.filter(campaign__commune=place)

    def live(self):
        return self.filter(voided_at=None)

    def signed_by(self, day: date):
        return self.live().filter(sheet__signed_on__lte=day)


class Signature(Voidable):
    """That an entry of a register signed a campaign's text (chữ ký cam kết); it moves with the entry."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="signatures")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+", verbose_name="mục")
    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="signatures")

    objects = SignatureQuerySet.as_manager()

    class Meta(Voidable.Meta):
        verbose_name = "chữ ký cam kết"
        constraints = [
            *Voidable.Meta.constraints,
            models.UniqueConstraint(
                fields=["campaign", "entry"], condition=Q(voided_at=None), name="an_entry_signs_once"
            ),
        ]

    def __str__(self) -> str:
        return f"chữ ký trên {self.sheet}"

    @property
    def commune_id(self) -> int:
        return self.sheet.commune_id


class ClassPledgeQuerySet(models.QuerySet):
    def for_place(self, place: Place):
        return self.filter(sheet__body__commune=place)

    def live(self):
        return self.filter(voided_at=None)

    def standing_on(self, day: date):
        """For each class, what was last said of it by `day`."""
        said = ClassPledge.objects.live().filter(sheet__signed_on__lte=day, campaign=OuterRef("campaign"))
        one = ("sheet__body", "school_class__year", "school_class__search")
        same = said.filter(**{field: OuterRef(field) for field in one})
        last = same.order_by("-sheet__signed_on", "-sheet__recorded_at", "-pk").values("pk")[:1]
        return self.live().filter(sheet__signed_on__lte=day, pk=models.Subquery(last))


class ClassPledge(Voidable):
    """How many of a class had signed, all told, on the sheet's day (cam kết của lớp): numbers, never a pupil's name."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="class_pledges")
    school_class = models.ForeignKey(SchoolClass, models.PROTECT, related_name="+", verbose_name="lớp")
    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="class_pledges")
    pupils = models.PositiveSmallIntegerField("số học sinh đã ký")
    parents = models.PositiveSmallIntegerField("số phụ huynh đã ký")

    objects = ClassPledgeQuerySet.as_manager()

    class Meta(Voidable.Meta):
        verbose_name = "cam kết của lớp"

    def __str__(self) -> str:
        return f"{self.school_class}: {self.pupils} học sinh, {self.parents} phụ huynh"

    @property
    def commune_id(self) -> int:
        return self.sheet.commune_id


class ScanQuerySet(models.QuerySet):
    def visible_to(self, reach: Reach):
        return self.filter(sheet__in=Sheet.objects.visible_to(reach))


class Scan(models.Model):
    """The photograph of a signed sheet (ảnh tờ ký), which stands behind all its rows.

    No attachment of a record: whoever reads the plan's work reads those, and here are names (class C2).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="scans")
    name = models.CharField("tên tệp", max_length=160)
    size = models.PositiveIntegerField("dung lượng, byte")
    sha256 = models.CharField("dấu", max_length=64)
    file = models.FileField("tệp", upload_to="pledges/%Y/%m/", max_length=160)
    attached_at = models.DateTimeField("lúc", default=timezone.now)
    attached_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ScanQuerySet.as_manager()

    class Meta:
        verbose_name = "ảnh tờ ký"
        ordering = ["attached_at"]
        constraints = [models.UniqueConstraint(fields=["sheet", "sha256"], name="one_scan_once")]

    def __str__(self) -> str:
        return self.name
