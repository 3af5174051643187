"""How a contact reads on its pages: its caption, its facts and what is missing, in words."""

from dataclasses import dataclass
from datetime import datetime

from kith.core import says
from kith.frontdoor.models import Consent, Contact, Decision
from kith.frontdoor.queries.family_asked import AskedFamily
from kith.frontdoor.queries.picture import Picture
from kith.frontdoor.rules import decide as rules
from kith.frontdoor.rules import together
from kith.frontdoor.rules.contact import whom
from kith.frontdoor.rules.sent import not_asked_because, spoken_alone
from kith.frontdoor.rules.thresholds import listed
from kith.intake.models import Channel
from kith.people.models import LinkedAdult
from kith.web.frontdoor.own import own_facts

TOO_LATE = "Nothing was saved: this contact is already decided."
CHANNELS = {
    Channel.WEB.value: "form",
    Channel.API.value: "notification",
    Channel.PUBLIC.value: "public form",
    Channel.PHONE.value: "told by phone",
    Channel.PAPER.value: "on paper",
    Channel.FILE.value: "file",
    Channel.AREA.value: "hand-over",
}
SAFE = {"no": "No", "yes": "Yes", "not_known": "Not known"}
ADULTS = {
    "yes": "The sender knows of adults who may be a risk, and names none.",
    "none_known": "The sender was asked and knows of none.",
    "not_asked": "The sender was not asked. Ask before you write or visit.",
}
ALLEGATIONS = {
    "alleged": "alleged",
    "charged": "charged",
    "convicted": "convicted",
    "no_further_action": "no further action was taken",
    "not_known": "it is not known whether this was alleged, charged or proved",
    "none": "no allegation",
}
CONSENT = {"agreed": "Agrees", "said_no": "Said no", "not_asked": "Not asked"}
NEEDED = {"yes": "Consent is needed", "no": "Consent is not needed", "not_known": "Not stated"}
INFORMED = {"yes": "Was told who will see it.", "no": "Was not told who will see it.", "not_known": ""}
SECTION_47 = {"met": "Met", "not_met": "Not met", "unclear": "Could not be said yet"}


@dataclass(frozen=True)
class Asked:
    """What was asked of the family, and what lets the agencies share."""

    asked: str
    answer: str
    basis: str


@dataclass(frozen=True)
class Restriction:
    """An adult who may be a risk, and the status of what is said of them, always printed."""

    adult: LinkedAdult
    status: str
    added: str = ""


@dataclass(frozen=True)
class Made:
    """A decision in words."""

    outcome: str
    level: str
    section_47: str
    silent: str = ""
    differ: str = ""


@dataclass(frozen=True)
class Shown:
    """The words of a contact's page."""

    caption: str
    title: str
    received: str
    happened: str
    danger: str
    danger_since: str
    adults_answer: str
    missing: str
    held_since: str
    police: list[tuple[str, str]]
    unmapped: list[tuple[str, str]]
    earlier: str
    home: str
    words: str
    alone: str
    consents: list[Asked]
    adults: list[Restriction]
    made: Made | None
    before: list[tuple[Made, Decision]]


def shown(picture: Picture, now: datetime) -> Shown:
    """What the page says of this contact at this moment."""
    contact = picture.contact
    together = len(picture.beside) + picture.kept.count
    adults = sum(each.is_adult for each in picture.beside) + (contact.kind == "adult")
    incident = f", one incident with {whom(together + 1 - adults, adults)}" if together else ""
    sent_by = f"{contact.from_agency.says}, {CHANNELS.get(contact.channel, contact.channel)}"
    missing = _missing(picture)
    current = next((home for home in picture.addresses if home.is_current), None)
    return Shown(
        caption=f"{sent_by}{incident}",
        title=f"{picture.name}, {picture.age}" if picture.age else picture.name,
        received=says.short_moment(contact.received_at, now),
        happened=says.short_moment(contact.event_at, now) if contact.event_at else "Time not given",
        danger="Yes" if picture.is_in_danger else SAFE.get(contact.in_danger, "Not known"),
        danger_since=_danger_since(picture, now),
        adults_answer=ADULTS.get(contact.adults_answer, ""),
        missing=says.people(missing) if missing else "",
        held_since=says.short_moment(contact.held_since, now) if contact.held_since else "",
        police=own_facts(picture.contact.police, lambda at: says.short_moment(at, now)),
        unmapped=list(flat(contact.unmapped)),
        earlier=_earlier(picture),
        home=", ".join(part for part in (current.line, current.postcode) if part) if current else "",
        words=_quoted(contact.childs_words),
        alone=_alone(contact),
        consents=[
            *(_asked(consent, now) for consent in picture.consents),
            *(_asked_here(each, now) for each in picture.asked_family),
        ],
        adults=[
            Restriction(
                adult,
                ALLEGATIONS.get(adult.allegation, adult.allegation),
                says.short_moment(adult.recorded_at, now)
                if adult.recorded_at > contact.record.recorded_at
                else "",
            )
            for adult in picture.adults
        ],
        made=_made(picture.decision) if picture.decision else None,
        before=[(_made(each), each) for each in picture.decisions[1:]],
    )


def _missing(picture: Picture) -> list[str]:
    """What was missing when it came, and has not been told or asked since."""
    told = [child for each in picture.additions for child in each.said.get("children", [])]
    there = {
        "risk": any(child.get("risk") for child in told),
        "the risk to this child, and why": any(child.get("risk") for child in told),
        "the child’s words": any(child.get("words") for child in told),
        "every form": not picture.forms.not_asked,
        "consent": bool(picture.consents or picture.asked_family),
        "adults who may be a risk": bool(picture.adults),
    }
    return [part for part in picture.contact.missing_parts if not there.get(part)]


def _danger_since(picture: Picture, now: datetime) -> str:
    """When danger was added, where it was not said at first."""
    if picture.contact.in_danger == "yes":
        return ""
    added = (each.received_at for each in picture.additions if each.in_danger == "yes")
    return next((says.short_moment(at, now) for at in added), "")


def _alone(contact: Contact) -> str:
    """Whether somebody spoke with the child alone, and who and when."""
    if not contact.spoken_alone:
        return "Nobody said. Ask whether the child was offered time alone"
    told = spoken_alone().get(contact.spoken_alone, contact.received_at.date()).extra["told"]
    return f"{told}: {contact.spoken_alone_who}" if contact.spoken_alone_who else told


def _quoted(words: str) -> str:
    """In quotation marks, once; not a sign of it is changed."""
    return words if not words or words[0] in "“\"‘'" else f"“{words}”"


def _asked(consent: Consent, now: datetime) -> Asked:
    by = f"by {consent.asked_by}" if consent.asked_by else ""
    at = says.short_moment(consent.asked_at, now) if consent.asked_at else ""
    answer = CONSENT.get(consent.outcome, consent.outcome)
    if consent.outcome == "not_asked" and consent.not_asked_because:
        answer = f"{answer}: {_why_not(consent.not_asked_because, consent.recorded_at)}"
    lawful = f"Basis: {consent.lawful_basis.replace('_', ' ')}" if consent.lawful_basis else ""
    needed = NEEDED.get(consent.is_needed, "Not stated")
    return Asked(
        asked=", ".join(part for part in (consent.asked_of, by, at) if part) or "Nobody yet",
        answer=_sentences(answer, INFORMED.get(consent.is_informed, ""), consent.competence),
        basis=_sentences(needed, consent.needed_because, lawful),
    )


def _asked_here(each: AskedFamily, now: datetime) -> Asked:
    """What the front door asked itself, beside what the sender said."""
    answer = f"Not asked: {_why_not(each.because, each.at)}" if each.because else CONSENT[each.outcome]
    return Asked(
        asked=f"{each.of}, on {says.day(each.on)}" if each.on else "Nobody",
        answer=_sentences(answer, INFORMED.get(each.informed, ""), _quoted(each.words.rstrip("."))),
        basis=f"The front door wrote this down: {each.by}, {says.short_moment(each.at, now)}",
    )


def _why_not(code: str, at: datetime) -> str:
    return not_asked_because().words(code, says.today_in_london(at))


def _sentences(*parts: str) -> str:
    """One sentence after another, each with one stop at its end."""
    told = [part.strip().rstrip(".") for part in parts]
    return " ".join(f"{part}." for part in told if part)


def _made(decision: Decision) -> Made:
    """In the words that it cited; in those of the lists on its day, or nearest to it, where it kept none."""
    day = says.today_in_london(decision.decided_at)
    criteria = [decision.cited.get(code) or listed().words(code, day) for code in decision.criteria]
    level = decision.cited.get(decision.level) or listed().words(decision.level, day)
    return Made(
        outcome=rules.outcomes().words(decision.outcome, day),
        level=f"{level}. {'; '.join(criteria)}. {decision.document}"
        if criteria
        else f"{level}. {decision.document}",
        section_47=SECTION_47.get(decision.section_47, decision.section_47),
        silent=together.named(decision.views_silent, day),
        differ=together.named(decision.views_differ, day),
    )


def flat(told: object, place: str = "") -> list[tuple[str, str]]:
    """What was sent in fields that Kith does not know, one line each, in the sender's own names."""
    if isinstance(told, dict):
        return [
            line
            for name, each in told.items()
            for line in flat(each, f"{place} › {name}" if place else str(name))
        ]
    if isinstance(told, list):
        return [line for n, each in enumerate(told, 1) for line in flat(each, f"{place} {n}".strip())]
    return [(place, str(told))]


def _earlier(picture: Picture) -> str:
    count = len(picture.earlier)
    if not picture.contact.identified_at:
        return "Earlier contacts"
    if not count:
        return "No other contact in 12 months"
    recent = f", {picture.since_90_days} in the last 90 days" if picture.since_90_days else ""
    return f"{says.count(count, 'other contact')} in 12 months{recent}"
