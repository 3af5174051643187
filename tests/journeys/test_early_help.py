"""Early help is decided: the family is asked, somebody leads and meets them; or it comes back and is looked at again."""

import re
from typing import Any

import pytest
from django.utils import timezone

from kith.core import says
from kith.frontdoor.actions.helping import family_answers
from kith.frontdoor.models import HelpOffer, HelpSentBack
from kith.notify.models import Notice
from kith.record.models import Clock, Entry
from tests.world import World

CALM = {"level": "2", "criteria": ["2.2"], "section_47": "not_met", "lead": "", "not_asked_why": "x"}
LIST = "/help-offers/"


@pytest.fixture
def helped(world: World) -> World:
    """Amina has decided on early help for Kayleigh."""
    world.school_refers("Kayleigh", forms=[])
    world.front_door_decides("Kayleigh", "early_help", **CALM)
    return world


def address(world: World) -> str:
    with world.as_("amina"):
        return f"{LIST}{HelpOffer.objects.get().reference}/"


def does(world: World, by: str, do: str, /, **said: Any) -> Any:
    answer = world.browser(by).post(address(world), {"do": do, **said})
    world.run_jobs()
    return answer


def when() -> dict[str, str]:
    now = timezone.now()
    day = says.today_in_london(now)
    return {"on_0": str(day.day), "on_1": str(day.month), "on_2": str(day.year), "hour": says.hour(now)}


def family(world: World, answer: str, **said: str) -> Any:
    told = {"who": "Dana, her mother", "how": "telephone", "words": "Yes, please.", **when(), **said}
    return does(world, "amina", "family", answer=answer, **told)


def page(world: World, who: str, at: str = "") -> str:
    answer = world.browser(who).get(at or address(world))
    assert answer.status_code == 200, (who, answer.status_code)
    return answer.content.decode()


def running(world: World) -> str:
    with world.as_("amina"):
        return Clock.objects.get(about_kind="help", stopped_at=None).rule


def carys(world: World) -> str:
    return world.county.posts["carys"].reference


def test_a_family_agrees_somebody_leads_and_meets_them(helped: World) -> None:
    assert running(helped) == "KITH-HELP-ASK"
    assert "Family to be asked" in page(helped, "amina", LIST)
    assert family(helped, "agreed").status_code == 302
    assert running(helped) == "KITH-HELP-ALLOCATE"
    assert helped.browser("carys").get(address(helped)).status_code == 404, "nobody reads before it is theirs"
    assert does(helped, "amina", "allocate", post=carys(helped)).status_code == 302
    assert running(helped) == "KITH-HELP-MEET"
    assert "Yes, please." in page(helped, "carys")
    assert "Kayleigh" in page(helped, "carys", LIST)
    with helped.as_("carys"):
        assert Notice.objects.get(kind="help_allocated").for_post == helped.county.posts["carys"]
    met = does(helped, "carys", "meet", is_met="yes", whom="Dana", words="Mondays after school.", **when())
    assert met.status_code == 302
    assert "<dt>Active</dt><dd>1</dd>" in page(helped, "amina", LIST)
    with helped.as_("amina"):
        assert not Clock.objects.filter(about_kind="help", stopped_at=None).exists()
        kinds = set(Entry.objects.values_list("kind", flat=True))
    assert {
        f"frontdoor.{each}" for each in ("help_offered", "family_answered", "help_allocated", "help_met")
    } <= kinds


def test_nothing_goes_on_to_early_help_before_the_family_agrees(helped: World) -> None:
    refused = does(helped, "amina", "allocate", post=carys(helped))
    assert refused.status_code == 200
    with helped.as_("huw"):
        assert not Entry.objects.filter(kind="frontdoor.help_allocated").exists()
    unsaid = family(helped, "not_needed")
    assert "Say why it goes on without the family’s agreement" in unsaid.content.decode()
    assert family(helped, "not_needed", because="Sixteen, and asks for it herself.").status_code == 302
    assert does(helped, "amina", "allocate", post=carys(helped)).status_code == 302


def test_a_family_that_says_no_comes_back_and_is_decided_again(helped: World) -> None:
    assert family(helped, "refused", words="Leave us alone.").status_code == 302
    assert running(helped) == "KITH-HELP-BACK"
    assert "1 offer of early help came back" in page(helped, "amina", "/worklist/")
    unsaid = does(helped, "amina", "look", is_anew="yes", because="")
    assert "Say why: what the family said" in unsaid.content.decode()
    assert does(helped, "amina", "look", is_anew="yes", because="They hide her.").status_code == 302
    assert helped.contact("Kayleigh").state == "received"
    assert "Decided again" in page(helped, "amina")


def test_a_family_that_nobody_reaches_comes_back_after_three_tries(helped: World) -> None:
    for count in range(3):
        assert running(helped) == "KITH-HELP-ASK", count
        assert family(helped, "not_reached", words="").status_code == 302
    assert running(helped) == "KITH-HELP-BACK"
    stays = does(helped, "amina", "look", is_anew="no", because="The school sees her daily and is content.")
    assert stays.status_code == 302
    with helped.as_("keerthana"):
        assert Notice.objects.get(kind="help_not_taken").headline == "Early help was not taken up"
    assert helped.contact("Kayleigh").state == "decided"


def test_what_is_typed_stays_when_something_is_missing(helped: World) -> None:
    told = family(helped, "agreed", who="", words="As long as it is not a man.").content.decode()
    assert "Say who was asked" in told and "As long as it is not a man." in told


def test_nobody_else_sees_that_a_family_is_offered_help(helped: World) -> None:
    for who in ("amina", "noor", "huw"):
        assert helped.browser(who).get(address(helped)).status_code == 200, who
    for who in ("rhiannon", "carys", "olu", "keerthana", "silas", "tamsin"):
        assert helped.browser(who).get(address(helped)).status_code == 404, who
    assert "Kayleigh" not in page(helped, "carys", LIST)
    helped.must_not_meet("noor", helped.contact("Kayleigh").subject_id)
    assert helped.browser("noor").get(address(helped)).status_code == 404


MEETING = "/help-offers/allocation/"


@pytest.fixture
def three(helped: World) -> World:
    """Three families have agreed, and nobody leads yet."""
    for name in ("Finlay", "Maeve"):
        helped.school_refers(name, forms=[])
        helped.front_door_decides(name, "early_help", **CALM)
    now = timezone.now()
    with helped.as_("amina") as by:
        for each in HelpOffer.objects.all():
            family_answers(
                offer=each.reference, answer="agreed", who="Their mother", how="telephone",
                happened_at=now, words="Yes, please.", because="", by=by, at=now,
            )  # fmt: skip
    return helped


def offers(world: World) -> dict[str, str]:
    with world.as_("amina"):
        rows = HelpOffer.objects.values_list("contact__record__given_name", "reference")
        return dict(rows)


def meets(world: World, who: str = "amina", /, **said: tuple[str, str]) -> str:
    """The allocation meeting, filled in: for each name what is done, and with whom or why."""
    told = {}
    for name, (does_what, more) in said.items():
        reference = offers(world)[name]
        told |= {reference: does_what, f"{reference}-{does_what}": more}
    answer = world.browser(who).post(MEETING, told, follow=True)
    assert answer.status_code == 200
    world.run_jobs()
    return answer.content.decode()


def test_an_allocation_meeting_gives_each_family_a_lead_or_sends_it_back_and_leaves_the_others(
    three: World,
) -> None:
    assert "3 families wait for a lead" in page(three, "amina", MEETING)
    assert "3 families wait" in page(three, "amina", LIST)
    done = meets(
        three,
        Kayleigh=("lead", carys(three)),
        Finlay=("back", "He is hit at home, his nan says."),
        Maeve=("", ""),
    )
    assert "allocated. Whoever leads is told." in done and "back at the front door, with your reason" in done
    assert "1 family waits for a lead" in done and "leads 1 now" in done
    found = offers(three)
    assert "Came back: look again" in page(three, "amina", f"{LIST}{found['Finlay']}/")
    assert "He is hit at home, his nan says." in page(three, "amina", f"{LIST}{found['Finlay']}/")
    with three.as_("amina"):
        clocks = Clock.objects.filter(about_kind="help", stopped_at=None)
        assert dict(clocks.values_list("about", "rule")) == {
            found["Kayleigh"]: "KITH-HELP-MEET",
            found["Finlay"]: "KITH-HELP-BACK",
            found["Maeve"]: "KITH-HELP-ALLOCATE",
        }
    three.browser("amina").post(
        f"{LIST}{found['Finlay']}/", {"do": "look", "is_anew": "yes", "because": "His nan is right to worry."}
    )
    assert three.contact("Finlay").state == "received"


def test_a_row_that_lacks_something_keeps_what_was_typed_and_holds_no_other_row_back(three: World) -> None:
    shown = meets(three, Kayleigh=("lead", ""), Finlay=("back", " "), Maeve=("lead", carys(three)))
    assert "Choose who leads." in shown and "Say why early help is not right" in shown
    assert "Maeve" in shown and "allocated. Whoever leads is told." in shown
    assert "2 families wait for a lead" in shown
    found = offers(three)
    (kept,) = re.findall(rf'<input[^>]*name="{found["Finlay"]}"[^>]*value="back"[^>]*>', shown)
    assert " checked" in kept and f'name="{found["Maeve"]}"' not in shown


def test_what_somebody_else_allocated_meanwhile_is_said_and_nothing_of_it_changes(three: World) -> None:
    meets(three, Kayleigh=("lead", carys(three)))
    shown = meets(three, Kayleigh=("back", "Too late."), Maeve=("back", "She moved away."))
    assert "this waited for no lead any more, and nothing was changed" in shown
    assert "1 family waits for a lead" in shown or "back at the front door" in shown
    with three.as_("amina"):
        assert HelpSentBack.objects.count() == 1


def test_who_does_not_decide_allocates_nothing(three: World) -> None:
    for who in ("carys", "keerthana", "olu", "rhiannon"):
        answer = three.browser(who).get(MEETING)
        assert answer.status_code == 404, who
