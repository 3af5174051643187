"""Files of rows: sent, looked through, put right."""

from django.urls import path

from kith.web.files import file, row, start

app_name = "files"
urlpatterns = [
    path("files/", start.start, name="start"),
    path("files/template/<str:shape>/", start.template, name="template"),
    path("files/<str:reference>/", file.file, name="file"),
    path("files/<str:reference>/<int:number>/", row.row, name="row"),
]
