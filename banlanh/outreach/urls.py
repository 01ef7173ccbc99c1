from django.urls import path

from . import views

app_name = "outreach"
urlpatterns = [
    path("", views.calendar, name="calendar"),
    path("khung/moi/", views.plan, name="plan"),
    path("khung/<uuid:pk>/", views.move, name="move"),
    path("khung/<uuid:pk>/thoi/", views.stop, name="stop"),
    path("khung/<uuid:pk>/da-phat/", views.confirm, name="confirm"),
    path("khung/<uuid:pk>/khong-phat/", views.fail, name="fail"),
    path("ban-tin/", views.bulletins, name="bulletins"),
    path("ban-tin/moi/", views.write, name="write"),
    path("ban-tin/<uuid:pk>/", views.bulletin, name="bulletin"),
    path("ban-tin/<uuid:pk>/loi/<slug:language>/", views.text, name="text"),
    path("ban-tin/<uuid:pk>/duyet/", views.review, name="review"),
    path("ban-tin/<uuid:pk>/len-lich/", views.run, name="run"),
    path("dot/<uuid:pk>/thoi/", views.take_off, name="take_off"),
    path("am-thanh/<int:pk>/", views.sound, name="sound"),
    path("<int:body>/", views.village, name="village"),
    path("<int:body>/in/", views.paper, name="paper"),
    path("<int:body>/ban-thu/", views.recordings, name="recordings"),
]
