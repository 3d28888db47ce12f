// Patient pages work without any of this; it spares people a wait, a scroll or a lost time.
import { watchHold } from "./hold.js";
import { watchSwaps } from "./swap.js";

watchSwaps(document);
watchHold(document.querySelector(".hold"));
