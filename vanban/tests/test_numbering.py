import pytest

from vanban.numbering import read_marker


@pytest.mark.parametrize(
    ("text", "number", "kind", "rest"),
    [
        ("III. NHIỆM VỤ", "III", "roman", "NHIỆM VỤ"),
        ("I- Mục đích", "I", "roman", "Mục đích"),
        ("A. Phần chung", "A", "upper", "Phần chung"),
        ("1. Mục đích", "1", "decimal", "Mục đích"),
        ("1.2. Yêu cầu", "1.2", "decimal", "Yêu cầu"),
        ("1.2 Yêu cầu", "1.2", "decimal", "Yêu cầu"),
        ("2. 100% hộ gia đình", "2", "decimal", "100% hộ gia đình"),
        ("a) Rà soát", "a", "letter", "Rà soát"),
        ("đ) Lập sổ", "đ", "letter", "Lập sổ"),
        ("(1) Đợt đầu", "1", "paren", "Đợt đầu"),
        ("1) Đợt đầu", "1", "paren", "Đợt đầu"),
        ("- Tuần tra", "-", "bullet", "Tuần tra"),
        ("+ Ban đêm", "+", "bullet", "Ban đêm"),
        ("Điều 3. Chánh Văn phòng", "Điều 3", "article", "Chánh Văn phòng"),
        ("24/KH-UBND của xã", "", "", "24/KH-UBND của xã"),
        ("2.000 ha rừng", "", "", "2.000 ha rừng"),
        ("02 mô hình", "", "", "02 mô hình"),
        ("100% chi bộ", "", "", "100% chi bộ"),
        ("Vì dân", "", "", "Vì dân"),
        ("-----", "", "", "-----"),
    ],
)
def test_markers(text, number, kind, rest):
    marker, after = read_marker(text)
    assert (marker.number, marker.kind, after) == (number, kind, rest)
