"""How long records are kept, and what holds them."""

from django.urls import path, re_path

from kith.web.retention import holds, kept

app_name = "retention"
A_CHILD = r"^children/(?P<reference>[0-9A-Z]{12})/kept/"
urlpatterns = [
    path("kept/", kept.records, name="records"),
    re_path(f"{A_CHILD}$", kept.of_child, name="kept"),
    re_path(f"{A_CHILD}hold/$", holds.place, name="hold"),
    re_path(r"^holds/(?P<reference>[0-9A-Z]{12})/end/$", holds.end, name="end_hold"),
]
