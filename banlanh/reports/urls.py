from django.urls import path

from . import life, outside, views

app_name = "reports"
urlpatterns = [
    path("", views.latest, name="latest"),
    path("<int:year>-<int:month>/", views.monthly, name="monthly"),
    path("<int:year>-<int:month>/van-ban/", views.download, name="download"),
    path("<int:year>-<int:month>/van-ban/<str:ending>/", views.download, name="download"),
    path("ky/", life.periods, name="periods"),
    path("bieu/", outside.index, name="forms"),
    path("bieu/giu/", outside.keep, name="keep_form"),
    path("bieu/truong/", outside.fields, name="fields"),
    path("bieu/<uuid:pk>/thoi-dung/", outside.retire, name="retire_form"),
    path("ky/<slug:code>/", life.show, name="show"),
    path("ky/<slug:code>/ky-so/<uuid:pk>/", outside.signed, name="signed"),
    path("ky/<slug:code>/bieu/<uuid:pk>/", outside.filled, name="fill_form"),
    path("ky/<slug:code>/chua-gui/", life.missing, name="missing"),
    path("ky/<slug:code>/tep/<slug:ending>/", life.paper, name="paper"),
    path("ky/<slug:code>/doan/<slug:mark>/", life.edit, name="edit"),
    path("ky/<slug:code>/buoc/<slug:verb>/", life.step, name="step"),
    path("ky/<slug:code>/tu-word/", life.word, name="word"),
    path("ky/<slug:code>/tu-word/nhan/", life.accept, name="accept"),
]
