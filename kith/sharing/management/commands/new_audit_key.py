"""Another key for the audit's heads. The sealer announces it under the one before, and signs with it from then on."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand

from kith.sharing import sealing


class Command(BaseCommand):
    help = "Make another key for the heads of the audit; the next head announces it."

    def handle(self, *args: Any, **options: Any) -> None:
        sealing.keys_in(settings.AUDIT_KEY)
        sealing.add_key(settings.AUDIT_KEY)
        self.stdout.write("The next head announces the new key, and those after it are signed with it.")
