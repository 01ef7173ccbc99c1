from django.db.models import TextChoices

from banlanh.accounts.enums import Data


class Part(TextChoices):
    """The three parts of a file, each opened by itself (PROTECTION C4, C5, C6)."""

    CARD = "card", "phiếu hỗ trợ"
    LEGAL = "legal", "hồ sơ quản lý"
    TESTS = "tests", "xét nghiệm"

    @property
    def data(self) -> Data:
        return {Part.CARD: Data.CARE_CARD, Part.LEGAL: Data.LEGAL_FILE, Part.TESTS: Data.TESTS}[self]


class StepKind(TextChoices):
    """What the law did with a file; each is a fact of its own, none is changed."""

    DECISION = "decision", "quyết định quản lý"
    PAUSE = "pause", "thời gian không tính"
    INTERVAL = "interval", "khoảng cách xét nghiệm"
    EXIT = "exit", "kết thúc"


class Result(TextChoices):
    NEGATIVE = "negative", "âm tính"
    POSITIVE = "positive", "dương tính"


class Verdict(TextChoices):
    UPHELD = "upheld", "đúng, cần thiết"
    REFUSED = "refused", "không có lý do chính đáng"
