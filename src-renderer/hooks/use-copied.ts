import { useCallback, useEffect, useState } from 'react';

/** In milliseconds: long enough for a glance. */
const shownFor = 1800;

/** Whether to say "Copied", and the way to begin: it is said for a moment, from the last copy on. */
export const useCopied = (): readonly [copied: boolean, show: () => void] => {
  const [copies, setCopies] = useState(0);
  useEffect(() => {
    if (copies === 0) return;
    const timer = setTimeout(() => setCopies(0), shownFor);
    return () => clearTimeout(timer);
  }, [copies]);
  return [copies > 0, useCallback(() => setCopies((before) => before + 1), [])];
};
