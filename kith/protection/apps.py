from kith.core.apps import Context


class Protection(Context):
    name = "kith.protection"
