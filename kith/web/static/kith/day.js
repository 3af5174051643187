// The front door's day: a red contact is said within seconds, and the worklist is worked by keys.
// Nothing here is needed: each key does what a link or a button on the page does, and "refresh" shows what is new.
const EVERY = 10_000;
const day = document.querySelector("[data-kith-day]");
let wanted = { keys: false, sound: false };

if (day) {
  const said = day.querySelector("[data-kith-red]");
  const title = document.title;
  let newest = day.dataset.newest || "";
  let isFirst = true;

  const ask = async () => {
    try {
      const answer = await fetch(day.dataset.new, { credentials: "same-origin", redirect: "manual" });
      if (!answer.ok) return;
      const told = await answer.json();
      wanted = told;
      if (told.newest && (!newest || new Date(told.newest) > new Date(newest))) {
        newest = told.newest;
        show(told);
      }
      if (!told.red && !isFirst) said.replaceChildren();
      document.title = told.red ? `(${told.red} red) ${title}` : title;
      isFirst = false;
    } catch {
      // The line is away. The next turn asks again, and nothing on the page is lost.
    }
  };

  const show = (told) => {
    const box = document.createElement("div");
    box.className = "kith-alert";
    const inner = document.createElement("div");
    inner.className = "kith-alert__in";
    const words = document.createElement("p");
    words.className = "govuk-body govuk-!-font-weight-bold";
    words.textContent = told.red === 1 ? "A red contact has come. " : `A red contact has come: ${told.red} wait now. `;
    const link = document.createElement("a");
    link.className = "govuk-link";
    link.href = location.pathname;
    link.textContent = "Show it";
    words.append(link);
    inner.append(words);
    box.append(inner);
    said.replaceChildren(box);
    // A browser plays nothing before somebody has touched the page. The banner stands either way.
    if (told.sound && told.rings) new Audio(day.dataset.sound).play().catch(() => {});
  };

  setInterval(ask, EVERY);
  ask();
} else {
  fetch("/worklist/new/", { credentials: "same-origin", redirect: "manual" })
    .then((answer) => (answer.ok ? answer.json() : wanted))
    .then((told) => (wanted = told))
    .catch(() => {});
}

// Keys.
const rows = () => [...document.querySelectorAll("table.kith-table tbody tr")].filter((row) => row.querySelector("a[href^='/contacts/']"));
const opens = (row) => row?.querySelector("a[href^='/contacts/']");
const here = () => rows().find((row) => row.contains(document.activeElement));

const KEYS = {
  n() {
    const all = rows();
    opens(all[(all.indexOf(here()) + 1) % all.length])?.focus();
  },
  o() {
    opens(here())?.click();
  },
  c() {
    const claims = day ? here()?.querySelector("form[action$='/claim/'] button") : document.querySelector("main form[action$='/claim/'] button");
    claims?.click();
  },
  d() {
    document.querySelector("a[href$='/duplicate/']")?.click();
  },
};

document.addEventListener("keydown", (event) => {
  if (!wanted.keys || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  const does = KEYS[event.key];
  if (does) {
    event.preventDefault();
    does();
  }
});
