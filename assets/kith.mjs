// Nothing here is needed: it makes easier what works without it.
import { Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, SkipLink, createAll } from "govuk-frontend";
import { keepDrafts } from "./keep-drafts.mjs";
import { reveal } from "./reveal.mjs";
import { sayRoles } from "./say-roles.mjs";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const component of [Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, SkipLink]) {
  createAll(component);
}
keepDrafts(document);
reveal(document);
sayRoles(document);
