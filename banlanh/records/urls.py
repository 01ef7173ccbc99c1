from django.urls import path

from . import views

app_name = "records"
urlpatterns = [
    path("tep/<uuid:pk>/", views.attachment, name="attachment"),
    path("<slug:key>/moi/", views.create, name="create"),
    path("<slug:key>/<uuid:pk>/", views.show, name="show"),
    path("<slug:key>/<uuid:pk>/huy/", views.void, name="void"),
]
