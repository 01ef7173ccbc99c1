from django.db.models import TextChoices

from banlanh.places.enums import BodyKind


class MeetingType(TextChoices):
    """What kind of meeting it was; each proves another duty."""

    COMMITTEE = "committee", "họp chỉ đạo"
    HEARING = "hearing", "nghe báo cáo chuyên đề"
    CELL = "cell", "họp đảng viên quán triệt kế hoạch"


class Stage(TextChoices):
    """The way of a village's regulation from proposal to recognition (Decree 61/2023/NĐ-CP), in its order."""

    PROPOSED = "proposed", "đề xuất sửa đổi"
    DRAFTED = "drafted", "lập tổ soạn thảo"
    POSTED = "posted", "niêm yết dự thảo"
    ADOPTED = "adopted", "thông qua"
    SENT = "sent", "gửi Ủy ban nhân dân xã"
    RECOGNISED = "recognised", "công nhận"
    PUBLISHED = "published", "gửi, niêm yết quyết định công nhận"


BY_THE_COMMUNE = frozenset({Stage.RECOGNISED, Stage.PUBLISHED})


class Proposer(TextChoices):
    """Who may propose to amend a regulation."""

    HEAD = "head", "trưởng thôn"
    FRONT = "front", "Ban công tác Mặt trận"
    HOUSEHOLDS = "households", "ít nhất 10% số hộ"


class Verb(TextChoices):
    """The steps by which a difficulty is dealt with (chuyển lên, tự lên, trả lời, chưa gỡ được, đã gỡ xong)."""

    PASS_UP = "pass_up", "chuyển lên"
    CLIMB = "climb", "tự lên sau 7 ngày"
    ANSWER = "answer", "trả lời"
    NOT_SOLVED = "not_solved", "chưa gỡ được"
    CLOSE = "close", "đã gỡ xong"


# The desks that a difficulty climbs: the standing body, the Steering Committee, the Party Committee.
DESKS = (BodyKind.POLICE_CELL, BodyKind.STEERING, BodyKind.PARTY_COMMITTEE)
MEETS = frozenset({BodyKind.STEERING.value, BodyKind.PARTY_COMMITTEE.value})


class Asks(TextChoices):
    """What a recommendation asks for; of a body, never of a person."""

    REWARD = "reward", "khen thưởng tập thể"
    RESPONSIBILITY = "responsibility", "xem xét trách nhiệm"
