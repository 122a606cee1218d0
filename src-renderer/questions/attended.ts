/** The window had the keyboard for so long, without a key pressed, that whoever is at it has seen the question. Milliseconds. */
const attendedMillis = 600;

/** Whoever was at a question is at the one that follows it: a code in place of a touch, a password that was wrong. Milliseconds. */
const followMillis = 1000;
let followedUntil = 0;

/**
 * Calls `attend` once a person is at a question that somebody else asked: after a click into it or a Tab, or when its window has had the keyboard for a
 * moment. Until then keys belong to what the person was doing before, and `isAttended` is false.
 */
export const watchAttention = (
  element: HTMLElement,
  attend: () => void,
): { readonly isAttended: () => boolean; readonly stop: () => void } => {
  let isAttended = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listeners = new AbortController();
  const { signal } = listeners;
  const letGo = () => {
    clearTimeout(timer);
    listeners.abort();
  };
  const stop = () => {
    letGo();
    if (isAttended) followedUntil = performance.now() + followMillis;
  };
  const settle = () => {
    letGo();
    isAttended = true;
    attend();
  };
  const begin = () => {
    clearTimeout(timer);
    timer = setTimeout(settle, attendedMillis);
  };
  if (performance.now() < followedUntil) {
    settle();
    return { isAttended: () => isAttended, stop };
  }
  if (document.hasFocus()) begin();
  window.addEventListener('focus', begin, { signal });
  window.addEventListener('blur', () => clearTimeout(timer), { signal });
  element.addEventListener('pointerdown', settle, { signal });
  // Whoever is typing has not seen it yet.
  const onKey = (event: KeyboardEvent) => (event.key === 'Tab' ? settle() : begin());
  document.addEventListener('keydown', onKey, { signal, capture: true });
  return { isAttended: () => isAttended, stop };
};
