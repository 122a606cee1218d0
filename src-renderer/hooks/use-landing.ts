import { type RefObject, useEffect, useRef } from 'react';

const isLost = (element: Element | null): boolean => element === null || element === document.body || element.matches(':disabled');

/**
 * A part of a page whose buttons go, or are switched off, as soon as they were pressed. The focus that one of them had lands on what came in its place, the last of
 * `data-lands` in the part, and never on the page: whoever has a keyboard alone would begin again at its top. Gives the ref of the part, which is marked `data-part`.
 */
export const useLanding = <E extends HTMLElement>(): RefObject<E | null> => {
  const part = useRef<E>(null);
  const had = useRef(false);
  useEffect(() => {
    // What takes the focus tells it; what is taken away does not.
    const onFocus = ({ target }: FocusEvent) => {
      // A question over the page gives the focus back, if what had it is still there.
      if (target instanceof Element && target.closest('dialog') !== null && part.current?.closest('dialog') === null) return;
      had.current = part.current?.contains(target as Node) ?? false;
    };
    document.addEventListener('focusin', onFocus);
    return () => document.removeEventListener('focusin', onFocus);
  }, []);
  useEffect(() => {
    if (!had.current || !isLost(document.activeElement)) return;
    const places = [...(part.current?.querySelectorAll<HTMLElement>('[data-lands]') ?? [])];
    places
      .filter((place) => !place.matches(':disabled') && place.closest('[data-part]') === part.current)
      .at(-1)
      ?.focus();
  });
  return part;
};
