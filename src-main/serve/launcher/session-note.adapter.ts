import { join } from 'node:path';
import type { App } from '../../app/app.ts';
import type { SessionView } from '../../contract/snapshot.ts';
import { isHarmless } from '../../contract/text.ts';
import { makeFolder } from '../../storage/own-folder.adapter.ts';
import { readPlain } from '../../storage/plain-file.adapter.ts';
import { writeWhole } from '../../storage/whole-file.adapter.ts';

/** Where prompts read which sessions are open. */
export const sessionNoteFile = (folder: string): string => join(folder, 'open-sessions');

/**
 * A line for each open session: its end in seconds since 1970, its target, and the profile of its role, with tabs between. No secret, no ARN. A name that would
 * move the cursor of a prompt has none.
 */
export const sessionNote = (sessions: readonly Pick<SessionView, 'target' | 'profile' | 'expires'>[]): string =>
  sessions
    .filter(({ target, profile = '' }) => isHarmless(`${target}${profile}`))
    .map(({ target, profile, expires }) => `${Math.floor(expires / 1000)}\t${target}\t${profile || target}\n`)
    .join('');

/** Keeps that file as the app's sessions are, once they are known. What can't be written costs a prompt its minutes, and nothing else. */
export const noteSessions = (
  app: Pick<App, 'snapshot' | 'subscribe' | 'ready'>,
  folder: string,
): { readonly stop: () => Promise<void> } => {
  const file = sessionNoteFile(folder);
  let last: string | undefined;
  let writing = Promise.resolve();
  let isOver = false;
  let stopListening = () => {};
  const write = async (text: string): Promise<void> => {
    const there = await readPlain(file, { noLink: true }).then(
      (bytes) => bytes.toString('utf8'),
      () => '',
    );
    if (there === text) return;
    await makeFolder(folder);
    await writeWhole(file, text);
  };
  const note = (sessions: readonly SessionView[]) => {
    const text = sessionNote(sessions);
    if (text === last) return;
    last = text;
    writing = writing.then(() => write(text)).catch(() => {});
  };
  const begin = () => {
    if (isOver) return;
    note(app.snapshot().sessions);
    stopListening = app.subscribe(({ sessions }) => note(sessions));
  };
  void app.ready.then(begin, () => {});
  return {
    stop: async () => {
      isOver = true;
      stopListening();
      await writing;
    },
  };
};
