from django.urls import path

from . import views

app_name = "situation"
urlpatterns = [
    path("", views.index, name="index"),
    path("tuyen/moi/", views.add_route, name="add_route"),
    path("tuyen/<uuid:pk>/", views.route, name="route"),
    path("tuyen/<uuid:pk>/thoi/", views.close_route, name="close_route"),
    path("diem/moi/", views.open_spot, name="open_spot"),
    path("diem/<uuid:pk>/", views.spot, name="spot"),
    path("co-so/<uuid:pk>/", views.establishment, name="establishment"),
    path("duong-day-nong/", views.hotline, name="hotline"),
    path("duong-day-nong/moi/", views.add_number, name="add_number"),
    path("duong-day-nong/loi/<str:language>/", views.write_text, name="write_text"),
    path("duong-day-nong/<uuid:pk>/thoi/", views.end_number, name="end_number"),
    path("duong-day-nong/<uuid:pk>/bang/<str:paper>/", views.poster, name="poster"),
]
