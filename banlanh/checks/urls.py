from django.urls import path

from . import views

app_name = "checks"
urlpatterns = [
    path("", views.index, name="index"),
    path("moi/", views.start, name="start"),
    path("<uuid:pk>/", views.show, name="show"),
    path("<uuid:pk>/danh-sach/", views.listed, name="listed"),
    path("<uuid:pk>/di/", views.visits, name="visits"),
    path("<uuid:pk>/ket-thuc/", views.close, name="close"),
    path("luot/<int:pk>/", views.record, name="record"),
]
