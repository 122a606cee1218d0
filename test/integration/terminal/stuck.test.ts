import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { promptly, untilAtRest } from '../../support/app/at-rest.ts';
import { eventually } from '../../support/app/eventually.ts';
import type { Stage, Started } from '../../support/aws/stage.ts';
import { holdCard } from '../../support/card/hold-card.ts';
import { withPluggedKey } from '../../support/card/key-rig.ts';
import type { Pcscd } from '../../support/card/pcscd.ts';
import type { PluggedKey } from '../../support/card/virtual-key.ts';

/** Processes that own PC/SC in this sandbox. */
const cardProcesses = (): readonly string[] =>
  readdirSync('/proc').filter((id) => {
    try {
      return /^\d+$/.test(id) && readFileSync(`/proc/${id}/cmdline`, 'utf8').includes('card-process.cjs');
    } catch {
      // It ended meanwhile.
      return false;
    }
  });

/** What is stuck, and how it is set free. */
type Stick = () => Promise<() => Promise<void> | void>;

/** Nothing that PC/SC, the key or another program does keeps the terminal: the built program over the real pcscd. */
describe('roletap, when', () => {
  let stage: Stage;
  let plugged: PluggedKey;
  let pcscd: Pcscd;

  withPluggedKey({}, (rig) => {
    ({ stage, plugged, pcscd } = rig);
  });

  const inTransaction: Stick = async () => (await holdCard(plugged.reader, 'transaction')).letGo;
  const heldExclusively: Stick = async () => (await holdCard(plugged.reader, 'exclusive')).letGo;
  const halted: Stick = async () => {
    pcscd.halt();
    return pcscd.resume;
  };
  const silentCard: Stick = async () => {
    plugged.key.inject({ at: 1, does: 'hang' });
    return plugged.remove;
  };
  const busy = { code: 'yubikey-busy', holder: 'python3' };
  const kinds: readonly (readonly [string, Stick, object])[] = [
    ['another program is inside a transaction', inTransaction, busy],
    ['another program holds the key for itself', heldExclusively, busy],
    ['the card service is halted', halted, { code: 'card-service-silent' }],
    ['the card never answers', silentCard, { code: 'yubikey-unreadable', detail: 'no answer' }],
  ];

  const stuck = async (stick: Stick, work: () => Promise<void>): Promise<void> => {
    const free = await stick();
    try {
      await work();
    } finally {
      await free();
    }
  };
  const millis = async (running: Started): Promise<number> => {
    const began = performance.now();
    await running.ended;
    return performance.now() - began;
  };
  const tapIn = async (...words: readonly string[]) => {
    const running = stage.roletap(['tap', 'dev', ...words]);
    await plugged.blinking();
    plugged.key.touch();
    expect(await running.ended).toMatchObject({ code: 0 });
  };

  test.each(kinds)('%s: names it in bounded time where a key is needed, also one that was seen before', async (_what, stick, problem) => {
    expect(await stage.roletap(['accounts']).ended).toMatchObject({ code: 0 });
    await stuck(stick, async () => {
      const ended = await stage.roletap(['tap', 'dev', '--json']).ended;
      expect(ended.json(), ended.stderr).toMatchObject({ problem });
      expect(ended.code).toBe(3);
      if (problem === busy) expect(ended.stderr).toContain('YubiKey is in use by python3. Waiting a moment…');
    });
  });

  test.each(kinds)('%s: answers without a word of it where no key is needed', async (_what, stick) => {
    await tapIn();
    await stuck(stick, async () => {
      for (const words of [
        ['credentials', 'dev'],
        ['exec', 'dev', '--', 'true'],
        ['env', 'dev'],
        ['sessions'],
        ['roles'],
        ['tap', 'prod'],
      ]) {
        const ended = await stage.roletap(words).ended;
        expect([words, ended.code, ended.stderr]).toEqual([words, 0, expect.not.stringContaining('YubiKey')]);
      }
      expect(await stage.roletap(['end', '--all']).ended).toMatchObject({ code: 0 });
    });
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('a key or its service does not answer: ends with %s', async (signal) => {
    for (const [, stick] of kinds) {
      await stuck(stick, async () => {
        const running = stage.roletap(['keys', '--json'], { environment: { ROLETAP_LOG: '1' } });
        await untilAtRest(running.process.pid);
        running.process.kill(signal);
        const [ended, took] = await Promise.all([running.ended, millis(running)]);
        expect(ended).toMatchObject({ code: 4 });
        expect(ended.json()).toMatchObject({ problem: { code: 'cancelled' } });
        expect(took).toBeLessThan(promptly);
      });
      await plugged.insert();
    }
  });

  test('a touch is not wanted any more: ends at once, and leaves no process behind', async () => {
    const running = stage.roletap(['tap', 'dev', '--json']);
    await plugged.blinking();
    running.process.kill('SIGINT');
    expect(await running.ended).toMatchObject({ code: 4 });
    plugged.key.touch();
    await tapIn();
  });

  test('it is killed at any moment of its start: leaves no process behind', async () => {
    for (let moment = 15; moment <= 100; moment += 5) {
      const running = stage.roletap(['keys']);
      await new Promise((resolve) => setTimeout(resolve, moment));
      running.process.kill('SIGKILL');
      await running.ended;
    }
    await eventually(async () => cardProcesses().length === 0, 'the end of all processes of the card');
  });

  test('a reply of the card goes on for ever: says so', async () => {
    for (let at = 1; at <= 400; at++) plugged.key.inject({ at, does: 'alter', alter: () => Uint8Array.of(1, 0x61, 0xff) });
    const ended = await stage.roletap(['accounts', '--json']).ended;
    expect(ended.json()).toMatchObject({ problem: { code: 'yubikey-unreadable', detail: 'malformed reply' } });
  });
});
