"""Where a child is looked for."""

from django.urls import path

from kith.web.find import find

app_name = "find"
urlpatterns = [path("find/", find.find, name="find")]
