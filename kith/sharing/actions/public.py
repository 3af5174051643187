"""The door of a partnership for people without an account: an agency that nobody works in, and one post that only tells."""

from datetime import date

from kith.sharing.models import Agency, Partnership, Post, Role

PUBLIC, KIND, SAYS = "service_public", "public", "Members of the public"


def open_public_door(partnership: Partnership, *, starts_on: date) -> None:
    """One agency and one post for each partnership. The agency is in no partnership's list: nobody is invited into it."""
    agency = Agency.objects.create(kind=KIND, says=SAYS, starts_on=starts_on)
    post = Post.objects.create(
        agency=agency,
        role=Role.objects.get(code=PUBLIC),
        code=f"public_{partnership.code}",
        says=f"{SAYS}, {partnership.says}",
        starts_on=starts_on,
    )
    post.partnerships.add(partnership)
