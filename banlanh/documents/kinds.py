from banlanh.places.enums import CELLS, BodyKind
from banlanh.records.registry import Kind, register
from vanban.text import search_key

from .actions import record_issue, record_resolution
from .enums import KEYS, DocumentType
from .forms import ResolutionForm, document_form
from .models import IssuedDocument, Resolution

register(
    Kind(
        key="resolution",
        name="nghị quyết chi bộ",
        verb="Ghi nghị quyết",
        task="Nghị quyết tháng của chi bộ có nội dung phòng, chống ma túy",
        unit="nghị quyết",
        model=Resolution,
        form=ResolutionForm,
        record=record_resolution,
        bodies=CELLS,
        words=("nghi quyet+sinh hoat", "nghi quyet+chi bo"),
        counts={"has_drug_content": True},
    )
)

MORE_WORDS = {
    DocumentType.REPORT: (
        "bao cao+dinh ky",
        "bao cao+hang thang",
        "bao cao+hang quy",
        "so ket",
        "tong ket nam",
    ),
}

for type, key in KEYS.items():
    register(
        Kind(
            key=key,
            name=f"{type.label} đã phát hành",
            verb=f"Ghi {type.label}",
            task="",
            unit=type.label,
            model=IssuedDocument,
            form=document_form(type),
            record=record_issue,
            bodies=frozenset(BodyKind.values),
            words=(
                f"ban hanh {search_key(type.label)}",
                f"xay dung {search_key(type.label)}",
                *MORE_WORDS.get(type, ()),
            ),
            where={"type": type.value},
        )
    )
