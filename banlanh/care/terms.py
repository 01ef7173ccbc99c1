"""The terms of the law as data: one dated table (PROTECTION SEC-59, DESIGN 4), and small functions over it.

A row says what the law gives, from which day to which. Two rows of one subject never hold on the same day, so a day
picks the row: a management's length is picked by the day of its decision; a clock, a pause or an exit by its own first
day. Rehabilitation under way on 1/7/2026 ends by the old law, the management after it is decided under the new one
(Law 120/2025, art. 56.1); where only the file was being prepared, the decision's day tells (art. 56.2).

A row with a `check` waits for a person to hold it against the text of the law; screens show the sentence beside it.
What is worked out here is shown, and a human confirms it. Nothing is stored and nothing is moved: a term ends on the
day that its start, its row and its pauses give, or by a recorded decision. Which paper an exit needs is our own choice
(domain 2.2 asks for a supporting document); a term that has run out ends without waiting for one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dateutil.relativedelta import relativedelta
from django.db.models import TextChoices
from django.utils import timezone

from banlanh.core import clock, words
from banlanh.core.clock import DAY
from banlanh.core.refusal import Refused


class What(TextChoices):
    """What a row is about."""

    TERM = "term", "thời hạn quản lý"
    PAUSE = "pause", "thời gian không tính vào thời hạn"
    EXIT = "exit", "lý do kết thúc"
    FILE = "file", "lập hồ sơ"
    DECIDE = "decide", "ra quyết định quản lý"
    SEND_STOP = "send_stop", "gửi quyết định dừng, chấm dứt quản lý"
    HAND_OVER = "hand_over", "báo cho nơi đến khi chuyển nơi cư trú"
    TELL = "tell", "báo việc vừa biết, trả lời nơi chuyển hồ sơ"
    PRESENT = "present", "trình diện ở nơi cư trú mới"
    CERTIFICATE = "certificate", "nộp giấy xác nhận hoàn thành cai nghiện"
    REMIND = "remind", "nhắc trước khi hết thời hạn"
    ARCHIVE = "archive", "lưu hồ sơ đã kết thúc"
    RIGHT = "right", "trả lời yêu cầu của chính chủ"
    EXTENSION = "extension", "gia hạn một lần"
    TRANSITION = "transition", "chuyển tiếp sang luật mới"


class Category(TextChoices):
    USER = "user", "người đang trong thời gian quản lý"
    AFTER_REHAB = "after_rehab", "người sau cai"


class Ground(TextChoices):
    """Why a management began. Who moves here in the middle of one keeps its ground, its decision and its start."""

    POSITIVE = "positive", "kết quả xét nghiệm dương tính"
    CLEARED = "cleared", "được xác định không nghiện, chuyển sang quản lý"
    VOLUNTARY = "voluntary", "hoàn thành cai nghiện tự nguyện"
    SUBSTITUTION = "substitution", "hoàn thành điều trị bằng thuốc thay thế"
    YOUNG = "young", "từ đủ 12 đến dưới 18 tuổi, chấp hành xong quyết định cai nghiện bắt buộc"
    COMPULSORY = "compulsory", "từ đủ 18 tuổi, chấp hành xong quyết định cai nghiện bắt buộc"

    @property
    def category(self) -> Category:
        return Category.USER if self in (Ground.POSITIVE, Ground.CLEARED) else Category.AFTER_REHAB


class Start(TextChoices):
    """The day from which a term counts."""

    DECISION = "decision", "kể từ ngày ra quyết định quản lý"
    COMPLETION = "completion", "kể từ ngày hoàn thành cai nghiện hoặc chấp hành xong quyết định"


class PauseKind(TextChoices):
    DETAINED = "detained", "tạm giữ, tạm giam"
    IMPRISONED = "imprisoned", "chấp hành án phạt tù"
    ABSENT = "absent", "vắng mặt không báo"


class ExitReason(TextChoices):
    SERVED = "served", "hết thời hạn quản lý"
    DEPENDENT = "dependent", "được xác định là nghiện"
    PRISON = "prison", "chấp hành án phạt tù"
    EDUCATION = "education", "vào cơ sở giáo dục bắt buộc"
    REFORM_SCHOOL = "reform_school", "vào trường giáo dưỡng"
    CUSTODY = "custody", "tạm giữ, tạm giam dài hơn thời hạn còn lại"
    MOVED = "moved", "chuyển nơi cư trú"
    DEAD = "dead", "chết"
    MISSING = "missing", "Tòa án tuyên bố mất tích"


class Right(TextChoices):
    """What a person may ask about their own data (Law 91/2025 art. 4)."""

    ANSWER = "answer", "phản hồi, cho biết thủ tục"
    SEE = "see", "xem, chỉnh sửa, cung cấp dữ liệu"
    WITHDRAW = "withdraw", "rút lại đồng ý, hạn chế, phản đối xử lý dữ liệu"
    DELETE = "delete", "xóa dữ liệu"
    PROTECT = "protect", "thực hiện biện pháp bảo vệ dữ liệu"


class Unit(TextChoices):
    HOURS = "hours", "giờ"
    DAYS = "days", "ngày"
    WORKING_DAYS = "working_days", "ngày làm việc"
    MONTHS = "months", "tháng"


@dataclass(frozen=True, slots=True)
class Span:
    many: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.many} {self.unit.label}"


@dataclass(frozen=True, slots=True)
class Book:
    """A law for as long as it holds; with a `check`, for as long as we only suppose that it does."""

    law: str
    since: date
    until: date | None = None
    check: str = ""

    def holds(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class Row:
    what: What
    about: tuple[str, ...]
    book: Book
    article: str
    span: Span | None = None
    starts: Start | None = None
    who: str = ""
    says: str = ""  # the paper that an exit needs, the rule of a transition
    doubt: str = ""

    @property
    def check(self) -> str:
        """What a person must still hold against the text of the law; nothing where it was read."""
        return self.doubt or self.book.check

    @property
    def source(self) -> str:
        return f"{self.article} {self.book.law}".strip()


BEGAN, ENDED, CHANGED = date(2022, 1, 1), date(2026, 6, 30), date(2026, 7, 1)
NOT_FOUND = "Cần đối chiếu: chưa có nghị định chi tiết Luật 120/2025/QH15 trong tay; tạm theo quy định cũ."
LAW_73 = Book("Luật Phòng, chống ma túy 73/2021/QH14", BEGAN, ENDED)
LAW_120 = Book("Luật Phòng, chống ma túy 120/2025/QH15", CHANGED)
DECREE_105 = Book("Nghị định 105/2021/NĐ-CP", BEGAN, ENDED)
DECREE_116 = Book("Nghị định 116/2021/NĐ-CP", BEGAN, ENDED)
DECREE_105_STILL = Book(DECREE_105.law, CHANGED, check=NOT_FOUND)
DECREE_116_STILL = Book(DECREE_116.law, CHANGED, check=NOT_FOUND)
DECREE_356 = Book("Nghị định 356/2025/NĐ-CP", date(2026, 1, 1))
OURS = Book("Quy ước của Bản Lành", BEGAN)

CHAIRMAN, POLICE_CHIEF, POLICE = "Chủ tịch UBND xã", "Trưởng Công an xã", "Công an xã"
UNDER_WAY = "Cần đối chiếu: Luật 120 không nói về quyết định ra trước 1/7/2026 còn thời hạn; tính hết theo luật cũ."
BY_ITS_DAY = "Quyết định quản lý ra ngày nào thì thời hạn theo luật có hiệu lực ngày đó."
REHAB_UNDER_WAY = "Đang cai nghiện ngày 1/7/2026: cai đến hết thời hạn theo luật cũ, rồi quản lý sau cai theo Luật 120."
FILE_UNDER_WAY = "Đang lập hồ sơ ngày 1/7/2026, sau đó mới có quyết định cai nghiện: cai theo Luật 120."
MAY_NOT_MOVE = "Cần đối chiếu: khoản này cũng có thể hiểu là ngày hết thời hạn không lùi lại."
ARCHIVE_RULES = "Cần đối chiếu: Trưởng Công an xã đặt lại theo quy định lưu trữ của ngành."

PAPERS = {
    ExitReason.SERVED: "quyết định chấm dứt hoặc giấy chứng nhận chấp hành xong, gửi sau cũng được",
    ExitReason.DEPENDENT: "kết quả xác định tình trạng nghiện",
    ExitReason.PRISON: "bản án đã có hiệu lực hoặc quyết định thi hành án phạt tù",
    ExitReason.EDUCATION: "quyết định của Tòa án đưa vào cơ sở giáo dục bắt buộc",
    ExitReason.REFORM_SCHOOL: "quyết định của Tòa án đưa vào trường giáo dưỡng",
    ExitReason.CUSTODY: "lệnh tạm giữ, tạm giam",
    ExitReason.MOVED: "thông báo cho Công an xã nơi đến",
    ExitReason.DEAD: "trích lục khai tử",
    ExitReason.MISSING: "quyết định của Tòa án tuyên bố mất tích",
}
# Reasons for which the management of a user is stopped by a decision of its own ("dừng quản lý", Law 120 art. 24.5).
STOPPED, AND_STOPPED = frozenset(ExitReason) - {ExitReason.SERVED, ExitReason.MOVED}, " và quyết định dừng quản lý"


def _terms(book: Book, article: str, months: int, starts: Start, grounds: list[Ground], doubt: str = "") -> list[Row]:
    span = Span(months, Unit.MONTHS)
    return [Row(What.TERM, (ground,), book, article, span, starts, doubt=doubt) for ground in grounds]


def _exits(category: Category, book: Book, reasons: dict[str, list[ExitReason]]) -> list[Row]:
    stopped = STOPPED if category is Category.USER else frozenset()
    return [
        Row(What.EXIT, (category, each), book, article, says=PAPERS[each] + AND_STOPPED * (each in stopped))
        for article, listed in reasons.items()
        for each in listed
    ]


def _clock(what: What, category: Category, book: Book, article: str, many: int, unit: Unit, who: str) -> Row:
    return Row(what, (category,), book, article, Span(many, unit), who=who)


def _right(right: Right, article: str, days: int) -> list[Row]:
    """So many days, and once more as many (Decree 356/2025 art. 5)."""
    span = Span(days, Unit.DAYS)
    return [Row(what, (right,), DECREE_356, article, span) for what in (What.RIGHT, What.EXTENSION)]


USER, AFTER = Category.USER, Category.AFTER_REHAB
AFTER_A_YEAR = [Ground.VOLUNTARY, Ground.SUBSTITUTION, Ground.YOUNG]
HOURS, DAYS, WORKING_DAYS, MONTHS = Unit.HOURS, Unit.DAYS, Unit.WORKING_DAYS, Unit.MONTHS
BY_THE_OLD_LAW: list[ExitReason] = [each for each in ExitReason if each is not ExitReason.CUSTODY]
TAKEN = [ExitReason.PRISON, ExitReason.EDUCATION, ExitReason.REFORM_SCHOOL]
GONE = [ExitReason.DEAD, ExitReason.MISSING]
WAYS_OUT = {
    USER: {
        "điểm a khoản 3 Điều 27": [ExitReason.SERVED],
        "điểm a khoản 5 Điều 24": [ExitReason.DEPENDENT],
        "điểm b, c khoản 5 Điều 24": TAKEN,
        "điểm d khoản 5 Điều 24": GONE,
        "điểm đ khoản 5, khoản 7 Điều 24": [ExitReason.CUSTODY],
        "điểm c khoản 3 Điều 27": [ExitReason.MOVED],
    },
    AFTER: {
        "điểm a khoản 4 Điều 48": [ExitReason.SERVED],
        "điểm b khoản 4 Điều 48": [*TAKEN, ExitReason.DEPENDENT],
        "điểm c khoản 4 Điều 48": [ExitReason.MOVED],
        "điểm d khoản 4 Điều 48": GONE,
    },
}

TABLE: tuple[Row, ...] = (
    # Which law.
    Row(What.TRANSITION, ("rehab",), LAW_120, "khoản 1 Điều 56", says=REHAB_UNDER_WAY),
    Row(What.TRANSITION, ("file",), LAW_120, "khoản 2 Điều 56", says=FILE_UNDER_WAY),
    Row(What.TRANSITION, ("management",), OURS, "", says=BY_ITS_DAY, doubt=UNDER_WAY),
    # How long, and from which day.
    *_terms(LAW_73, "Điều 23", 12, Start.DECISION, [Ground.POSITIVE], UNDER_WAY),
    *_terms(LAW_120, "khoản 2 Điều 24", 12, Start.DECISION, [Ground.POSITIVE]),
    *_terms(LAW_120, "khoản 2, khoản 6 Điều 24", 12, Start.DECISION, [Ground.CLEARED]),
    *_terms(LAW_73, "Điều 40", 12, Start.COMPLETION, AFTER_A_YEAR, UNDER_WAY),
    *_terms(LAW_73, "Điều 40", 24, Start.COMPLETION, [Ground.COMPULSORY], UNDER_WAY),
    *_terms(LAW_120, "khoản 1 Điều 42", 12, Start.COMPLETION, AFTER_A_YEAR),
    *_terms(LAW_120, "khoản 2 Điều 42", 24, Start.COMPLETION, [Ground.COMPULSORY]),
    # What does not count toward the term.
    Row(What.PAUSE, (USER, PauseKind.DETAINED), LAW_120, "khoản 7 Điều 24", doubt=MAY_NOT_MOVE),
    Row(What.PAUSE, (AFTER, PauseKind.IMPRISONED), LAW_120, "khoản 1 Điều 47"),
    Row(What.PAUSE, (AFTER, PauseKind.ABSENT), DECREE_116, "Điều 77–82"),
    # Who decides, and how soon.
    _clock(What.DECIDE, USER, DECREE_105, "Điều 42", 3, WORKING_DAYS, CHAIRMAN),
    _clock(What.DECIDE, USER, LAW_120, "điểm a khoản 4 Điều 24", 24, HOURS, POLICE_CHIEF),
    _clock(What.FILE, AFTER, DECREE_116, "Điều 77", 3, WORKING_DAYS, POLICE),
    _clock(What.FILE, AFTER, DECREE_116_STILL, "Điều 77", 3, WORKING_DAYS, POLICE),
    _clock(What.DECIDE, AFTER, DECREE_116, "Điều 78", 2, WORKING_DAYS, CHAIRMAN),
    _clock(What.DECIDE, AFTER, DECREE_116_STILL, "Điều 78", 2, WORKING_DAYS, CHAIRMAN),
    _clock(What.SEND_STOP, USER, DECREE_105, "Điều 48", 3, WORKING_DAYS, CHAIRMAN),
    _clock(What.SEND_STOP, USER, DECREE_105_STILL, "Điều 48", 3, WORKING_DAYS, POLICE_CHIEF),
    # When somebody moves.
    _clock(What.HAND_OVER, USER, DECREE_105, "Điều 47", 5, WORKING_DAYS, POLICE),
    _clock(What.HAND_OVER, USER, LAW_120, "khoản 2 Điều 27", 24, HOURS, POLICE),
    _clock(What.HAND_OVER, AFTER, DECREE_116, "Điều 77–82", 5, WORKING_DAYS, POLICE),
    _clock(What.HAND_OVER, AFTER, LAW_120, "khoản 2 Điều 48", 24, HOURS, POLICE),
    *[Row(What.TELL, (about,), OURS, "", Span(24, HOURS), who=POLICE) for about in ("found", "move")],
    _clock(What.PRESENT, USER, LAW_120, "khoản 4 Điều 25", 24, HOURS, USER.label),
    _clock(What.CERTIFICATE, AFTER, LAW_120, "điểm b khoản 3 Điều 33", 2, DAYS, AFTER.label),
    # How it ends.
    *_exits(USER, LAW_73, {"Điều 23, 26": BY_THE_OLD_LAW}),
    *_exits(AFTER, LAW_73, {"Điều 43": BY_THE_OLD_LAW}),
    *_exits(USER, LAW_120, WAYS_OUT[USER]),
    *_exits(AFTER, LAW_120, WAYS_OUT[AFTER]),
    Row(What.REMIND, ("first",), OURS, "", Span(30, DAYS), who=POLICE),
    Row(What.REMIND, ("last",), OURS, "", Span(7, DAYS), who=POLICE),
    Row(What.ARCHIVE, (), OURS, "", Span(12, MONTHS), who=POLICE_CHIEF, doubt=ARCHIVE_RULES),
    # What the person may ask for.
    Row(What.RIGHT, (Right.ANSWER,), DECREE_356, "Điều 5", Span(2, WORKING_DAYS)),
    *_right(Right.SEE, "khoản 3 Điều 5", 10),
    *_right(Right.WITHDRAW, "khoản 2 Điều 5", 15),
    *_right(Right.DELETE, "khoản 4 Điều 5", 20),
    *_right(Right.PROTECT, "khoản 5 Điều 5", 15),
)


@dataclass(frozen=True, slots=True)
class Pause:
    """Days of one kind, both ends with them; one that still goes on is given with today as its last."""

    kind: PauseKind
    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise Refused(
                f"Khoảng thời gian {self.kind.label} kết thúc ngày {words.day(self.last)}, trước ngày bắt đầu "
                f"{words.day(self.first)}. Hãy xem lại hai ngày này."
            )


@dataclass(frozen=True, slots=True)
class Reckoning:
    """How the last day of a term was found, to be shown step by step and confirmed by a person."""

    row: Row
    starts_on: date
    full_on: date  # where nothing was paused
    ends_on: date  # the last day of the management, which ends with it
    counted: tuple[Pause, ...]
    ignored: tuple[Pause, ...]  # no row of that day stops the clock for them
    checks: tuple[str, ...]  # what to hold against the law before this is confirmed

    @property
    def paused_days(self) -> int:
        return (self.ends_on - self.full_on).days


def rows_of(what: What, *about: str, on: date) -> list[Row]:
    """All rows of a kind that hold on a day, or those whose subject begins with `about`."""
    size = len(about)
    return [row for row in TABLE if row.what is what and row.about[:size] == about and row.book.holds(on)]


def row_of(what: What, *about: str, on: date) -> Row:
    """The one row that holds on a day. Raises `Refused` where the table has none."""
    for row in rows_of(what, *about, on=on):
        if row.about == about:
            return row
    raise Refused(f"Không có quy định về {what.label} cho ngày {words.day(on)}. Hãy xem lại ngày và căn cứ đã chọn.")


def reckon(
    ground: Ground, *, decided_on: date, completed_on: date | None = None, pauses: Iterable[Pause] = ()
) -> Reckoning:
    """When a management ends, by the law of its decision's day; a pause counts by the law of its own first day."""
    row = row_of(What.TERM, ground, on=decided_on)
    starts_on = decided_on if row.starts is Start.DECISION else completed_on
    if starts_on is None:
        raise Refused("Hãy ghi ngày hoàn thành cai nghiện: thời hạn quản lý tính từ ngày đó.")
    found = [(each, rows_of(What.PAUSE, ground.category, each.kind, on=each.first)) for each in pauses]
    counted = tuple(each for each, rows in found if rows)
    ignored = tuple(each for each, rows in found if not rows)
    checks = dict.fromkeys(each.check for each in [row, *(each for _, rows in found for each in rows)] if each.check)
    full_on = last_day(row, starts_on)
    ends_on = pushed(full_on, starts_on, counted)
    return Reckoning(row, starts_on, full_on, ends_on, counted, ignored, tuple(checks))


def pushed(full_on: date, starts_on: date, pauses: Iterable[Pause]) -> date:
    """The end moved by a day for each paused day after the start, those it reaches by moving with them."""
    end = full_on
    for first, last in merged(pauses):
        first = max(first, starts_on + DAY)  # the first day of a term is not counted (Civil Code 2015, art. 147)
        if first <= min(end, last):
            end += last - first + DAY
    return end


def merged(pauses: Iterable[Pause]) -> list[tuple[date, date]]:
    """The pauses in order, each day in one of them only."""
    found: list[tuple[date, date]] = []
    for first, last in sorted((pause.first, pause.last) for pause in pauses):
        if found and first <= found[-1][1]:
            first, last = found[-1][0], max(last, found.pop()[1])
        found.append((first, last))
    return found


def last_day(row: Row, since: date) -> date:
    """The last day of a row's days or months, of which the first is the one after `since`.

    A month without that day ends on its own last (29/2 and a year: 28/2; Civil Code 2015, art. 148). The last day of
    a term is not moved on from a weekend (art. 148 would): nobody is managed longer, or answered later, for a Sunday.
    """
    match row.span:
        case Span(many, Unit.MONTHS):
            return since + relativedelta(months=many)
        case Span(many, Unit.WORKING_DAYS):
            return clock.working_days_after(since, many)
        case Span(many, Unit.DAYS):
            return since + many * DAY
    raise ValueError(f"{row.what} counts no days")


def runs_out(row: Row, since: datetime) -> datetime:
    """The moment from which it is late: hours run from the minute on, days to the midnight that ends the last."""
    since = timezone.localtime(since)
    if row.span and row.span.unit is Unit.HOURS:
        return since + timedelta(hours=row.span.many)
    return timezone.make_aware(datetime.combine(last_day(row, since.date()) + DAY, time.min))


def reminders(ends_on: date) -> list[date]:
    return [ends_on - row.span.many * DAY for row in rows_of(What.REMIND, on=ends_on) if row.span]


def answer_by(right: Right, asked_on: date, *, extended: bool = False) -> date:
    """The day by which a request is to be met; its one extension follows the first days."""
    due = last_day(row_of(What.RIGHT, right, on=asked_on), asked_on)
    return last_day(row_of(What.EXTENSION, right, on=asked_on), due) if extended else due
