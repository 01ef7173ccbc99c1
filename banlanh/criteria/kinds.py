from banlanh.places.enums import BodyKind
from banlanh.records.registry import Kind, register

from .actions import record_title
from .forms import TitleForm
from .models import Title

register(
    Kind(
        key="title",
        name="kết luận về địa bàn",
        verb="Ghi quyết định của cấp trên",
        task="",
        unit="quyết định",
        model=Title,
        form=TitleForm,
        record=record_title,
        bodies=frozenset({BodyKind.PEOPLES_COMMITTEE}),
        proves=False,
    )
)
