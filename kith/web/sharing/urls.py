"""Where a partnership is run: its places, its people, its posts, its agreements, and who looked."""

from django.urls import path

from kith.web.sharing import (
    agencies,
    agreements,
    disclosures,
    emergencies,
    ended,
    factors,
    looks,
    mailbox,
    matrix,
    people,
    places,
    posts,
    sealed,
    seats,
)

app_name = "sharing"
urlpatterns = [
    path("places/", places.places, name="places"),
    path("places/new/", places.found, name="found_partnership"),
    path("places/partnerships/<str:code>/", places.partnership, name="partnership"),
    path("places/agencies/new/", agencies.found, name="found_agency"),
    path("places/agencies/<str:reference>/", agencies.agency, name="agency"),
    path("places/agencies/<str:reference>/<str:what>/", agencies.change, name="change_agency"),
    path("mailboxes/<str:token>/", mailbox.answer, name="mailbox_answer"),
    path("people/", people.people, name="people"),
    path("people/<str:reference>/", people.person, name="person"),
    path("people/<str:reference>/lost/", factors.lost, name="lost_factor"),
    path("people/<str:reference>/<str:what>/", people.change, name="change_account"),
    path("agreements/", agreements.agreements, name="agreements"),
    path("agreements/matrix/", matrix.agreements_matrix, name="agreements_matrix"),
    path("agreements/new/", agreements.sign, name="sign"),
    path("agreements/<str:reference>/end/", ended.agreement, name="end_agreement"),
    path("posts/", posts.posts, name="posts"),
    path("posts/new/", posts.make, name="make_post"),
    path("posts/<str:reference>/", seats.post, name="post"),
    path("posts/<str:reference>/<str:what>/", seats.change, name="change_post"),
    path("looks/", looks.looks, name="looks"),
    path("looks/seal/", sealed.seal, name="seal"),
    path("looks/seal/verify_audit.py", sealed.script, name="seal_script"),
    path("looks/seal/head.txt", sealed.head, name="seal_head"),
    path("looks/witnesses/<str:reference>/end/", sealed.end, name="end_witness"),
    path("looks/emergencies/", emergencies.emergencies, name="emergencies"),
    path("looks/emergencies/<str:reference>/", emergencies.emergency, name="emergency"),
    path("disclosures/", disclosures.disclosures, name="disclosures"),
    path("children/<str:reference>/involved/", ended.part, name="end_part"),
]
