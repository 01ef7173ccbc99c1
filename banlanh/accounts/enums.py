from django.db.models import TextChoices


class Role(TextChoices):
    """Roles of PROTECTION section 3.2; R17 (a citizen) and R18 (the person themselves) have no account."""

    R1 = "R1", "Bí thư, Trưởng Ban Chỉ đạo"
    R2 = "R2", "Chủ tịch Ủy ban nhân dân"
    R3 = "R3", "Trưởng Công an xã"
    R4 = "R4", "Cán bộ Công an"
    R5 = "R5", "Đảng ủy viên phụ trách thôn"
    R6 = "R6", "Bí thư chi bộ"
    R7 = "R7", "Trưởng thôn"
    R8 = "R8", "Cán bộ đoàn thể, Mặt trận"
    R8B = "R8b", "Chủ tịch đoàn thể"
    R9 = "R9", "Hiệu trưởng"
    R10 = "R10", "Cán bộ lao động, chính sách"
    R11 = "R11", "Cán bộ y tế"
    R12 = "R12", "Văn phòng Đảng ủy, Ủy ban"
    R13 = "R13", "Ban Chỉ huy Quân sự"
    R14 = "R14", "Quản trị hệ thống"
    R15 = "R15", "Người rà soát truy cập"
    R16 = "R16", "Cán bộ cấp tỉnh"


class Data(TextChoices):
    """Data classes of PROTECTION section 3.1."""

    PUBLIC = "C0", "công khai"
    WORK = "C1", "việc của kế hoạch"
    PLEDGES = "C2", "cam kết"
    TOTALS = "C3", "số đếm về người"
    CARE_CARD = "C4", "phiếu hỗ trợ"
    LEGAL_FILE = "C5", "hồ sơ pháp lý"
    TESTS = "C6", "xét nghiệm, điều trị"
    TIPS = "C7", "tin báo"
    POLICE_WORK = "C8", "nghiệp vụ Công an"
    LIVELIHOODS = "C9", "hỗ trợ sinh kế"
    SCHOOLS = "C10", "trẻ em, trường học"
    ACCOUNTS = "C11", "tài khoản, vai trò"
    TRAIL = "C12", "vết truy cập"
    KEYS = "C13", "khóa, sao lưu"


# What tells of one person, C4 to C8: its pages are left after ten minutes unused, and are never shown to a room.
GUARDED = frozenset({Data.CARE_CARD, Data.LEGAL_FILE, Data.TESTS, Data.TIPS, Data.POLICE_WORK})


class Act(TextChoices):
    CREATE = "c", "thêm"
    READ = "r", "xem"
    UPDATE = "u", "sửa"
    EXPORT = "x", "xuất, in"
    APPROVE = "a", "duyệt"
    BREAK = "b", "mở khẩn"


class Scope(TextChoices):
    OWN = "S", "của mình"
    ASSIGNED = "A", "được giao"
    VILLAGE = "V", "thôn, chi bộ, trường, hội của mình"
    COMMUNE = "M", "cả xã"
    PROVINCE = "P", "cấp tỉnh"
