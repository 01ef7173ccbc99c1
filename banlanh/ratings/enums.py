from django.db.models import TextChoices

from banlanh.places.enums import CELLS, BodyKind


class Rated(TextChoices):
    """What is rated: bodies, and a cell's monthly meeting. Never a person (P1)."""

    CELL = "chi-bo", "chi bộ"
    ORGANISATION = "doan-the", "Mặt trận, đoàn thể"
    VILLAGE = "thon", "thôn"
    MEETING = "sinh-hoat", "buổi sinh hoạt chi bộ"

    @property
    def bodies(self) -> frozenset[str]:
        return BODIES[self]

    @property
    def is_decided(self) -> bool:
        """A meeting is only judged by the cell itself."""
        return self is not Rated.MEETING


BODIES = {
    Rated.CELL: CELLS,
    Rated.MEETING: CELLS,
    Rated.ORGANISATION: frozenset({BodyKind.ORGANISATION, BodyKind.FRONT}),
    Rated.VILLAGE: frozenset({BodyKind.VILLAGE}),
}


class Grade(TextChoices):
    """The four grades of a body, the best first (Regulation 366-QĐ/TW)."""

    EXCELLENT = "excellent", "Hoàn thành xuất sắc nhiệm vụ"
    GOOD = "good", "Hoàn thành tốt nhiệm vụ"
    DONE = "done", "Hoàn thành nhiệm vụ"
    NOT_DONE = "not_done", "Không hoàn thành nhiệm vụ"

    @property
    def place(self) -> int:
        return list(Grade).index(self)

    def named(self, rated: Rated) -> str:
        return str(self.label) if rated.is_decided else OF_MEETINGS[self]


OF_MEETINGS = {Grade.EXCELLENT: "Tốt", Grade.GOOD: "Khá", Grade.DONE: "Trung bình", Grade.NOT_DONE: "Kém"}


class Source(TextChoices):
    """What fills a line's points in; a line without one is a person's to judge."""

    DUTIES = "duties", "việc đến hạn xong đúng hạn"
    TARGETS = "targets", "chỉ tiêu đạt đủ"
    CHECKS = "checks", "nơi phúc tra thấy đúng"
    HELD = "held", "buổi sinh hoạt đã ghi trong tháng"
    PRESENT = "present", "người có mặt"
    LAST_MONTH = "last_month", "việc tháng trước xong đúng hạn"

    @property
    def none(self) -> str:
        """What is said where there is nothing to count."""
        return NOTHING[self]


NOTHING = {
    Source.DUTIES: "không có việc nào đến hạn",
    Source.TARGETS: "chưa đếm được chỉ tiêu nào",
    Source.CHECKS: "chưa có phúc tra nào kết thúc",
    Source.HELD: "chưa ghi buổi sinh hoạt nào trong tháng",
    Source.PRESENT: "chưa ghi số người có mặt",
    Source.LAST_MONTH: "tháng trước không có việc nào đến hạn",
}


class Verb(TextChoices):
    """The steps of a rating (tự chấm, thẩm định, quyết định, kiến nghị, trả lời)."""

    SELF = "tu-cham", "tự chấm"
    REVIEW = "tham-dinh", "thẩm định"
    DECIDE = "quyet-dinh", "quyết định"
    APPEAL = "kien-nghi", "kiến nghị xem lại"
    ANSWER = "tra-loi", "trả lời kiến nghị"


GIVES_POINTS, GIVES_GRADE = frozenset({Verb.SELF, Verb.REVIEW}), frozenset({Verb.DECIDE, Verb.ANSWER})
WAITS = {  # what is said of a rating whose last step it is
    None: "chưa tự chấm",
    Verb.SELF: "chờ thẩm định",
    Verb.REVIEW: "chờ quyết định",
    Verb.DECIDE: "đã quyết định",
    Verb.APPEAL: "chờ trả lời kiến nghị",
    Verb.ANSWER: "đã trả lời kiến nghị",
}


class Happened(TextChoices):
    """What the plan's hard criterion asks about; never who, and nothing of anybody's health."""

    NEW = "new", "phát sinh mới hoặc tái phát"
    SPOT = "spot", "điểm, tụ điểm phức tạp"


class Telling(TextChoices):
    """Whether bad news was told in time, by the days on which it was known and told."""

    IN_TIME = "in_time", "báo kịp thời"
    LATE = "late", "báo muộn"
    NEVER = "never", "biết mà không báo"
    UNCLEAR = "unclear", "chưa rõ biết từ khi nào"
