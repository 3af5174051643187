"""What the audit's codes say, for the pages that list who looked."""

from kith.record import ledger

# Looks and refusals; deeds say what their kind of entry says.
SAYS = {
    "refused": "Was refused",
    "sharing.subject.opened": "Opened the child’s page",
    "plans.plan.opened": "Opened the plan",
    "plans.action.opened": "Opened an action of the plan",
    "frontdoor.contact.opened": "Opened a contact",
    "protection.trigger.opened": "Opened a strategy discussion",
    "protection.discussion.opened": "Opened a section 47 enquiry",
    "protection.asked": "Asked for a strategy discussion",
    "protection.listed": "Saw the name in the list of strategy discussions",
    "intake.receipt_opened": "Opened a receipt",
    "intake.set_aside": "Set aside what could not be read",
    "intake.received_again": "Sent the same again",
    "intake.keyed": "Wrote down a call or a paper form",
    "intake.forms_printed": "Printed paper forms",
    "intake.taken_on": "Took on what could not be read",
    "intake.written_down": "Wrote down what could not be read",
    "intake.row_corrected": "Put a row of a file right",
    "intake.row_dropped": "Left a row of a file out",
    "intake.rows_sent": "Sent the rows of a file",
    "intake.file_days_answered": "Said how the days of a file are written",
    "intake.file_signs_confirmed": "Said that the letters of a file are right",
    "notify.opened": "Opened a notice",
    "notify.owed": "Owed an agency a notice",
    "people.looked_up": "Looked for a child",
    "people.address_shown": "Asked for the address",
    "child.listed": "Saw the name in a list",
    "frontdoor.worklist_shown": "Saw the name in a worklist",
    "sharing.disclosures_listed": "Saw the name in the list of disclosure decisions",
    "sharing.looks_read": "Read who has looked",
    "assurance.measures_read": "Read the list of measures",
    "assurance.measure_read": "Read a measure",
    "assurance.list_read": "Read the list behind a measure",
    "sharing.subject_opened": "Opened a record about somebody new",
    "sharing.granted": "Brought somebody to the child",
    "sharing.grant_ended": "Ended somebody’s part",
    "sharing.restricted": "Kept the record to named readers",
    "sharing.unrestricted": "Opened a restricted record again",
    "sharing.reader_named": "Named another reader",
    "sharing.lift_asked": "Asked to open a restricted record again",
    "sharing.lift_refused": "Did not agree to open a restricted record again",
    "sharing.conflict_declared": "Declared a conflict",
    "sharing.conflict_ended": "Ended a conflict",
    "sharing.disclosed": "Decided to share",
    "sharing.disclosure_refused": "Decided not to share",
    "sharing.agreement_signed": "Entered an agreement",
    "sharing.post_made": "Made a post",
    "sharing.post_held": "Put somebody in a post",
    "sharing.post_left": "Gave somebody’s last day in a post",
    "sharing.post_covered": "Named a deputy",
    "sharing.post_changed": "Changed post",
    "sharing.worker_made": "Made an account",
    "sharing.part_ended": "Ended somebody’s part in the record",
    "sharing.partnership_founded": "Founded a partnership",
    "sharing.partnership_changed": "Changed whom to ring, or the postcodes",
    "sharing.agency_founded": "Added an agency",
    "sharing.agency_ended": "Gave an agency’s last day",
    "sharing.team_founded": "Made a team",
    "sharing.key_given": "Gave a system its key",
    "sharing.key_ended": "Ended a system’s key",
    "sharing.agreement_ended": "Ended an agreement early",
    "sharing.account_closed": "Closed an account",
    "sharing.account_opened_again": "Opened an account again",
    "sharing.factor_asked": "Asked that a second factor be taken away",
    "sharing.factor_taken": "Agreed, and took a second factor away",
    "sharing.factor_left": "Left a second factor as it was",
    "notify.mailbox_added": "Added a mailbox",
    "notify.mailbox_asked": "Asked a mailbox to answer",
    "notify.mailbox_question_sent": "Sent a mailbox its link",
    "notify.mailbox_verified": "Was answered by a mailbox",
    "notify.mailbox_asked_again": "Asked a mailbox again, by itself",
    "notify.mailbox_given_up": "Sends nothing more to a mailbox that is silent",
    "notify.mailbox_ended": "Took a mailbox out",
    "notify.invited": "Sent the link of a first sign-in",
    "notify.invitation_sent": "Sent the link of a first sign-in",
    "notify.factor_owed": "Owed somebody a message about their second factor",
    "notify.factor_told": "Told somebody about their second factor",
    "notify.sent": "Sent a notice",
    "notify.witness_named": "Made an agency a witness of the audit",
    "notify.witness_ended": "Ended an agency’s part as a witness of the audit",
    "notify.witness_objected": "Was told by a witness that the audit does not follow",
    "notify.witness_failed": "Could not send a witness the head of the audit",
    "notify.failed": "Could not send a notice",
}
# Seeing a name among others is not opening the record.
LISTS = {
    "child.listed",
    "people.looked_up",
    "sharing.disclosures_listed",
    "frontdoor.worklist_shown",
    "protection.listed",
}


def says(action: str) -> str:
    """An audit action in words."""
    if action in SAYS:
        return SAYS[action]
    if action in ledger.kinds:
        return ledger.kinds[action].says.partition(":")[0].partition("{")[0].strip(" ,") or action
    thing, _, did = action.rpartition(".")
    return f"Opened: {thing.rpartition('.')[2].replace('_', ' ')}" if did == "opened" else action


# A refusal keeps the name of the page that was asked for.
PAGES = {
    "child:child": "A child’s page",
    "child:mine": "The list of children",
    "frontdoor:worklist": "The worklist",
    "child:address": "A child’s address",
    "child:looked": "Who looked at a child",
    "child:disclose": "Sharing a child’s record",
    "child:opens": "Who may open a child’s record",
    "child:restrict": "Keeping a record to named readers",
    "child:reader": "Naming a reader of a restricted record",
    "child:lift": "Opening a restricted record again",
    "child:conflict": "Saying that one knows a child",
    "child:conflict_of": "Declaring a colleague’s conflict",
    "child:end_conflict": "Ending a conflict",
    "child:add_action": "A child’s plan",
    "child:finish_action": "An action of a plan",
    "child:lead": "Who leads a plan",
    "child:close_plan": "Ending a plan",
    "child:news": "What is new in a plan",
    "protection:undecided": "Strategy discussions",
    "protection:of_child": "Strategy discussions about a child",
    "protection:discussion": "A strategy discussion",
    "protection:decide": "Deciding on a strategy discussion",
    "protection:record": "Writing down a strategy discussion",
    "protection:enquiry": "A section 47 enquiry",
    "frontdoor:contact": "A contact",
    "frontdoor:decide": "Deciding on a contact",
    "frontdoor:who": "Who a contact is about",
    "frontdoor:closing": "A view on closing a contact",
    "frontdoor:tell": "Telling a referrer",
    "frontdoor:take_back": "Taking back who a contact is about",
    "frontdoor:added": "What was added to a contact",
    "frontdoor:forms": "Asking about forms of exploitation",
    "frontdoor:follow_up": "What is to come in writing after a call",
    "frontdoor:phone": "Keying a call",
    "frontdoor:paper": "Keying a paper form",
    "frontdoor:paper_forms": "Paper forms",
    "refer:withdraw": "Withdrawing a referral",
    "refer:in_writing": "Writing after a call",
    "refer:receipt": "A receipt",
    "sharing:looks": "Who has looked",
    "sharing:seal": "Whether the audit is whole",
    "sharing:seal_script": "The script that checks the audit",
    "sharing:seal_head": "The head of the audit",
    "sharing:end_witness": "Ending a witness of the audit",
    "sharing:places": "The partnership and its agencies",
    "sharing:agency": "An agency",
    "sharing:people": "People and their accounts",
    "sharing:person": "Somebody’s account",
    "sharing:lost_factor": "A lost second factor",
    "sharing:end_part": "Ending somebody’s part",
    "find:find": "Looking for a child",
}


def asked(view: str) -> str:
    """The page that somebody was refused, in words."""
    return PAGES.get(view, f"A page ({view.partition(':')[2].replace('_', ' ') or view})")


def is_opening(action: str) -> bool:
    """Whether this was a look at one record."""
    return action.endswith((".opened", "_opened", "address_shown")) and action not in LISTS
