"""Whom the words of a plan mean: names and classes of bodies."""

import pytest

from banlanh.places.enums import CELLS, BodyKind
from banlanh.places.matching import CLASSES, kinds_named, match
from banlanh.places.models import Body
from tests.support.commune import BODIES, VILLAGES, make_commune

VILLAGE_BODIES = {f"Thôn {name}" for name in VILLAGES}
VILLAGE_CELLS = {f"Chi bộ {name}" for name in VILLAGES}
OTHER_CELLS = {"Chi bộ Công an xã", "Chi bộ Quân sự xã", "Chi bộ Trường Tiểu học"}
ORGANISATIONS = {"Hội Phụ nữ", "Đoàn Thanh niên"}


@pytest.fixture
def bodies(db) -> list[Body]:
    return list(Body.objects.for_place(make_commune()))


def meant(name: str, bodies: list[Body]) -> set[str]:
    return {body.name for body in match(name, bodies)}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # one body, however it is written
        ("Chi bộ Công an xã", {"Chi bộ Công an xã"}),
        ("Chi bộ Công an", {"Chi bộ Công an xã"}),
        ("chi bộ CA xã", {"Chi bộ Công an xã"}),
        ("Giao Chi bộ Công an xã", {"Chi bộ Công an xã"}),
        ("Công an xã", {"Công an xã"}),
        ("CÔNG AN XÃ", {"Công an xã"}),
        ("Công an", {"Công an xã"}),
        ("Ủy ban nhân dân xã", {"Ủy ban nhân dân xã"}),
        ("Uỷ ban nhân dân xã", {"Ủy ban nhân dân xã"}),  # the tone on the other letter
        ("UBND xã", {"Ủy ban nhân dân xã"}),
        ("chính quyền", {"Ủy ban nhân dân xã"}),
        ("Đảng ủy", {"Đảng ủy xã"}),
        ("Ban Thường vụ Đảng ủy", {"Đảng ủy xã"}),
        ("Văn phòng Đảng ủy", {"Văn phòng Đảng ủy"}),
        ("VP Đảng ủy", {"Văn phòng Đảng ủy"}),
        ("Ban Chỉ đạo", {"Ban Chỉ đạo xã"}),
        ("Ban CHQS xã", {"Ban Chỉ huy Quân sự xã"}),
        ("Chi bộ Quân sự", {"Chi bộ Quân sự xã"}),
        ("Ủy ban MTTQ xã", {"Mặt trận Tổ quốc xã"}),
        ("Mặt trận Tổ quốc Việt Nam xã", {"Mặt trận Tổ quốc xã"}),
        ("Hội LHPN xã", {"Hội Phụ nữ"}),
        ("Đoàn TNCS Hồ Chí Minh xã", {"Đoàn Thanh niên"}),
        ("Trạm Y tế", {"Trạm Y tế xã"}),
        ("thôn Nà Lìn", {"Thôn Nà Lìn"}),
        ("Chi bộ Nà Lìn", {"Chi bộ Nà Lìn"}),
        # a class of bodies
        ("các thôn", VILLAGE_BODIES),
        ("các chi bộ thôn", VILLAGE_CELLS),
        ("các chi bộ", VILLAGE_CELLS | OTHER_CELLS),
        ("Cấp ủy các chi bộ trực thuộc", VILLAGE_CELLS | OTHER_CELLS),
        ("các đoàn thể", ORGANISATIONS),
        ("các tổ chức chính trị - xã hội", ORGANISATIONS),
        ("các nhà trường", {"Trường Tiểu học Suối Lành"}),
        ("các trường học trên địa bàn xã", {"Trường Tiểu học Suối Lành"}),
        # nobody here
        ("Hạt Kiểm lâm", set()),
        ("các hộ gia đình", set()),
        ("", set()),
    ],
)
def test_whom_a_name_means(bodies, name, expected):
    assert meant(name, bodies) == expected


def test_a_village_of_another_name_is_not_some_village(bodies):
    """The stranger: a name that is nobody's here is asked about, never given to the nearest."""
    assert not meant("Hợp tác xã Mây Ngàn", bodies)


def test_bodies_of_another_commune_are_only_meant_where_they_are_given(bodies):
    elsewhere = list(Body.objects.for_place(make_commune("Nậm Lành")))
    assert {body.commune_id for body in match("các thôn", bodies)}.isdisjoint({elsewhere[0].commune_id})


@pytest.mark.parametrize(("name", "kind"), [(name, kind) for name, kind in BODIES if kind != BodyKind.ORGANISATION])
def test_the_usual_name_of_a_body_speaks_of_its_kind(name, kind):
    assert kind in kinds_named(name)


@pytest.mark.parametrize(("phrase", "kinds"), CLASSES)
def test_each_row_of_the_table_can_be_reached(phrase, kinds):
    assert kinds_named(phrase) == kinds


def test_cells_are_all_kinds_of_cell_and_nothing_else():
    assert {BodyKind(kind).label.split()[0] for kind in CELLS} == {"chi"}
    assert kinds_named("chi bộ") == CELLS
