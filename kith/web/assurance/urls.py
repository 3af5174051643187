"""How well it goes: measures, the list behind each, and its table."""

from django.urls import path

from kith.web.assurance import measures

app_name = "assurance"
urlpatterns = [
    path("measures/", measures.measures, name="measures"),
    path("measures/<str:code>/", measures.measure, name="measure"),
    path("measures/<str:code>/list/", measures.behind, name="behind"),
    path("measures/<str:code>/table.csv", measures.table, name="table"),
]
