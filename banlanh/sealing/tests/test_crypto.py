import pytest
from hypothesis import given
from hypothesis import strategies as st

from banlanh.sealing.crypto import AES_256_GCM, STEP, Broken, new_key, seal, unseal

KEY = new_key()
PLACE = "care.file|name|1|7"


@given(plain=st.binary(max_size=2000), about=st.text(max_size=40), step=st.integers(1, 600))
def test_what_is_sealed_opens_in_its_place(plain, about, step):
    assert unseal(KEY, seal(KEY, plain, about=about, step=step), about=about) == plain


@given(plain=st.binary(max_size=700), at=st.integers(0, 10_000), flip=st.integers(1, 255))
def test_no_byte_can_be_changed(plain, at, flip):
    sealed = bytearray(seal(KEY, plain, about=PLACE))
    sealed[at % len(sealed)] ^= flip
    with pytest.raises(Broken):
        unseal(KEY, bytes(sealed), about=PLACE)


@pytest.mark.parametrize(
    "elsewhere", ["care.file|name|2|7", "care.file|born|1|7", "care.card|name|1|7", "care.file|name|1|8"]
)
def test_it_opens_in_no_other_row_field_table_or_version(elsewhere):
    with pytest.raises(Broken):
        unseal(KEY, seal(KEY, b"x", about=PLACE), about=elsewhere)


def test_another_key_opens_nothing():
    with pytest.raises(Broken):
        unseal(new_key(), seal(KEY, b"x", about=PLACE), about=PLACE)


@pytest.mark.parametrize("sealed", [b"", AES_256_GCM, b"\x02" + b"0" * 60, AES_256_GCM + b"0" * 12])
def test_what_was_never_sealed_is_refused(sealed):
    with pytest.raises(Broken):
        unseal(KEY, sealed, about=PLACE)


@given(one=st.binary(max_size=STEP - 4), other=st.binary(max_size=STEP - 4))
def test_texts_of_one_step_look_equally_long(one, other):
    assert len(seal(KEY, one, about=PLACE)) == len(seal(KEY, other, about=PLACE))


def test_the_same_text_never_looks_the_same():
    assert len({seal(KEY, b"x", about=PLACE) for _ in range(100)}) == 100
