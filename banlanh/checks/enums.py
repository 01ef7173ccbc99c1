from django.db.models import TextChoices


class Result(TextChoices):
    """What a checker found at one visit."""

    CONFIRMED = "confirmed", "đúng"
    DENIED = "denied", "chưa đúng"
    MISSED = "missed", "chưa gặp"


class Standing(TextChoices):
    """Where a drawn entry stands."""

    WAITING = "waiting", "chưa đi"
    AGAIN = "again", "chưa gặp, cần đi lần hai"
    CONFIRMED = "confirmed", "đúng"
    DENIED = "denied", "chưa đúng"
    MISSED = "missed", "không gặp được"


SETTLED = frozenset({Standing.CONFIRMED, Standing.DENIED, Standing.MISSED})
MARKS = {  # of `{% status %}`
    Standing.WAITING: "open",
    Standing.AGAIN: "due",
    Standing.CONFIRMED: "done",
    Standing.DENIED: "late",
    Standing.MISSED: "unknown",
}
