from django.urls import path

from . import views

app_name = "phone"
urlpatterns = [
    path("tren-may/", views.shell, name="shell"),
    path("tren-may/ai/", views.who, name="who"),
    path("may-nhac.js", views.worker, name="worker"),
]
