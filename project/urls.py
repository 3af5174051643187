"""Every address that Kith answers."""

from django.urls import URLPattern, URLResolver, include, path

from kith.web.api.v1 import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("allauth.urls")),
    path("api/v1/", api.urls),
]
# While pages are being written: those that are there.
for name in ("frontdoor", "refer", "doors", "child", "sharing", "notices"):
    try:
        urlpatterns.append(path("", include(f"kith.web.{name}.urls")))
    except ImportError:
        continue

handler400 = "kith.web.errors.bad_request"
handler403 = "kith.web.errors.refused"
handler404 = "kith.web.errors.not_yours"
handler500 = "kith.web.errors.failed"
