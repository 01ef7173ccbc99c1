from django.urls import path

from . import answering, emergency, moving, reviewing, signing, views

app_name = "care"
urlpatterns = [
    path("", views.index, name="index"),
    path("tim/", views.find, name="find"),
    path("moi/", views.open_file, name="open_file"),
    path("mo-khan/", emergency.break_glass, name="break_glass"),
    path("da-ket-thuc/", emergency.open_ended, name="open_ended"),
    path("ra-soat/", emergency.reviews, name="reviews"),
    path("ra-soat/tuan/", reviewing.digest, name="digest"),
    path("ra-soat/luot/<int:event>/", reviewing.inquire, name="inquire"),
    path("ra-soat/<uuid:pk>/", emergency.review, name="review"),
    path("chuyen-den/<uuid:pk>/", moving.receive, name="receive"),
    path("chuyen-di/<uuid:pk>/", moving.settle_move, name="settle_move"),
    path("phan-cong/<uuid:pk>/", views.name_helper, name="name_helper"),
    path("xet-nghiem/<uuid:pk>/", views.record_result, name="record_result"),
    path("yeu-cau/<uuid:pk>/", answering.answer_request, name="answer_request"),
    path("trinh-ky/", signing.routings, name="routings"),
    path("trinh-ky/<uuid:pk>/", signing.show_routing, name="routing"),
    path("<str:code>/", views.show, name="show"),
    path("<str:code>/phieu/", views.card, name="card"),
    path("<str:code>/ho-so/", views.legal, name="legal"),
    path("<str:code>/xet-nghiem/", views.tests, name="tests"),
    path("<str:code>/tham/", views.record_visit, name="record_visit"),
    path("<str:code>/can-bo/", views.hand_to_officer, name="hand_to_officer"),
    path("<str:code>/khoang-cach/", views.set_interval, name="set_interval"),
    path("<str:code>/don-vi/", views.assign_body, name="assign_body"),
    path("<str:code>/khong-tinh/", views.add_pause, name="add_pause"),
    path("<str:code>/phat-sinh/", views.record_finding, name="record_finding"),
    path("<str:code>/trinh-ky/", signing.route, name="route"),
    path("<str:code>/chuyen/", moving.send_file, name="send_file"),
    path("<str:code>/ket-thuc/", views.close_file, name="close_file"),
    path("<str:code>/chan/", views.block, name="block"),
    path("<str:code>/yeu-cau/", answering.note_request, name="note_request"),
    path("<str:code>/ai-da-xem/", views.who_looked, name="who_looked"),
]
