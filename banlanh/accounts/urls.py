from django.urls import path

from .views import oneself, signing

app_name = "accounts"
urlpatterns = [
    path("dang-nhap/", signing.sign_in, name="sign_in"),
    path("dang-xuat/", signing.sign_out, name="sign_out"),
    path("kich-hoat/", signing.activate, name="activate"),
    path("tai-khoan/", oneself.me, name="me"),
    path("tai-khoan/dien-thoai/", oneself.enrol, name="enrol"),
    path("tai-khoan/dien-thoai/tat/", oneself.remove_factor, name="remove_factor"),
    path("tai-khoan/xac-nhan/", oneself.confirm, name="confirm"),
]
