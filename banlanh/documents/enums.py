from django.db.models import TextChoices


class DocumentType(TextChoices):
    """Types of official papers with the symbols they are numbered under (HD 05-HD/VPTW, Decree 30/2020)."""

    DECISION = "QĐ", "quyết định"
    REGULATION = "QC", "quy chế"
    PLAN = "KH", "kế hoạch"
    REPORT = "BC", "báo cáo"
    NOTICE = "TB", "thông báo"
    DIRECTIVE = "CT", "chỉ thị"
    MINUTES = "BB", "biên bản"
    LETTER = "CV", "công văn"


KEYS = {
    DocumentType.DECISION: "decision",
    DocumentType.REGULATION: "regulation",
    DocumentType.PLAN: "plan",
    DocumentType.REPORT: "report",
    DocumentType.NOTICE: "notice",
    DocumentType.DIRECTIVE: "directive",
    DocumentType.MINUTES: "minutes",
    DocumentType.LETTER: "letter",
}
