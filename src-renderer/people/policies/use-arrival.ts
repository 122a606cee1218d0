import { type RefObject, useLayoutEffect, useRef } from 'react';

/** Brings what was just found into view: it comes below the form that asked for it. `found`: another one each time. */
export const useArrival = (found: object): RefObject<HTMLElement | null> => {
  const place = useRef<HTMLElement>(null);
  const told = JSON.stringify(found);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was found is what it is about
  useLayoutEffect(() => {
    place.current?.scrollIntoView({ block: 'start' });
  }, [told]);
  return place;
};
