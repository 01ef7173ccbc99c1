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
    LOCK_ABOVE = "chot", "ghi nhận cấp trên chốt"
    UNLOCK_ABOVE = "cho-mo", "ghi nhận cấp trên cho mở lại"


class Stage(TextChoices):
    """How far a report has come: what its last step left it as."""

    DRAFT = "draft", "đang soạn"
    SUBMITTED = "submitted", "đã trình"
    APPROVED = "approved", "đã duyệt"
    ISSUED = "issued", "đã ban hành"


# What those above do with a period changes nothing in how far the commune's own report has come.
ABOVE = (Verb.LOCK_ABOVE, Verb.UNLOCK_ABOVE)
NEEDS_A_REASON = (Verb.SEND_BACK, Verb.REOPEN, *ABOVE)
LEAVES = {
    Verb.SUBMIT: Stage.SUBMITTED,
    Verb.SEND_BACK: Stage.DRAFT,
    Verb.APPROVE: Stage.APPROVED,
    Verb.ISSUE: Stage.ISSUED,
    Verb.REOPEN: Stage.DRAFT,
}
