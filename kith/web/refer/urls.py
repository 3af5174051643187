"""The referrer's addresses."""

from django.urls import path

from kith.web.refer import attachments, check, in_writing, receipt, start, step, withdraw

app_name = "refer"
urlpatterns = [
    path("refer/", start.start, name="start"),
    path("refer/<str:reference>/", start.list_of_steps, name="steps"),
    path("refer/<str:reference>/attachments/", attachments.attachments, name="attachments"),
    path("refer/<str:reference>/check/", check.check, name="check"),
    path("refer/<str:reference>/<str:step>/", step.step, name="step"),
    path("receipts/<str:reference>/", receipt.receipt, name="receipt"),
    path("receipts/<str:reference>/add/", receipt.add, name="add"),
    path("receipts/<str:reference>/withdraw/", withdraw.withdraw, name="withdraw"),
    path("receipts/<str:reference>/in-writing/", in_writing.in_writing, name="in_writing"),
]
