from django.urls import path

from . import views

app_name = "hotline"
urlpatterns = [
    path("", views.index, name="index"),
    path("moi/", views.write, name="write"),
    path("mo/", views.open_waiting, name="open_waiting"),
    path("ma/", views.find, name="find"),
    path("mau/", views.form, name="form"),
    path("mau/dong/", views.close_form, name="close_form"),
    path("khoa/", views.keys, name="keys"),
    path("khoa/doi/", views.change_passphrase, name="change_passphrase"),
    path("khoa/niem-cho/", views.share, name="share"),
    path("<uuid:pk>/", views.show, name="show"),
    path("<uuid:pk>/buoc/", views.take_step, name="take_step"),
]
