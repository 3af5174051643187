"""The first administrator of an empty installation: a link that works once, and no password that anybody knows."""

import os
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from kith.core.says import today_in_london
from kith.sharing import actions
from kith.sharing.actor import begin_service
from kith.sharing.models import Agency, Worker

SAYS = "First administrator"


class Command(BaseCommand):
    help = "Print the link with which the first administrator of an empty installation signs in, once."

    def handle(self, *args: Any, **options: Any) -> None:
        worker = Worker.objects.filter(says=SAYS).first()
        if worker is None and Worker.objects.exists():
            self.stdout.write("Sign in with your own account.")
            return
        worker = worker or make(os.environ.get("KITH_ADMINISTRATOR", "administrator@localhost"))
        if worker.has_usable_password():
            self.stdout.write("Sign in with your own account.")
            return
        key = f"{user_pk_to_url_str(worker)}-{default_token_generator.make_token(worker)}"
        path = reverse("account_reset_password_from_key", args=key.split("-", 1))
        self.stdout.write(
            f"There is nobody here yet. Open this once, choose a password, and set up a second factor:\n"
            f"{settings.ORIGIN}{path}\n"
            f"Then sign in as {worker.email}. The link works until a password is chosen, at most for three days."
        )


@transaction.atomic
def make(email: str) -> Worker:
    """An administrator who keeps accounts and posts and reads no record."""
    by, at = begin_service("service_setup"), timezone.now()
    if by is None:
        raise CommandError("The database is not prepared. Run: python3 run manage prepare")
    today = today_in_london(at)
    agency = Agency.objects.get(kind="system")
    post = actions.make_post(
        agency=agency, role="sysadmin", says="Administrator", partnerships=[], starts_on=today, by=by, at=at
    )
    worker = actions.make_worker(email=email, says=SAYS, by=by, at=at)
    actions.hold_post(worker=worker, post=post, starts_on=today, by=by, at=at)
    return worker
