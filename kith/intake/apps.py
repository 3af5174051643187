from importlib import import_module

from django.conf import settings

from kith.core.apps import Context
from kith.intake import scanning


class Intake(Context):
    name = "kith.intake"

    def ready(self) -> None:
        super().ready()
        import_module("kith.intake.passing_on")
        import_module("kith.intake.checking")
        if settings.SCANNER:
            scanning.address(settings.SCANNER)
