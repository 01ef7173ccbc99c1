from django.db.models import TextChoices


class Audience(TextChoices):
    """Who a count of people is told to (PROTECTION SEC-32): leaders of the commune, or everybody else."""

    INSIDE = "inside", "trong xã"
    OUTSIDE = "outside", "ngoài xã"

    @property
    def k(self) -> int:
        """Nothing tells counts below this from each other; 11 outside, because CMS never shows 1 to 10."""
        return 5 if self == Audience.INSIDE else 11

    @property
    def step(self) -> int:
        """How wide the bands above ten are."""
        return 5 if self == Audience.INSIDE else 10


class Cell(TextChoices):
    """All that is ever told of one village: that it holds 5 or more, or nothing. Nought and four look alike."""

    LARGE = "large", f"từ {Audience.INSIDE.k} trở lên"
    HIDDEN = "hidden", f"dưới {Audience.INSIDE.k} hoặc không công bố"


class Measure(TextChoices):
    """What is counted: the fixed set of SEC-33. A new one is a line here, reviewed, never a free choice on a screen."""

    IN_CARE = "in_care", "người đang được quản lý, giúp đỡ"
    TIPS = "tips", "tin báo trong quý"
