from django.db.models import TextChoices

from banlanh.places.enums import CELLS, BodyKind


class Extent(TextChoices):
    """Over which bodies a task extends (phạm vi)."""

    NAMED = "named", "đơn vị được nêu tên"
    VILLAGES = "villages", "mỗi thôn"
    CELLS = "cells", "mỗi chi bộ"
    ORGANISATIONS = "organisations", "Mặt trận và mỗi đoàn thể"
    SCHOOLS = "schools", "mỗi trường học"
    COMMUNE = "commune", "cả xã"


EVERY = {
    Extent.VILLAGES: frozenset({BodyKind.VILLAGE}),
    Extent.CELLS: CELLS,
    Extent.ORGANISATIONS: frozenset({BodyKind.ORGANISATION, BodyKind.FRONT}),
    Extent.SCHOOLS: frozenset({BodyKind.SCHOOL}),
    Extent.COMMUNE: frozenset({BodyKind.STEERING}),
}


class Doubt(TextChoices):
    """What a person should look at in a proposal, since the reader was unsure of it."""

    LEAD = "lead", "ai làm"
    WITH = "with", "ai phối hợp"
    DUE = "due", "hạn"
    EVERY = "every", "bao lâu một lần"
    VALUE = "value", "con số"
    IS_TASK = "is_task", "có phải là việc phải làm không"


class Verb(TextChoices):
    """The steps in the life of a duty (trình, duyệt, trả lại, miễn)."""

    SUBMIT = "submit", "trình"
    ACCEPT = "accept", "duyệt"
    SEND_BACK = "send_back", "trả lại"
    EXCUSE = "excuse", "miễn"


class State(TextChoices):
    """Where a duty stands on a day: a shape, a word, and only then a colour."""

    AHEAD = "ahead", "chưa đến kỳ"
    OPEN = "open", "đang làm"
    SUBMITTED = "submitted", "chờ duyệt"
    SENT_BACK = "sent_back", "được trả lại"
    LATE = "late", "muộn"
    DONE = "done", "xong"
    DONE_LATE = "done_late", "xong, muộn"
    MISSED = "missed", "không thực hiện"
    EXCUSED = "excused", "được miễn"


FINISHED = frozenset({State.DONE, State.DONE_LATE, State.EXCUSED})
OWED = frozenset({State.OPEN, State.SENT_BACK, State.LATE})
