"""What the law did with a file, as one sentence."""

from datetime import date
from typing import Any

from django import template

from banlanh.care import terms
from banlanh.care.enums import Field, Signed, StepKind
from banlanh.core.words import day

register = template.Library()


@register.filter
def buoc(step: dict[str, Any]) -> str:
    """`{{ step|buoc }}`: "Quyết định 12/QĐ-UBND ngày 3/8/2026"."""
    return SAID[StepKind(step["kind"])](step)


def decided(step: dict[str, Any]) -> str:
    ground = terms.Ground(step["ground"]).label
    return f"Quyết định {step['number']} ngày {of(step['decided_on'])}, {step['signed_by']} ký: {ground}"


def paused(step: dict[str, Any]) -> str:
    paper = f" ({step['document']})" if "document" in step else ""  # the first files were not asked for one
    return f"Không tính {of(step['first'])} – {of(step['last'])}: {terms.PauseKind(step['pause']).label}{paper}"


def every(step: dict[str, Any]) -> str:
    return f"Xét nghiệm {step['months']} tháng một lần, do {step['decided_by']} quyết định"


def ended(step: dict[str, Any]) -> str:
    return f"Kết thúc từ {of(step['on'])}: {terms.ExitReason(step['reason']).label} ({step['document']})"


def moved(step: dict[str, Any]) -> str:
    return f"Chuyển đến {step['to']} từ {of(step['on'])} ({step['document']})"


def joined(step: dict[str, Any]) -> str:
    return f"Nhập hồ sơ {step['code']} từ {step['place']} chuyển đến"


def corrected(step: dict[str, Any]) -> str:
    old = f"«{step['old']}»" if step["old"] else "chưa ghi"
    new = f"«{step['new']}»" if step["new"] else "để trống"
    return f"Sửa {Field(step['field']).label}: {old} thành {new}, vì {step['why']} ({step['document']})"


def routed(step: dict[str, Any]) -> str:
    return f"Trình {step['to']} ký đến hết {of(step['until'])}: {step['words']}"


def signed(step: dict[str, Any]) -> str:
    words = f" ({step['words']})" if step["words"] else ""
    return f"{step['who']} {Signed(step['said']).label}{words}"


SAID = {
    StepKind.DECISION: decided,
    StepKind.PAUSE: paused,
    StepKind.INTERVAL: every,
    StepKind.EXIT: ended,
    StepKind.MOVE: moved,
    StepKind.JOINED: joined,
    StepKind.CORRECTION: corrected,
    StepKind.CARD_CORRECTION: corrected,
    StepKind.ROUTED: routed,
    StepKind.SIGNED: signed,
}


def of(iso: str) -> str:
    return day(date.fromisoformat(iso))
