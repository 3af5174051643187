"""The front door's addresses."""

from django.urls import path

from kith.web.frontdoor import contact, decide, who, worklist

app_name = "frontdoor"
urlpatterns = [
    path("worklist/", worklist.worklist, name="worklist"),
    path("contacts/<str:reference>/", contact.contact, name="contact"),
    path("contacts/<str:reference>/claim/", contact.claim, name="claim"),
    path("contacts/<str:reference>/who/", who.who, name="who"),
    path("contacts/<str:reference>/decide/", decide.decide, name="decide"),
    path("contacts/<str:reference>/closing/", decide.closing, name="closing"),
]
