from kith.core.apps import Context


class Sharing(Context):
    name = "kith.sharing"
