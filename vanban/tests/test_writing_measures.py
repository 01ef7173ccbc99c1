"""The page in figures, read from the .docx and from the PDF, beside what the rules want of it.

Sources: Hướng dẫn 36-HD/VPTW with its Phụ lục 3, Hướng dẫn 05-HD/VPTW, Nghị định 30/2020/NĐ-CP with its Phụ lục I.
"""

from itertools import pairwise

import pytest
from docx.shared import Pt

from vanban.profiles import HD05, HD36, ND30
from vanban.tests.examples import EXAMPLES
from vanban.tests.paper import LONG_TEXT, MM, lines_of, pages_of, read
from vanban.tests.written import opened, paragraphs, sample

PROFILES = pytest.mark.parametrize("profile", [HD36, HD05, ND30], ids=lambda profile: profile.code)

# What stands on the page: the words it is found by; sizes that a rule of the Party, of the State allows.
SIZES = {
    "motto of the Party": ("ĐẢNG CỘNG SẢN VIỆT NAM", {15}, None),
    "name of the State": ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", None, {12, 13}),
    "motto of the State": ("Độc lập - Tự do - Hạnh phúc", None, {13, 14}),
    "superior": ("ĐẢNG BỘ XÃ SUỐI LÀNH", {14}, {12, 13}),
    "issuer": ("CHI BỘ THÔN SUỐI LÀNH 2", {14}, {12, 13}),
    "number": ("Số", {14}, {13}),
    "place and day": ("Suối Lành, ngày", {14}, {13, 14}),
    "kind": ("BÁO CÁO", {15, 16}, {13, 14}),
    "subject": ("kết quả xây dựng xã", {14, 15}, {13, 14}),
    "body": ("Trên đây là báo cáo", {14, 15}, {13, 14}),
    "authority": ("CHI BỘ", {14}, {13, 14}),
    "position": ("BÍ THƯ", {14}, {13, 14}),
    "name": ("Nguyễn Văn Lành", {14}, {13, 14}),
    "label of recipients": ("Nơi nhận:", {14}, {12}),
    "recipient": ("- Lưu Chi bộ", {12}, {11}),
}
# Of a letter, and of a draft.
MORE_SIZES = {
    "subject of a letter": ("chuẩn bị họp", {12}, {12, 13}),
    "draft": ("Dự thảo lần 2", {14}, {13, 14}),
    "greeting": ("Kính gửi", {14}, {13, 14}),
}


def size_in_word(document, words):
    found = [paragraph for paragraph in paragraphs(opened(document)) if words in paragraph.text]
    run = found[-1].runs[0] if words == "CHI BỘ" else found[0].runs[0]
    return run.font.size.pt if run.font.size else run.part.document.styles["Body Text"].font.size.pt


def size_in_pdf(document, words):
    found = [line for line in lines_of(document) if words in line.text]
    return (found[-1] if words == "CHI BỘ" else found[0]).size


def letter(profile):
    return sample(profile, kind="", title="chuẩn bị họp", draft="Dự thảo lần 2", addressees=("Đảng uỷ xã",))


def allowed_sizes():
    for part, (words, party, state) in (SIZES | MORE_SIZES).items():
        for profile, allowed in ((HD36, party), (HD05, party), (ND30, state)):
            if allowed:
                document = letter(profile) if part in MORE_SIZES else sample(profile)
                yield pytest.param(document, words, allowed, id=f"{profile.code}, {part}")


@pytest.mark.parametrize(("document", "words", "allowed"), [*allowed_sizes()])
def test_the_size_of_each_part_is_one_that_the_rule_allows(document, words, allowed):
    assert size_in_word(document, words) in allowed
    assert round(size_in_pdf(document, words), 1) == size_in_word(document, words)


@PROFILES
def test_margins_and_indents_of_the_pdf_are_those_of_the_rule_and_of_the_docx(profile):
    section, lines = opened(sample(profile)).sections[0], lines_of(long_sample(profile))
    body = [line for line in lines if line.text.startswith(("Việc thứ", "vận động"))]
    assert {round(line.x / MM, 1) for line in body} == {30, 40}
    assert (round(section.left_margin.mm), round(section.right_margin.mm)) == (30, 15)
    assert max(line.x for line in lines) < (210 - section.right_margin.mm) * MM
    assert min(line.y for line in lines if line.page) > section.bottom_margin.mm * MM
    assert {line.font.partition("+")[2] for line in body} == {"Tinos-Regular"}


@PROFILES
def test_lines_of_the_pdf_stand_18_points_apart_and_paragraphs_6_more(profile):
    spacing = opened(sample(profile)).styles["Body Text"].paragraph_format
    assert (spacing.line_spacing, spacing.space_after) == (Pt(18), Pt(6))
    lines = [line for line in lines_of(long_sample(profile)) if line.page == 1 and not line.text.isdecimal()]
    steps = {round(above.y - below.y, 1) for above, below in pairwise(lines[:20])}
    assert steps == {18, 24}


@PROFILES
def test_page_numbers_stand_centred_10_mm_from_the_top_and_none_on_page_1(profile):
    pages = pages_of(long_sample(profile))
    numbers = [[line for line in page if line.text.isdecimal()] for page in pages]
    assert [[line.text for line in found] for found in numbers] == [[], ["2"], ["3"], ["4"]]
    [number] = numbers[1]
    top = 297 * MM - number.y - 0.933 * number.size  # the top of a line of this size
    assert round(top / MM) == 10
    assert (number.x + 0.25 * number.size) / MM == pytest.approx(30 + 165 / 2, abs=0.2)
    assert number.size == 14


def test_appendices_of_the_pdf_count_their_own_pages_and_may_lie_on_their_side():
    document = EXAMPLES["nd30-ke-hoach"]()
    numbers = [[line.text for line in page if line.text.isdecimal() and line.size == 14] for page in pages_of(document)]
    assert numbers == [[], ["2"], [], ["2"]]
    sizes = [tuple(round(side / MM) for side in size) for size in paper_sizes(EXAMPLES["hd05-bien-ban"]())]
    assert sizes == [(210, 297), (297, 210), (210, 297)]


def paper_sizes(document):
    return [page.mediabox[2:] for page in read(document).pages]


def long_sample(profile):
    return sample(profile, blocks=LONG_TEXT)
