"""The doors' addresses."""

from django.urls import path

from kith.web.doors import help, home, post, try_as

app_name = "doors"
urlpatterns = [
    path("", home.home, name="home"),
    path("try/", try_as.try_as, name="try"),
    path("post/", post.post, name="post"),
    path("help/", help.help_page, name="help"),
    path("help/who-can-see/", help.who_can_see, name="who-can-see"),
    path("help/privacy/", help.privacy, name="privacy"),
    path("help/accessibility/", help.accessibility, name="accessibility"),
    path("working/", help.working, name="working"),
]
