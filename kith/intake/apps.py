from importlib import import_module

from kith.core.apps import Context


class Intake(Context):
    name = "kith.intake"

    def ready(self) -> None:
        super().ready()
        import_module("kith.intake.passing_on")
