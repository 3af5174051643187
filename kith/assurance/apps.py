from kith.core.apps import Context


class Assurance(Context):
    name = "kith.assurance"
