from django.urls import path

from kith.web.child import (
    action,
    address,
    child,
    close_plan,
    conflict,
    disclose,
    due,
    flags,
    lead,
    lift,
    looked,
    mine,
    opens,
    restrict,
)

app_name = "child"
urlpatterns = [
    path("children/", mine.mine, name="mine"),
    path("children/<str:reference>/", child.child, name="child"),
    path("children/<str:reference>/address/", address.address, name="address"),
    path("children/<str:reference>/looked/", looked.everyone, name="looked"),
    path("children/<str:reference>/disclose/", disclose.disclose, name="disclose"),
    path("children/<str:reference>/who-may-open/", opens.opens, name="opens"),
    path("children/<str:reference>/who-may-open/keep/", restrict.restrict, name="restrict"),
    path("children/<str:reference>/who-may-open/reader/", restrict.reader, name="reader"),
    path("children/<str:reference>/who-may-open/open-again/", lift.lift, name="lift"),
    path("children/<str:reference>/who-may-open/conflict/", conflict.of_colleague, name="conflict_of"),
    path("children/<str:reference>/who-may-open/conflict-ends/", conflict.end, name="end_conflict"),
    path("children/<str:reference>/i-know-them/", conflict.own, name="conflict"),
    path("children/<str:reference>/flag/", flags.put_up, name="flag"),
    path("children/<str:reference>/flag/down/", flags.take_down, name="take_down"),
    path("stepped-back/", conflict.stepped_back, name="stepped_back"),
    path("plans/<str:reference>/add/", action.add_action, name="add_action"),
    path("plans/<str:reference>/lead/", lead.lead, name="lead"),
    path("plans/<str:reference>/news/", due.news, name="news"),
    path("plans/<str:reference>/close/", close_plan.close, name="close_plan"),
    path("actions/<str:reference>/done/", action.finish_action, name="finish_action"),
]
