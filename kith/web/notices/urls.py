"""Where a notice is read."""

from django.urls import path

from kith.web.notices import notice

app_name = "notices"
urlpatterns = [path("notices/<str:reference>/", notice.notice, name="notice")]
