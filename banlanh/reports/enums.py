from django.db.models import TextChoices


class ReportKind(TextChoices):
    MONTH = "month", "báo cáo tháng"
    HALF = "half", "báo cáo 6 tháng"
    YEAR = "year", "báo cáo năm"


class Verb(TextChoices):
    """What can be done with a report, by the word in the address."""

    SUBMIT = "trinh", "trình"
    SEND_BACK = "tra-lai", "trả lại"
    APPROVE = "duyet", "phê duyệt"
    ISSUE = "ban-hanh", "ban hành"
    REOPEN = "mo-lai", "mở lại"


class Stage(TextChoices):
    """How far a report has come: what its last step left it as."""

    DRAFT = "draft", "đang soạn"
    SUBMITTED = "submitted", "đã trình"
    APPROVED = "approved", "đã duyệt"
    ISSUED = "issued", "đã ban hành"


LEAVES = {
    Verb.SUBMIT: Stage.SUBMITTED,
    Verb.SEND_BACK: Stage.DRAFT,
    Verb.APPROVE: Stage.APPROVED,
    Verb.ISSUE: Stage.ISSUED,
    Verb.REOPEN: Stage.DRAFT,
}
