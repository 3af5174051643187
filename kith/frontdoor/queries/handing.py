"""What handing a child over must think of: the other children of the home, and whether it was handed over already."""

from kith.frontdoor.models import Contact
from kith.frontdoor.queries.handed import state_of
from kith.people.models import HouseholdMember
from kith.sharing.models import Team


def siblings_of(contact: Contact) -> list[HouseholdMember]:
    """Those of the home who are children, or may be."""
    told = HouseholdMember.objects.filter(record_id=contact.record_id).exclude(is_child="no")
    return list(told.order_by("id"))


def stands(contact: Contact) -> str:
    """How the last hand-over of this contact stands; empty where there is none."""
    return state_of(contact)


def areas_beside(contact: Contact) -> list[tuple[str, str]]:
    """The other areas that have a front door in Kith."""
    doors = Team.objects.filter(does="front_door").exclude(partnership_id=contact.partnership_id)
    return list(doors.order_by("partnership__says").values_list("partnership__code", "partnership__says"))
