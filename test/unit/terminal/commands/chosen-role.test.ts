import { describe, expect, it } from 'vitest';
import { setUp } from '../devices/device-fixture.ts';

const config =
  '[profile dev]\nrole_arn = arn:aws:iam::111122223333:role/Dev\nsource_profile = work\n[profile prod]\nrole_arn = arn:aws:iam::222233334444:role/Admin\nsource_profile = work\n';

describe('a command that needs a role', () => {
  it('lets a person choose one, with what tells it from others', async () => {
    const { problem, offered } = await setUp({ isInteractive: true, config, typed: [undefined] });
    expect(await problem('tap')).toEqual({ code: 'cancelled' });
    expect(offered).toEqual([
      { name: 'dev', about: 'Dev in 111122223333' },
      { name: 'prod', about: 'Admin in 222233334444' },
    ]);
  });

  it('does what it is for with the chosen one', async () => {
    const { problem } = await setUp({ isInteractive: true, config, typed: ['prod'] });
    expect(await problem('console')).not.toMatchObject({ code: 'usage' });
  });

  it('says what is missing where nobody is asked, and for a program', async () => {
    const { problem } = await setUp({ config });
    expect(await problem('tap')).toEqual({ code: 'usage', message: 'tap needs a role', command: 'tap' });
    const asked = await setUp({ isInteractive: true, config, typed: ['prod'] });
    expect(await asked.problem('console --json')).toEqual({ code: 'usage', message: 'console needs a role', command: 'console' });
    expect(asked.offered).toEqual([]);
  });
});
