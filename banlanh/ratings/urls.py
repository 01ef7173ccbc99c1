from django.urls import path

from . import views

app_name = "ratings"
urlpatterns = [
    path("", views.latest, name="latest"),
    path("viec-can-bao/", views.incidents, name="incidents"),
    path("viec-can-bao/<uuid:pk>/huy/", views.void, name="void"),
    path("<str:rated>/bo-tieu-chi/", views.adopt, name="adopt"),
    path("<str:rated>/<str:code>/", views.index, name="index"),
    path("<str:rated>/<str:code>/<int:pk>/", views.show, name="show"),
    path("<str:rated>/<str:code>/<int:pk>/<str:verb>/", views.step, name="step"),
]
