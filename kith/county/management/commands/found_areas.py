"""Found more invented areas beside Ravenshire, for measuring. Those that are there are left."""

from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from kith.county import areas, places
from kith.county.acting import as_service
from kith.sharing.models import Partnership


class Command(BaseCommand):
    help = "Found more invented areas, through actions, as the worker’s role."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("number", type=int, help="so many beside Ravenshire, nine at most")

    def handle(self, *args: Any, **options: Any) -> None:
        if not places.is_founded() or places.holds_another_record():
            raise CommandError("The invented county is not here, or another record is. Nothing is founded.")
        for code in list(areas.NAMES)[: options["number"]]:
            if not Partnership.objects.filter(code=code).exists():
                with as_service("service_setup") as by:
                    areas.found(code, by=by, at=timezone.now())
