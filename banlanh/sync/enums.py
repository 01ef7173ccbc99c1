from django.db.models import TextChoices


class Answer(TextChoices):
    """What became of one operation of a phone; phones read these words for years."""

    APPLIED = "applied", "đã ghi"
    ALREADY = "already", "đã có từ trước"
    CONFLICT = "conflict", "đã ghi, có chỗ hai người cùng sửa"
    REFUSED = "refused", "bị từ chối"
    QUARANTINED = "quarantined", "chờ người phụ trách xem"


class Claim(TextChoices):
    """What the phone's clock said beside ours (SEC-45)."""

    FITS = "fits", "đúng giờ"
    LONG_AGO = "long_ago", "điện thoại ghi hơn 24 giờ trước khi gửi"
    AHEAD = "ahead", "đồng hồ điện thoại chạy trước"
    UNREADABLE = "unreadable", "điện thoại không cho biết giờ"


class Why(TextChoices):
    """Why an operation, or of a merged edit what two people wrote, waits for somebody's look (SEC-43, SEC-44)."""

    ENDED = "ended", "người ghi không còn phụ trách nơi này"
    NOT_THEIRS = "not_theirs", "máy gửi không phải của người đang đăng nhập"
    REVOKED = "revoked", "máy ghi việc này đã bị thu hồi"
    TWO = "two", "hai người cùng sửa một ô"
