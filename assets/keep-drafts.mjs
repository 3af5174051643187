// A form that keeps itself: ten seconds after a change it posts what stands in it, and says when that was kept.
const WAIT = 10_000;
const NOT_KEPT = "Not saved yet. Keep this page open: what you wrote is still here.";

export function keepDrafts(page) {
  for (const form of page.querySelectorAll("form[data-kith-autosave]")) keep(form, page);
}

function keep(form, page) {
  const said = form.querySelector("[data-kith-saved]") ?? page.querySelector("[data-kith-saved]");
  const say = (words) => said && (said.textContent = words);
  let waiting = 0;
  let isLeaving = false;

  const save = async () => {
    waiting = 0;
    if (isLeaving) return;
    try {
      const answer = await fetch(form.dataset.kithAutosave, {
        method: "POST",
        body: new FormData(form), // with the token that the form carries
        headers: { "X-Kith-Autosave": "1" },
        credentials: "same-origin",
        redirect: "manual",
      });
      if (!answer.ok) throw new Error(String(answer.status));
      say(`Saved ${hour(new Date())}`);
    } catch {
      say(NOT_KEPT);
      waiting ||= setTimeout(save, WAIT);
    }
  };

  form.addEventListener("input", () => (waiting ||= setTimeout(save, WAIT)));
  form.addEventListener("submit", () => {
    isLeaving = true;
    clearTimeout(waiting);
  });
  // A page brought back by the browser's Back keeps itself again.
  addEventListener("pageshow", () => (isLeaving = false));
}

function hour(at) {
  const minutes = at.getMinutes() ? `:${String(at.getMinutes()).padStart(2, "0")}` : "";
  return `${at.getHours() % 12 || 12}${minutes}${at.getHours() < 12 ? "am" : "pm"}`;
}
