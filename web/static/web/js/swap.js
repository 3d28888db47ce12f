// After a swap the focus goes to what the person asked for: the link names it in data-then.

export function watchSwaps(root) {
  root.addEventListener("htmx:afterSettle", (event) => {
    const asked = event.detail.requestConfig?.elt?.dataset?.then;
    const heading = asked && document.getElementById(asked);
    heading?.focus();
  });
}
