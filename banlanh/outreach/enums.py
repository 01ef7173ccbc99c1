from django.db.models import IntegerChoices, TextChoices


class Slot(TextChoices):
    MORNING = "morning", "buổi sáng"
    EVENING = "evening", "buổi chiều tối"


class Reason(TextChoices):
    """Why a session could not be played."""

    POWER = "power", "mất điện"
    BROKEN = "broken", "hỏng loa"
    WEATHER = "weather", "thời tiết"
    OTHER = "other", "lý do khác"


class Audience(TextChoices):
    """Whom a body met."""

    ELDERS = "elders", "người có uy tín"
    LINEAGES = "lineages", "dòng họ"
    VILLAGERS = "villagers", "nhân dân thôn"
    PARENTS = "parents", "cha mẹ học sinh"


PRESTIGE = (Audience.ELDERS, Audience.LINEAGES)  # whose word others follow: the plan wants them met


class Subject(TextChoices):
    """What a school session was about."""

    DRUGS = "drugs", "ma túy kiểu mới"
    VAPING = "vaping", "thuốc lá điện tử"
    BOTH = "both", "ma túy kiểu mới và thuốc lá điện tử"
    REFUSING = "refusing", "cách từ chối khi bị rủ rê"
    OTHER = "other", "nội dung khác về phòng, chống ma túy"


class Priority(TextChoices):
    """How soon a bulletin goes out: urgent ones come first, and are played at once."""

    NORMAL = "normal", "thông thường"
    URGENT = "urgent", "khẩn cấp"


class Weekday(IntegerChoices):
    """As `date.weekday` counts them."""

    MONDAY = 0, "thứ Hai"
    TUESDAY = 1, "thứ Ba"
    WEDNESDAY = 2, "thứ Tư"
    THURSDAY = 3, "thứ Năm"
    FRIDAY = 4, "thứ Sáu"
    SATURDAY = 5, "thứ Bảy"
    SUNDAY = 6, "Chủ nhật"
