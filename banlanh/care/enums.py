from django.db.models import TextChoices

from banlanh.accounts.enums import Data

from . import terms


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
    MOVE = "move", "chuyển nơi cư trú"
    EXIT = "exit", "kết thúc"
    JOINED = "joined", "nhập hồ sơ chuyển đến"
    CORRECTION = "correction", "sửa nhân thân"
    CARD_CORRECTION = "card_correction", "sửa phiếu hỗ trợ"
    ROUTED = "routed", "trình ký"
    SIGNED = "signed", "trả lời trình ký"


class Field(TextChoices):
    """What may be corrected of the identity and of the card: one field at a time."""

    FULL_NAME = "full_name", "họ và tên"
    BORN = "born", "năm sinh"
    CARD_NUMBER = "card_number", "số căn cước"
    PHONE = "phone", "điện thoại"
    PREFERRED_NAME = "preferred_name", "tên để xưng hô"
    CONTACT = "contact", "cách liên hệ"
    NEEDS = "needs", "điều cần giúp"
    GOALS = "goals", "điều đã thống nhất"

    @property
    def part(self) -> Part:
        identity = (Field.FULL_NAME, Field.BORN, Field.CARD_NUMBER, Field.PHONE)
        return Part.LEGAL if self in identity else Part.CARD


class Result(TextChoices):
    NEGATIVE = "negative", "âm tính"
    POSITIVE = "positive", "dương tính"


class Found(TextChoices):
    """What went badly and was found; said early and honestly, it is nobody's fault."""

    USED = "used", "sử dụng lại"
    ABSENT = "absent", "vắng mặt không báo"
    UNTESTED = "untested", "không đến xét nghiệm"
    OTHER = "other", "việc khác"


class Answer(TextChoices):
    """What the commune of arrival said to a file that was sent to it."""

    ACCEPTED = "accepted", "đã tiếp nhận"
    NOT_HERE = "not_here", "trả lại: người này chưa đến cư trú"
    PAPERS = "papers", "trả lại: còn thiếu giấy tờ"
    WRONG = "wrong", "trả lại: gửi nhầm nơi"


class Signed(TextChoices):
    """What the chairman said to a decision that was put before them."""

    SIGNED = "signed", "đã ký"
    SENT_BACK = "sent_back", "trả lại"


class Verdict(TextChoices):
    UPHELD = "upheld", "đúng, cần thiết"
    REFUSED = "refused", "không có lý do chính đáng"


class Asked(TextChoices):
    """What the reviewer found out about an opening."""

    SOUND = "sound", "đã hỏi, hợp lý"
    UNCLEAR = "unclear", "cần làm rõ"


class Asks(TextChoices):
    """What a person may ask about their own file, each with its clock (Law 91/2025 art. 4)."""

    SEE = "see", "xem hồ sơ, xem ai đã xem"
    CORRECT = "correct", "sửa thông tin sai"
    OBJECT = "object", "phản đối, hạn chế sử dụng"
    BLOCK = "block", "không để một cán bộ xem"
    DELETE = "delete", "xóa dữ liệu"

    @property
    def right(self) -> terms.Right:
        by_itself = {
            Asks.OBJECT: terms.Right.WITHDRAW,
            Asks.BLOCK: terms.Right.WITHDRAW,
            Asks.DELETE: terms.Right.DELETE,
        }
        return by_itself.get(self, terms.Right.SEE)
