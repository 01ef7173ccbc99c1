from django.urls import path

from . import views

app_name = "reports"
urlpatterns = [
    path("", views.latest, name="latest"),
    path("<int:year>-<int:month>/", views.monthly, name="monthly"),
    path("<int:year>-<int:month>/van-ban/", views.download, name="download"),
    path("<int:year>-<int:month>/van-ban/<str:ending>/", views.download, name="download"),
]
