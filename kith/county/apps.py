from kith.core.apps import Context


class County(Context):
    name = "kith.county"
