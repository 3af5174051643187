"""A draft that is keyed for somebody else, or follows a call: whose it is, when it came, and what it is called."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kith.core import codes, says
from kith.core.says import today_in_london
from kith.intake.actions import Keyed
from kith.intake.models import Channel, Draft
from kith.sharing.actions.public import PUBLIC
from kith.sharing.actor import Actor
from kith.sharing.models import Agency

UNKNOWN = "9"


@dataclass(frozen=True)
class For:
    """Somebody who rang or wrote on paper, as whoever keys it wrote them down."""

    agency: Agency
    channel: Channel
    rang: str
    source: str
    came_at: datetime
    paper: str

    @property
    def is_public(self) -> bool:
        return self.agency.kind == "public"

    @property
    def says(self) -> str:
        """“Jude Farquhar-Lim, Skarhaven Surgery, by phone on …”."""
        who = self.rang or ("Somebody who gave no name" if self.is_public else "")
        how = "by phone" if self.channel == Channel.PHONE else f"on paper, {self.paper},"
        return f"{', '.join(part for part in (who, self.agency.says) if part)}, {how} {says.moment(self.came_at)}"

    def receipted(self, draft: Draft) -> Keyed:
        return Keyed(self.channel, self.agency.pk, draft.partnership_id, self.came_at, self.paper)

    def over(self, told: Mapping[str, Any], *, by: Actor, day: datetime) -> dict[str, Any]:
        """The same telling, from whoever told it, with who wrote it down."""
        found = {
            **told,
            "sender_name": self.rang or "Somebody who gave no name",
            "written_by": f"{by.name}, {by.post_says}"[:200],
        }
        if self.is_public:
            source = codes.of("contact_sources").get(self.source or UNKNOWN, today_in_london(day))
            reports_as = source.extra.get("reports_as", "")
            found |= {
                "source_code": reports_as or source.code,
                "sub_source": source.code if reports_as else "",
            }
        return found


def keyed_for(draft: Draft) -> For | None:
    """Whom this draft is keyed for; None where it is the post's own."""
    said: Mapping[str, list[str]] = draft.answers.get("keyed") or {}
    if not said:
        return None
    agency = Agency.objects.filter(reference=said["agency"][0]).first() if said["agency"][0] else None
    if agency is None:
        agency = Agency.objects.get(posts__role__code=PUBLIC, posts__partnerships=draft.partnership_id)
    return For(
        agency=agency,
        channel=Channel(said["channel"][0]),
        rang=said["rang"][0],
        source=said["source"][0],
        came_at=datetime.fromisoformat(said["came_at"][0]),
        paper=said["paper"][0],
    )


def follows(draft: Draft) -> str:
    """The reference of the call that this draft follows in writing; nothing where it follows none."""
    return str((draft.answers.get("follows") or [""])[0])
