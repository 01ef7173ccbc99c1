"""What stands in the head of each page: where one can go, and whose commune this is."""

from dataclasses import dataclass

from django.urls import reverse

from .enums import Act, Data


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str
    is_current: bool


FOR_ALL = (("Việc của tôi", "home:duties"), ("Kế hoạch", "home:plan"))
FOR_COMMUNE = (
    ("Xã", "home:commune"),
    ("Thôn", "home:villages"),
    ("Đơn vị", "home:bodies"),
    ("Báo cáo", "reports:latest"),
)
FOR_SOME = (("Thôn", "home:villages"), ("Đơn vị", "home:bodies"))
REGISTERS = (("Sổ bộ", "registers:overview"), ("Cam kết", "pledges:index"))


def navigation(request):
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {"nav": [], "commune": None}
    reach = request.user.reach
    links = FOR_ALL + (FOR_COMMUNE if reach.everywhere(Data.WORK, Act.READ) else FOR_SOME)
    links += REGISTERS if reach.has(Data.PLEDGES, Act.READ) else ()
    if not reach.has(Data.WORK, Act.READ):
        links = FOR_ALL[:1]
    return {"nav": [link(request, *each) for each in links], "commune": reach.commune}


def link(request, label: str, name: str) -> Link:
    url = reverse(name)
    return Link(label, url, request.path == url or (url != "/" and request.path.startswith(url)))
