"""Every address that Kith answers."""

from django.urls import URLPattern, URLResolver, include, path

from kith.web.api.v1 import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("kith.web.accounts.urls")),
    path("api/v1/", api.urls),
    path("", include("kith.web.doors.urls")),
    path("", include("kith.web.frontdoor.urls")),
    path("", include("kith.web.refer.urls")),
    path("", include("kith.web.tell.urls")),
    path("", include("kith.web.files.urls")),
    path("", include("kith.web.attachments.urls")),
    path("", include("kith.web.notices.urls")),
    path("", include("kith.web.protection.urls")),
    path("", include("kith.web.child.urls")),
    path("", include("kith.web.sharing.urls")),
    path("", include("kith.web.find.urls")),
    path("", include("kith.web.assurance.urls")),
    path("", include("kith.web.retention.urls")),
]

handler400 = "kith.web.errors.bad_request"
handler403 = "kith.web.errors.refused"
handler404 = "kith.web.errors.not_yours"
handler500 = "kith.web.errors.failed"
