from django.urls import path

from banlanh.accounts.access import public
from banlanh.core import views as core

from . import views

app_name = "home"
urlpatterns = [
    path("", views.duties, name="duties"),
    path("ke-hoach/", views.plan, name="plan"),
    path("cac-muc/", views.doors, name="doors"),
    path("nhiem-vu/<int:pk>/", views.task, name="task"),
    path("xa/", views.commune, name="commune"),
    path("thon/", views.villages, name="villages"),
    path("thon/<int:pk>/", views.village, name="village"),
    path("don-vi/", views.bodies, name="bodies"),
    path("don-vi/<int:pk>/", views.body, name="body"),
    path("so-lieu/<slug:key>/", views.figure, name="figure"),
    path("so-lieu/<slug:key>/<int:pk>/", views.rows, name="rows"),
    path("phong-cach/", public(core.style), name="style"),
    path("suc-khoe/", public(core.health), name="health"),
]
