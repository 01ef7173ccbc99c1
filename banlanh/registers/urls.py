from django.urls import path

from . import views, workbooks

app_name = "registers"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("nhap/", workbooks.upload, name="upload"),
    path("nhap/<uuid:pk>/", workbooks.bring, name="import"),
    path("nhap/<uuid:pk>/hoan-tac/", workbooks.undo, name="undo"),
    path("muc/<uuid:pk>/", views.show, name="show"),
    path("muc/<uuid:pk>/<slug:slug>/", views.act, name="act"),
    path("truong/<int:pk>/", views.school, name="school"),
    path("thang/<int:pk>/<int:year>/<int:month>/", views.month, name="month"),
    path("thang/<int:pk>/<int:year>/<int:month>/ky/", views.sign, name="sign"),
    path("<slug:slug>/<int:pk>/", views.listing, name="listing"),
    path("<slug:slug>/<int:pk>/moi/", views.create, name="create"),
    path("<slug:slug>/<int:pk>/trung/", views.duplicates, name="duplicates"),
    path("<slug:slug>/<int:pk>/xuat/", workbooks.take_out, name="export"),
]
