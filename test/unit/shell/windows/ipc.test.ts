import { describe, expect, it } from 'vitest';
import { silentLog } from '../../../../src-main/base/log.ts';
import type { ActivityItem } from '../../../../src-main/contract/activity.ts';
import type { EnrollView } from '../../../../src-main/contract/enroll.ts';
import type { Snapshot } from '../../../../src-main/contract/snapshot.ts';
import { answerCommand, isOurWindow, type OwnWindow, openChannels, type SenderEvent } from '../../../../src-main/shell/windows/ipc.ts';
import { snapshotWith } from '../../../support/gallery/snapshots.ts';

const top = { origin: 'app://bundle' };
const ours: SenderEvent = { sender: { id: 7, mainFrame: top }, senderFrame: top };
const run = (name: unknown) => (name === 'tap' ? ({ accepted: true } as const) : ({ accepted: false, why: 'unknown-command' } as const));

describe('who may speak', () => {
  it('is the top frame of our window at our origin', () => {
    expect(isOurWindow(ours, [3, 7])).toBe(true);
  });

  it.each<readonly [string, SenderEvent, readonly number[]]>([
    ['a frame inside the page', { ...ours, senderFrame: { origin: 'app://bundle' } }, [7]],
    ['a frame that has gone', { ...ours, senderFrame: null }, [7]],
    [
      'a frame that went on the way',
      ((frame) => ({ sender: { id: 7, mainFrame: frame }, senderFrame: frame }))({
        get origin(): string {
          throw new Error('Render frame was disposed before WebFrameMain could be accessed');
        },
      }),
      [7],
    ],
    ['another window', ours, [3, 8]],
    ['anybody while there is no window', ours, []],
    [
      'a page of another origin',
      ((frame) => ({ sender: { id: 7, mainFrame: frame }, senderFrame: frame }))({ origin: 'https://example.com' }),
      [7],
    ],
    [
      'an address that only begins like ours',
      ((frame) => ({ sender: { id: 7, mainFrame: frame }, senderFrame: frame }))({ origin: 'app://bundle.example' }),
      [7],
    ],
  ])('is not %s', (_who, event, own) => {
    expect(isOurWindow(event, own)).toBe(false);
    let asked = 0;
    const answer = answerCommand(event, own, 'tap', {}, () => ({ accepted: asked++ === 0 }) as never, silentLog);
    expect(answer).toEqual({ accepted: false, why: 'foreign-sender' });
    expect(asked).toBe(0);
  });
});

describe('a command', () => {
  it('gets the answer of the app', () => {
    expect(answerCommand(ours, [7], 'tap', { role: 'prod' }, run, silentLog)).toEqual({ accepted: true });
  });

  it('that is refused is logged without what was sent', () => {
    const lines: string[] = [];
    const log = { info: () => {}, warn: (message: string, facts?: unknown) => lines.push(`${message} ${JSON.stringify(facts)}`) };
    const answer = answerCommand(ours, [7], 'hunter2', { password: 'hunter2' }, run, log);
    expect(answer).toEqual({ accepted: false, why: 'unknown-command' });
    expect(lines).toEqual(['command refused {"why":"unknown-command"}']);
  });
});

describe('a snapshot', () => {
  const item = { id: '1', profile: 'prod' } as ActivityItem;
  const day = { begins: 0, ends: 1, isToday: true, isReading: false, days: [0], items: [item] };
  const open = (snapshot: Snapshot) => {
    const sent: Record<string, Snapshot> = {};
    const windowOf = (place: OwnWindow['place'], id: number) => {
      const contents = {
        id,
        mainFrame: top,
        once: () => {},
        isDestroyed: () => false,
        send: (_: string, one: Snapshot) => (sent[place] = one),
      };
      return { place, contents: contents as never as OwnWindow['contents'] };
    };
    const windows = [windowOf('popover', 3), windowOf('wide', 7)];
    let subscribe = (_event: unknown) => {};
    const ipcMain = { on: (_: string, listener: typeof subscribe) => (subscribe = listener), handle: () => {} };
    const channels = openChannels(ipcMain as never, { run, snapshot: () => snapshot } as never, () => windows, silentLog);
    for (const { contents } of windows) subscribe({ sender: contents, senderFrame: top });
    return { sent, channels };
  };

  it('brings a day of the history only to the window that shows it, at once and with each newer one', () => {
    const snapshot = snapshotWith({ activity: day });
    const { sent, channels } = open(snapshot);
    for (const round of ['at once', 'newer']) {
      expect(sent.wide, round).toBe(snapshot);
      expect(sent.popover, round).toEqual({ ...snapshot, activity: { ...day, days: [], items: [] } });
      channels.send(snapshot);
    }
  });

  it('leaves the day out while the wizard stands before it', () => {
    const { sent } = open(snapshotWith({ activity: day, enroll: { id: 'run' } as EnrollView }));
    expect(sent.wide?.activity?.items).toEqual([]);
  });

  it('goes as it is where no day is open', () => {
    const snapshot = snapshotWith({});
    const { sent } = open(snapshot);
    expect([sent.popover, sent.wide]).toEqual([snapshot, snapshot]);
    expect(sent.popover).toBe(snapshot);
  });
});
