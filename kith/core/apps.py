"""How a context joins the house: its news and its answers are registered once, when everything is ready."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig


class Context(AppConfig):
    """A context of Kith. `kinds`, `follows` and `answers` are imported when they exist, and register themselves."""

    default = False

    def __init_subclass__(cls, **kwargs: object) -> None:
        super().__init_subclass__(**kwargs)
        cls.default = True

    def ready(self) -> None:
        for part in ("kinds", "follows", "answers", "tasks"):
            if find_spec(f"{self.name}.{part}"):
                import_module(f"{self.name}.{part}")


class Core(AppConfig):
    name = "kith.core"
