// Nothing here is needed: it makes easier what works without it.
import { initAll } from "govuk-frontend";

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");
initAll();

// A form that saves itself: posts what stands in it some seconds after a change, and says when it was kept.
for (const form of document.querySelectorAll("form[data-kith-autosave]")) {
  const said = document.querySelector("[data-kith-saved]");
  let waiting = 0;
  const save = async () => {
    waiting = 0;
    try {
      const answer = await fetch(form.dataset.kithAutosave, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Kith-Autosave": "1" },
        credentials: "same-origin",
      });
      if (!said) return;
      if (answer.ok) {
        const now = new Date().toLocaleTimeString("en-GB", { hour: "numeric", minute: "2-digit", hour12: true });
        said.textContent = `Saved ${now.replace(" ", "")}`;
      } else {
        said.textContent = "Not saved yet. Keep this page open: what you wrote is still here.";
      }
    } catch {
      if (said) said.textContent = "Not saved yet. Keep this page open: what you wrote is still here.";
    }
  };
  form.addEventListener("input", () => {
    if (!waiting) waiting = setTimeout(save, 5000);
  });
}
