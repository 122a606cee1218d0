import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../../src-main/base/clock.ts';
import { type LinkOnce, serveLinkOnce } from '../../../src-main/storage/one-time-link.adapter.ts';
import { start } from '../../support/aws/stage.ts';

/** `nobody`, who has an account on every Debian. */
const other = 65_534;
const asOther = ['setpriv', `--reuid=${other}`, '--clear-groups'];
const canBeOther = spawnSync('setpriv', [...asOther.slice(1), 'true']).status === 0;
if (!canBeOther) console.log('skipped: what another user of this computer sees can be tried by root alone');

/** What another real user of this computer gets. */
describe.skipIf(!canBeOther)('another user of this computer', () => {
  const statusOf = async (who: readonly string[], { address }: LinkOnce): Promise<string> => {
    const [program = '', ...words] = [
      ...who,
      'curl',
      '-q',
      '-s',
      '--noproxy',
      '*',
      '-o',
      '/dev/null',
      '-w',
      '%{http_code} %{redirect_url}',
      address,
    ];
    return (await start(program, words, { PATH: process.env.PATH ?? '' }).ended).stdout;
  };

  test('gets no link that signs in, and takes none away', async () => {
    const once = await serveLinkOnce('https://signin.aws.amazon.com/federation?x=1', systemClock);
    expect(await statusOf(asOther, once)).toBe('404 ');
    expect(await statusOf([], once)).toBe('303 https://signin.aws.amazon.com/federation?x=1');
    expect(await once.came).toBe(true);
  });
});
