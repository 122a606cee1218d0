import { describe, expect, it } from 'vitest';
import { failed, ok } from '../../../../src-main/contract/result.ts';
import { readPassphrase } from '../../../../src-main/terminal/access-keys/passphrase.ts';
import { silentConsole } from '../../../fakes/console.ts';
import { never } from '../../../fakes/world.ts';

const usage = failed({ code: 'usage', message: 'A passphrase is needed' });

describe('the passphrase of a person', () => {
  it.each([
    ['typed', 'correct horse', ok('correct horse')],
    ['left out with Enter', '', usage],
    ['left with Ctrl-C', undefined, failed({ code: 'cancelled' })],
  ] as const)('is %s', async (_how, typed, expected) => {
    const console = { ...silentConsole, isInteractive: true, ask: async () => typed };
    expect(await readPassphrase(console, never())).toEqual(expected);
  });

  it('is missing where standard input ends', async () => expect(await readPassphrase(silentConsole, never())).toEqual(usage));
});
