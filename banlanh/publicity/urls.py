from django.urls import path

from . import views

app_name = "publicity"
urlpatterns = [
    path("", views.index, name="index"),
    path("<uuid:pk>/", views.show, name="show"),
    path("<uuid:pk>/<slug:verb>/", views.step, name="step"),
]
