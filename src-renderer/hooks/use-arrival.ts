import { type RefObject, useLayoutEffect, useRef } from 'react';

/** What scrolls an element; undefined where everything is in view. */
const scrollerOf = (element: Element): Element | undefined => {
  for (let at = element.parentElement; at !== null; at = at.parentElement)
    if (/auto|scroll/.test(getComputedStyle(at).overflowY) && at.scrollHeight > at.clientHeight) return at;
  return undefined;
};

/**
 * Brings what was just found into view: it comes below the form that asked for it. `found`: another one each time. Only what scrolls is scrolled: the browser's own way
 * also moves the window's whole picture, which nobody can move back.
 */
export const useArrival = (found: object): RefObject<HTMLElement | null> => {
  const place = useRef<HTMLElement>(null);
  const told = JSON.stringify(found);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was found is what it is about
  useLayoutEffect(() => {
    const arrived = place.current;
    const scroller = arrived === null ? undefined : scrollerOf(arrived);
    if (arrived === null || scroller === undefined) return;
    scroller.scrollTop += arrived.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
  }, [told]);
  return place;
};
