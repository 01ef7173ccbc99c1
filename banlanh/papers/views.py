from django.http import Http404, HttpResponse
from django.shortcuts import render

from banlanh.accounts.access import may, touches
from banlanh.accounts.enums import Act, Data
from banlanh.accounts.pages import kept
from banlanh.core import clock
from banlanh.reports.files import PREVIEW, TYPES
from vanban.writing import write_docx, write_html, write_pdf

from .drafts import Choice, Draft, Ordered
from .ordered import ORDERED

WRITERS = {"docx": write_docx, "pdf": write_pdf}


@touches(Data.WORK, Act.READ)
@kept()
def index(request):
    """*Văn bản cần ban hành*: what the plan orders to be written. Each is drafted when it is opened, not here."""
    if not may(request.user, Act.READ, Data.WORK):
        raise Http404
    today = clock.today()
    rows = [(ordered, ordered.choices(request.place, today)) for ordered in ORDERED.values()]
    return render(request, "papers/index.html", {"rows": rows})


@touches(Data.WORK, Act.READ)
@kept()
def show(request, key, code):
    """One paper as it stands today, what is missing beside it."""
    ordered, choices, draft = draft_or_404(request, key, code, Act.READ)
    page = {"ordered": ordered, "choices": choices, "code": code, "draft": draft}
    page |= {"preview": write_html(draft.document, PREVIEW), "may_export": may(request.user, Act.EXPORT, Data.WORK)}
    return render(request, "papers/show.html", page)


@touches(Data.WORK, Act.EXPORT)
def download(request, key, code, ending):
    """As Word, where a person finishes it; as PDF, to be read."""
    ordered, _, draft = draft_or_404(request, key, code, Act.EXPORT)
    if ending not in WRITERS:
        raise Http404
    response = HttpResponse(WRITERS[ending](draft.document), content_type=TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="{ordered.key}-{clock.today():%Y-%m-%d}.{ending}"'
    return response


def draft_or_404(request, key: str, code: str, act: Act) -> tuple[Ordered, list[Choice], Draft]:
    """Only what is offered can be asked for."""
    ordered = ORDERED.get(key)
    if ordered is None or not may(request.user, act, Data.WORK):
        raise Http404
    today = clock.today()
    choices = ordered.choices(request.place, today)
    if code not in {choice.code for choice in choices}:
        raise Http404
    return ordered, choices, ordered.draft(request.place, today, code)
