"""Load a file of schools (GIAS) or GP practices (ODS) into the register: all of it, or nothing and why."""

from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from kith.people.actions import load_establishments
from kith.people.register_files import CannotLoad, lines_of
from kith.sharing.actor import begin_service


class Command(BaseCommand):
    help = "Load GIAS’s file of schools or ODS’s file of practices. The same file again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="a CSV file as GIAS or ODS gives it")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"])
        try:
            with path.open("rb") as file, transaction.atomic():
                by = begin_service("service_setup")
                if by is None:
                    raise CommandError("The database is not prepared. Run: python3 run manage prepare")
                reading, lines = lines_of(file)
                counted = load_establishments(
                    kind=reading.kind, lines=lines, read_from=path.name, by=by, at=timezone.now()
                )
                reading.judge()
        except FileNotFoundError:
            raise CommandError(f"There is no file {options['file']}. Check the name.") from None
        except OSError as reason:
            raise CommandError(f"The file cannot be opened: {reason.strerror}.") from None
        except CannotLoad as refusal:
            raise CommandError(
                "Nothing was taken.\n" + "\n".join(f"- {s}" for s in refusal.sentences)
            ) from None
        thing = {"school": "schools", "practice": "practices"}[reading.kind]
        self.stdout.write(
            f"{reading.rows:,} rows read, {thing}: {counted['new']:,} new, {counted['changed']:,} changed,"
            f" {counted['same']:,} as before."
        )
        if reading.others:
            self.stdout.write(f"{reading.others:,} rows are of other kinds of place and were passed over.")
        if reading.many_refused:
            self.stdout.write(f"{reading.many_refused:,} rows were not taken:")
            for sentence in reading.refused:
                self.stdout.write(f"- {sentence}")
            if reading.many_refused > len(reading.refused):
                self.stdout.write(f"- and {reading.many_refused - len(reading.refused):,} more.")
