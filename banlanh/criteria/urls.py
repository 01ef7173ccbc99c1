from django.urls import path

from . import views

app_name = "criteria"
urlpatterns = [
    path("", views.latest, name="latest"),
    path("bo-tieu-chi/", views.adopt, name="adopt"),
    path("<int:year>/", views.sheet, name="sheet"),
    path("<int:year>/cac-thon/", views.villages, name="villages"),
    path("<int:year>/cac-thon/<int:pk>/<str:key>/", views.village, name="village"),
    path("<int:year>/<str:fact>/", views.answer, name="answer"),
]
