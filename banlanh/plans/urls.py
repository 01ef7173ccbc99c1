from django.urls import path

from . import comparing, reviewing, views

app_name = "plans"
urlpatterns = [
    path("ke-hoach/moi/", views.upload, name="upload"),
    path("ke-hoach/doi-chieu/", comparing.compare, name="compare"),
    path("ke-hoach/<int:pk>/tep/", views.source, name="source"),
    path("ke-hoach/<int:pk>/doc/", reviewing.review, name="review"),
    path("ke-hoach/<int:pk>/thoi-gian/", reviewing.set_period, name="set_period"),
    path("ke-hoach/<int:pk>/luu-y/<int:number>/", reviewing.tick_remark, name="tick_remark"),
    path("ke-hoach/<int:pk>/xac-nhan/", reviewing.confirm_complete, name="confirm_complete"),
    path("ke-hoach/<int:pk>/cong-bo/", reviewing.publish, name="publish"),
    path("ke-hoach/muc/<int:pk>/them-viec/", reviewing.add_task, name="add_task"),
    path("ke-hoach/muc/<int:pk>/them-chi-tieu/", reviewing.add_target, name="add_target"),
    path("ke-hoach/nhiem-vu/<int:pk>/", reviewing.correct, {"kind": "nhiem-vu"}, name="task"),
    path("ke-hoach/chi-tieu/<int:pk>/", reviewing.correct, {"kind": "chi-tieu"}, name="target"),
    path("ke-hoach/<slug:kind>/<int:pk>/dung/", reviewing.confirm, name="confirm"),
    path("ke-hoach/<slug:kind>/<int:pk>/bo/", reviewing.drop, name="drop"),
    path("ke-hoach/<slug:kind>/<int:pk>/xem-lai/", reviewing.reopen, name="reopen"),
    path("viec/<int:pk>/", views.duty, name="duty"),
    path("viec/<int:pk>/mien/", views.excuse, name="excuse"),
    path("viec/<int:pk>/<slug:verb>/", views.step, name="step"),
]
