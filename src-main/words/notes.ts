import type { Snapshot } from '../contract/snapshot.ts';
import { problemWords } from './problems/problems.ts';
import { type NoticeWords, noticeWords } from './status.ts';

/** All that there is to know and that stops nothing: the notices, where sessions are kept, and whether programs can ask. Pure. */
export const notesWords = (snapshot: Pick<Snapshot, 'notices' | 'door' | 'sessionsKept' | 'demo'>): readonly NoticeWords[] => [
  ...snapshot.notices.map(noticeWords),
  ...doorWords(snapshot.door),
  // What the demo holds is made up, and worth nothing to keep.
  ...(snapshot.demo ? [] : keptWords(snapshot.sessionsKept)),
];

const doorWords = (door: Snapshot['door']): readonly NoticeWords[] => {
  if (door.state !== 'failed') return [];
  const words = problemWords(door.problem);
  return [{ tone: 'warn', title: 'Programs cannot ask for sessions', text: `${words.title}. ${words.happened} ${words.advice}` }];
};

const keptWords = (kept: Snapshot['sessionsKept']): readonly NoticeWords[] => {
  if (kept === 'keyring') return [];
  const until = kept === 'process' ? 'Roletap quits' : 'you log out';
  return [
    {
      tone: 'info',
      title: `Sessions are kept until ${until}`,
      text: `No system keyring was found. Sessions are kept in memory only, until ${until}.`,
    },
  ];
};
