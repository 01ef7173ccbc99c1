from django.urls import include, path

urlpatterns = [
    path("", include("banlanh.home.urls")),
    path("", include("banlanh.accounts.urls")),
    path("", include("banlanh.plans.urls")),
    path("", include("banlanh.reminders.urls")),
    path("ban-ghi/", include("banlanh.records.urls")),
    path("phuc-tra/", include("banlanh.checks.urls")),
    path("phat-thanh/", include("banlanh.outreach.urls")),
    path("so-bo/", include("banlanh.registers.urls")),
    path("ban-chi-dao/", include("banlanh.committee.urls")),
    path("dong-bo/", include("banlanh.sync.urls")),
    path("cam-ket/", include("banlanh.pledges.urls")),
    path("cong-khai/", include("banlanh.publicity.urls")),
    path("dia-ban/", include("banlanh.situation.urls")),
    path("tin-bao/", include("banlanh.hotline.urls")),
    path("sinh-ke/", include("banlanh.livelihoods.urls")),
    path("ho-so/", include("banlanh.care.urls")),
    path("tieu-chi/", include("banlanh.criteria.urls")),
    path("xep-loai/", include("banlanh.ratings.urls")),
    path("van-ban/", include("banlanh.papers.urls")),
    path("bao-cao/", include("banlanh.reports.urls")),
]
