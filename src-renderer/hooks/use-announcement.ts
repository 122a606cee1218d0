import { useEffect, useRef, useState } from 'react';
import type { Snapshot } from '../../src-main/contract/snapshot.ts';

/** The sentence for screen readers; stays until there is another one to say. */
export const useAnnouncement = (
  snapshot: Snapshot | undefined,
  wordsFor: (before: Snapshot | undefined, after: Snapshot) => string,
): string => {
  const before = useRef<Snapshot | undefined>(undefined);
  const [said, say] = useState('');
  useEffect(() => {
    if (snapshot === undefined || snapshot === before.current) return;
    const words = wordsFor(before.current, snapshot);
    before.current = snapshot;
    if (words !== '') say(words);
  }, [snapshot, wordsFor]);
  return said;
};
