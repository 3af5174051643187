"""Addresses of strategy discussions."""

from django.urls import path

from kith.web.protection import decide, discussion, enquiry, of_child, record, undecided

app_name = "protection"
urlpatterns = [
    path("protection/", undecided.undecided, name="undecided"),
    path("children/<str:reference>/discussions/", of_child.of_child, name="of_child"),
    path("discussions/<str:reference>/", discussion.discussion, name="discussion"),
    path("discussions/<str:reference>/decide/", decide.decide, name="decide"),
    path("discussions/<str:reference>/held/", record.record, name="record"),
    path("enquiries/<str:reference>/", enquiry.enquiry, name="enquiry"),
]
