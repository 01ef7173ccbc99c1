"""Nothing sealed is opened without a purpose, and "khác" is explained in words (PROTECTION SEC-14, SEC-15)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banlanh.accounts.enums import Data
from banlanh.care.purposes import (
    BREAK_GLASS_NEEDS,
    OTHER_NEEDS,
    PURPOSES,
    Purpose,
    require_purpose,
    require_reason,
)
from banlanh.core.refusal import Refused, allows

SOME_WORDS = "Gọi anh hẹn lại khám, bị ngã ở nương; lý do khác hồ sơ kiểm tra 42 --- aaaa haha methadone"
texts = st.lists(st.sampled_from(SOME_WORDS.split()), max_size=14).map("  ".join) | st.text(max_size=40)
IN_WORDS, COPIED, SHORT = "bằng chữ: đang làm", "nhắc lại tên mục đích", "ít nhất 15 ký tự"


@pytest.mark.parametrize(
    "text",
    [
        "Chuẩn bị đưa anh đi khám ở bệnh viện huyện",
        "Gia đình báo anh đi vắng ba ngày, cần gọi lại",
        "Bàn giao cho cán bộ mới nhận thôn",
        "Tòa án hỏi ngày ra quyết định",
        "Bác sĩ trạm hỏi thuốc đang uống",
        "Đối chiếu số liệu trước giao ban sáng mai",
        "Mẹ anh đến nhờ làm giấy vay vốn",
        "Xin việc ở xưởng gỗ, cần giấy giới thiệu",
        "Thăm gặp giúp đỡ nhưng chưa được phân công",
        "kiểm tra hồ sơ vì sổ giấy bị ướt",
        "chuan bi dua anh di kham benh vien",
        "CHUẨN BỊ ĐƯA ANH ĐI KHÁM",
        "Số 42: sổ giấy bị mờ, phải chép lại",
        "Gọi chị hẹn lại buổi khám",
        "Lý do: nhà trường mời phụ huynh",
        "Đi cùng đoàn kiểm tra của huyện",
        "Hồ sơ này ghi sai năm sinh",
        "Sửa lại địa chỉ, nhập nhầm thôn",
        "Uống methadone bị nôn, hỏi liều",
        "Chị ấy nhờ đọc lại mục tiêu đã thống nhất",
    ],
)
def test_a_reason_in_words_of_its_own_is_accepted(text):
    assert require_reason(text) == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", IN_WORDS),
        ("   \n\t ", IN_WORDS),
        ("42", IN_WORDS),
        ("123456789012345", IN_WORDS),
        ("27/11/2026 08:30", IN_WORDS),
        ("0912 345 678 – 0987 654 321", IN_WORDS),
        ("...............", IN_WORDS),
        ("?!?!?!?!?!?!?!?!?!", IN_WORDS),
        ("---------------", IN_WORDS),
        ("aaaaaaaaaaaaaaa", IN_WORDS),
        ("AAAA aaaa ÀÀÀÀ áááá", IN_WORDS),
        ("a b c d e f g h i k l m", IN_WORDS),
        ("xxxxxxxxxxxxxxxxxx", IN_WORDS),
        ("zxcvbnm zxcvbnm", IN_WORDS),
        ("👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍", IN_WORDS),
        ("\u200b" * 20, IN_WORDS),
        ("因为工作需要所以要查看这个人的资料", IN_WORDS),
        ("lý do lý do lý do", COPIED),
        ("Lý do khác", COPIED),
        ("khác khác khác khác", COPIED),
        ("hẹn, kết quả xét nghiệm", COPIED),
        ("Hẹn/kết quả xét nghiệm.", COPIED),
        ("thăm gặp, giúp đỡ", COPIED),
        ("lập, kiểm tra hồ sơ", COPIED),
        ("lap kiem tra ho so", COPIED),
        ("TRÌNH KÝ QUYẾT ĐỊNH", COPIED),
        ("Mục đích: chuyển nơi cư trú", COPIED),
        ("yêu cầu của chính chủ", COPIED),
        ("thanh tra, khiếu nại; thăm gặp, giúp đỡ", COPIED),
        ("theo yêu cầu công việc", COPIED),
        ("không có lý do gì cả", COPIED),
        ("cần xem hồ sơ để kiểm tra", COPIED),
        ("thăm gặp, giúp đỡ anh ạ", COPIED),
        ("hahahahahahahahaha", SHORT),
        ("abcabcabcabcabcabc", SHORT),
        ("asdfghjkl;qwertyuiop", SHORT),
        ("qwer tyui asdf ghjk zxcv", SHORT),
        ("tò mò", SHORT),
        ("hỏi nhanh", SHORT),
        ("hỏi nhanh hỏi nhanh hỏi nhanh", SHORT),
        ("anh hàng xóm anh hàng xóm", SHORT),
        ("gọi 1234567890 nhé", SHORT),
        ("xemhosocuanguoinay", SHORT),
    ],
)
def test_what_says_nothing_is_refused_with_what_to_write(text, said):
    with pytest.raises(Refused, match=said) as refusal:
        require_reason(text)
    assert "vì sao cần xem lúc này" in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "enough"),
    [
        ("Anh bị ngã, trạm xá cần biết thuốc đang uống và bệnh nền ngay", True),
        ("Cháu bé ở nhà một mình, phải tìm người thân ngay trong đêm", True),
        ("Anh bị ngã ở nương", False),
        ("Anh bị ngã ở nương, anh bị ngã ở nương, anh bị ngã ở nương", False),
        ("Cấp cứu!!!!!!!!!!!!!!!!!!!!!!!!!!!!!", False),
    ],
)
def test_breaking_the_glass_asks_for_twice_as_much(text, enough):
    assert allows(require_reason, text, BREAK_GLASS_NEEDS) is enough


@given(texts, st.integers(2, 5))
def test_saying_it_again_never_makes_it_enough(text, times):
    assert allows(require_reason, text) or not allows(require_reason, " ".join([text] * times))


@given(st.text(alphabet=st.characters(exclude_categories=["L"]), max_size=80))
def test_without_letters_there_is_no_reason(text):
    assert not allows(require_reason, text)


@given(texts)
def test_a_reason_taken_is_long_enough_and_is_taken_again(text):
    if allows(require_reason, text):
        kept = require_reason(text)
        assert len(kept) >= OTHER_NEEDS and require_reason(kept) == kept


@pytest.mark.parametrize("part", PURPOSES)
def test_each_part_has_its_purposes_the_other_last(part):
    offered = PURPOSES[part]
    assert len(offered) == len(set(offered)) and offered[-1] is Purpose.OTHER
    assert {Purpose.OWN_REQUEST, Purpose.INSPECTION} <= set(offered)


def test_every_purpose_opens_something():
    assert {each for offered in PURPOSES.values() for each in offered} == set(Purpose)


@pytest.mark.parametrize(
    ("purpose", "part", "opens"),
    [
        ("visit", Data.CARE_CARD, True),
        ("visit", Data.LEGAL_FILE, False),
        ("visit", Data.TESTS, False),
        ("test", Data.TESTS, True),
        ("test", Data.CARE_CARD, True),
        ("test", Data.LEGAL_FILE, False),
        ("signature", Data.LEGAL_FILE, True),
        ("signature", Data.TESTS, False),
        ("own_request", Data.TESTS, True),
        ("", Data.CARE_CARD, False),
        ("42", Data.CARE_CARD, False),
        ("other", Data.CARE_CARD, False),  # without a word why
    ],
)
def test_what_opens_what(purpose, part, opens):
    assert allows(require_purpose, purpose, part) is opens


def test_a_purpose_that_is_not_offered_is_answered_with_the_list():
    with pytest.raises(Refused, match=r"mục đích xem phiếu hỗ trợ trong danh sách: thăm gặp, giúp đỡ; hẹn"):
        require_purpose("signature", Data.CARE_CARD)


def test_a_reason_beside_another_purpose_is_kept_as_it_is():
    assert require_purpose("visit", Data.CARE_CARD, "  gặp\u00a0mẹ ") == "gặp mẹ"
    assert require_purpose("other", Data.CARE_CARD, " Gọi chị  hẹn lại buổi khám") == "Gọi chị hẹn lại buổi khám"
