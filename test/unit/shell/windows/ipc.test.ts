import { describe, expect, it } from 'vitest';
import { silentLog } from '../../../../src-main/base/log.ts';
import { answerCommand, isOurWindow, type SenderEvent } from '../../../../src-main/shell/windows/ipc.ts';

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
