import type { IpcMain, WebContents } from 'electron';
import type { App } from '../app/app.ts';
import type { Log } from '../base/log.ts';
import type { CommandAnswer } from '../contract/commands.ts';
import type { Snapshot } from '../contract/snapshot.ts';
import { pageOrigin } from './page-path.ts';

/** The part of an IPC event that says who sends. `senderFrame` is null when the frame has gone in the meantime. */
export interface SenderEvent {
  readonly sender: { readonly id: number; readonly mainFrame: unknown };
  readonly senderFrame: { readonly origin: string } | null;
}

/** Only the top frame of our own window, at our own origin, may speak. */
export const isOurWindow = (event: SenderEvent, ownId: number | undefined): boolean => {
  const frame = event.senderFrame;
  return frame !== null && frame === event.sender.mainFrame && frame.origin === pageOrigin && event.sender.id === ownId;
};

/** Who sent, then what: the app parses name and payload. A refusal is an answer, and is logged by name alone. */
export const answerCommand = (
  event: SenderEvent,
  ownId: number | undefined,
  name: unknown,
  payload: unknown,
  run: App['run'],
  log: Log,
): CommandAnswer => {
  const answer: CommandAnswer = isOurWindow(event, ownId) ? run(name, payload) : { accepted: false, why: 'foreign-sender' };
  if (!answer.accepted) log.warn('command refused', { why: answer.why });
  return answer;
};

export interface Channels {
  /** Sends the snapshot to the window, if one lives and has subscribed. */
  readonly send: (snapshot: Snapshot) => void;
}

/**
 * The two channels. `snapshot`: the window asks once, then gets the newest at once and each newer one. `command`: the
 * window sends a name and a payload and gets a CommandAnswer.
 */
export const openChannels = (
  ipcMain: IpcMain,
  app: Pick<App, 'run' | 'snapshot'>,
  ownContents: () => WebContents | undefined,
  log: Log,
): Channels => {
  let subscriber: number | undefined;
  ipcMain.on('snapshot', (event) => {
    if (!isOurWindow(event, ownContents()?.id)) return log.warn('snapshot refused', { why: 'foreign-sender' });
    subscriber = event.sender.id;
    event.sender.send('snapshot', app.snapshot());
  });
  ipcMain.handle('command', (event, name: unknown, payload: unknown) =>
    answerCommand(event, ownContents()?.id, name, payload, app.run, log),
  );
  return {
    send: (snapshot) => {
      const contents = ownContents();
      if (contents !== undefined && contents.id === subscriber && !contents.isDestroyed()) contents.send('snapshot', snapshot);
    },
  };
};
