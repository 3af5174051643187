"""Load the invented county: its places, its people, and their last four weeks. Does nothing where they are."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from kith.county import cast, places


class Command(BaseCommand):
    help = "Load the invented county, through actions."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument(
            "--places-only", action="store_true", help="partnerships and posts, and no children"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if places.holds_another_record():
            raise CommandError(
                "This database holds a record that is not the demonstration’s, and nobody may be an invented person in it."
                " Start with --no-demo; or name another database, or another folder with --data, for the demonstration."
            )
        is_here = places.is_founded()
        if not is_here:
            places.found()
        # A start that was cut off between the two goes on here.
        if not options["places_only"] and not (is_here and cast.is_loaded()):
            cast.load(places.known(), until=timezone.now())
        self.stdout.write(f"Ravenshire does not exist. Try it as someone: {settings.ORIGIN}/try/")
