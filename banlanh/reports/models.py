from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from banlanh.core.constraints import both_or_neither
from banlanh.core.ids import uuid7
from banlanh.core.steps import Stepped
from banlanh.documents.models import GivenNumber
from banlanh.places.models import Body, CommuneQuerySet, Place

from .enums import ABOVE, LEAVES, NEEDS_A_REASON, ReportKind, Stage, Verb


class ReportQuerySet(CommuneQuerySet):
    def with_steps(self):
        steps = ReportStep.objects.select_related("by").defer("approved")  # whole documents, for who issues one
        return self.prefetch_related(models.Prefetch("steps", steps))


class Report(Stepped, models.Model):
    """One body's report on one period (báo cáo): its draft is written from the figures until it is issued.

    A row is made with the first thing that a person does to it; before that the draft is there all the same.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name="đơn vị báo cáo")
    kind = models.CharField("loại", max_length=5, choices=ReportKind)
    code = models.CharField("kỳ", max_length=8)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo"
        constraints = [models.UniqueConstraint(fields=["commune", "kind", "code"], name="one_report_a_period")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} kỳ {self.code}"

    @property
    def stage(self) -> Stage:
        step = self.last(*LEAVES)
        return LEAVES[Verb(step.verb)] if step else Stage.DRAFT

    @property
    def lock_above(self) -> "ReportStep | None":
        """The step that told that those above locked the period, while it stands."""
        step = self.last(*ABOVE)
        return step if step and step.verb == Verb.LOCK_ABOVE else None

    @property
    def approved(self) -> dict:
        """What was approved last."""
        step = self.last(Verb.APPROVE)
        return step.approved or {} if step else {}


class ReportStep(models.Model):
    """What somebody did with a report (bước của báo cáo), or told that those above did: by one of the verbs.

    What was approved is kept whole, so that it is what is issued: the document, its figures, the rows behind them.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(Report, models.PROTECT, related_name="steps")
    verb = models.CharField("việc", max_length=10, choices=Verb)
    note = models.CharField("lý do", max_length=500, blank=True)
    approved = models.JSONField("nội dung được duyệt", null=True, blank=True)
    at = models.DateTimeField("lúc", default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "bước của báo cáo"
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verb=Verb.APPROVE, approved__isnull=False)
                | ~Q(verb=Verb.APPROVE) & Q(approved__isnull=True),
                name="what_is_approved_is_kept",
            ),
            models.CheckConstraint(condition=~Q(verb__in=NEEDS_A_REASON, note=""), name="back_only_with_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()}, {timezone.localdate(self.at):%d/%m/%Y}"


class ParagraphEdit(models.Model):
    """What a person wrote in place of a paragraph of the draft (đoạn sửa); never changed, only replaced by the next.

    `was` is what the figures said at that hour: where it has changed since, the page shows both.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(Report, models.PROTECT, related_name="edits")
    heading = models.TextField("dưới đề mục", blank=True)
    was = models.TextField("máy viết")
    text = models.TextField("người viết", blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    at = models.DateTimeField("lúc", default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "đoạn sửa"
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.text[:60]


class IssuedReport(models.Model):
    """A report as it left the office (bản ban hành): its number, figures, rows and very bytes, which never change."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(Report, models.PROTECT, related_name="issued")
    number = models.OneToOneField(GivenNumber, models.PROTECT, related_name="+", verbose_name="số")
    issued_on = models.DateField("ngày ban hành")
    on = models.DateField("số liệu đến ngày")
    document = models.JSONField("văn bản")
    sheet = models.JSONField("số liệu")
    rows = models.JSONField("bản ghi đằng sau số liệu")
    code = models.CharField("mã nhật ký", max_length=80)
    content = models.BinaryField("tệp Word")
    sha256 = models.CharField("dấu", max_length=64)

    class Meta:
        verbose_name = "bản ban hành"
        ordering = ["issued_on", "id"]

    def __str__(self) -> str:
        return f"số {self.number}-BC/CB ngày {self.issued_on:%d/%m/%Y}"

    @property
    def groups(self) -> str:
        """The mark of the file, to be read aloud and compared."""
        return " ".join(self.sha256[at : at + 8] for at in range(0, len(self.sha256), 8))


class SignedReportQuerySet(models.QuerySet):
    def of(self, issued: IssuedReport):
        return self.filter(issued=issued)


class SignedReport(models.Model):
    """The PDF of an issued report with somebody's signature behind its bytes (bản ký số); it never changes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    issued = models.ForeignKey(IssuedReport, models.PROTECT, related_name="signed")
    whose = models.CharField("chứng thư của", max_length=300)
    content = models.BinaryField("tệp PDF")
    at = models.DateTimeField("lúc", default=timezone.now)

    objects = SignedReportQuerySet.as_manager()

    class Meta:
        verbose_name = "bản ký số"
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["issued", "whose"], name="one_signature_a_key")]

    def __str__(self) -> str:
        return f"bản ký số của {self.whose}"


class OfficeFormQuerySet(CommuneQuerySet):
    def in_use(self):
        return self.filter(retired_at=None)


class OfficeForm(models.Model):
    """The form that another office wants filled (biểu của nơi khác): kept as it was sent, never filled in place."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    name = models.CharField("tên biểu", max_length=120)
    kind = models.CharField("loại tệp", max_length=4, choices=[("docx", "Word"), ("xlsx", "Excel")])
    content = models.BinaryField("tệp")
    sha256 = models.CharField("dấu", max_length=64)
    at = models.DateTimeField("lúc", default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    retired_at = models.DateTimeField("thôi dùng lúc", null=True, blank=True)
    retired_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = OfficeFormQuerySet.as_manager()

    class Meta:
        verbose_name = "biểu của nơi khác"
        ordering = ["name", "id"]
        constraints = [both_or_neither("retired_at", "retired_by", name="form_retired_by_someone")]

    def __str__(self) -> str:
        return self.name
