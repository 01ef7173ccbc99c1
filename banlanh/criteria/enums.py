from django.db.models import TextChoices


class Met(TextChoices):
    """Whether a criterion holds; unknown is an answer, never a no."""

    YES = "yes", "có"
    NO = "no", "không"
    UNKNOWN = "unknown", "chưa rõ"


class Type(TextChoices):
    """Types of a commune with complex drug matters (Decision 28/2025, article 4)."""

    I = "I", "loại I"  # noqa: E741  the Decision's own name
    II = "II", "loại II"
    III = "III", "loại III"


class Fact(TextChoices):
    """What the Decision asks about a commune: numbers of the whole commune, and yes or no. Nothing about one person."""

    PEOPLE = "people", "Số người nghiện và người sử dụng trái phép có hồ sơ quản lý"
    RESIDENTS = "residents", "Số người hiện đang cư trú"
    SPOTS = "spots", "Số điểm tổ chức, chứa chấp sử dụng trái phép"
    ARRESTED = "arrested", "Số người phạm tội về ma túy bị bắt tại địa bàn"
    PLANTS = "plants", "Số cây có chứa chất ma túy bị phát hiện, phá nhổ"
    AREA = "area", "Diện tích cây có chứa chất ma túy bị phát hiện, phá nhổ (m²)"
    ROUTE = "route", "Nằm trên tuyến trọng điểm nội tỉnh hoặc liên tỉnh"
    USERS = "users", "Có người đang cư trú nghiện hoặc sử dụng trái phép, ngoài ba trường hợp được trừ"
    OFFENCE = "offence", "Có người đang cư trú vi phạm pháp luật về ma túy tại địa bàn"
    FUGITIVE = "fugitive", "Có người bị truy nã về ma túy ẩn náu"


ASKED_YES_OR_NO = frozenset({Fact.ROUTE, Fact.USERS, Fact.OFFENCE, Fact.FUGITIVE})


class Outcome(TextChoices):
    """What the level above decided."""

    FREE = "free", "địa bàn không ma túy"
    TYPE_I = "I", "xã trọng điểm phức tạp loại I"
    TYPE_II = "II", "xã trọng điểm phức tạp loại II"
    TYPE_III = "III", "xã trọng điểm phức tạp loại III"
    NEITHER = "neither", "chưa đạt, và không thuộc loại nào"
