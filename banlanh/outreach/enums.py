from django.db.models import TextChoices


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
