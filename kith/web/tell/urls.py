"""The addresses of the door without an account."""

from django.urls import path

from kith.web.tell import status, tell

app_name = "tell"
urlpatterns = [
    path("tell/", tell.tell, name="tell"),
    path("tell/received/", tell.received, name="received"),
    path("tell/status/", status.status, name="status"),
]
