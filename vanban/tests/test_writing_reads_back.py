"""What we write, our reader reads: letterhead, headings, recipients and signer, over many documents.

The reader is a grammar of official documents, so the documents here are such: bodies begin as bodies do ("CHI BỘ …"),
kinds are kinds, a title does not open like the text below it, a heading has text under it, and words are made of
Vietnamese letters. Not asked for, because paper does not say it either:

- lines all short, which the reader takes for a text broken at a width: so one paragraph is as long as they usually are;
- where one body's name ends and the next begins, when both stand in capitals on lines of one column: so no line
  within a body's name begins like a body ("hội", "đoàn") or is a single letter;
- a letter (công văn), which has no kind to find the title by, and minutes, whose two signers stand side by side;
- two offices of one signer ("BÍ THƯ / kiêm / …"), which read as one position.
"""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.nightly import at_night
from vanban.confined import lines_here
from vanban.document import Basis, Bullet, Document, Head, Heading, Paragraph, Signature
from vanban.profiles import HD05, HD36, ND30
from vanban.reading import read_document
from vanban.tests.test_writing_pdf import LETTERS
from vanban.writing import numbered, wording, write_docx, write_html, write_pdf

PLAIN = [
    *("an", "bình", "cộng", "đồng", "dân", "đoàn", "gìn", "giữ", "học", "hội", "kết", "làng", "nếp", "nhà", "nông"),
    *("phố", "quê", "sống", "thôn", "tình", "trẻ", "văn", "vùng", "xóm", "yên", "Đường", "Nguyễn", "Ưỡn", "Ệ", "Ỹ"),
    *("Ẵ", "Suối", "Lành", "Mường", "Khuở", "Nghĩa", "Thuỷ", "Hoà"),
]
syllables = st.sampled_from(PLAIN) | st.text(st.sampled_from(LETTERS), min_size=2, max_size=6)
NO_VERB = st.sampled_from(["tình", "nếp", "văn", "cộng", "vùng", "làng"])


def phrases(least, most):
    """Words that say nothing, so that no word of them is one that the grammar knows."""
    return st.lists(syllables, min_size=least, max_size=most).map(" ".join)


NO_BODY = [word for word in PLAIN if word not in ("đoàn", "hội") and len(word) > 1]
names = st.lists(st.sampled_from(NO_BODY), min_size=1, max_size=3).map(lambda words: " ".join(words).title())
PARTY = (("Đảng bộ tỉnh", "Đảng uỷ xã"), ("Đảng bộ xã", "Chi bộ thôn"), ("Đảng uỷ xã", "Ban Chỉ đạo xã"))
STATE = (("", "Ủy ban nhân dân\nxã"), ("Ủy ban nhân dân xã", "Ban Chỉ huy quân sự xã"), ("UBND xã", "Trường tiểu học"))
PARTY_SYMBOLS = ("KH/ĐU", "BC/CB", "NQ/BCĐ", "CTr/ĐU", "TTr/VPĐU")
STATE_SYMBOLS = ("KH-UBND", "BC-BCH", "QĐ-UBND", "TB-TH")
KINDS = (
    "Kế hoạch",
    "Báo cáo",
    "Nghị quyết",
    "Chương trình hành động",
    "Thông báo",
    "Tờ trình",
    "Hướng dẫn",
    "Quyết định",
)
PARTY_SIGNERS = (
    ("T/M Ban Thường vụ", "Bí thư"),
    ("T/M Chi bộ", "Bí thư"),
    ("T/M Ban Thường vụ\nK/T Bí thư", "Phó Bí thư"),
    ("T/L Ban Thường vụ", "Chánh Văn phòng"),
)
STATE_SIGNERS = (
    ("TM. Ủy ban nhân dân", "Chủ tịch"),
    ("TM. Ủy ban nhân dân\nKT. Chủ tịch", "Phó Chủ tịch"),
    ("TUQ. Chủ tịch", "Trưởng phòng"),
)
people = st.lists(st.sampled_from(["Nguyễn", "Nông", "Lý", "Văn", "Thị", "Mẫu", "Hải", "Lành"]), min_size=2, max_size=4)
recipients = st.lists(
    st.tuples(st.sampled_from(["Các chi bộ", "Đảng uỷ xã", "Thường trực", "Lưu"]), phrases(1, 4)).map(" ".join),
    min_size=1,
    max_size=4,
).map(tuple)


@st.composite
def blocks(draw):
    """Headings of up to three levels, each with text under it."""
    found = [Basis(("Căn cứ Kế hoạch số 12-KH/ĐU", "Căn cứ tình hình"))] if draw(st.booleans()) else []
    found.append(Paragraph(f"Thực hiện chương trình công tác, {'tình làng nghĩa xóm, ' * 6}{draw(titles)} như sau:"))
    for _ in range(draw(st.integers(1, 3))):
        found.append(Heading(draw(titles).upper()))
        found += [draw(texts)]
        for _ in range(draw(st.integers(0, 2))):
            found.append(Heading(draw(titles).capitalize(), 2))
            found += [draw(texts) for _ in range(draw(st.integers(1, 2)))]
            if draw(st.booleans()):
                found += [Heading(draw(titles).capitalize(), 3), draw(texts)]
    return tuple(found)


titles = st.tuples(NO_VERB, phrases(1, 6)).map(" ".join)
texts = st.builds(Bullet, titles.map(str.capitalize)) | st.builds(
    Paragraph, titles.map(lambda text: f"{text.capitalize()}.")
)


@st.composite
def documents(draw, profile):
    is_party = profile is not ND30
    above, own = draw(st.sampled_from(PARTY if is_party else STATE))
    authority, position = draw(st.sampled_from(PARTY_SIGNERS if is_party else STATE_SIGNERS))
    head = Head(
        f"{above} {draw(names)}" if above else "",
        f"{own} {draw(names)}",
        draw(st.none() | st.integers(1, 9999).map(str)),
        draw(st.sampled_from(PARTY_SYMBOLS if is_party else STATE_SYMBOLS)),
        draw(names),
        draw(st.dates(date(2018, 4, 3), date(2040, 12, 31))),
    )
    return Document(
        profile=profile,
        letterhead=head,
        kind=draw(st.sampled_from(KINDS)),
        title=draw(titles),
        blocks=numbered(draw(blocks())),
        signature=Signature(authority, position, draw(st.none() | people.map(" ".join))),
        recipients=draw(recipients),
    )


def in_one(text):
    return wording.line(wording.capitals(text))


def expected(document):
    """What the letterhead says, in the reader's words."""
    head, sign = document.letterhead, document.signature
    return {
        "system": document.profile.system.value,
        "parent": in_one(head.parent) or None,
        "issuer": in_one(head.issuer),
        "number": head.number and head.number.zfill(2),
        "symbol": head.symbol,
        "place": head.place,
        "date": head.on.isoformat(),
        "kind": in_one(document.kind),
        "title": document.title,
        "signer": {"authority": in_one(sign.authority), "position": in_one(sign.position), "name": sign.name},
        "recipients": list(document.recipients),
    }


def headings(document):
    """Number and title of each, as printed."""
    printed = (block.text for block in document.blocks if isinstance(block, Heading))
    return [(text.partition(" ")[0].rstrip(".)"), text.partition(" ")[2]) for text in printed]


def read_here(content, kind):
    """As `vanban.read` reads, but without a process for each file."""
    return read_document(lines_here(kind, content))


def require_the_same(reading, document):
    assert reading.as_json()["letterhead"] == expected(document)
    assert [(heading.number, heading.title) for heading in reading.headings] == headings(document)


PROFILES = pytest.mark.parametrize("profile", [HD36, HD05, ND30], ids=lambda profile: profile.code)


@PROFILES
@settings(max_examples=at_night(1_000, else_few=15))
@given(drawn=st.data())
def test_what_is_written_reads_back(profile, drawn):
    document = drawn.draw(documents(profile))
    require_the_same(read_here(write_docx(document), "word"), document)
    require_the_same(read_here(write_pdf(document), "pdf"), document)
    require_the_same(read_here(write_html(document).encode(), "web"), document)
