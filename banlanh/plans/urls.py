from django.urls import path

from . import views

app_name = "plans"
urlpatterns = [
    path("ke-hoach/moi/", views.upload, name="upload"),
    path("ke-hoach/<int:pk>/doc/", views.review, name="review"),
    path("ke-hoach/<int:pk>/tep/", views.source, name="source"),
    path("ke-hoach/<int:pk>/thoi-gian/", views.set_period, name="set_period"),
    path("ke-hoach/<int:pk>/xac-nhan/", views.confirm_complete, name="confirm_complete"),
    path("ke-hoach/<int:pk>/cong-bo/", views.publish, name="publish"),
    path("ke-hoach/muc/<int:pk>/them-viec/", views.add_task, name="add_task"),
    path("ke-hoach/nhiem-vu/<int:pk>/", views.task, name="task"),
    path("ke-hoach/<slug:kind>/<int:pk>/dung/", views.confirm, name="confirm"),
    path("ke-hoach/<slug:kind>/<int:pk>/bo/", views.drop, name="drop"),
    path("viec/<int:pk>/", views.duty, name="duty"),
    path("viec/<int:pk>/<slug:verb>/", views.step, name="step"),
]
