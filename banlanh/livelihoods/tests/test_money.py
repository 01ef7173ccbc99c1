import pytest
from hypothesis import given
from hypothesis import strategies as st

from banlanh.livelihoods import money


@given(st.integers(0, money.MOST - 1))
def test_what_is_shown_can_be_typed_again(amount):
    assert money.read(money.say(amount)) == amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("45.000.000", 45_000_000),
        ("45 000 000 đ", 45_000_000),
        ("45,000,000", 45_000_000),
        ("45000000", 45_000_000),
        ("45 triệu", 45_000_000),
        ("45tr", 45_000_000),
        ("1,5 tỷ", 1_500_000_000),
        ("1.5 tỷ", 1_500_000_000),
        ("1.250 triệu đồng", 1_250_000_000),
        ("450 nghìn", 450_000),
        ("0", 0),
    ],
)
def test_people_write_money_in_many_ways(text, amount):
    assert money.read(text) == amount


@pytest.mark.parametrize(
    "text", ["", "nhiều", "-5", "1,5", "4.50", "45.00.000", "1,0000000001 tỷ", "99999 tỷ", "5 đô", "1,5,5 tỷ"]
)
def test_what_is_no_amount_is_not_guessed(text):
    assert money.read(text) is None


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (0, "0 đồng"),
        (450_300, "450.300 đồng"),
        (45_500_000, "45,5 triệu đồng"),
        (45_500_001, "45.500.001 đồng"),
        (1_250_000_000, "1,25 tỷ đồng"),
        (-2_000_000, "-2 triệu đồng"),
    ],
)
def test_money_is_shown_short_and_never_rounded(amount, said):
    assert money.say(amount) == said
