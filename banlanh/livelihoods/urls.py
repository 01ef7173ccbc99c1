from django.urls import path

from .enums import Verb
from .views import households, money, supports

app_name = "livelihoods"
urlpatterns = [
    path("", supports.index, name="index"),
    path("nguon-von/", money.funds, name="funds"),
    path("nguon-von/thuong-co/", money.enter_usual, name="enter_usual"),
    path("nguon-von/<uuid:pk>/", money.fund, name="fund"),
    path("chuong-trinh/moi/", money.start_programme, name="start_programme"),
    path("chuong-trinh/<uuid:pk>/", money.programme, name="programme"),
    path("chuong-trinh/<uuid:pk>/nam/", money.start_fund, name="start_fund"),
    path("chuong-trinh/<uuid:pk>/dieu-kien/", money.write_rule, name="write_rule"),
    path("dieu-kien/<uuid:pk>/thoi/", money.end_rule, name="end_rule"),
    path("tim/", households.find, name="find"),
    path("ho/<uuid:pk>/", households.household, name="household"),
    path("ho/<uuid:pk>/nhu-cau/", households.tell_need, name="tell_need"),
    path("ho/<uuid:pk>/quyet-dinh/", households.note_decision, name="note_decision"),
    path("nhu-cau/<uuid:pk>/de-nghi/", households.propose, name="propose"),
    path("<uuid:pk>/", supports.support, name="show"),
    path("<uuid:pk>/duyet/", supports.decide, {"verb": Verb.APPROVE}, name="approve"),
    path("<uuid:pk>/khong-duyet/", supports.decide, {"verb": Verb.DECLINE}, name="decline"),
    path("<uuid:pk>/giao/", supports.step, {"verb": Verb.DELIVER}, name="deliver"),
    path("<uuid:pk>/ky-nhan/", supports.step, {"verb": Verb.SIGN}, name="sign"),
    path("<uuid:pk>/xem-lai/", supports.look, name="look"),
    path("huy/<slug:what>/<uuid:pk>/", supports.void, name="void"),
]
