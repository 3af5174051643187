from kith.core.apps import Context


class Notify(Context):
    name = "kith.notify"
