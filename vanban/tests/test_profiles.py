from datetime import date

import pytest

from vanban.profiles import HD05, HD36, ND30, Face, System, profile_for


@pytest.mark.parametrize(
    ("system", "on", "expected"),
    [
        ("party", date(2018, 4, 3), HD36),
        ("party", date(2026, 5, 26), HD36),
        ("party", date(2026, 5, 27), HD05),
        (System.PARTY, date(2027, 1, 1), HD05),
        ("state", date(2026, 5, 26), ND30),
        (System.STATE, date(2026, 5, 27), ND30),
    ],
)
def test_which_rule_a_document_follows(system, on, expected):
    assert profile_for(system, on) is expected


def test_a_body_of_no_known_system_has_no_rule():
    with pytest.raises(ValueError, match="church"):
        profile_for("church", date(2026, 6, 1))


@pytest.mark.parametrize("profile", [HD36, HD05])
@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("parent", Face(14)),
        ("issuer", Face(14, bold=True)),
        ("number", Face(14)),
        ("place", Face(14, italic=True)),
        ("draft", Face(14, italic=True)),
        ("kind", Face(16, bold=True)),
        ("title", Face(14, bold=True)),
        ("body", Face(14)),
        ("authority", Face(14, bold=True)),
        ("position", Face(14)),
        ("name", Face(14, bold=True)),
        ("recipients", Face(14, underline=True)),
        ("recipient", Face(12)),
        ("page_number", Face(14)),
    ],
)
def test_the_font_table_of_the_party(profile, part, expected):
    assert getattr(profile.faces, part) == expected


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("parent", Face(13)),
        ("issuer", Face(13, bold=True)),
        ("number", Face(13)),
        ("place", Face(13, italic=True)),
        ("kind", Face(14, bold=True)),
        ("title", Face(14, bold=True)),
        ("body", Face(14)),
        ("basis", Face(14, italic=True)),
        ("authority", Face(14, bold=True)),
        ("position", Face(14, bold=True)),
        ("recipients", Face(12, bold=True, italic=True)),
        ("recipient", Face(11)),
    ],
)
def test_the_font_table_of_the_state(part, expected):
    assert getattr(ND30.faces, part) == expected


@pytest.mark.parametrize("profile", [HD36, HD05, ND30])
def test_the_two_columns_of_the_letterhead_fill_the_page(profile):
    assert sum(profile.head_columns) == 210 - profile.margins.left - profile.margins.right
