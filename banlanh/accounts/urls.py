from django.urls import path

from .views import machines, oneself, passkeys, signing

app_name = "accounts"
urlpatterns = [
    path("dang-nhap/", signing.sign_in, name="sign_in"),
    path("dang-xuat/", signing.sign_out, name="sign_out"),
    path("kich-hoat/", signing.activate, name="activate"),
    path("tai-khoan/", oneself.me, name="me"),
    path("tai-khoan/dien-thoai/", oneself.enrol, name="enrol"),
    path("tai-khoan/dien-thoai/tat/", oneself.remove_factor, name="remove_factor"),
    path("tai-khoan/xac-nhan/", oneself.confirm, name="confirm"),
    path("tai-khoan/khoa-truy-cap/", passkeys.add, name="add_passkey"),
    path("tai-khoan/khoa-truy-cap/xac-nhan/", passkeys.show, name="show_passkey"),
    path("tai-khoan/khoa-truy-cap/<int:pk>/bo/", passkeys.remove, name="remove_passkey"),
    path("tai-khoan/trinh-chieu/", oneself.present, name="present"),
    path("tai-khoan/phien/<str:mark>/ket-thuc/", machines.end_own, name="end_own"),
    path("tai-khoan/dang-mo/", machines.signed_in, name="signed_in"),
    path("tai-khoan/dang-mo/<int:pk>/ket-thuc/", machines.end_all, name="end_all"),
]
