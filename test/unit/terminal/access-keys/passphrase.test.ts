import { describe, expect, it } from 'vitest';
import { failed, ok } from '../../../../src-main/contract/result.ts';
import { readPassphrase, sealingPassphrase } from '../../../../src-main/terminal/access-keys/passphrase.ts';
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

describe('the passphrase that seals', () => {
  const sealing = (typed: readonly (string | undefined)[], isSet: boolean) => {
    const answers = [...typed];
    const accessKeys = { unlockable: async () => (isSet ? ok(undefined) : failed({ code: 'passphrase-unset' } as const)) };
    const console = { ...silentConsole, isInteractive: true, ask: async () => answers.shift() };
    return sealingPassphrase({ accessKeys }, console, never());
  };

  it('is typed twice when it is the first', async () => {
    expect(await sealing(['correct horse', 'correct horse'], false)).toEqual(ok('correct horse'));
    expect(await sealing(['correct horse', 'correct hrose'], false)).toMatchObject({ problem: { code: 'usage' } });
    expect(await sealing(['correct horse', undefined], false)).toEqual(failed({ code: 'cancelled' }));
  });

  it('is typed once when one was set: a wrong one is told by what it seals', async () => {
    expect(await sealing(['correct horse'], true)).toEqual(ok('correct horse'));
  });
});
