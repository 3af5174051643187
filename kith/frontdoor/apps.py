from kith.core.apps import Context


class Frontdoor(Context):
    name = "kith.frontdoor"
