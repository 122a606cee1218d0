import { type RefObject, useEffect, useRef } from 'react';

/** A page of the wide window: its heading takes the focus when `place` changes, Escape closes it. Gives the heading's ref. */
export const usePage = (place: string, close: () => void): RefObject<HTMLHeadingElement | null> => {
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the place is what it is about
  useEffect(() => heading.current?.focus(), [place]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      close();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [close]);
  return heading;
};
