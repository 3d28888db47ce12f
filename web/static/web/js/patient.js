// Patient pages work without any of this; it spares people a wait, a scroll or a lost time.
import { watchHold } from "./hold.js";
import { watchSwaps } from "./swap.js";

watchSwaps(document);
watchHold(document.querySelector(".hold"));

// Without scripts nothing can print by itself, so the button only shows with them.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
