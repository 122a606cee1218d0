import type { IpcMain, WebContents } from 'electron';
import type { App } from '../../app/app.ts';
import type { Log } from '../../base/log.ts';
import type { CommandAnswer } from '../../contract/commands.ts';
import { snapshotIn } from '../../contract/question-place.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import { pageOrigin } from './page-path.ts';

/** The part of an IPC event that says who sends. `senderFrame` is null when the frame has gone in the meantime. */
export interface SenderEvent {
  readonly sender: { readonly id: number; readonly mainFrame: unknown };
  readonly senderFrame: { readonly origin: string } | null;
}

/** Only the top frame of a window of ours, at our own origin, may speak. `ownIds`: the contents of the windows that are open. */
export const isOurWindow = (event: SenderEvent, ownIds: readonly number[]): boolean => {
  try {
    const frame = event.senderFrame;
    return frame !== null && frame === event.sender.mainFrame && frame.origin === pageOrigin && ownIds.includes(event.sender.id);
  } catch {
    // Electron throws when a frame or its window went while the message was on its way.
    return false;
  }
};

/** Who sent, then what: the app parses name and payload. A refusal is an answer, and is logged by name alone. */
export const answerCommand = (
  event: SenderEvent,
  ownIds: readonly number[],
  name: unknown,
  payload: unknown,
  run: App['run'],
  log: Log,
): CommandAnswer => {
  const answer: CommandAnswer = isOurWindow(event, ownIds) ? run(name, payload) : { accepted: false, why: 'foreign-sender' };
  if (!answer.accepted) log.warn('command refused', { why: answer.why });
  return answer;
};

/** A window that is open now. */
export interface OwnWindow {
  readonly place: 'popover' | 'wide';
  readonly contents: WebContents;
}

export interface Channels {
  /** Sends each window that lives and has subscribed what the snapshot is for it. */
  readonly send: (snapshot: Snapshot) => void;
}

/**
 * The two channels. `snapshot`: a window asks once, then gets the newest at once and each newer one. `command`: a
 * window sends a name and a payload and gets a CommandAnswer.
 */
export const openChannels = (
  ipcMain: IpcMain,
  app: Pick<App, 'run' | 'snapshot'>,
  ownWindows: () => readonly OwnWindow[],
  log: Log,
): Channels => {
  const subscribers = new Set<number>();
  const ownIds = () => ownWindows().map(({ contents }) => contents.id);
  const send = ({ place, contents }: OwnWindow, snapshot: Snapshot) => contents.send('snapshot', snapshotIn(place, snapshot));
  ipcMain.on('snapshot', (event) => {
    if (!isOurWindow(event, ownIds())) return log.warn('snapshot refused', { why: 'foreign-sender' });
    const { id } = event.sender;
    if (!subscribers.has(id)) event.sender.once('destroyed', () => subscribers.delete(id));
    subscribers.add(id);
    for (const window of ownWindows()) if (window.contents.id === id) send(window, app.snapshot());
  });
  ipcMain.handle('command', (event, name: unknown, payload: unknown) => answerCommand(event, ownIds(), name, payload, app.run, log));
  return {
    send: (snapshot) => {
      for (const window of ownWindows()) if (subscribers.has(window.contents.id) && !window.contents.isDestroyed()) send(window, snapshot);
    },
  };
};
