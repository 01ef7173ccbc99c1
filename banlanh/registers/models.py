from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from banlanh.accounts.enums import Act, Data
from banlanh.accounts.reach import Reach
from banlanh.core import clock
from banlanh.core.ids import uuid7
from banlanh.places.enums import PlaceKind
from banlanh.places.models import Body, Place
from vanban.text import name_key, search_key, tidy

from .enums import REGISTERS, Began, Ended, EntryKind, Register, Side

UNDO_WITHIN = timedelta(hours=24)


def word_key(text: str) -> str:
    """A key in which each word starts with a blank, so that a search finds words by how they begin."""
    return f" {search_key(tidy(text))}"


def in_reach(reach: Reach, field: str) -> Q:
    """Of which bodies one may read the registers (class C2), as a condition on `field`."""
    if reach.everywhere(Data.PLEDGES, Act.READ):
        return Q()
    return Q(**{f"{field}__in": reach.bodies(Data.PLEDGES, Act.READ)})


class EntryQuerySet(models.QuerySet):
    def for_place(self, place: Place):
        if place.kind == PlaceKind.VILLAGE:
            return self.with_last_body().filter(last_body__in=Body.objects.filter(place=place).values("pk"))
        return self.filter(commune=place)

    def visible_to(self, reach: Reach):
        """Those who are, or were last, in a body within `reach`."""
        return self.filter(commune=reach.commune).with_last_body().filter(in_reach(reach, "last_body"))

    def with_last_body(self):
        last = Stay.objects.filter(entry=OuterRef("pk")).order_by("-starts_on", "-pk").values("body")[:1]
        return self.annotate(last_body=Subquery(last))


class Entry(models.Model):
    """Who or what is counted by name (mục trong sổ bộ): a household, an establishment, a member of a cell.

    Least data (PROTECTION P2): a name, an address in words, perhaps a phone. When and where it counts is its stays'
    to tell; the id stays the same wherever a household moves.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    kind = models.CharField("sổ", max_length=13, choices=EntryKind)
    name = models.CharField("tên", max_length=120)
    search = models.CharField("tên không dấu", max_length=121, editable=False)
    order = models.CharField("khóa xếp", max_length=600, editable=False)
    address = models.CharField("địa chỉ", max_length=120, blank=True)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    detail = models.CharField("chi tiết", max_length=120, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="split_off")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    told_apart = models.ManyToManyField("self", blank=True)  # pairs that a person said are not the same
    changed_at = models.DateTimeField("đổi lúc", default=timezone.now)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "mục trong sổ bộ"
        ordering = ["order", "id"]
        constraints = [models.CheckConstraint(condition=~Q(merged_into=F("id")), name="never_merged_into_itself")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.fill_keys()
        super().save(*args, **kwargs)

    def fill_keys(self) -> None:
        self.name, self.address = tidy(self.name), tidy(self.address)
        self.search, self.order = word_key(self.name), name_key(self.name)[:600]

    @property
    def register(self) -> Register:
        return REGISTERS[self.kind]


class StayQuerySet(models.QuerySet):
    def for_place(self, place: Place):
        return self.filter(body__place=place) if place.kind == PlaceKind.VILLAGE else self.of_commune(place.pk)

    def of_commune(self, commune: int):
        """Asked of both, so that a database of a whole province reads one commune's entries and no others."""
        return self.filter(body__commune=commune, entry__commune=commune)

    def visible_to(self, reach: Reach):
        # By the entry's commune: one commune's names are few, so that a search needs no index of its own.
        return self.filter(entry__commune=reach.commune).filter(in_reach(reach, "body"))

    def counted_on(self, day: date):
        """Who counts as of that day: the denominator of every percentage."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day), starts_on__lte=day)

    def of(self, kind: str):
        return self.filter(entry__kind=kind)

    def named(self, text: str):
        """Those one of whose words, and the words behind it, begin as `text` does, with or without marks."""
        return self.filter(entry__search__contains=word_key(text))

    def begun_or_ended(self, first: date, after: date):
        """Those that began or ended from `first` on, before `after`."""
        began, ended = Q(starts_on__gte=first, starts_on__lt=after), Q(ends_on__gte=first, ends_on__lt=after)
        return self.filter(began | ended)


class Stay(models.Model):
    """From when to when an entry counts in one body (thời gian tính): a village, a party cell.

    `ends_on` is the first day on which it counts no more, and None while it lasts.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="stays", verbose_name="mục")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name="đơn vị")
    starts_on = models.DateField("tính từ ngày")
    began = models.CharField("vì sao có", max_length=10, choices=Began)
    recorded_at = models.DateTimeField("ghi lúc", default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    ends_on = models.DateField("thôi tính từ ngày", null=True, blank=True)
    ended = models.CharField("vì sao thôi", max_length=10, choices=Ended, blank=True)
    ended_at = models.DateTimeField("ghi thôi lúc", null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = StayQuerySet.as_manager()

    class Meta:
        verbose_name = "thời gian tính"
        ordering = ["starts_on", "id"]
        indexes = [models.Index(fields=["body", "ends_on", "starts_on"], name="stays_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["entry"], condition=Q(ends_on=None), name="one_stay_lasts"),
            models.CheckConstraint(
                condition=Q(ends_on=None, ended="", ended_at=None, ended_by=None)
                | Q(ends_on__gte=F("starts_on"), ended_at__isnull=False) & ~Q(ended=""),
                name="a_stay_ends_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} từ {self.starts_on:%d/%m/%Y}"


class ClassQuerySet(models.QuerySet):
    def for_place(self, place: Place):
        return self.filter(body__commune=place)

    def visible_to(self, reach: Reach):
        return self.filter(body__commune=reach.commune).filter(in_reach(reach, "body"))

    def counted_on(self, day: date):
        """The last numbers of each class of the school year that were known on `day`."""
        later = SchoolClass.objects.filter(
            body=OuterRef("body"), year=OuterRef("year"), search=OuterRef("search"), counted_on__lte=day
        )
        last = later.order_by("-counted_on").values("pk")[:1]
        return self.filter(year=school_year(day), counted_on__lte=day, pk=Subquery(last))


FIRST_MONTH_OF_SCHOOL = 8


def school_year(day: date) -> int:
    """The year in which the school year of `day` begins."""
    return day.year if day.month >= FIRST_MONTH_OF_SCHOOL else day.year - 1


class SchoolClass(models.Model):
    """How many pupils and parents a class has from a day on (lớp học): numbers, never a pupil's name.

    A school year is named by the year in which it begins; a class that is no more has 0 pupils.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name="trường")
    year = models.PositiveSmallIntegerField("năm học bắt đầu")
    name = models.CharField("lớp", max_length=20)
    search = models.CharField("lớp không dấu", max_length=20, editable=False)
    order = models.CharField("khóa xếp", max_length=100, editable=False)
    pupils = models.PositiveSmallIntegerField("số học sinh")
    parents = models.PositiveSmallIntegerField("số phụ huynh")
    counted_on = models.DateField("tính từ ngày")
    recorded_at = models.DateTimeField("ghi lúc", default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ClassQuerySet.as_manager()

    class Meta:
        verbose_name = "lớp học"
        ordering = ["order", "counted_on"]
        constraints = [
            models.UniqueConstraint(fields=["body", "year", "search", "counted_on"], name="one_count_a_class_a_day")
        ]

    def __str__(self) -> str:
        return f"lớp {self.name}, năm học {self.year}-{self.year + 1}"

    def save(self, *args, **kwargs):
        self.name = tidy(self.name)
        self.search, self.order = search_key(self.name), name_key(self.name)[:100]
        super().save(*args, **kwargs)

    @property
    def commune_id(self) -> int:
        return self.body.commune_id


class SignOffQuerySet(models.QuerySet):
    def visible_to(self, reach: Reach):
        return self.filter(body__commune=reach.commune).filter(in_reach(reach, "body"))


class SignOff(models.Model):
    """Somebody looked at a village's changes of a month and says that they are right (ký xác nhận biến động)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name="thôn")
    month = models.DateField("tháng")
    side = models.CharField("bên ký", max_length=6, choices=Side)
    # People back from work elsewhere: a number, which the village tells and only the police read (class C8).
    returned_count = models.PositiveSmallIntegerField("số người đi làm ăn xa trở về", null=True, blank=True)
    signed_at = models.DateTimeField("ký lúc", default=timezone.now)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = SignOffQuerySet.as_manager()

    class Meta:
        verbose_name = "ký xác nhận biến động"
        ordering = ["signed_at"]
        indexes = [models.Index(fields=["body", "month"])]

    def __str__(self) -> str:
        return f"{self.get_side_display()}, tháng {self.month:%-m/%Y}"

    @property
    def commune_id(self) -> int:
        return self.body.commune_id


class ImportQuerySet(models.QuerySet):
    def visible_to(self, reach: Reach, user: models.Model):
        """A workbook holds names of people: it is its sender's alone."""
        return self.filter(commune=reach.commune, sent_by=user)


class Import(models.Model):
    """A workbook read into a register (lần nhập sổ): sent, confirmed, perhaps undone within 24 hours.

    What it made and what it changed is kept as long as it can be undone; the file only until it was read.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    kind = models.CharField("sổ", max_length=13, choices=EntryKind)
    since = models.DateField("tính từ ngày")
    file_name = models.CharField("tên tệp", max_length=160)
    file = models.FileField("tệp", upload_to="imports/%Y/%m/", max_length=160, blank=True)
    sent_at = models.DateTimeField("gửi lúc", default=timezone.now)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField("nhập xong lúc", null=True, blank=True)
    outcome = models.JSONField("kết quả", default=dict)  # numbers and sentences to show
    made = models.JSONField("đã thêm", default=list)  # ids
    changed = models.JSONField("đã sửa", default=dict)  # id: what it was before
    undone_at = models.DateTimeField("hoàn tác lúc", null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = "lần nhập sổ"
        ordering = ["-sent_at"]
        constraints = [
            models.CheckConstraint(condition=Q(undone_at=None) | Q(done_at__isnull=False), name="undone_after_done")
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def can_be_undone(self) -> bool:
        return bool(self.done_at and not self.undone_at and clock.now() - self.done_at < UNDO_WITHIN)
