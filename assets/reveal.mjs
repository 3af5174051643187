// What a radio or checkbox opens is shown only while it is chosen. Without this, all of it is shown.
// GOV.UK's own does the same but puts aria-expanded on radios, which ARIA does not allow there.
export function reveal(page) {
  for (const group of page.querySelectorAll('[data-module="govuk-radios"]')) {
    for (const input of group.querySelectorAll("input[data-aria-controls]")) {
      const opened = page.getElementById(input.dataset.ariaControls);
      if (opened) input.setAttribute("aria-controls", opened.id);
    }
  }
  const show = () => {
    for (const input of page.querySelectorAll('input[type="radio"][aria-controls]')) {
      const opened = page.getElementById(input.getAttribute("aria-controls"));
      opened.classList.toggle("govuk-radios__conditional--hidden", !input.checked);
    }
  };
  page.addEventListener("change", (event) => event.target.type === "radio" && show());
  // The browser's Back may bring answers back after the page was drawn.
  addEventListener("pageshow", show);
  show();
}
