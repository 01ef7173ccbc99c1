from django.db.models import TextChoices


class PlaceKind(TextChoices):
    PROVINCE = "province", "tỉnh"
    COMMUNE = "commune", "xã"
    VILLAGE = "village", "thôn"


class BodyKind(TextChoices):
    PARTY_COMMITTEE = "party_committee", "Đảng ủy"
    STEERING = "steering", "Ban Chỉ đạo"
    PARTY_OFFICE = "party_office", "Văn phòng Đảng ủy"
    PEOPLES_COMMITTEE = "peoples_committee", "Ủy ban nhân dân"
    POLICE = "police", "Công an"
    MILITARY = "military", "Ban Chỉ huy Quân sự"
    FRONT = "front", "Mặt trận Tổ quốc"
    ORGANISATION = "organisation", "đoàn thể"
    SCHOOL = "school", "trường học"
    HEALTH = "health", "trạm y tế"
    VILLAGE = "village", "thôn"
    VILLAGE_CELL = "village_cell", "chi bộ thôn"
    POLICE_CELL = "police_cell", "chi bộ Công an"
    MILITARY_CELL = "military_cell", "chi bộ Quân sự"
    SCHOOL_CELL = "school_cell", "chi bộ trường học"
    HEALTH_CELL = "health_cell", "chi bộ trạm y tế"
    OFFICE_CELL = "office_cell", "chi bộ cơ quan"
    OTHER = "other", "đơn vị khác"


CELLS = frozenset(kind.value for kind in BodyKind if kind.value.endswith("_cell"))


class Language(TextChoices):
    """Languages of bulletins (ISO 639-3)."""

    VIETNAMESE = "vie", "tiếng phổ thông"
    HMONG = "hmn", "tiếng Mông"
    TAY = "tyz", "tiếng Tày"
    DAO = "ium", "tiếng Dao"
    NUNG = "nut", "tiếng Nùng"
    GIAY = "pcc", "tiếng Giáy"
