from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from banlanh.accounts.enums import Data
from banlanh.accounts.reach import Reach
from banlanh.core import words
from banlanh.core.ids import uuid7
from banlanh.places.enums import Language
from banlanh.places.models import Body, CommuneQuerySet, Place
from banlanh.records.models import Record, RecordQuerySet, readable
from banlanh.registers.models import Entry
from vanban.text import sort_key, tidy

from .enums import Change, Condition, Finding, Force, Listed, Result, RouteKind, SpotVerb


def labels(kind: type[models.TextChoices], values: list[str]) -> str:
    """ "nhắc nhở, lập biên bản": stored codes in the words of a page, in our order."""
    return ", ".join(str(each.label) for each in kind if each.value in values)


class RouteQuerySet(CommuneQuerySet):
    def in_use(self):
        return self.filter(closed_on=None)


class Route(models.Model):
    """A border line, a track or an opening that patrols walk (tuyến tuần tra): a name, never points on a map."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    name = models.CharField("tên tuyến", max_length=80)
    order = models.CharField("khóa xếp", max_length=400, editable=False)
    kind = models.CharField("loại", max_length=10, choices=RouteKind)
    times = models.PositiveSmallIntegerField("mỗi tháng mấy lượt", default=1)
    added_at = models.DateTimeField("thêm lúc", default=timezone.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    closed_on = models.DateField("thôi đi từ ngày", null=True, blank=True)

    objects = RouteQuerySet.as_manager()

    class Meta:
        verbose_name = "tuyến tuần tra"
        ordering = ["kind", "order"]
        constraints = [
            models.UniqueConstraint(fields=["commune", "name"], condition=Q(closed_on=None), name="one_route_a_name")
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.name = tidy(self.name)
        self.order = sort_key(self.name)
        super().save(*args, **kwargs)


class Patrol(Record):
    """One walk over some of the commune's routes (buổi tuần tra): who walked, and what was found, in numbers.

    The body that it is recorded for led it.
    """

    data = Data.POLICE_WORK

    routes = models.ManyToManyField(Route, related_name="patrols", verbose_name="tuyến đã đi")
    forces = models.JSONField("lực lượng tham gia", default=list)
    findings = models.JSONField("đã thấy", default=dict)  # kind of finding: how many, where any
    note = models.CharField("ghi thêm", max_length=300, blank=True)

    class Meta(Record.Meta):
        verbose_name = "buổi tuần tra"

    def __str__(self) -> str:
        return f"tuần tra {words.weekday(self.happened_on)} {words.short_day(self.happened_on)}"

    @property
    def found(self) -> str:
        said = (f"{each.label}: {self.findings[each]}" for each in Finding if each in self.findings)
        return "; ".join(said) or "không có gì bất thường"

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [
            ("Tuyến đã đi", ", ".join(route.name for route in self.routes.all())),
            ("Lực lượng tham gia", labels(Force, self.forces)),
            ("Đã thấy", self.found),
            *([("Ghi thêm", self.note)] if self.note else []),
        ]


class InspectionQuerySet(RecordQuerySet):
    def visible_to(self, reach: Reach):
        """With the business that its words name."""
        return super().visible_to(reach).select_related("establishment")


class Inspection(Record):
    """One look at a conditional business (lượt kiểm tra). The last one speaks for the business:
    what was to be mended is open until a later look finds it mended.
    """

    data = Data.POLICE_WORK

    establishment = models.ForeignKey(Entry, models.PROTECT, related_name="+", verbose_name="cơ sở")
    faults = models.JSONField("chưa đạt", default=list)
    result = models.CharField("kết quả", max_length=10, choices=Result)
    mend_by = models.DateField("sửa xong trước ngày", null=True, blank=True)

    objects = InspectionQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "lượt kiểm tra"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["body", "establishment", "happened_on"],
                condition=Q(voided_at=None),
                name="one_inspection_a_day",
            ),
            models.CheckConstraint(
                condition=Q(result=Result.PASSED, mend_by=None) | ~Q(result=Result.PASSED) & Q(mend_by__isnull=False),
                name="a_fault_is_mended_by_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"kiểm tra {self.establishment}, {words.short_day(self.happened_on)}"

    @property
    def faults_said(self) -> str:
        return labels(Condition, self.faults)

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [
            ("Cơ sở", self.establishment.name),
            ("Kết quả", self.get_result_display()),
            *([("Chưa đạt", self.faults_said)] if self.faults else []),
            *([("Sửa xong trước ngày", words.day(self.mend_by))] if self.mend_by else []),
        ]


class ListUpdate(Record):
    """The police's signed word that a month's lists are up to date (danh sách tháng): how many came in, went out,
    were changed, in the whole commune. No name is here, and no village.
    """

    data = Data.POLICE_WORK

    numbers = models.JSONField("số thêm, đưa ra, sửa", default=dict)  # list: {change: how many}, where any

    class Meta(Record.Meta):
        verbose_name = "danh sách tháng"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["body", "covers_on"], condition=Q(voided_at=None), name="one_list_update_a_month"
            ),
        ]

    def __str__(self) -> str:
        return f"danh sách tháng {self.covers_on:%-m/%Y}"

    @property
    def facts(self) -> list[tuple[str, str]]:
        lists = [(f"Danh sách {each.label}", said_of(self.numbers.get(each.value, {}))) for each in Listed]
        return [("Của tháng", f"{self.covers_on:%-m/%Y}"), *lists]


def said_of(numbers: dict[str, int]) -> str:
    """ "thêm vào 2, đưa ra 1"; what did not change is said too."""
    return ", ".join(f"{each.label} {numbers[each]}" for each in Change if each in numbers) or "không thay đổi"


class HotSpotQuerySet(CommuneQuerySet):
    def visible_to(self, reach: Reach):
        return self.filter(readable(reach, Data.POLICE_WORK))


class HotSpot(models.Model):
    """A place where drugs are sold or used (điểm phức tạp): a spring, a hut by a road; never a person or somebody's
    house. How it stands is its steps' to tell.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name="đơn vị theo dõi")
    village = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name="thôn")
    name = models.CharField("nơi nào", max_length=80)

    objects = HotSpotQuerySet.as_manager()

    class Meta:
        verbose_name = "điểm phức tạp"
        ordering = ["village__order", "name"]

    def __str__(self) -> str:
        return self.name


class SpotStep(Record):
    """What was done about a hot spot on a day (bước giải quyết), under which document. A voided one never was."""

    data = Data.POLICE_WORK

    spot = models.ForeignKey(HotSpot, models.PROTECT, related_name="steps", verbose_name="điểm phức tạp")
    verb = models.CharField("việc", max_length=10, choices=SpotVerb)
    document = models.CharField("số văn bản", max_length=40, blank=True)
    note = models.CharField("đã làm gì", max_length=300, blank=True)

    class Meta(Record.Meta):
        verbose_name = "bước giải quyết"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(verb=SpotVerb.WORKED_ON) | ~Q(document=""), name="a_document_opens_and_clears"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()}, {words.short_day(self.happened_on)}"

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [
            ("Nơi", f"{self.spot}, {self.spot.village}"),
            ("Việc", self.get_verb_display()),
            *([("Số văn bản", self.document)] if self.document else []),
            *([("Đã làm gì", self.note)] if self.note else []),
        ]


class NumberQuerySet(CommuneQuerySet):
    def answered_on(self, day: date):
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day), starts_on__lte=day)


class HotlineNumber(models.Model):
    """A telephone number to tell the police (số đường dây nóng), and which officer answers it, from when to when.

    `ends_on` is the first day on which nobody answers it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name="đơn vị")
    number = models.CharField("số điện thoại", max_length=11)
    officer = models.CharField("người phụ trách", max_length=80)
    starts_on = models.DateField("dùng từ ngày")
    ends_on = models.DateField("thôi dùng từ ngày", null=True, blank=True)
    added_at = models.DateTimeField("thêm lúc", default=timezone.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = NumberQuerySet.as_manager()

    class Meta:
        verbose_name = "số đường dây nóng"
        ordering = ["starts_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["commune", "number"], condition=Q(ends_on=None), name="one_line_a_number"),
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="line_ends_after"),
        ]

    def __str__(self) -> str:
        return spaced(self.number)


def spaced(number: str) -> str:
    """ "0912 345 678": as people read a number aloud."""
    if len(number) < 7:
        return number
    return f"{number[:-6]} {number[-6:-3]} {number[-3:]}"


class PosterText(models.Model):
    """What a poster says in one of the villages' languages (lời trên bảng), written by who speaks it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    language = models.CharField("thứ tiếng", max_length=3, choices=Language)
    call = models.CharField("lời gọi", max_length=60)
    promise = models.CharField("lời hứa", max_length=90)
    written_at = models.DateTimeField("ghi lúc", default=timezone.now)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = "lời trên bảng"
        ordering = ["written_at", "id"]

    def __str__(self) -> str:
        return self.call


class PosterQuerySet(RecordQuerySet):
    def visible_to(self, reach: Reach):
        """With the number that its words name."""
        return super().visible_to(reach).select_related("number")


class Poster(Record):
    """That a village's culture house shows a hotline number (bảng đường dây nóng) since the day it was hung."""

    number = models.ForeignKey(HotlineNumber, models.PROTECT, related_name="posters", verbose_name="số trên bảng")

    objects = PosterQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "bảng đường dây nóng"

    def __str__(self) -> str:
        return f"bảng số {self.number}, treo {words.short_day(self.happened_on)}"

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [("Số trên bảng", str(self.number)), ("Nơi treo", f"nhà văn hóa {self.body.name}")]
