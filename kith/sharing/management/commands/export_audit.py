"""Write the sealed audit out, for whoever wants to check it without trusting us."""

import sys
from typing import Any

import psycopg
from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser

from kith.sharing import sealed_log, sealing
from kith.sharing.models import Subject


class Command(BaseCommand):
    help = "Seal what is not sealed yet, and write the whole audit out as lines of JSON: entries, salts and signed heads."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", default="-", help="where to; without it, to standard output")
        parser.add_argument("--head", action="store_true", help="the last head alone, as a witness gets it")
        parser.add_argument(
            "--since", type=int, default=0, help="with --head: prove that it follows the head of this size"
        )
        parser.add_argument(
            "--child", default="", help="say by which number the log knows the child of this reference"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["child"]:
            self.tell_child(options["child"])
            return
        with psycopg.connect(settings.ADDRESSES["sealer"]) as connection:
            keys = sealing.keys_in(settings.AUDIT_KEY)
            if sealing.seal_all(connection, keys) is None:
                raise CommandError("Nothing is in the audit yet, so there is nothing to write out.")
            if options["head"]:
                self.stdout.write(sealed_log.last_letter(connection, since=options["since"]), ending="")
            elif options["file"] == "-":
                sys.stdout.buffer.writelines(sealed_log.export(connection))
            else:
                with open(options["file"], "wb") as file:  # noqa: PTH123
                    file.writelines(sealed_log.export(connection))

    def tell_child(self, reference: str) -> None:
        number = (
            Subject.objects.filter(reference=reference.replace(" ", "").upper())
            .values_list("pk", flat=True)
            .first()
        )
        if number is None:
            raise CommandError("No child here has that reference, or this role may not see it.")
        self.stdout.write(str(number))
