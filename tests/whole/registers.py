"""Which tables are registers: everybody reads them, and only posts with one permission write. None is about a child.

Told here a second time, so that a table does not become one unseen.
"""

from kith.sharing.guard import Register

POSTS, AGREEMENTS = Register("post.manage"), Register("agreement.sign")
REGISTERS = {
    "sharing_partnership": Register("partnership.manage"),
    "sharing_agency": POSTS,
    "sharing_agency_partnerships": POSTS,
    "sharing_team": POSTS,
    "sharing_post": POSTS,
    "sharing_post_partnerships": POSTS,
    "sharing_holding": POSTS,
    "sharing_absence": POSTS,
    "sharing_agencykey": POSTS,
    "sharing_lostfactor": POSTS,
    "sharing_agreement": AGREEMENTS,
    "sharing_agreementparty": AGREEMENTS,
    "sharing_agreementitem": AGREEMENTS,
    "sharing_agreementend": AGREEMENTS,
    "sharing_agreementreminder": Register("clock.run"),
    "people_establishment": Register("partnership.manage"),
    "notify_witness": Register("witness.name"),
    "frontdoor_thresholddocument": Register("threshold.keep"),
    "frontdoor_thresholdcriterion": Register("threshold.keep"),
    "frontdoor_thresholdcheck": Register("threshold.keep"),
    "frontdoor_thresholdreview": Register("threshold.keep"),
    "frontdoor_thresholdreminder": Register("clock.run"),
    "frontdoor_signoff": Register("threshold.sign"),
    "frontdoor_thresholdinforce": Register("threshold.sign"),
}
