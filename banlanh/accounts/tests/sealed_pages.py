"""Pages as sealed rooms will have them, for tests: one of each class that the people in them may open."""

from django.http import HttpResponse
from django.urls import path

from banlanh.accounts.access import touches
from banlanh.accounts.enums import Act, Data
from config.urls import urlpatterns as product

written: list[dict] = []


def page(data: Data, act: Act):
    def show(request):
        if request.method == "POST":
            written.append({name: request.POST.getlist(name) for name in request.POST if name != "csrfmiddlewaretoken"})
        return HttpResponse(f"<p>canary of {data}</p>")

    return touches(data, act)(show)


urlpatterns = [
    *product,
    *(
        path(f"thu/{data.value}/{act.name}/", page(data, act), name=f"{data.name}_{act.name}")
        for data in Data
        for act in Act
    ),
]
