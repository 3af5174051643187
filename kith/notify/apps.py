from importlib import import_module

from kith.core.apps import Context


class Notify(Context):
    name = "kith.notify"

    def ready(self) -> None:
        super().ready()
        import_module("kith.notify.witnesses")
