import { describe, expect, it } from 'vitest';
import type { HandedOut } from '../../../../src-main/app/sessions/credential-broker.ts';
import type { Problem } from '../../../../src-main/contract/problems/problem.ts';
import { failed, ok, type Result } from '../../../../src-main/contract/result.ts';
import type { EndpointNeeds } from '../../../../src-main/serve/endpoint/endpoint-server.adapter.ts';
import { isForApp, runAtApp } from '../../../../src-main/terminal/commands/running-app.ts';
import { lendCredentials, runWithRole } from '../../../../src-main/terminal/commands/share-commands.ts';
import { type Arguments, readArguments } from '../../../../src-main/terminal/console/arguments.ts';
import { appLender, type ChildParts, type Lender, lastingLender } from '../../../../src-main/terminal/programs/lender.ts';
import { expires, handedOut } from '../../../fakes/broker.ts';
import { createFakeClock } from '../../../fakes/clock.ts';
import { textOf } from '../../../fakes/plain-text.ts';
import { never } from '../../../fakes/world.ts';

const argumentsOf = (line: string): Arguments => {
  const read = readArguments(line.split(' '));
  if (!read.ok) throw new Error(read.problem.code);
  return read.value;
};
const lenderOf = (...answers: readonly Result<HandedOut>[]): Lender & { readonly asked: { role: string; wait: boolean }[] } => {
  const asked: { role: string; wait: boolean }[] = [];
  return {
    asked,
    lend: async (role, wait) => {
      asked.push({ role, wait });
      return answers[Math.min(asked.length, answers.length) - 1] ?? failed({ code: 'internal', where: 'test' });
    },
  };
};
const missing: Problem = { code: 'app-missing', path: '/s' };

/** Commands "run" as `run` says; the endpoint is none. */
const partsWith = (run: ChildParts['run']) => {
  let credentials: EndpointNeeds['credentials'] | undefined;
  let closed = false;
  const notes: string[] = [];
  const parts: ChildParts = {
    platform: 'linux',
    env: { PATH: '/bin', AWS_PROFILE: 'other', SHELL: '/bin/sh' },
    now: () => expires - 3_600_000,
    endpoint: (given) => {
      credentials = given;
      return {
        lease: async () => ok({ url: 'http://127.0.0.1:1/role/x', token: 'TOKEN', release: () => {} }),
        close: async () => {
          closed = true;
        },
      };
    },
    hiddenFiles: async () => ({ config: false, credentials: false }),
    nothing: '/dev/null',
    run,
    note: (line) => void notes.push(line),
  };
  return {
    parts,
    notes,
    isClosed: () => closed,
    ask: async () => credentials?.({ role: 'dev', holder: { kind: 'person', front: 'terminal' } }, never(), { asker: 1, own: 2 }),
  };
};

describe('credentials', () => {
  it('prints the contract of credential_process, as text and as JSON', async () => {
    const lender = lenderOf(ok(handedOut()));
    const output = await lendCredentials(lender, argumentsOf('credentials dev'), never());
    expect(output.ok && JSON.parse(textOf(output.value))).toEqual(output.ok && output.value.json);
    expect(output).toMatchObject({ value: { json: { Version: 1, AccessKeyId: 'ASIADEV', Expiration: '2026-11-22T05:00:00Z' } } });
    expect(lender.asked).toEqual([{ role: 'dev', wait: true }]);
  });
});

describe('exec', () => {
  it('asks first, runs the command with the endpoint, passes its exit code on and closes the endpoint', async () => {
    const lender = lenderOf(ok(handedOut()));
    const runs: unknown[] = [];
    const stage = partsWith(async (command, environment) => {
      runs.push([command, environment]);
      expect(stage.isClosed()).toBe(false);
      return ok(7);
    });
    expect(await runWithRole(lender, argumentsOf('exec dev -- terraform plan'), never(), stage.parts)).toMatchObject({
      value: { code: 7 },
    });
    expect(runs).toEqual([
      [['terraform', 'plan'], expect.objectContaining({ AWS_CONTAINER_AUTHORIZATION_TOKEN: 'TOKEN', ROLETAP_ROLE: 'dev', PATH: '/bin' })],
    ]);
    expect(JSON.stringify(runs)).not.toContain('SECRET');
    expect(stage.isClosed()).toBe(true);
  });

  it('runs nothing without a session', async () => {
    const stage = partsWith(async () => {
      throw new Error('it ran');
    });
    const output = await runWithRole(
      lenderOf(failed({ code: 'not-touched', seconds: 15 })),
      argumentsOf('exec dev -- true'),
      never(),
      stage.parts,
    );
    expect(output).toEqual({ ok: false, problem: { code: 'not-touched', seconds: 15 } });
  });

  it('says that the command is not there, and closes the endpoint', async () => {
    const stage = partsWith(async () => failed({ code: 'command-missing', command: 'nope' }));
    const output = await runWithRole(lenderOf(ok(handedOut())), argumentsOf('exec dev -- nope'), never(), stage.parts);
    expect(output).toEqual({ ok: false, problem: { code: 'command-missing', command: 'nope' } });
    expect(stage.isClosed()).toBe(true);
  });

  it('takes what is new while the command runs, and never waits for a touch then', async () => {
    const lender = lenderOf(ok(handedOut()), ok(handedOut('dev', 'ASIANEW')), failed({ code: 'touch-wanted', profile: 'dev' }));
    const stage = partsWith(async () => {
      expect(await stage.ask()).toMatchObject({ value: { credentials: { accessKeyId: 'ASIANEW' } } });
      expect(await stage.ask()).toEqual({ ok: false, problem: { code: 'touch-wanted', profile: 'dev' } });
      return ok(0);
    });
    expect((await runWithRole(lender, argumentsOf('exec dev -- x'), never(), stage.parts)).ok).toBe(true);
    expect(lender.asked.map(({ wait }) => wait)).toEqual([true, false, false]);
  });

  it('gives the keys themselves where that is asked for, opens no endpoint, and says when they end', async () => {
    const seen: Record<string, string>[] = [];
    const stage = partsWith(async (_command, environment) => {
      seen.push(environment);
      return ok(3);
    });
    const output = await runWithRole(lenderOf(ok(handedOut())), argumentsOf('exec dev --keys -- s3cmd ls'), never(), stage.parts);
    expect(output).toMatchObject({ ok: true, value: { code: 3 } });
    expect(seen).toMatchObject([
      { AWS_ACCESS_KEY_ID: 'ASIADEV', AWS_SECRET_ACCESS_KEY: 'SECRET-session', AWS_SESSION_TOKEN: 'SECRET-token', ROLETAP_ROLE: 'dev' },
    ]);
    expect(Object.keys(seen[0] ?? {}).filter((name) => /PROFILE|CONTAINER/.test(name))).toEqual([]);
    expect(stage.isClosed()).toBe(false);
    expect(stage.notes).toEqual([expect.stringContaining('expire at 2026-11-22T05:00:00Z')]);
  });

  it('says that it hides a file', async () => {
    const stage = partsWith(async () => ok(0));
    const parts = { ...stage.parts, hiddenFiles: async () => ({ config: false, credentials: true }) };
    await runWithRole(lenderOf(ok(handedOut())), argumentsOf('exec dev -- x'), never(), parts);
    expect(stage.notes).toEqual([expect.stringContaining('doesn’t see the credentials file')]);
  });
});

describe('a lender for a long run', () => {
  it('gives what it lent last, to its end, when the app has gone', async () => {
    let now = expires - 1;
    const lender = lastingLender(lenderOf(failed(missing)), handedOut(), () => now);
    expect(await lender.lend('dev', false, never())).toMatchObject({ value: { credentials: { accessKeyId: 'ASIADEV' } } });
    now = expires;
    expect(await lender.lend('dev', false, never())).toEqual({ ok: false, problem: missing });
  });

  it('gives nothing that the app has refused', async () => {
    const refusal: Problem = { code: 'touch-wanted', profile: 'dev' };
    const lender = lastingLender(lenderOf(failed(refusal)), handedOut(), () => 0);
    expect(await lender.lend('dev', false, never())).toEqual({ ok: false, problem: refusal });
  });
});

describe('the app that runs', () => {
  const document = {
    ...handedOut(),
    credentials: {
      Version: 1,
      AccessKeyId: 'ASIADEV',
      SecretAccessKey: 'SECRET-session',
      SessionToken: 'SECRET-token',
      Expiration: '2026-11-22T05:00:00Z',
      AccountId: '111122223333',
    },
  };
  const runWith = (line: string, answer: Result<Record<string, unknown>>) => {
    const asked: unknown[] = [];
    const stage = partsWith(async () => ok(0));
    const ask = async (...words: readonly unknown[]) => {
      asked.push(words.slice(0, 2));
      return answer;
    };
    const result = runAtApp(argumentsOf(line), { ask, path: '/s', clock: createFakeClock(0), child: stage.parts }, never());
    return { asked, result };
  };

  it('lends as if it were here', async () => {
    expect(await appLender(async () => ok(document), '/s').lend('dev', true, never())).toEqual(ok(handedOut()));
    const { asked, result } = runWith('credentials dev', ok(document));
    expect(await result).toMatchObject({ ok: true, value: { json: { AccessKeyId: 'ASIADEV' } } });
    expect(asked).toEqual([['session', { role: 'dev', wait: true }]]);
  });

  it('is not believed when its answer is something else', async () => {
    for (const answer of [
      {},
      { ...document, credentials: null },
      { ...document, region: 7 },
      { ...document, credentials: { ...document.credentials, Expiration: 'soon' } },
    ]) {
      const lent = await appLender(async () => ok(answer), '/s').lend('dev', true, never());
      expect(lent).toMatchObject({ ok: false, problem: { code: 'app-foreign' } });
    }
    for (const ended of [undefined, 'dev-tap', [7]]) {
      const { result } = runWith('end dev-tap', ok({ ended }));
      expect(await result).toEqual(failed({ code: 'app-foreign', path: '/s', why: 'not-understood' }));
    }
  });

  it('ends what it knows', async () => {
    const one = runWith('end dev-tap', ok({ ended: ['dev-tap'], mfaEnded: [] }));
    expect(await one.result).toMatchObject({ value: { json: { ended: ['dev-tap'] }, text: 'dev-tap ended\n' } });
    expect(one.asked).toEqual([['end', { target: 'dev-tap' }]]);
    const none = runWith('end --all', ok({ ended: [], mfaEnded: [] }));
    expect(await none.result).toMatchObject({ value: { text: 'No open sessions\n' } });
    const all = runWith('end --all', ok({ ended: [], mfaEnded: ['work'] }));
    expect(await all.result).toMatchObject({ value: { json: { mfaEnded: ['work'] }, text: 'work’s MFA session ended\n' } });
    expect(all.asked).toEqual([['end', { all: true }]]);
  });

  it('leaves it to this process where it does not run, or does not know the target', async () => {
    expect(await runWith('credentials dev', failed(missing)).result).toBeUndefined();
    expect(await runWith('end x-tap', failed({ code: 'target-unknown', target: 'x-tap' })).result).toBeUndefined();
    const refused = await runWith('credentials dev', failed({ code: 'role-unknown', role: 'dev' })).result;
    expect(refused).toEqual({ ok: false, problem: { code: 'role-unknown', role: 'dev' } });
  });

  it('is asked for what concerns sessions, and not where a password comes along', () => {
    expect(isForApp(argumentsOf('end --all'))).toBe(true);
    expect(isForApp(argumentsOf('exec dev -- x'))).toBe(true);
    expect(isForApp(argumentsOf('credentials dev --password-stdin'))).toBe(false);
    expect(isForApp(argumentsOf('tap dev'))).toBe(false);
  });
});
