"""A plan against the document above it, and against the plan before it."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban import read
from vanban.comparison import Ask, Passage, Side, answers, changes, side_of
from vanban.tests.pairs import CLEAN_VILLAGE, PAIRS
from vanban.tests.samples import PLAN
from vanban.tests.shared import PLANS, SEED, require_shared

GOOD_PRECISION, GOOD_RECALL = 0.95, 0.9


def side(text):
    return side_of(read(text.encode(), "plan.txt"))


def places(lower):
    """ "III.2/1" for the first clause under the heading III.2."""
    counts = Counter()
    for place, passage in enumerate(lower.passages):
        if not passage.is_heading:
            counts[passage.at] += 1
            yield place, f"{passage.at}/{counts[passage.at]}"


def judged(pair):
    """Right, wrong and missed answers of a pair."""
    lower = side(pair.lower) if pair.lower else side_of(read(SEED))
    names = dict(places(lower))
    right = wrong = missed = 0
    for answer, keys in zip(answers(side(pair.higher), lower), pair.judged, strict=True):
        wanted = {
            place
            for place, name in names.items()
            if (lower.passages[place].text.startswith(keys or ("\0",)) if pair.lower else name in keys)
        }
        assert len(wanted) == len(keys), f"{pair}: {keys}"
        found = {each.clause for each in answer.found}
        right, wrong, missed = right + len(found & wanted), wrong + len(found - wanted), missed + len(wanted - found)
    return right, wrong, missed


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_answers_are_those_that_a_person_finds(pair):
    if pair.lower is None:
        require_shared()
    right, wrong, missed = judged(pair)
    assert right / (right + wrong) >= GOOD_PRECISION - 0.05
    assert right / (right + missed) >= GOOD_RECALL - 0.05


def test_all_pairs_together_are_answered_well():
    require_shared()
    right, wrong, missed = map(sum, zip(*map(judged, PAIRS), strict=True))
    assert right / (right + wrong) >= GOOD_PRECISION
    assert right / (right + missed) >= GOOD_RECALL


def test_a_document_on_another_matter_answers_little():
    require_shared()
    asked = answered = 0
    for pair in PAIRS:
        for path in sorted(PLANS.glob("*.md"))[1:]:
            found = answers(side(pair.higher), side_of(read(path)))
            asked, answered = asked + len(found), answered + sum(bool(each.found) for each in found)
    assert answered / asked <= 0.06


def test_an_answer_says_why():
    higher, lower = side(CLEAN_VILLAGE.higher), side(CLEAN_VILLAGE.lower)
    told = {higher.passages[each.clause].text[:9]: each for each in answers(higher, lower)}
    assert told["90% hộ gi"].found[0].why == ("cùng nói: “phân loại rác”", "con số khác nhau: cấp trên 90%, ở đây 85%")
    assert told["100% thôn"].found[0].why == ("cùng nói: “tập kết rác”", "cùng con số 100%")
    assert told["Tổ chức r"].found[0].why[-1] == "cùng nhịp thực hiện"
    assert (told["90% hộ gi"].kind, told["Tổ chức r"].kind) == ("target", "task")


def test_a_purpose_answers_nothing():
    higher = side("KẾ HOẠCH\nThử\n\nI. NHIỆM VỤ\n1. Vận động các hộ phân loại rác.")
    lower = side(
        "KẾ HOẠCH\nThử\n\nI. MỤC ĐÍCH\n- Vận động các hộ phân loại rác.\nII. NHIỆM VỤ\n1. Công an xã tuần tra."
    )
    assert [each.found for each in answers(higher, lower)] == [()]


def test_sides_without_anything_are_borne():
    nothing = Side([], [])
    assert answers(nothing, nothing) == [] and changes(nothing, nothing) == []
    assert [each.found for each in answers(side(PLAN), nothing)] == [()] * 8


NEXT_YEAR = (
    CLEAN_VILLAGE.lower.replace("85% số hộ", "90% số hộ")
    .replace("- Hợp tác xã dịch vụ chở rác về bãi chung của cụm.\n", "")
    .replace("trước ngày 18 hằng tháng", "trước ngày 15 hằng tháng")
    .replace("3. Công tác kiểm tra", "3. Khen thưởng\n- Tặng giấy khen cho thôn đứng đầu.\n4. Công tác kiểm tra")
)


def test_next_year_s_plan_clause_by_clause():
    before, after = side(CLEAN_VILLAGE.lower), side(NEXT_YEAR)
    found = [each for each in changes(before, after) if each.kind != "unchanged"]
    assert [
        (
            each.kind,
            (before.passages[each.before].text if each.before is not None else "")[:12],
            (after.passages[each.after].text if each.after is not None else "")[:12],
            each.figures,
        )
        for each in found
    ] == [
        ("reworded", "85% số hộ ph", "90% số hộ ph", (("85%", "90%"),)),
        ("gone", "Hợp tác xã d", "", ()),
        ("new", "", "Khen thưởng", ()),
        ("new", "", "Tặng giấy kh", ()),
        ("moved", "Công tác kiể", "Công tác kiể", ()),
        ("moved", "Công an xã k", "Công an xã k", ()),
        ("moved", "Kiểm tra chợ", "Kiểm tra chợ", ()),
        ("reworded", "Giao Phòng K", "Giao Phòng K", (("18", "15"),)),
    ]


def test_the_words_of_a_reworded_clause_are_marked():
    change = changes(side("1. Trồng 600 cây hoa dọc đường."), side("1. Trồng mới 800 cây dọc đường thôn."))[0]
    assert [(each.kind, each.gap, each.text) for each in change.pieces] == [
        ("same", "", "Trồng"),
        ("gone", " ", "600"),
        ("new", " ", "mới 800"),
        ("same", " ", "cây"),
        ("gone", " ", "hoa"),
        ("same", " ", "dọc đường"),
        ("new", " ", "thôn"),
        ("same", "", "."),
    ]


LINES = [*PLAN.splitlines(), *NEXT_YEAR.splitlines()]
passages = st.builds(
    Passage, st.sampled_from(["I", "II", "I.1"]), st.sampled_from(["-", "1."]), st.sampled_from(LINES), st.booleans()
)
sides = st.lists(passages, max_size=12).map(lambda found: Side(found, [Ask(at, "task") for at in range(len(found))]))


@given(sides)
def test_a_plan_against_itself_has_no_change(one):
    assert {each.kind for each in changes(one, one)} <= {"unchanged", "moved"}
    distinct = {passage.text for passage in one.passages}
    if len(distinct) == len(one.passages):
        assert [(each.before, each.after) for each in changes(one, one)] == [(at, at) for at in range(len(distinct))]


@given(sides, sides)
def test_every_clause_of_both_stands_in_exactly_one_change(before, after):
    found = changes(before, after)
    assert sorted(each.before for each in found if each.before is not None) == list(range(len(before.passages)))
    assert [each.after for each in found if each.after is not None] == list(range(len(after.passages)))


SWAPPED = {"new": "gone", "gone": "new"}


@given(sides, sides)
def test_swapping_turns_new_into_gone_and_nothing_else(before, after):
    one = {(each.kind, each.before, each.after) for each in changes(before, after)}
    other = {(SWAPPED.get(each.kind, each.kind), each.after, each.before) for each in changes(after, before)}
    assert one == other


@given(sides, sides)
def test_the_pieces_of_a_change_make_up_both_texts(before, after):
    for each in changes(before, after):
        if each.kind != "reworded":
            continue
        for kind, text in (("gone", before.passages[each.before].text), ("new", after.passages[each.after].text)):
            kept = "".join(f"{piece.gap}{piece.text}" for piece in each.pieces if piece.kind in ("same", kind))
            assert "".join(kept.split()) == "".join(text.split())


@given(sides, sides)
def test_answers_point_at_asks_and_are_the_best_first(higher, lower):
    for each in answers(higher, lower):
        scores = [found.score for found in each.found]
        assert scores == sorted(scores, reverse=True)
        assert {found.clause for found in each.found} <= {ask.clause for ask in lower.asks}
