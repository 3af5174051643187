"""How much one address, and one area, may send or ask in an hour: counted as sign-in is, and nothing else is kept of it."""

from datetime import timedelta
from functools import cache

from allauth.core.internal import ratelimit
from django.core import signing
from django.utils.crypto import salted_hmac

from kith.core import lists
from kith.core.says import today_in_london
from kith.intake import rules as beside_the_lists
from kith.web.middleware import Request

SALT = "tell.stamp"


@cache
def limits() -> lists.CodeList:
    return lists.beside(beside_the_lists.__file__, "public_limits")


def takes_another(request: Request, code: str, *, whose: str = "") -> bool:
    """Whether this limit is not reached yet; it counts one more. Whose it is, is kept as a hash, for as long as it counts."""
    said = limits().get(code, today_in_london(request.now)).extra
    mark = salted_hmac(SALT, whose or ratelimit.get_ip(request)).hexdigest()
    rate = f"{said['most']}/{said['seconds']}s/key"
    used = ratelimit.consume(request, app="kith", action=code, config={code: rate}, key=mark)
    return used is not None


def stamp() -> str:
    """When the form was first shown, signed."""
    return signing.dumps("tell", salt=SALT)


def is_fresh(stamped: str, request: Request) -> bool:
    """Whether the form was shown long enough ago to be read, and not too long ago."""
    day = today_in_london(request.now)
    try:
        signing.loads(stamped, salt=SALT, max_age=limits().get("oldest", day).extra["seconds"])
    except signing.BadSignature:
        return False
    try:
        signing.loads(
            stamped, salt=SALT, max_age=timedelta(seconds=limits().get("quickest", day).extra["seconds"])
        )
    except signing.SignatureExpired:
        return True
    return False
