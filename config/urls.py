from django.urls import include, path

urlpatterns = [
    path("", include("banlanh.home.urls")),
    path("", include("banlanh.accounts.urls")),
    path("", include("banlanh.plans.urls")),
    path("ban-ghi/", include("banlanh.records.urls")),
    path("phuc-tra/", include("banlanh.checks.urls")),
    path("phat-thanh/", include("banlanh.outreach.urls")),
    path("so-bo/", include("banlanh.registers.urls")),
    path("cam-ket/", include("banlanh.pledges.urls")),
    path("bao-cao/", include("banlanh.reports.urls")),
]
