from django.urls import path

from . import views

app_name = "pledges"
urlpatterns = [
    path("", views.index, name="index"),
    path("moi/", views.start, name="start"),
    path("to/<uuid:pk>/", views.sheet, name="sheet"),
    path("to/<uuid:pk>/huy/<uuid:row>/", views.void, name="void"),
    path("anh/<uuid:pk>/", views.scan, name="scan"),
    path("<uuid:pk>/", views.show, name="show"),
    path("<uuid:pk>/xuat/", views.export, name="export"),
    path("<uuid:pk>/<int:body>/", views.collect, name="collect"),
    path("<uuid:pk>/<int:body>/in/", views.paper, name="paper"),
]
