from kith.core.apps import Context


class Record(Context):
    name = "kith.record"
