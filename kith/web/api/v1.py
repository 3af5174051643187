"""The machine interface. What is sent is stored and receipted before it is read, whatever it is."""

import hashlib
from typing import Any, cast
from urllib.parse import unquote

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema, Status
from ninja.errors import AuthenticationError
from ninja.security import HttpBearer

from kith.frontdoor.queries import referrals
from kith.frontdoor.reading.attendance import HealthAttendance
from kith.frontdoor.reading.custody import CustodyNotification
from kith.frontdoor.reading.police import PoliceNotification
from kith.frontdoor.reading.probation import ProbationReferral
from kith.frontdoor.reading.telling import Part, Telling
from kith.frontdoor.rules.shapes import Shape
from kith.intake.actions import File, attach, may_still_attach, receive
from kith.intake.models import Channel
from kith.sharing.actor import Actor
from kith.web.api import examples
from kith.web.middleware import Request

LONGEST_KEY = 100


class AgencyKey(HttpBearer):
    """The key that Kith gave an agency's system. The middleware has already opened the agency's context with it."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        actor = cast(Request, request).actor
        return actor if actor and actor.may("contact.send") else None


api = NinjaAPI(
    title="Kith",
    version="1",
    description="Send notifications about children to a partnership's front door, and read what became of them.",
    docs_url=None,
    openapi_url="/openapi.json",
    auth=AgencyKey(),
    urls_namespace="api",
)


class ReceiptOut(Schema):
    """A receipt: what was sent is on disk, has an owner, and can be followed under this reference."""

    receipt: str
    received_at: str
    sha256: str
    status_url: str
    again: bool = False


class Problem(Schema):
    """What is wrong and what to do now."""

    error: str
    receipt: str = ""


class StatusOut(Schema):
    """How far it has come. What was decided is said only to those who may know; what it leaves out, to whoever sent it."""

    receipt: str
    state: str
    says: str
    sentences: list[str]
    decided: list[str]
    missing: list[str]


@api.exception_handler(AuthenticationError)
def no_key(request: HttpRequest, refusal: AuthenticationError) -> HttpResponse:
    """The same words for a key that never was, one that ended and one that may not send: nobody learns which."""
    return api.create_response(
        request,
        {
            "error": "This key opens nothing: it is missing, was mistyped or has ended. "
            "Ring whoever keeps posts for your agency, and say by phone meanwhile what cannot wait."
        },
        status=401,
    )


def body_of(model: type[Part]) -> dict[str, Any]:
    """The documented shape of a body that is stored before it is read."""
    schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
    definitions = schema.pop("$defs", {})
    return {"schema": {**schema, "$defs": definitions}, "definitions": definitions}


def inline(schema: Any, definitions: dict[str, Any]) -> Any:
    """A schema with its references written out, so that it stands alone in the document."""
    if isinstance(schema, dict):
        if "$ref" in schema:
            return inline(definitions[schema["$ref"].rsplit("/", 1)[1]], definitions)
        return {key: inline(value, definitions) for key, value in schema.items() if key != "$defs"}
    return [inline(each, definitions) for each in schema] if isinstance(schema, list) else schema


def sending(shape: type[Part], example: dict[str, Any]) -> dict[str, Any]:
    """What an address that is sent to says of itself: the shape of its body, an example, and the key."""
    told = body_of(shape)
    return {
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": inline(told["schema"], told["definitions"]),
                    "example": example,
                }
            },
        },
        "parameters": [
            {
                "in": "header",
                "name": "Idempotency-Key",
                "required": False,
                "schema": {"type": "string", "maxLength": 100},
                "description": "The same key and body again is the same receipt. Without it, the body is its own key.",
            }
        ],
    }


ANSWERS: Any = {202: ReceiptOut, 400: Problem, 401: Problem, 409: Problem, 413: Problem}


@api.post(
    "/police-notifications",
    response=ANSWERS,
    openapi_extra=sending(PoliceNotification, examples.POLICE),
    summary="Send a police notification",
)
def police_notification(request: HttpRequest) -> Status:
    """Store, hash and receipt what was sent; it is read afterwards, and what cannot be read has an owner and a clock."""
    return received(request)


@api.post(
    "/custody-notifications",
    response=ANSWERS,
    openapi_extra=sending(CustodyNotification, examples.CUSTODY),
    summary="Send that a child was arrested or is detained",
)
def custody_notification(request: HttpRequest) -> Status:
    """A child in police custody. Stored and receipted before it is read."""
    return received(request, Shape.CUSTODY)


@api.post(
    "/health-attendances",
    response=ANSWERS,
    openapi_extra=sending(HealthAttendance, examples.ATTENDANCE),
    summary="Send that a child was seen by an ambulance crew or in an emergency department",
)
def health_attendance(request: HttpRequest) -> Status:
    """A child whom an ambulance crew or an emergency department saw. Stored and receipted before it is read."""
    return received(request, Shape.ATTENDANCE)


@api.post(
    "/probation-referrals",
    response=ANSWERS,
    openapi_extra=sending(ProbationReferral, examples.PROBATION),
    summary="Send a worry that begins with an adult under supervision",
)
def probation_referral(request: HttpRequest) -> Status:
    """An adult who may be a risk to named children, or to children not yet known. Stored and receipted before it is read."""
    return received(request, Shape.PROBATION)


@api.post(
    "/referrals",
    response=ANSWERS,
    openapi_extra=sending(Telling, examples.TELLING),
    summary="Send a worry about children, in the shape of Kith’s own form",
)
def referral(request: HttpRequest) -> Status:
    """A worry from a system of any agency. Stored and receipted before it is read."""
    return received(request, Shape.TELLING)


def _kept_as(shape: str, key: str) -> str:
    """A sender's keys stand apart by shape; one that is too long with its shape is kept as its hash."""
    whole = f"{shape}:{key}" if shape else key
    return whole if len(whole) <= LONGEST_KEY else f"{shape}:{hashlib.sha256(key.encode()).hexdigest()}"


def received(request: HttpRequest, shape: str = "") -> Status:
    """Whatever was sent, receipted; or why not, in a sentence."""
    actor = cast(Request, request).actor
    assert actor is not None
    try:
        raw = request.body
    except RequestDataTooBig:
        largest = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 2**20
        return Status(
            413, {"error": f"This is larger than {largest} MB. Send it without attachments, or ring."}
        )
    if not raw:
        return Status(400, {"error": "Nothing was sent. Send it as the body of the request."})
    key = request.headers.get("Idempotency-Key", "").strip() or hashlib.sha256(raw).hexdigest()
    if not key.isprintable():
        return Status(
            400,
            {
                "error": "The Idempotency-Key holds a sign that cannot be printed. Use letters, digits and hyphens."
            },
        )
    if len(key) > LONGEST_KEY:
        return Status(
            400, {"error": f"The Idempotency-Key is longer than {LONGEST_KEY} characters. Use a shorter one."}
        )
    got = receive(
        raw=raw,
        channel=Channel.API,
        shape=shape,
        key=_kept_as(shape, key),
        content_type=(request.content_type or "")[:100],
        partnership=actor.partnerships[0],
        by=actor,
        at=cast(Request, request).now,
    )
    if got.clashes:
        return Status(
            409,
            {
                "error": "This key came before with another body. Both are kept; use a new key for a new notification.",
                "receipt": got.receipt.reference,
            },
        )
    return Status(
        202,
        {
            "receipt": got.receipt.reference,
            "received_at": got.receipt.received_at.isoformat(),
            "sha256": got.receipt.sha256,
            "status_url": f"{settings.ORIGIN}/api/v1/receipts/{got.receipt.reference}",
            "again": got.again,
        },
    )


class AttachmentOut(Schema):
    """A file that is kept beside what was sent. It is scanned and looked into afterwards; nobody is given it before that."""

    attachment: str
    receipt: str
    sha256: str
    bytes: int


FILE_NAME = {
    "in": "header",
    "name": "File-Name",
    "required": False,
    "schema": {"type": "string", "maxLength": 1000},
    "description": "The name of the file, percent-encoded UTF-8. It never stands in an address.",
}


@api.post(
    "/receipts/{reference}/attachments",
    response={202: AttachmentOut, 400: Problem, 401: Problem, 404: Problem, 409: Problem, 413: Problem},
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        },
        "parameters": [FILE_NAME],
    },
    summary="Send one file with what was sent",
)
def attachment(request: HttpRequest, reference: str) -> Status:
    """One file for each request, as its bytes, within the hour after what it belongs to. The same file again is the same.

    A file is kept or refused by itself: it never takes with it what was sent before.
    """
    asked = cast(Request, request)
    assert asked.actor is not None
    try:
        raw = request.body
    except RequestDataTooBig:
        return Status(
            413,
            {"error": "This is larger than a file may be. Make it smaller, or ring and say what it shows."},
        )
    told = File(unquote(request.headers.get("File-Name", "")), request.content_type or "", raw)
    belongs_to = referrals.open_receipt(reference, actor=asked.actor, at=asked.now)
    if not may_still_attach(belongs_to, asked.now):
        return Status(
            409,
            {
                "error": "It is too late to send a file with this. Send what is new under your own reference, and the file with that.",
                "receipt": reference,
            },
        )
    kept = attach(receipt=reference, files=[told], by=asked.actor, at=asked.now)
    if kept.refused:
        return Status(400, {"error": kept.refused[0], "receipt": reference})
    (made,) = kept.files
    return Status(
        202,
        {"attachment": made.reference, "receipt": reference, "sha256": made.sha256, "bytes": made.size},
    )


@api.get(
    "/receipts/{reference}",
    response={200: StatusOut, 401: Problem, 404: Problem},
    summary="What became of what was sent",
)
def receipt(request: HttpRequest, reference: str) -> Status:
    """Received, in hand, decided; and what was decided, for those who may know."""
    actor = cast(Request, request).actor
    assert actor is not None
    return Status(200, vars(referrals.status(reference, actor=actor, at=cast(Request, request).now)))
