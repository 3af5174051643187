"""Why something cannot be done with what arrived."""


class CannotSort(Exception):
    """Why this cannot be done with something that could not be read, in sentences."""

    def __init__(self, objections: list[str]) -> None:
        super().__init__(" ".join(objections))
        self.objections = objections
