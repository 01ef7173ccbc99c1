"""Decision 28's wording, edge by edge (domain 1.3)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banlanh.criteria.enums import ASKED_YES_OR_NO, Fact, Met, Type
from banlanh.criteria.judging import at_least, every, judge, proposal
from banlanh.criteria.rulebook import DECISION_28

YES, NO, UNKNOWN = Met.YES, Met.NO, Met.UNKNOWN
CLEAN = {
    Fact.PEOPLE: 0, Fact.RESIDENTS: 8000, Fact.SPOTS: 0, Fact.ARRESTED: 0, Fact.PLANTS: 0, Fact.AREA: 0,
    Fact.ROUTE: False, Fact.USERS: False, Fact.OFFENCE: False, Fact.FUGITIVE: False,
}  # fmt: skip


def judged(**changes):
    return judge(CLEAN | {Fact[name]: value for name, value in changes.items()}, DECISION_28)


@pytest.mark.parametrize(
    ("changes", "free", "types", "says"),
    [
        ({}, YES, "NO NO NO", "công nhận địa bàn không ma túy"),
        # 0,6% and nothing else fits no type literally, and is not free
        ({"PEOPLE": 48, "USERS": True}, NO, "NO NO NO", "cũng không thuộc loại nào"),
        # an offence by a resident without an arrest: neither free nor typed
        ({"OFFENCE": True}, NO, "NO NO NO", "cũng không thuộc loại nào"),
        ({"FUGITIVE": True}, NO, "NO NO NO", "cũng không thuộc loại nào"),
        # only people who are excepted: free by article 6, and yet of type III by article 4
        ({"PEOPLE": 5}, YES, "NO NO YES", "trái nhau"),
        ({"PEOPLE": 5, "USERS": True}, NO, "NO NO YES", "loại III"),
        ({"PEOPLE": 8, "SPOTS": 1, "ARRESTED": 4, "USERS": True}, NO, "NO YES NO", "loại II"),
        ({"PEOPLE": 40, "SPOTS": 2, "ARRESTED": 8, "USERS": True}, NO, "YES NO NO", "loại I"),
        # two of type II on a key route are criterion đ of type I: with two of its own it is three
        ({"PEOPLE": 40, "SPOTS": 2, "ARRESTED": 4, "PLANTS": 600, "ROUTE": True, "USERS": True},
         NO, "YES NO NO", "loại I"),
        # the same off the route
        ({"PEOPLE": 40, "SPOTS": 2, "ARRESTED": 4, "PLANTS": 600, "USERS": True}, NO, "NO NO NO", "không thuộc loại"),
        # two of type III on a route are one criterion of type II, which needs three
        ({"PEOPLE": 5, "ARRESTED": 2, "ROUTE": True, "USERS": True}, NO, "NO NO YES", "loại III"),
        # type III stands fast while I and II cannot be ruled out: nothing is proposed
        ({"PEOPLE": 5, "SPOTS": None, "ARRESTED": None, "PLANTS": None, "AREA": None, "ROUTE": None, "USERS": True},
         NO, "UNKNOWN UNKNOWN YES", "còn mục chưa rõ"),
        ({"USERS": None}, UNKNOWN, "NO NO NO", "còn mục chưa rõ"),
        ({"SPOTS": None}, UNKNOWN, "NO NO NO", "còn mục chưa rõ"),  # one unknown of four makes no type of three
        # no residents entered: no share is worked out, and nobody of nobody is still nobody
        ({"RESIDENTS": None, "PEOPLE": 5, "USERS": True}, NO, "NO NO UNKNOWN", "còn mục chưa rõ"),
        ({"RESIDENTS": 0, "PEOPLE": 5, "USERS": True}, NO, "NO NO UNKNOWN", "còn mục chưa rõ"),
        ({"RESIDENTS": 0}, YES, "NO NO NO", "công nhận"),
    ],
)  # fmt: skip
def test_what_a_commune_is_by_the_words_of_the_decision(changes, free, types, says):
    found = judged(**changes)
    assert found.is_free == free
    assert [found.types[type].name for type in Type] == types.split()
    assert says in proposal(found)


@pytest.mark.parametrize(
    ("changes", "type", "at", "expected"),
    [
        ({"PEOPLE": 40}, Type.I, 0, YES),  # 0,5% of 8.000
        ({"PEOPLE": 39}, Type.I, 0, NO),
        ({"PEOPLE": 39}, Type.II, 0, YES),
        ({"PEOPLE": 40}, Type.II, 0, NO),
        ({"PEOPLE": 8}, Type.II, 0, YES),  # 0,1%
        ({"PEOPLE": 7}, Type.II, 0, NO),
        ({"PEOPLE": 7}, Type.III, 0, YES),
        ({"PEOPLE": 0}, Type.III, 0, NO),  # "under 0,1%" means more than nobody
        ({"SPOTS": 2}, Type.I, 1, YES),
        ({"SPOTS": 1}, Type.I, 1, NO),
        ({"SPOTS": 1}, Type.II, 1, YES),
        ({"SPOTS": 2}, Type.II, 1, NO),
        ({"ARRESTED": 8}, Type.I, 2, YES),
        ({"ARRESTED": 4}, Type.II, 2, YES),  # 0,05%
        ({"ARRESTED": 3}, Type.II, 2, NO),
        ({"ARRESTED": 3}, Type.III, 1, YES),
        ({"PLANTS": 3000}, Type.I, 3, YES),
        ({"AREA": 750}, Type.I, 3, YES),
        ({"PLANTS": 2999, "AREA": 749}, Type.I, 3, NO),
        ({"PLANTS": 500}, Type.II, 3, YES),
        ({"AREA": 125}, Type.II, 3, YES),
        ({"PLANTS": 499}, Type.II, 3, NO),
        ({"PLANTS": 1}, Type.III, 2, YES),
        ({"PLANTS": 0, "AREA": 0}, Type.III, 2, NO),
        ({"PLANTS": 3000, "AREA": None}, Type.I, 3, YES),  # one of two ways is enough
        ({"PLANTS": 10, "AREA": None}, Type.I, 3, UNKNOWN),
        ({"ROUTE": None, "PEOPLE": 39, "SPOTS": 1}, Type.I, 4, UNKNOWN),
        ({"ROUTE": None}, Type.I, 4, NO),  # too few of type II: the route does not matter
    ],
)
def test_each_criterion_of_article_4_at_its_edge(changes, type, at, expected):
    assert judged(**changes).type_items[type][at].met == expected


def test_the_share_that_only_type_one_names_is_explained():
    assert "loại I cần ba tiêu chí" in proposal(judged(PEOPLE=48, USERS=True))
    assert "loại I cần ba tiêu chí" not in proposal(judged(OFFENCE=True))


def test_every_item_quotes_its_article():
    found = judged()
    items = [*found.free_items, *(item for items in found.type_items.values() for item in items)]
    assert [item.article for item in found.type_items[Type.II]] == [f"điều 4, loại II, điểm {at}" for at in "abcdđ"]
    assert len(items) == 3 + 5 + 5 + 3 and all("điều" in item.article for item in items)


@pytest.mark.parametrize(
    ("many", "answers", "expected"),
    [(2, [YES, YES, UNKNOWN], YES), (2, [YES, UNKNOWN, NO], UNKNOWN), (2, [YES, NO, NO], NO), (0, [], YES)],
)
def test_so_many_of_some(many, answers, expected):
    assert at_least(many, answers) == expected


def test_all_of_some():
    assert every([YES, UNKNOWN]) == UNKNOWN and every([UNKNOWN, NO]) == NO and every([YES, YES]) == YES


NUMBERS = st.none() | st.sampled_from([0, 1, 2, 4, 8, 40, 125, 499, 500, 3000, 8000])
ANSWERS = st.none() | st.booleans()
KNOWN = st.fixed_dictionaries({fact: ANSWERS if fact in ASKED_YES_OR_NO else NUMBERS for fact in Fact})


@given(known=KNOWN, guesses=st.fixed_dictionaries({f: st.booleans() if f in ASKED_YES_OR_NO else
                                                   st.sampled_from([1, 2, 8, 500, 8000]) for f in Fact}))  # fmt: skip
def test_what_is_said_of_the_unknown_stays_true_whatever_it_turns_out_to_be(known, guesses):
    """Yes and no are said only where nothing unknown can change them; and every sheet has its sentence."""
    learnt = {fact: guesses[fact] if value is None or (fact == Fact.RESIDENTS and not value) else value
              for fact, value in known.items()}  # fmt: skip
    before, after = judge(known, DECISION_28), judge(learnt, DECISION_28)
    assert before.is_free in (Met.UNKNOWN, after.is_free)
    assert all(before.types[type] in (Met.UNKNOWN, after.types[type]) for type in Type)
    assert proposal(before) and proposal(after)
