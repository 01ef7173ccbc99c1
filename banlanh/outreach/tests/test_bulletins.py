"""A bulletin goes out when somebody who wrote none of it found that it points at nobody; each change asks anew."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from hypothesis import given
from hypothesis import strategies as st

from banlanh.audit.models import Event
from banlanh.core.ids import uuid7
from banlanh.core.refusal import Refused
from banlanh.outreach.actions import review_bulletin, run_bulletin, stop_run, write_bulletin, write_text
from banlanh.outreach.models import Bulletin, Review, Run
from banlanh.outreach.queries import programme, tracks
from banlanh.records.files import MOST_BYTES, SOUND, kind_of_file

MP3, OGG, WAV = b"ID3\x04" + b"\0" * 40, b"OggS" + b"\0" * 40, b"RIFF\x24\0\0\0WAVEfmt "
MONDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 29)


def write(commune, by, title="Thuốc lá điện tử", **more) -> Bulletin:
    bulletin = write_bulletin(id=uuid7(), commune=commune, by=by, title=title, priority="normal", **more)
    write_text(bulletin, by=by, language="vie", text="Thưa bà con!")
    return bulletin


def read(bulletin, by, *, points=False, word="", sha256="", id=None) -> Review:
    bulletin = Bulletin.objects.get(pk=bulletin.pk)
    sha256 = sha256 or bulletin.sha256
    return review_bulletin(bulletin, id=id or uuid7(), by=by, sha256=sha256, points_at_somebody=points, word=word)


def approved() -> list[str]:
    return list(Bulletin.objects.approved().values_list("title", flat=True))


def put_on(bulletin, by, starts_on=MONDAY, ends_on=SUNDAY) -> Run:
    return run_bulletin(bulletin, id=uuid7(), by=by, starts_on=starts_on, ends_on=ends_on)


def upload(name="doc.mp3", content=MP3) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


# --- written and read


def test_what_one_wrote_another_approves(commune, hanh, minh):
    bulletin = write(commune, hanh)
    assert bulletin.status == ("waiting", "chờ duyệt") and approved() == []
    read(bulletin, minh)
    assert approved() == ["Thuốc lá điện tử"]
    verbs = list(Event.objects.order_by("sequence").values_list("verb", flat=True))
    assert verbs == ["bulletin.written", "bulletin.worded", "bulletin.approved"]


def test_nobody_approves_what_they_wrote_be_it_one_language(commune, hanh, minh):
    bulletin = write(commune, hanh)
    write_text(bulletin, by=minh, language="hmn", text="lời tiếng Mông")
    for writer in (hanh, minh):
        with pytest.raises(Refused, match="nhờ người khác đọc và duyệt"):
            read(bulletin, writer)


def test_a_bulletin_without_words_cannot_be_approved(commune, hanh, minh):
    bulletin = write_bulletin(id=uuid7(), commune=commune, by=hanh, title="trống", priority="normal")
    assert bulletin.status[1] == "chưa có lời"
    with pytest.raises(Refused, match="chưa có lời"):
        read(bulletin, minh)


@pytest.mark.parametrize("who", ["lan", "hoa"])
def test_a_village_head_neither_writes_nor_approves(commune, hanh, lan, hoa, who):
    by = {"lan": lan, "hoa": hoa}[who]
    for act in (lambda: write(commune, by), lambda: read(write(commune, hanh), by)):
        with pytest.raises(Refused, match="không thuộc phần của đồng chí"):
            act()


def test_what_points_at_somebody_goes_back_with_a_word(commune, hanh, minh):
    bulletin = write(commune, hanh)
    with pytest.raises(Refused, match="ghi chỗ nào cần sửa"):
        read(bulletin, minh, points=True)
    read(bulletin, minh, points=True, word="câu cuối nói rõ một xóm")
    assert Bulletin.objects.get().status == ("returned", "trả lại") and approved() == []


def test_an_approval_may_be_taken_back(commune, hanh, minh):
    bulletin = write(commune, hanh)
    read(bulletin, minh)
    read(bulletin, minh, points=True, word="đọc lại thấy chỉ vào một nhà")
    assert approved() == []


@pytest.mark.parametrize(
    "change",
    [{"language": "vie", "text": "Thưa bà con, thưa các cháu!"}, {"language": "hmn", "text": "lời tiếng Mông"}],
)
def test_whatever_is_changed_waits_anew(commune, hanh, minh, change):
    bulletin = write(commune, hanh)
    read(bulletin, minh)
    write_text(bulletin, by=hanh, **change)
    assert approved() == []


def test_a_recording_waits_anew_too_and_the_same_one_does_not(commune, hanh, minh):
    bulletin = write(commune, hanh)
    write_text(bulletin, by=hanh, language="vie", text="Thưa bà con!", audio=upload())
    read(bulletin, minh)
    write_text(bulletin, by=hanh, language="vie", text="Thưa bà con!", audio=upload("khac-ten.mp3"))
    assert approved() == ["Thuốc lá điện tử"], "the very same sound"
    write_text(bulletin, by=hanh, language="vie", text="Thưa bà con!", audio=upload(content=MP3 + b"khac"))
    assert approved() == []


def test_what_was_changed_meanwhile_is_not_approved_unread(commune, hanh, minh):
    bulletin = write(commune, hanh)
    seen = bulletin.sha256
    write_text(bulletin, by=hanh, language="vie", text="Lời khác")
    with pytest.raises(Refused, match="vừa được sửa"):
        read(bulletin, minh, sha256=seen)


def test_each_form_twice_is_once(commune, hanh, minh):
    id = uuid7()
    for _ in range(2):
        bulletin = write_bulletin(id=id, commune=commune, by=hanh, title="một", priority="normal")
        write_text(bulletin, by=hanh, language="vie", text="Thưa bà con!")
    review, run = uuid7(), uuid7()
    for _ in range(2):
        read(bulletin, minh, id=review)
        bulletin.refresh_from_db()
        run_bulletin(bulletin, id=run, by=hanh, starts_on=MONDAY, ends_on=SUNDAY)
    assert (Bulletin.objects.count(), Review.objects.count(), Run.objects.count()) == (1, 1, 1)
    assert Event.objects.count() == 4


def test_what_the_log_cannot_hold_was_not_approved(commune, hanh, minh, monkeypatch):
    bulletin = write(commune, hanh)

    def broken(*args, **kwargs):
        raise DatabaseError("the disk is full")

    monkeypatch.setattr("banlanh.outreach.actions.record", broken)
    with pytest.raises(DatabaseError):
        read(bulletin, minh)
    assert not Review.objects.exists()


# --- the gate for sound


@pytest.mark.parametrize(
    ("name", "content"), [("a.mp3", MP3), ("a.MP3", b"\xff\xfb\x90\x64"), ("a.ogg", OGG), ("a.wav", WAV)]
)
def test_a_recording_is_known_by_its_bytes(name, content):
    assert kind_of_file(name, content, SOUND) == name[-3:].lower()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.m4a", b"\0\0\0 ftypM4A ", r"Xin gửi tệp âm thanh \.mp3, \.ogg hoặc \.wav"),
        ("a.pdf", b"%PDF-", "Xin gửi tệp âm thanh"),
        ("a.mp3", b"<script>", "không đúng là"),
        ("a.wav", b"RIFF\0\0\0\0WEBPVP8 ", "không đúng là"),
        ("a.mp3", MP3 + b"\0" * MOST_BYTES, "quá 10 MB. Xin thu lại ngắn hơn"),
    ],
)
def test_what_is_no_recording_is_refused_with_what_to_do(name, content, said):
    with pytest.raises(Refused, match=said):
        kind_of_file(name, content, SOUND)


@given(st.binary(max_size=64))
def test_whatever_passes_begins_as_sound_does(content):
    for kind, starts in SOUND.starts.items():
        try:
            kind_of_file(f"a.{kind}", content, SOUND)
        except Refused:
            continue
        assert content.startswith(starts)


# --- on the air


def test_only_what_was_approved_is_put_on(commune, hanh, minh):
    bulletin = write(commune, hanh)
    with pytest.raises(Refused, match="chưa được duyệt"):
        put_on(bulletin, hanh)
    read(bulletin, minh)
    assert str(put_on(Bulletin.objects.get(), hanh)) == "23/11 – 29/11"
    assert programme(commune, MONDAY) == [bulletin]
    assert programme(commune, MONDAY + timedelta(days=7)) == programme(commune, MONDAY - timedelta(days=7)) == []


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "said"),
    [
        (date(2026, 11, 24), SUNDAY, "theo tuần"),
        (MONDAY, date(2026, 11, 28), "theo tuần"),
        (date(2026, 11, 16), SUNDAY, "từ tuần này trở đi"),
        (date(2027, 11, 22), date(2027, 11, 28), "từ tuần này trở đi"),
        (date(2026, 12, 7), SUNDAY, "Tuần cuối phải sau tuần đầu"),
    ],
)
def test_a_run_is_of_whole_weeks_to_come(commune, hanh, minh, starts_on, ends_on, said):
    bulletin = write(commune, hanh)
    read(bulletin, minh)
    with pytest.raises(Refused, match=said):
        put_on(Bulletin.objects.get(), hanh, starts_on, ends_on)


def test_a_week_plays_a_bulletin_once(commune, hanh, minh):
    bulletin = write(commune, hanh)
    read(bulletin, minh)
    put_on(bulletin, hanh)
    with pytest.raises(Refused, match="đã có trong lịch"):
        put_on(bulletin, hanh, MONDAY, SUNDAY + timedelta(days=7))


def test_taken_off_it_is_played_no_more_and_may_be_put_on_again(commune, hanh, minh):
    bulletin = write(commune, hanh)
    read(bulletin, minh)
    stop_run(put_on(bulletin, hanh), by=minh)
    assert programme(commune, MONDAY) == []
    put_on(bulletin, hanh)
    assert programme(commune, MONDAY) == [bulletin]


def test_what_was_changed_on_the_air_is_not_played_until_it_is_read_again(commune, hanh, minh):
    bulletin = write(commune, hanh)
    read(bulletin, minh)
    put_on(bulletin, hanh)
    write_text(bulletin, by=hanh, language="vie", text="Lời khác")
    assert programme(commune, MONDAY) == []


def test_urgent_bulletins_come_first_and_recordings_are_named_in_their_order(commune, hanh, minh):
    for title, priority in (("thường", "normal"), ("khẩn", "urgent")):
        bulletin = write_bulletin(id=uuid7(), commune=commune, by=hanh, title=title, priority=priority)
        write_text(bulletin, by=hanh, language="hmn", text="lời", audio=upload())
        write_text(bulletin, by=hanh, language="vie", text="lời", audio=upload("a.wav", WAV))
        write_text(bulletin, by=hanh, language="tyz", text="không có bản thu")
        read(bulletin, minh)
        put_on(bulletin, hanh)
    found = programme(commune, MONDAY)
    assert [each.title for each in found] == ["khẩn", "thường"]
    assert [name for name, _ in tracks(found, ["vie", "hmn", "tyz"])] == [
        "01-vie.wav",
        "02-hmn.mp3",
        "03-vie.wav",
        "04-hmn.mp3",
    ]
    assert [name for name, _ in tracks(found, ["vie"])] == ["01-vie.wav", "02-vie.wav"]
