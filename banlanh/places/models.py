from django.db import models

from banlanh.core.questions import Question, Slot
from vanban.text import search_key, sort_key, tidy

from .enums import BodyKind, PlaceKind


class PlaceQuerySet(models.QuerySet):
    def for_place(self, place: "Place"):
        """`place` and the places in it."""
        return self.filter(models.Q(pk=place.pk) | models.Q(parent=place))

    def villages(self):
        return self.filter(kind=PlaceKind.VILLAGE)


class Place(models.Model):
    """A province, commune or village (địa phương)."""

    kind = models.CharField("cấp", max_length=10, choices=PlaceKind)
    name = models.CharField("tên", max_length=80)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    search = models.CharField("tên không dấu", max_length=80, editable=False)
    order = models.CharField("khóa xếp", max_length=400, editable=False)
    languages = models.JSONField("thứ tiếng", default=list, blank=True)
    households = models.PositiveIntegerField("số hộ", default=0)
    residents = models.PositiveIntegerField("số khẩu", default=0)
    is_demo = models.BooleanField("dữ liệu mô phỏng", default=False)

    version = ""  # of a commune's data: the seal of its log's last event, where it was read with somebody's post

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = "địa phương"
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["parent", "search"], name="one_place_a_name")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.name = tidy(self.name)
        self.search, self.order = search_key(self.name), sort_key(self.name)
        super().save(*args, **kwargs)

    @property
    def title(self) -> str:
        """ "Xã Suối Lành", "Thôn Nà Lìn"."""
        return f"{PlaceKind(self.kind).label.capitalize()} {self.name}"

    @property
    def commune_id(self) -> int:
        """The commune that this place is, or lies in."""
        return self.parent_id if self.kind == PlaceKind.VILLAGE else self.pk


class CommuneQuerySet(models.QuerySet):
    """What tells its commune by a foreign key or, from another database, by its number."""

    def for_place(self, place: Place | None):
        return self.filter(commune=place and place.pk)  # who has no post has no place


class OfCommune(models.Model):
    """What lies in another database than its commune (xã), and so tells it by its number: no foreign key crosses."""

    commune = models.BigIntegerField("mã xã")

    objects = CommuneQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def commune_id(self) -> int:
        return self.commune


class BodyQuerySet(models.QuerySet):
    def for_place(self, place: Place):
        if place.kind == PlaceKind.VILLAGE:
            return self.filter(place=place)
        return self.filter(commune=place)

    def current(self):
        return self.filter(closed_on=None)


class Body(models.Model):
    """Who duties are given to (đơn vị, tổ chức): a party cell, a union, the police, a school, a village."""

    commune = models.ForeignKey(Place, models.PROTECT, related_name="bodies")
    kind = models.CharField("loại", max_length=20, choices=BodyKind)
    name = models.CharField("tên", max_length=120)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    order = models.CharField("khóa xếp", max_length=600, editable=False)
    closed_on = models.DateField("thôi hoạt động từ", null=True, blank=True)

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị, tổ chức"
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["commune", "name"], name="one_body_a_name")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.name = tidy(self.name)
        self.order = sort_key(self.name)
        super().save(*args, **kwargs)

    @property
    def is_village(self) -> bool:
        return self.kind == BodyKind.VILLAGE


@Question
def BODY() -> models.QuerySet[Body]:
    """One of the commune's, with its place."""
    numbers = {"commune": Slot("commune", models.BigIntegerField()), "pk": Slot("pk", models.BigIntegerField())}
    return Body.objects.filter(**numbers).select_related("place").order_by()
