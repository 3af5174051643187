"""The number on a receipt or a paper form, as somebody typed it."""

from kith.core import reference
from kith.sharing.models import Partnership


def number_of(typed: str) -> str:
    """The number as it is kept, whichever area's it is; what is no number is one that nobody has."""
    plain = "".join(sign for sign in typed.upper() if sign.isalnum())
    for prefix in Partnership.objects.order_by("pk").values_list("receipt_prefix", flat=True):
        if plain.startswith(prefix):
            try:
                return reference.read_receipt(plain.removeprefix(prefix), prefix)
            except ValueError:
                continue
    return "-"
