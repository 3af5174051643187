"""Check the sealed audit in the database, with the very script that others check an export with."""

from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser

from kith.sharing import sealed_log, sealing
from kith.sharing import verify_audit as verifier


class Command(BaseCommand):
    help = "Recompute the sealed audit and hold it to its signed heads, and to those that are remembered elsewhere."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--memory", type=Path, help="the heads that a witness remembers: remembered.json")
        parser.add_argument("--child", type=int, help="the number by which the log knows a child")

    def handle(self, *args: Any, **options: Any) -> None:
        memory = verifier.Memory.read(options["memory"]) if options["memory"] else verifier.Memory()
        with psycopg.connect(settings.ADDRESSES["sealer"]) as connection:
            if sealing.seal_all(connection, sealing.keys_in(settings.AUDIT_KEY)) is None:
                raise CommandError("Nothing is in the audit yet.")
            found = verifier.check(sealed_log.export(connection), memory, child=options["child"])
            if beside := sealed_log.never_sealed(connection):
                found.says(
                    f"{beside:,} entries stand in the audit among those that were sealed, and were never sealed themselves:"
                    " they were put in afterwards, past the rights that Kith gives."
                )
        for sentence in verifier.tell(found, memory, options["child"]):
            self.stdout.write(sentence)
        if found.wrong:
            raise CommandError("Tell your witnesses, keep the database as it is, and let nobody repair it.")
