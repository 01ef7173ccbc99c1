"""What six people of the demonstration commune did in November 2026, each through the pages."""

from datetime import date

from .person import Person

EVE = "2026-10-31"  # the demonstration ends here: what November has, these people did
LAN, CELL, UNION, POLICE, MILITARY, SECRETARY = "lan", "bithuchibo", "chutichhpn", "truongca", "quansu", "bithu"
AT_DESKS = (CELL, UNION, POLICE, MILITARY, SECRETARY)

AIRING = "Phát bản tin trên loa truyền thanh"
RESOLUTION = "Nghị quyết chi bộ có nội dung"
PLEDGES = "Tổ chức ký cam kết hộ gia đình"
ELDERS = "Gặp mặt người có uy tín"
HELPING = "Giúp đỡ người sau cai"
PATROL = "Tuần tra lối mòn"
INSPECTION = "Kiểm tra nhà nghỉ"
LISTS = "Rà soát cư trú"
REPORT = "Báo cáo tháng gửi Ban Thường vụ"
HEARING = "Nghe báo cáo chuyên đề"
CONCLUDED = "Đến từng hộ chưa ký, ghi rõ hộ nào đi vắng lâu ngày"
SIGNED, MET, WALKS = 9, 34, 2


# --- what each does


def mondays_session(lan: Person) -> None:
    """One tap on the schedule."""
    lan.go("Thôn", "lịch phát thanh")
    lan.follow(lan.page.locator("li").filter(has_text="Thứ Hai").get_by_role("button", name="Đã phát"))
    lan.reads("Đã ghi buổi phát. Cảm ơn đồng chí.")


def sundays_session(lan: Person) -> None:
    """The button of the desk, and the form."""
    lan.take_up(AIRING, "hạn hôm nay")
    lan.tick("buổi chiều tối")
    lan.press("Lưu")
    lan.reads("Đã ghi buổi phát thanh.")


def no_power_on_monday(lan: Person) -> None:
    lan.go("Thôn", "lịch phát thanh")
    lan.unfold("Không phát được")
    lan.press("Mất điện")
    lan.reads("Cảm ơn đồng chí đã báo.")


def pledges_ticked(lan: Person) -> None:
    lan.go("Các mục", "Cam kết", "Gia đình không ma túy", "Thôn Nà Lìn")
    for box in lan.page.locator("input[name=entries]").all()[:SIGNED]:
        box.tap()
    lan.press("Lưu chữ ký")
    lan.reads(f"Đã ghi {SIGNED} dòng")


def pledges_handed_in(lan: Person) -> None:
    lan.take_up(PLEDGES)
    lan.fill(note=f"Đã ký thêm {SIGNED} hộ; số còn lại đi làm xa.")
    lan.press("Trình")


def difficulty_raised(lan: Person) -> None:
    lan.go("Thôn", "Khó khăn, vướng mắc", "Nêu khó khăn")
    lan.fill(text="Máy phát của thôn hỏng nguồn, thôn không có tiền mua bộ mới.")
    lan.press("Lưu")


def difficulty_answered(police: Person) -> None:
    police.go("Xã", "Ban Chỉ đạo", "Khó khăn", "Máy phát của thôn hỏng nguồn")
    police.fill(**{"noi-nhan-note": "Công an xã cho mượn máy phát từ ngày mai."})
    police.press("Trả lời")
    police.reads("Đã trả lời.")


def difficulty_solved(lan: Person) -> None:
    lan.go("Thôn", "Khó khăn, vướng mắc", "Máy phát của thôn hỏng nguồn")
    lan.press("Đã gỡ xong")
    lan.reads("Đã khép lại.")


def resolution_of(period: str, number: str):
    def recorded(cell: Person) -> None:
        cell.take_up(RESOLUTION, period)
        cell.fill(number=number)
        cell.press("Lưu")
        cell.reads("Đã ghi nghị quyết chi bộ.")

    return recorded


def voided(anybody: Person) -> None:
    """What was recorded last, still on the page."""
    anybody.unfold("Bản ghi này sai?")
    anybody.fill(reason="Ghi nhầm số nghị quyết.")
    anybody.press("Hủy bản ghi")
    anybody.reads("Bản ghi này đã hủy")


def elders_met(union: Person) -> None:
    union.take_up(ELDERS)
    union.tick("người có uy tín")
    union.fill(venue="nhà văn hóa thôn Nà Lìn", present=str(MET))
    union.press("Lưu")
    union.reads("Đã ghi buổi gặp mặt")


def helping_told(union: Person) -> None:
    union.take_up(HELPING)
    union.fill(note="Đã nhận giúp, mỗi tháng đến thăm hai lần.")
    union.press("Trình")


def patrol_walked(military: Person) -> None:
    military.take_up(PATROL)
    military.tick("Bến suối Lành", "Công an xã")
    military.press("Lưu")
    military.reads("Đã ghi buổi tuần tra.")


def fault_found(police: Person) -> None:
    police.take_up(INSPECTION)
    police.page.get_by_label("Cơ sở nào?").select_option(label="Karaoke Hoa Đào")
    police.tick("phòng cháy, lối thoát", "nhắc nhở")
    police.fill(mend_by="19/11/2026")
    police.press("Lưu")
    police.reads("Đã ghi lượt kiểm tra cơ sở.")


def looked_again(police: Person) -> None:
    police.take_up(INSPECTION)
    police.page.get_by_label("Cơ sở nào?").select_option(label="Karaoke Hoa Đào")
    police.press("Lưu")
    police.reads("Đã ghi lượt kiểm tra cơ sở.")


def lists_signed(police: Person) -> None:
    police.take_up(LISTS)
    police.page.locator("fieldset").filter(has_text="đi làm ăn xa trở về").get_by_label("thêm vào").fill("2")
    police.press("Lưu")
    police.reads("Đã ghi danh sách tháng.")


def report_sent(police: Person) -> None:
    police.take_up(REPORT)
    police.fill(number="11-BC/CB", title="Kết quả tháng 11")
    police.press("Lưu")
    police.reads("Đã ghi báo cáo")


def hearing_held(secretary: Person) -> None:
    """What it concludes becomes a duty."""
    secretary.take_up(HEARING)
    secretary.fill(agenda="Kết quả ký cam kết ở các thôn", present="18", called="20")
    secretary.press("Lưu")
    secretary.follow(secretary.page.get_by_role("link", name="Ghi kết luận, giao việc"))
    secretary.fill(text=CONCLUDED, due_on="27/11/2026")
    secretary.page.get_by_label("Giao cho").select_option(label="Chi bộ Nà Lìn")
    secretary.press("Ghi kết luận")
    secretary.press("Giao thành việc")
    secretary.reads("Đã giao việc cho Chi bộ Nà Lìn, hạn 27/11/2026.")


def accepted(title: str):
    def said(secretary: Person) -> None:
        secretary.take_up(title)
        secretary.press("Duyệt")

    return said


CALENDAR = (
    (1, LAN, sundays_session),
    (2, LAN, mondays_session),
    (5, CELL, resolution_of("tháng 9", "9-NQ/CB")),
    (5, CELL, resolution_of("tháng 11", "12-NQ/CB")),
    (5, CELL, voided),
    (5, CELL, resolution_of("tháng 11", "11-NQ/CB")),
    (7, MILITARY, patrol_walked),
    (8, LAN, sundays_session),
    (9, LAN, mondays_session),
    (10, UNION, elders_met),
    (10, UNION, helping_told),
    (11, SECRETARY, accepted(HELPING)),
    (12, POLICE, fault_found),
    (15, LAN, sundays_session),
    (16, LAN, no_power_on_monday),
    (16, LAN, difficulty_raised),
    (18, POLICE, difficulty_answered),
    (18, SECRETARY, hearing_held),
    (19, LAN, difficulty_solved),
    (20, POLICE, looked_again),
    (21, MILITARY, patrol_walked),
    (22, LAN, sundays_session),
    (23, LAN, mondays_session),
    (24, POLICE, report_sent),
    (26, LAN, pledges_ticked),
    (26, LAN, pledges_handed_in),
    (27, SECRETARY, accepted(PLEDGES)),
    (28, POLICE, lists_signed),
    (29, LAN, sundays_session),
)


# --- what it came to, on the 30th

NOVEMBER, QUARTER, FIRST_WEEK = date(2026, 11, 1), date(2026, 10, 1), date(2026, 10, 26)
WEEKS = 5  # that ended in November

# What was recorded and not voided; of each session of the loudspeakers a record for each of the two languages.
RECORDS = {"airing": 16, "airing_failed": 1, "resolution": 2, "gathering": 1, "patrol": WALKS, "inspection": 2}
RECORDS |= {"list_update": 1, "report": 1, "hearing": 1, "difficulty": 1}

# Whose desk, whose duty, which, from when; what it is called on the 30th, whoever is asked.
STAND = (
    (LAN, "Thôn Nà Lìn", AIRING, FIRST_WEEK, "xong"),
    (LAN, "Thôn Nà Lìn", AIRING, date(2026, 11, 2), "xong"),
    (LAN, "Thôn Nà Lìn", AIRING, date(2026, 11, 9), "xong"),
    (LAN, "Thôn Nà Lìn", AIRING, date(2026, 11, 16), "thiếu 1"),
    (LAN, "Thôn Nà Lìn", AIRING, date(2026, 11, 23), "xong"),
    (LAN, "Thôn Nà Lìn", PLEDGES, date(2026, 3, 10), "xong"),
    (CELL, "Chi bộ Nà Lìn", RESOLUTION, date(2026, 9, 1), "xong, muộn 36 ngày"),
    (CELL, "Chi bộ Nà Lìn", RESOLUTION, NOVEMBER, "xong"),
    (CELL, "Chi bộ Nà Lìn", CONCLUDED, date(2026, 11, 18), "muộn 3 ngày"),
    (UNION, "Hội Phụ nữ xã", ELDERS, QUARTER, "xong"),
    (UNION, "Hội Phụ nữ xã", HELPING, QUARTER, "xong"),
    (MILITARY, "Ban Chỉ huy Quân sự xã", PATROL, NOVEMBER, "xong"),
    (POLICE, "Công an xã", INSPECTION, QUARTER, "xong"),
    (POLICE, "Chi bộ Công an xã", LISTS, NOVEMBER, "xong"),
    (POLICE, "Chi bộ Công an xã", REPORT, NOVEMBER, "xong"),
    (SECRETARY, "Đảng ủy xã", HEARING, QUARTER, "xong"),
)

# What the report says of it in words.
TOLD = (
    f"đã tuần tra {WALKS} buổi",
    "Trong tháng kiểm tra 1 cơ sở",
    "còn 1 cơ sở phải khắc phục",
    "nêu 1 khó khăn, vướng mắc",
    "nghe báo cáo chuyên đề 1 cuộc",
    "ra 1 kết luận",
    f"tổ chức 1 buổi gặp mặt, họp dân, {MET} lượt người dự",
    "không phát được 1 buổi trong tháng: mất điện 1 buổi",
)
