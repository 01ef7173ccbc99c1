from django.db.models import TextChoices

from banlanh.places.enums import BodyKind

POLICE = frozenset({BodyKind.POLICE, BodyKind.POLICE_CELL})
PATROLLERS = POLICE | {BodyKind.MILITARY, BodyKind.MILITARY_CELL}


class RouteKind(TextChoices):
    BORDER = "border", "giáp ranh"
    TRACK = "track", "đường mòn"
    OPENING = "opening", "lối mở"


class Force(TextChoices):
    """Who walks with a patrol. Not all of them are bodies of the commune."""

    POLICE = "police", "Công an xã"
    MILITARY = "military", "Quân sự xã, dân quân"
    GUARD = "guard", "lực lượng bảo vệ an ninh, trật tự ở cơ sở"
    BORDER_GUARD = "border_guard", "Bộ đội Biên phòng"
    VILLAGE = "village", "cán bộ thôn"
    NEIGHBOUR = "neighbour", "lực lượng của xã bạn"


class Finding(TextChoices):
    """What a patrol finds: things, places, words said. Nothing in it is a person."""

    TRACE = "trace", "dấu vết tụ tập, bơm kim tiêm"
    PLANT = "plant", "chỗ trồng cây có chất ma túy"
    DAMAGE = "damage", "đường, rào chắn hỏng"
    REMINDER = "reminder", "lần nhắc nhở tại chỗ"
    HANDED_OVER = "handed_over", "việc chuyển Công an giải quyết"


class Condition(TextChoices):
    """What is looked at in a conditional business; ticked where it is not as it should be."""

    PAPERS = "papers", "giấy phép, giấy chứng nhận an ninh, trật tự"
    GUESTS = "guests", "thông báo lưu trú, sổ khách"
    FIRE = "fire", "phòng cháy, lối thoát"
    HOURS = "hours", "giờ mở cửa, độ tuổi của khách"
    PLEDGE = "pledge", "cam kết không để ma túy vào cơ sở"
    SIGNS = "signs", "dấu hiệu mua bán, sử dụng ma túy"


class Result(TextChoices):
    PASSED = "passed", "đạt, không phải sửa gì"
    REMINDED = "reminded", "nhắc nhở"
    MINUTED = "minuted", "lập biên bản vi phạm"


class Listed(TextChoices):
    """The lists that the police bring up to date every month. Whom they hold is in no room of ours."""

    CARE = "care", "người cần được giúp cai nghiện"
    MANAGED = "managed", "người đang trong thời hạn quản lý"
    RETURNED = "returned", "người đi làm ăn xa trở về"


class Change(TextChoices):
    IN = "in", "thêm vào"
    OUT = "out", "đưa ra"
    CHANGED = "changed", "sửa lại"


class SpotVerb(TextChoices):
    OPENED = "opened", "xác định là điểm phức tạp"
    WORKED_ON = "worked_on", "đang giải quyết"
    CLEARED = "cleared", "đã xóa điểm"
