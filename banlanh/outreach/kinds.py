from banlanh.places.enums import BodyKind
from banlanh.records.registry import Kind, register

from .actions import record_airing
from .forms import AiringForm, languages_of
from .models import Airing

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
        bodies=frozenset({BodyKind.VILLAGE}),
        words=("phat ban tin", "loa truyen thanh", "phat thanh+ban tin"),
        facet="language",
        facets=languages_of,
        expires=True,
    )
)
