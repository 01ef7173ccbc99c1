from django.urls import path

from . import looking, views

app_name = "sync"
urlpatterns = [
    path("", views.exchange, name="exchange"),
    path("con-giu/", views.keeps, name="keeps"),
    path("may/", looking.devices, name="devices"),
    path("may/<uuid:pk>/thu-hoi/", looking.revoke, name="revoke"),
    path("cho-xem/", looking.waiting, name="waiting"),
    path("cho-xem/<uuid:pk>/", looking.kept, name="kept"),
    path("cho-xem/<uuid:pk>/anh/", looking.picture, name="picture"),
    path("cho-xem/<uuid:pk>/nhan/", looking.take_over, name="take_over"),
    path("cho-xem/<uuid:pk>/bo/", looking.drop, name="drop"),
    path("anh/", views.photograph, name="photograph"),
    path("ho-tro/", views.carry, name="carry"),
]
