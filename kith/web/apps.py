from kith.core.apps import Context


class Web(Context):
    name = "kith.web"
