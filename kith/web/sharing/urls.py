from django.urls import path

from kith.web.sharing import agreements, disclosures, looks, posts, seats

app_name = "sharing"
urlpatterns = [
    path("agreements/", agreements.agreements, name="agreements"),
    path("agreements/new/", agreements.sign, name="sign"),
    path("posts/", posts.posts, name="posts"),
    path("posts/new/", posts.make, name="make_post"),
    path("posts/<str:reference>/", seats.post, name="post"),
    path("posts/<str:reference>/<str:what>/", seats.change, name="change_post"),
    path("looks/", looks.looks, name="looks"),
    path("disclosures/", disclosures.disclosures, name="disclosures"),
]
