from kith.core.apps import Context


class Retention(Context):
    name = "kith.retention"
