from banlanh.places.enums import BodyKind
from banlanh.records.registry import Kind, register

from .actions import record_review
from .enums import About
from .forms import ReviewForm, RoundForm
from .models import Review

register(
    Kind(
        key="fund_review",
        name="lần rà soát nguồn vốn",
        verb="Ghi lần rà soát vốn",
        task="Rà soát nguồn vốn hỗ trợ sinh kế",
        unit="lần",
        model=Review,
        form=ReviewForm,
        record=record_review,
        bodies=frozenset({BodyKind.PEOPLES_COMMITTEE}),
        words=("ra soat+nguon von", "ra soat von", "ra soat+chuong trinh muc tieu quoc gia"),
        where={"about": About.FUNDS.value},
    )
)

register(
    Kind(
        key="support_round",
        name="lần xem xét hỗ trợ sinh kế",
        verb="Ghi lần xem xét hỗ trợ",
        task="Xem xét hỗ trợ sinh kế từ các chương trình",
        unit="lần",
        model=Review,
        form=RoundForm,
        record=record_review,
        bodies=frozenset({BodyKind.PEOPLES_COMMITTEE}),
        words=("ho tro sinh ke", "long ghep nguon luc", "xem xet+viec lam", "xem xet+von vay", "xem xet+giong"),
        where={"about": About.SUPPORT.value},
    )
)
