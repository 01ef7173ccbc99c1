import pytest
from hypothesis import given
from hypothesis import strategies as st

from banlanh.disclosure.bands import Band, band, compared
from banlanh.disclosure.enums import Audience

COUNTS = st.integers(0, 500)
AUDIENCES = st.sampled_from(Audience)


@pytest.mark.parametrize(
    ("count", "inside", "outside"),
    [
        (0, "dưới 5", "dưới 11"),
        (1, "dưới 5", "dưới 11"),
        (4, "dưới 5", "dưới 11"),
        (5, "5–10", "dưới 11"),
        (10, "5–10", "dưới 11"),
        (11, "11–15", "11–20"),
        (16, "16–20", "11–20"),
        (20, "16–20", "11–20"),
        (21, "21–25", "21–30"),
        (127, "126–130", "121–130"),
    ],
)
def test_what_is_said_of_a_count(count, inside, outside):
    assert str(band(count, Audience.INSIDE)) == inside
    assert str(band(count, Audience.OUTSIDE)) == outside


@given(COUNTS, AUDIENCES)
def test_a_count_lies_in_its_band_and_the_bands_leave_no_gap(count, audience):
    found = band(count, audience)
    assert found.least <= count <= found.most
    assert {band(each, audience) for each in range(found.least, found.most + 1)} == {found}
    assert band(found.most + 1, audience).least == found.most + 1


@given(COUNTS)
def test_who_reads_both_sides_knows_no_more_than_who_reads_inside(count):
    inside, outside = band(count, Audience.INSIDE), band(count, Audience.OUTSIDE)
    assert outside.least <= inside.least and inside.most <= outside.most


@given(COUNTS)
def test_no_band_inside_is_narrower_than_k(count):
    found = band(count, Audience.INSIDE)
    assert found.most - found.least + 1 >= Audience.INSIDE.k


@pytest.mark.parametrize("audience", Audience)
def test_less_than_nobody_is_no_count(audience):
    with pytest.raises(ValueError, match="-1"):
        band(-1, audience)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (Band(0, 10), Band(0, 10), "cùng khoảng"),
        (Band(0, 10), Band(11, 20), "tăng"),
        (Band(21, 30), Band(11, 20), "giảm"),
    ],
)
def test_a_series_moves_by_band_only(before, after, said):
    assert compared(before, after) == said
