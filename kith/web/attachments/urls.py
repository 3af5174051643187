"""Files that came with what was told: listed, opened, answered for."""

from django.urls import path, re_path

from kith.web.attachments import attachment, of_contact, waiting

app_name = "attachments"
urlpatterns = [
    path("attachments/", waiting.waiting, name="waiting"),
    path("attachments/<str:reference>/", attachment.attachment, name="attachment"),
    path("attachments/<str:reference>/file/", attachment.file, name="file"),
    path("attachments/<str:reference>/without-place/", attachment.copy, name="copy"),
    re_path(r"^contacts/(?P<reference>[0-9A-Z]{12})/attachments/$", of_contact.of_contact, name="of_contact"),
]
