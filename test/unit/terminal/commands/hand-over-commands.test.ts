import { describe, expect, it } from 'vitest';
import { failed, ok } from '../../../../src-main/contract/result.ts';
import { guessFormat, openConsole, printEnvironment } from '../../../../src-main/terminal/commands/hand-over-commands.ts';
import { history } from '../../../../src-main/terminal/commands/history-command.ts';
import { type Arguments, readArguments } from '../../../../src-main/terminal/console/arguments.ts';
import { textOf } from '../../../fakes/plain-text.ts';
import { never } from '../../../fakes/world.ts';

const args = (line: string): Arguments => {
  const read = readArguments(line.split(' '));
  if (!read.ok) throw new Error(JSON.stringify(read.problem));
  return read.value;
};
const now = Date.UTC(2026, 10, 25, 12);
const day = 86_400_000;

const person = { kind: 'person', front: 'terminal' } as const;

describe('roletap env', () => {
  it.each([
    ['linux', { SHELL: '/bin/bash' }, 'sh'],
    ['linux', { SHELL: '/usr/bin/fish' }, 'fish'],
    ['linux', { SHELL: '/usr/bin/pwsh' }, 'powershell'],
    ['linux', { SHELL: '/bin/bash', NU_VERSION: '0.99' }, 'nushell'],
    ['darwin', { SHELL: '/bin/zsh' }, 'sh'],
    ['linux', {}, 'sh'],
    ['win32', {}, 'powershell'],
  ] as const)('takes on %s with %j the format %s', (platform, env, format) => expect(guessFormat(platform, env)).toBe(format));

  it('prints the text alone, for the shell that is named or guessed', async () => {
    const asked: unknown[] = [];
    const app = {
      person,
      limit: async ({ role }: { readonly role: string }) => ok(role),
      environment: async (role: string, format: string, asker: unknown) => {
        asked.push([role, format, asker]);
        return ok(`text for ${format}\n`);
      },
    };
    const inFish = { platform: 'linux' as const, env: { SHELL: '/usr/bin/fish' } };
    expect(await printEnvironment(app, args('env dev'), inFish, never())).toEqual(
      ok({ json: { format: 'fish', text: 'text for fish\n' }, text: 'text for fish\n' }),
    );
    await printEnvironment(app, args('env dev --shell cmd'), inFish, never());
    expect(asked).toEqual([
      ['dev', 'fish', person],
      ['dev', 'cmd', person],
    ]);
  });
});

describe('roletap console', () => {
  const did: string[] = [];
  const app = {
    person,
    limit: async ({ role }: { readonly role: string }) => ok(role),
    consoleUrl: async (role: string) => {
      did.push(`link ${role}`);
      return ok('https://signin.aws.amazon.com/x');
    },
    openConsole: async (role: string) => {
      did.push(`open ${role}`);
      return role === 'dev' ? ok({ browser: 'system' }) : failed({ code: 'browser-missing' as const, detail: '' });
    },
  };

  it('opens the browser or prints the link, never both', async () => {
    const opened = await openConsole(app, args('console dev'), never());
    expect(opened).toMatchObject({ ok: true, value: { json: { role: 'dev', opened: true } } });
    expect(JSON.stringify(opened)).not.toContain('https:');
    expect(await openConsole(app, args('console dev --print'), never())).toEqual(
      ok({ json: { role: 'dev', url: 'https://signin.aws.amazon.com/x' }, text: 'https://signin.aws.amazon.com/x\n' }),
    );
    expect(did).toEqual(['open dev', 'link dev']);
  });

  it('prints no link when there is no browser', async () => {
    expect(await openConsole(app, args('console prod'), never())).toEqual(failed({ code: 'browser-missing', detail: '' }));
  });
});

describe('roletap history', () => {
  const entry = {
    at: now - day,
    event: 'opened',
    profile: 'prod',
    roleArn: 'arn:aws:iam::222233334444:role/Admin',
    accountId: '222233334444',
    asker: { kind: 'program', name: 'terra\u001b[2Jform', pid: 42, sure: true },
    target: 'prod-tap',
    accessKeyId: 'ASIAX',
    expires: now - day + 3_600_000,
    guarded: true,
    key: { name: 'YubiKey 5C', serial: 123 },
  } as const;
  const base = { at: now, profile: 'dev', roleArn: 'x', accountId: '1', asker: { kind: 'person', front: 'tray' } } as const;
  const entries = [
    entry,
    { ...base, event: 'refused', problem: { code: 'not-touched', seconds: 30 } },
    { ...base, event: 'ended', why: 'lock' },
    { ...base, event: 'refused', problem: { code: 'of-a-later-version' as 'cancelled' } },
  ] as const;
  const since: number[] = [];
  const app = {
    snapshot: () => ({ now }) as never,
    history: async (from: number) => {
      since.push(from);
      return ok(entries);
    },
  };
  const run = async (line: string) => {
    const done = await history(app, args(line));
    if (!done.ok) throw new Error(done.problem.code);
    return done.value;
  };

  it('is a table that moves no cursor, of a week unless told otherwise', async () => {
    const lines = textOf(await run('history')).split('\n');
    expect(lines[0]).toMatch(/^TIME +EVENT +ROLE +ACCOUNT +BY +YUBIKEY/);
    expect(lines[1]).toContain(
      '2026-11-24T12:00:00Z  opened      prod  222233334444  requested by terra\ufffd[2Jform (pid 42)  YubiKey 5C 123  until 2026-11-24T13:00:00Z, guarded',
    );
    expect(lines[2]).toMatch(/not opened .*The YubiKey wasn’t touched/);
    expect(lines[3]).toContain('the screen locked');
    expect(lines[4]).toContain('of-a-later-version');
    await run('history --days 90');
    expect(since).toEqual([now - 7 * day, now - 90 * day]);
  });

  it('is a document that says what is not known', async () => {
    const { json } = await run('history --json');
    expect(json).toMatchObject({
      entries: [
        { at: '2026-11-24T12:00:00Z', event: 'opened', expiration: '2026-11-24T13:00:00Z', why: null, problem: null },
        { event: 'refused', target: null, key: null, problem: { code: 'not-touched', seconds: 30 } },
        { event: 'ended', why: 'lock' },
        {},
      ],
    });
  });

  it('is CSV, with lines as the terminal ends them', async () => {
    const text = textOf(await run('history --csv'));
    expect(text.split('\n')).toHaveLength(6);
    expect(text).not.toContain('\r');
    expect(text).not.toContain('\u001b');
  });

  it('says that nothing happened', async () => {
    expect(await history({ ...app, history: async () => ok([]) }, args('history'))).toMatchObject({
      value: { text: 'No sessions in this period\n' },
    });
  });

  it.each([
    'history --days 0',
    'history --days 91',
    'history --days x',
    'history --csv --json',
    'history x',
    'env',
    'env dev --shell tcsh',
  ])('is not asked as %s', (line) => expect(readArguments(line.split(' '))).toMatchObject({ ok: false, problem: { code: 'usage' } }));
});
