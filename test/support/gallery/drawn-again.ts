/** Roots that the window made (kept-root.mjs). */
declare global {
  interface Window {
    keptRoots?: { unmount: () => void }[];
  }
}

const attributesOf = (element: Element) => new Map([...element.attributes].map(({ name, value }) => [name, value]));
const putBack = (element: Element, attributes: ReadonlyMap<string, string>): void => {
  for (const { name } of [...element.attributes]) if (!attributes.has(name)) element.removeAttribute(name);
  for (const [name, value] of attributes) element.setAttribute(name, value);
};
const nextTask = () => new Promise((done) => window.setTimeout(done));

/**
 * Notes what a page is like before anything is drawn in it, and answers how to make it so again, as loading it would, at a quarter of the price: nothing that
 * was drawn, said to listen or put off, typed, focused, scrolled or set by a test is left. It answers false where only a load can: a test has
 * put the clock of the page away.
 */
export const notePage = (): (() => Promise<boolean>) => {
  const lasting = [document.documentElement, document.body] as const;
  const attributes = lasting.map(attributesOf);
  const head = new Set(document.head.childNodes);
  const served = [...document.body.childNodes].map((node) => node.cloneNode(true));
  const { title } = document;
  const known = new Set(Object.keys(window));
  const stops: (() => void)[] = [];
  const { addEventListener } = EventTarget.prototype;
  /** Elements go with their listeners; the window, the document and what matches a media query stay. */
  EventTarget.prototype.addEventListener = function (this: EventTarget | undefined, ...words: Parameters<typeof addEventListener>) {
    const target = this ?? window;
    const goes = target instanceof Element && !lasting.some((element) => element === target);
    if (!goes) stops.push(() => target.removeEventListener(words[0], words[1], words[2]));
    addEventListener.apply(target, words);
  };
  // Timers and frames are numbered.
  let timers = 0;
  let frames = 0;

  return async () => {
    if (!String(window.setTimeout).includes('[native code]')) return false;
    for (const root of window.keptRoots?.splice(0) ?? []) root.unmount();
    // A root that is taken away listens no more, whatever its observers say yet. What was under way runs into the void before the rest is put back.
    await nextTask();
    for (const stop of stops.splice(0)) stop();
    const timer = window.setTimeout(() => {});
    while (timers < timer) window.clearTimeout(++timers);
    const frame = requestAnimationFrame(() => {});
    while (frames < frame) cancelAnimationFrame(++frames);
    document.body.replaceChildren(...served.map((node) => node.cloneNode(true)));
    for (const [index, element] of lasting.entries()) putBack(element, attributes[index] ?? new Map());
    for (const node of [...document.head.childNodes]) if (!head.has(node)) node.remove();
    document.title = title;
    localStorage.clear();
    sessionStorage.clear();
    for (const key of Object.keys(window)) if (!known.has(key)) Reflect.deleteProperty(window, key);
    return true;
  };
};
