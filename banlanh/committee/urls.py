from django.urls import path

from . import views

app_name = "committee"
urlpatterns = [
    path("", views.index, name="index"),
    path("hop/<uuid:pk>/", views.meeting, name="meeting"),
    path("hop/<uuid:pk>/ket-luan/", views.conclude, name="conclude"),
    path("hop/<uuid:pk>/ket-luan/<uuid:conclusion>/giao-viec/", views.order, name="order"),
    path("kho-khan/", views.difficulties, name="difficulties"),
    path("kho-khan/danh-sach/", views.opening, name="opening"),
    path("kho-khan/<uuid:pk>/", views.difficulty, name="difficulty"),
    path("kho-khan/<uuid:pk>/<slug:verb>/", views.step, name="step"),
    path("huong-uoc/", views.regulations, name="regulations"),
    path("huong-uoc/<int:pk>/", views.regulation, name="regulation"),
]
