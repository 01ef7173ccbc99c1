from collections.abc import Iterable

from banlanh.accounts.models import User
from banlanh.places.enums import BodyKind
from banlanh.places.models import Body
from banlanh.records.registry import Kind, register

from .actions import (
    record_airing,
    record_airings,
    record_failed_airing,
    record_gathering,
    record_school_session,
)
from .enums import Reason
from .forms import AiringForm, FailedAiringForm, GatheringForm, SchoolSessionForm
from .models import Airing, FailedAiring, Gathering, SchoolSession, languages_of
from .queries import Played


def record_all_airings(said: Iterable[dict], *, body: Body, by: User) -> list[Airing]:
    return record_airings([Played(**each) for each in said], body, by=by)


register(
    Kind(
        key="airing",
        name="buổi phát thanh",
        verb="Ghi buổi phát",
        task="Phát bản tin trên loa truyền thanh",
        unit="buổi",
        model=Airing,
        form=AiringForm,
        record=record_airing,
        record_all=record_all_airings,
        bodies=frozenset({BodyKind.VILLAGE}),
        words=("phat ban tin", "loa truyen thanh", "phat thanh+ban tin"),
        facet="language",
        facets=languages_of,
        expires=True,
    )
)

register(
    Kind(
        key="airing_failed",
        name="buổi không phát được",
        verb="Ghi buổi không phát được",
        task="",
        unit="buổi",
        model=FailedAiring,
        form=FailedAiringForm,
        record=record_failed_airing,
        bodies=frozenset({BodyKind.VILLAGE}),
        facet="reason",
        facets=lambda body: list(Reason.values),
        proves=False,
    )
)

register(
    Kind(
        key="gathering",
        name="buổi gặp mặt, họp dân",
        verb="Ghi buổi gặp mặt",
        task="",
        unit="buổi",
        model=Gathering,
        form=GatheringForm,
        record=record_gathering,
        bodies=frozenset({BodyKind.FRONT, BodyKind.ORGANISATION, BodyKind.VILLAGE}),
        words=("gap mat", "hop dan", "hop nhan dan", "hop thon"),
    )
)

register(
    Kind(
        key="school_session",
        name="buổi ngoại khóa",
        verb="Ghi buổi ngoại khóa",
        task="",
        unit="buổi",
        model=SchoolSession,
        form=SchoolSessionForm,
        record=record_school_session,
        bodies=frozenset({BodyKind.SCHOOL, BodyKind.SCHOOL_CELL}),
        words=("ngoai khoa", "buoi sinh hoat+hoc sinh"),
    )
)
