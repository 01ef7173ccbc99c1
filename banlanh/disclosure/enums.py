from django.db.models import IntegerChoices, TextChoices


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


class Half(IntegerChoices):
    """The two cells of a table that is not of villages: what is as it should be, and the rest."""

    MET = 1, "đủ"
    UNMET = 2, "chưa đủ"


class Measure(TextChoices):
    """What is counted: the fixed set of SEC-33. A new one is a line here, reviewed, never a free choice on a screen."""

    AFTER_REHAB = "after_rehab", "người sau cai đang được quản lý, giúp đỡ"
    COMPLETE = "complete", "người sau cai có đủ lịch xét nghiệm và đoàn thể giúp đỡ"
    TIMELY = "timely", "việc với người được hỗ trợ được báo kịp thời"
    TIPS = "tips", "tin báo trong quý"

    @property
    def is_by_village(self) -> bool:
        """Else its cells are halves of the commune, told each month: they bound no table of villages."""
        return self not in (Measure.COMPLETE, Measure.TIMELY)
