from kith.core.apps import Context


class Intake(Context):
    name = "kith.intake"
