"""The front door's addresses."""

from django.urls import path, re_path

from kith.web.frontdoor import (
    added,
    advice,
    ask,
    asked,
    closing,
    contact,
    decide,
    follow_up,
    forms,
    keying,
    paper_forms,
    request,
    taking_back,
    tell,
    together,
    unread,
    views,
    who,
    worklist,
)

app_name = "frontdoor"
A_CONTACT = r"^contacts/(?P<reference>[0-9A-Z]{12})/"
urlpatterns = [
    path("worklist/", worklist.worklist, name="worklist"),
    path("phone/", keying.phone, name="phone"),
    path("paper/", paper_forms.paper_forms, name="paper_forms"),
    path("paper/key/", keying.paper, name="paper"),
    path("unread/<str:reference>/", unread.sort_out, name="unread"),
    re_path(f"{A_CONTACT}$", contact.contact, name="contact"),
    re_path(f"{A_CONTACT}claim/$", contact.claim, name="claim"),
    re_path(f"{A_CONTACT}who/$", who.who, name="who"),
    re_path(f"{A_CONTACT}decide/$", decide.decide, name="decide"),
    re_path(f"{A_CONTACT}closing/$", closing.closing, name="closing"),
    re_path(f"{A_CONTACT}tell/$", tell.tell, name="tell"),
    re_path(f"{A_CONTACT}added/$", added.added, name="added"),
    re_path(f"{A_CONTACT}follow-up/$", follow_up.follow_up, name="follow_up"),
    re_path(f"{A_CONTACT}forms/$", forms.ask, name="forms"),
    re_path(f"{A_CONTACT}ask/$", ask.ask, name="ask"),
    re_path(r"^requests/(?P<reference>[0-9A-Z]{12})/$", request.request_page, name="request"),
    path("asked/", asked.inbox, name="asked"),
    re_path(r"^asked/(?P<reference>[0-9A-Z]{12})/$", asked.answer, name="answer"),
    path("views/", views.asked, name="views"),
    path("together/", together.together, name="together"),
    re_path(f"{A_CONTACT}reread/$", together.reread, name="reread"),
    re_path(f"{A_CONTACT}view/$", views.view, name="view"),
    re_path(f"{A_CONTACT}advice/$", advice.advice, name="advice"),
    re_path(f"{A_CONTACT}take-back/$", taking_back.take_back, name="take_back"),
]
