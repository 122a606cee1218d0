import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { plainLook } from '../../../../src-main/terminal/console/look.ts';
import { createProgress } from '../../../../src-main/terminal/console/progress.ts';
import { createFakeClock, settle } from '../../../fakes/clock.ts';

/** A terminal of some columns, as far as one line of it goes: what a person sees at the end of all that was written. */
const setUp = (columns = 60) => {
  const clock = createFakeClock(0);
  let written = '';
  let width = columns;
  const write = (text: string) => {
    written += text;
  };
  const progress = createProgress(write, () => ({ ...plainLook, columns: width }), clock);
  return {
    clock,
    progress,
    write,
    resize: (to: number) => {
      width = to;
    },
    /** Lines that stay, and the last one, from its start or from where it was erased. */
    seen: () =>
      written
        .split('\n')
        .map((line) => line.slice(line.lastIndexOf('\r') + 1))
        .map(stripVTControlCharacters),
    written: () => written,
  };
};
const until = (clock: { readonly now: () => number }, deadline: number) => () => deadline - clock.now();

describe('progress', () => {
  it('counts down on one line, and leaves nothing behind', async () => {
    const { clock, progress, seen } = setUp();
    const end = progress.show({ text: 'Touch your YubiKey', left: until(clock, 15_000) });
    expect(seen()).toEqual(['Touch your YubiKey (15 s)']);
    await clock.advance(1000);
    expect(seen()).toEqual(['Touch your YubiKey (14 s)']);
    await clock.advance(20_000);
    expect(seen()).toEqual(['Touch your YubiKey (0 s)']);
    end();
    expect(seen()).toEqual(['']);
    expect(clock.pending()).toBe(0);
  });

  it('shows the latest, then the one before again', () => {
    const { progress, seen } = setUp();
    const endAws = progress.show({ text: 'Waiting for AWS…' });
    const endTouch = progress.show({ text: 'Touch your YubiKey' });
    expect(seen()).toEqual(['Touch your YubiKey']);
    endTouch();
    endTouch();
    expect(seen()).toEqual(['Waiting for AWS…']);
    endAws();
    expect(seen()).toEqual(['']);
  });

  it('makes room for what is written beside it', () => {
    const { progress, write, seen } = setUp();
    progress.show({ text: 'Waiting for AWS…' });
    progress.around(() => write('note: Clock 90 seconds behind.\n'));
    expect(seen()).toEqual(['note: Clock 90 seconds behind.', 'Waiting for AWS…']);
  });

  it('gives way to a question, and comes back when that is answered', async () => {
    const { clock, progress, write, seen, written } = setUp();
    progress.show({ text: 'Waiting', left: until(clock, 30_000) });
    const takeBack = progress.giveWay();
    write('Code: 12');
    const before = written();
    await clock.advance(5000);
    progress.around(() => {});
    expect(written()).toBe(before);
    expect(seen()).toEqual(['Code: 12']);
    takeBack();
    takeBack();
    await settle();
    expect(seen()).toEqual(['Waiting (25 s)']);
  });

  it('never takes a second line, however long it is and however small the terminal becomes; the time stays', async () => {
    const { clock, progress, seen, resize } = setUp(40);
    progress.show({ text: 'Touch your YubiKey to open 本番環境 in account 111122223333', left: until(clock, 15_000) });
    expect(seen()).toEqual(['Touch your YubiKey to open 本番… (15 s)']);
    resize(20);
    await clock.advance(1000);
    expect(seen()[0]).toMatch(/^Touch your.*… \(14 s\)$/);
    expect(seen()[0]?.length).toBe(19);
  });

  it('lets no name move the cursor', () => {
    const { progress, seen } = setUp();
    progress.show({ text: 'open a\u001b[2J\nb' });
    expect(seen()).toEqual(['open a\ufffd[2J\ufffdb']);
  });
});
