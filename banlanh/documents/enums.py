from django.db.models import TextChoices

from banlanh.places.enums import BodyKind


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

# Papers that no record is of yet carry numbers too: nghị quyết, kết luận, chương trình, hướng dẫn, thông tri, tờ trình.
RESOLUTION = "NQ"
SYMBOLS = frozenset({*DocumentType.values, RESOLUTION, "KL", "CTr", "HD", "TT", "TTr"})

# Whose numbers begin anew each 1 January (Decree 30/2020). A Party body's run through its committee's term; of the
# Front and the unions no rule was found. These say themselves from which day they count.
YEARLY = frozenset(
    {
        BodyKind.PEOPLES_COMMITTEE,
        BodyKind.POLICE,
        BodyKind.MILITARY,
        BodyKind.SCHOOL,
        BodyKind.HEALTH,
        BodyKind.VILLAGE,
    }
)
