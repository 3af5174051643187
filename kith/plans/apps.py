from kith.core.apps import Context


class Plans(Context):
    name = "kith.plans"
