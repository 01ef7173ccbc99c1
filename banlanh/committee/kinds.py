from functools import partial

from banlanh.places.enums import CELLS, BodyKind
from banlanh.records.registry import COUNTED, Kind, register

from . import actions, forms
from .enums import MEETS, MeetingType, Stage
from .models import Difficulty, Meeting, Recommendation, RegulationStep, Ruling

COUNTED |= {"village_in_charge": "thôn có đồng chí phụ trách"}

register(
    Kind(
        key="cell_meeting",
        name="họp đảng viên quán triệt kế hoạch",
        verb="Ghi họp quán triệt",
        task="Họp đảng viên quán triệt kế hoạch",
        unit="cuộc họp",
        model=Meeting,
        form=forms.CellMeetingForm,
        record=partial(actions.record_meeting, type=MeetingType.CELL),
        bodies=CELLS,
        words=("dang vien+quan triet", "chi bo+quan triet"),
        where={"type": MeetingType.CELL.value},
    )
)

register(
    Kind(
        key="hearing",
        name="buổi nghe báo cáo chuyên đề",
        verb="Ghi buổi nghe báo cáo",
        task="Nghe báo cáo chuyên đề, gỡ khó khăn, vướng mắc",
        unit="buổi",
        model=Meeting,
        form=forms.MeetingForm,
        record=partial(actions.record_meeting, type=MeetingType.HEARING),
        bodies=MEETS,
        words=("nghe+bao cao chuyen de", "to chuc nghe+bao cao"),
        where={"type": MeetingType.HEARING.value},
    )
)

register(
    Kind(
        key="committee_meeting",
        name="cuộc họp chỉ đạo",
        verb="Ghi cuộc họp",
        task="",
        unit="cuộc họp",
        model=Meeting,
        form=forms.MeetingForm,
        record=partial(actions.record_meeting, type=MeetingType.COMMITTEE),
        bodies=MEETS,
        words=("ban chi dao hop", "ban chi dao+hop dinh ky"),
        where={"type": MeetingType.COMMITTEE.value},
    )
)

register(
    Kind(
        key="regulation_step",
        name="bước sửa hương ước, quy ước",
        verb="Ghi bước hương ước",
        task="Đưa nội dung không ma túy vào hương ước, quy ước",
        unit="hương ước được công nhận",
        model=RegulationStep,
        form=forms.RegulationForm,
        record=actions.record_regulation_step,
        bodies=frozenset({BodyKind.VILLAGE}),
        words=("huong uoc", "quy uoc"),
        counts={"stage": Stage.RECOGNISED.value},
    )
)

register(
    Kind(
        key="difficulty",
        name="khó khăn, vướng mắc",
        verb="Nêu khó khăn",
        task="",
        unit="khó khăn",
        model=Difficulty,
        form=forms.DifficultyForm,
        record=actions.raise_difficulty,
        bodies=frozenset(BodyKind.values) - {BodyKind.PARTY_COMMITTEE},
    )
)

register(
    Kind(
        key="recommendation",
        name="kiến nghị khen thưởng, xem xét trách nhiệm",
        verb="Ghi kiến nghị",
        task="",
        unit="kiến nghị",
        model=Recommendation,
        form=forms.RecommendationForm,
        record=actions.record_recommendation,
        bodies=MEETS | {BodyKind.PEOPLES_COMMITTEE, BodyKind.POLICE_CELL},
        words=("de xuat khen thuong", "kien nghi xu ly trach nhiem"),
    )
)

register(
    Kind(
        key="ruling",
        name="trả lời kiến nghị",
        verb="Ghi trả lời kiến nghị",
        task="",
        unit="văn bản",
        model=Ruling,
        form=forms.RulingForm,
        record=actions.record_ruling,
        bodies=frozenset({BodyKind.PARTY_COMMITTEE, BodyKind.PEOPLES_COMMITTEE}),
    )
)
