// Staff pages work without any of this; it opens a record beside the list instead of a new page.
import { watchSwaps } from "./swap.js";

watchSwaps(document);

// Closing empties the sheet and gives the focus back to the name that had opened it.
let opener = null;
document.addEventListener("htmx:beforeRequest", (event) => {
  opener = event.detail.elt;
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-close]");
  if (!button) return;
  document.getElementById(button.dataset.close)?.replaceChildren();
  opener?.focus();
});
