from django.urls import path

from . import views

app_name = "accounts"
urlpatterns = [
    path("dang-nhap/", views.sign_in, name="sign_in"),
    path("dang-xuat/", views.sign_out, name="sign_out"),
    path("kich-hoat/", views.activate, name="activate"),
    path("tai-khoan/", views.me, name="me"),
]
