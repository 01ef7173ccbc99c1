from django.urls import path

from . import views

app_name = "reminders"
urlpatterns = [
    path("nhac-viec/", views.index, name="index"),
    path("nhac-viec/thu/", views.mail, name="mail"),
    path("nhac-viec/may/", views.push, name="push"),
    path("nhac-viec/thoi/<uuid:pk>/", views.end, name="end"),
    path("nhac-viec/lich/", views.feed, name="feed"),
    path("lich-rieng/<slug:token>.ics", views.calendar, name="calendar"),
]
