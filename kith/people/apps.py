from kith.core.apps import Context


class People(Context):
    name = "kith.people"
