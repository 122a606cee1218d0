import { type RefObject, useEffect, useRef } from 'react';

const isLost = (element: Element | null): boolean => element === null || element === document.body || element.matches(':disabled');
const canTake = (element: HTMLElement | undefined): element is HTMLElement =>
  element?.isConnected === true && !element.matches(':disabled');

/**
 * A part of a page whose buttons go, or are switched off, as soon as they were pressed. The focus that one of them had lands on what came in its place, the last of
 * `data-lands` in the part; where nothing did, it goes back to the button as soon as that can be pressed again. It never falls to the page: whoever has a keyboard
 * alone would begin again at its top. Gives the ref of the part, which is marked `data-part`.
 */
export const useLanding = <E extends HTMLElement>(): RefObject<E | null> => {
  const part = useRef<E>(null);
  const had = useRef(false);
  /** What a person went to last, and what it was before the focus landed elsewhere. */
  const last = useRef<HTMLElement>(undefined);
  const landed = useRef<HTMLElement>(undefined);
  useEffect(() => {
    // What takes the focus tells it; what is taken away does not.
    const onFocus = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement)) return;
      // A question over the page gives the focus back, if what had it is still there.
      if (target.closest('dialog') !== null && part.current?.closest('dialog') === null) return;
      had.current = part.current?.contains(target) ?? false;
      if (target !== landed.current) last.current = had.current ? target : undefined;
    };
    document.addEventListener('focusin', onFocus);
    return () => document.removeEventListener('focusin', onFocus);
  }, []);
  useEffect(() => {
    if (!had.current || !isLost(document.activeElement)) return;
    const places = [...(part.current?.querySelectorAll<HTMLElement>('[data-lands]') ?? [])];
    const place = places.filter((one) => !one.matches(':disabled') && one.closest('[data-part]') === part.current).at(-1) ?? last.current;
    if (!canTake(place)) return;
    landed.current = place;
    place.focus();
  });
  return part;
};
