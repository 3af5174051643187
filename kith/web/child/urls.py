from django.urls import path

from kith.web.child import action, address, child, disclose, looked, mine

app_name = "child"
urlpatterns = [
    path("children/", mine.mine, name="mine"),
    path("children/<str:reference>/", child.child, name="child"),
    path("children/<str:reference>/address/", address.address, name="address"),
    path("children/<str:reference>/looked/", looked.everyone, name="looked"),
    path("children/<str:reference>/disclose/", disclose.disclose, name="disclose"),
    path("plans/<str:reference>/add/", action.add_action, name="add_action"),
    path("actions/<str:reference>/done/", action.finish_action, name="finish_action"),
]
