// A kept time is spoken of at 5 minutes, and asked about in a dialog at 2. The clock itself is
// not live: a counter that speaks every second helps nobody. Seconds come from the server, so a
// wrong clock on the phone does no harm.

const SPEAK_MINUTES = 5;
const ASK_MINUTES = 2;
const MS = 1000;

export function watchHold(bar) {
  if (!bar) return;
  const ends = performance.now() + Number(bar.dataset.seconds) * MS;
  at(ends, SPEAK_MINUTES, () => say(bar, SPEAK_MINUTES));
  at(ends, ASK_MINUTES, () => ask(bar));
}

function at(ends, minutes, action) {
  const wait = ends - minutes * 60 * MS - performance.now();
  if (wait > 0) setTimeout(action, wait);
}

function say(bar, minutes) {
  document.getElementById("status").textContent = bar.dataset.say.replace("{n}", minutes);
}

function ask(bar) {
  say(bar, ASK_MINUTES);
  document.getElementById("hold-talk").showModal();
}
