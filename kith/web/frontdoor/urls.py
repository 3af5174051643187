"""The front door's addresses."""

from django.urls import path, re_path

from kith.web.frontdoor import contact, decide, who, worklist

app_name = "frontdoor"
A_CONTACT = r"^contacts/(?P<reference>[0-9A-Z]{12})/"
urlpatterns = [
    path("worklist/", worklist.worklist, name="worklist"),
    re_path(f"{A_CONTACT}$", contact.contact, name="contact"),
    re_path(f"{A_CONTACT}claim/$", contact.claim, name="claim"),
    re_path(f"{A_CONTACT}who/$", who.who, name="who"),
    re_path(f"{A_CONTACT}decide/$", decide.decide, name="decide"),
    re_path(f"{A_CONTACT}closing/$", decide.closing, name="closing"),
]
