import pytest
from nacl.pwhash import argon2id

import config.settings
from banlanh.hotline import boxes
from banlanh.sealing.crypto import Broken

SAID = {"words": "lúc gà gáy"}


def test_in_production_a_passphrase_costs_128_megabytes_and_more_than_the_middling_rounds():
    assert config.settings.TIP_KEY_MEMORY >= 128 * 1024 * 1024
    assert config.settings.TIP_KEY_ROUNDS > argon2id.OPSLIMIT_MODERATE


def test_only_the_passphrase_gives_the_private_key_and_only_in_its_place():
    private = boxes.new_private()
    lock = boxes.locked(private, "đúng", about="a")
    assert boxes.unlocked(lock, "đúng", about="a") == private
    for passphrase, about in (("sai", "a"), ("đúng", "b"), ("", "a")):
        with pytest.raises(Broken):
            boxes.unlocked(lock, passphrase, about=about)


def test_each_recipient_opens_the_words_and_nobody_else():
    mine, yours, strangers = (boxes.new_private() for _ in range(3))
    words, envelopes = boxes.sealed(SAID, [boxes.public_of(mine), boxes.public_of(yours)], about="a")
    for envelope, private in zip(envelopes, (mine, yours), strict=True):
        assert boxes.opened(words, envelope, private, about="a") == SAID
        with pytest.raises(Broken):
            boxes.opened(words, envelope, strangers, about="a")
        with pytest.raises(Broken):
            boxes.opened(words, envelope, private, about="b")


def test_texts_of_another_length_look_the_same():
    public = boxes.public_of(boxes.new_private())
    lengths = {len(boxes.sealed({"words": "a" * many}, [public], about="a")[0]) for many in range(1, 150)}
    assert len(lengths) == 1
