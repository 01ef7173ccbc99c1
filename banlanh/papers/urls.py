from django.urls import path

from . import views

app_name = "papers"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:key>/<slug:code>/", views.show, name="show"),
    path("<slug:key>/<slug:code>/tep/<slug:ending>/", views.download, name="download"),
]
