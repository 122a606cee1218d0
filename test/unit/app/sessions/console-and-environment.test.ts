import { describe, expect, it } from 'vitest';
import type { FrontEnd } from '../../../../src-main/app/front-end.ts';
import type { Federation } from '../../../../src-main/aws/http/federation-url.ts';
import { failed, ok } from '../../../../src-main/contract/result.ts';
import { createFakeClock, settle } from '../../../fakes/clock.ts';
import { secrets } from '../../../fakes/secrets.ts';
import { createGate } from '../../../fakes/sts.ts';
import { config, createKey, credentials, never, question, start } from '../../../fakes/world.ts';
import { openStage } from '../pages/page-fixture.ts';

const link = 'https://signin.aws.amazon.com/federation?Action=login&SigninToken=secret-token';

const setUp = async (options: Parameters<typeof openStage>[0] = {}) => {
  const clock = createFakeClock(start);
  const key = createKey(clock);
  const asked: Parameters<Federation['signinUrl']>[0][] = [];
  const opened: string[] = [];
  const front: Partial<FrontEnd> = {
    openUrl: async (url) => {
      opened.push(url);
      return ok(undefined);
    },
    lease: async (role) => ok({ url: `http://127.0.0.1:4711/${role}`, token: 'lease-token' }),
    ...options.front,
  };
  const federation: Federation = {
    signinUrl: async (input) => {
      asked.push(input);
      return ok(link);
    },
  };
  const stage = await openStage({ clock, yubikeys: { usb: key }, federation, ...options, front });
  const touched = async () => {
    await stage.until((snapshot) => question(snapshot, 'touch') !== undefined);
    key.touch();
  };
  const clipboardHas = async (part: string) => {
    for (let turn = 0; turn < 50 && !stage.clipboard.text().includes(part); turn += 1) await settle();
    return stage.clipboard.text();
  };
  const noticed = (code: string) =>
    stage.until(({ notices }) => notices.some((notice) => notice.kind === 'problem' && notice.problem.code === code));
  return { ...stage, clock, key, touched, asked, opened, clipboardHas, noticed };
};

describe('the console', () => {
  it('opens in the browser, signed in with the role, after the touch that it takes', async () => {
    const { taken, touched, asked, opened, app } = await setUp();
    expect(taken('openConsole', { role: 'dev' })).toBe(true);
    await touched();
    for (let turn = 0; turn < 50 && opened.length === 0; turn += 1) await settle();
    expect(opened).toEqual([link]);
    expect(asked).toMatchObject([{ partition: 'aws', region: 'eu-west-1', credentials: { secretAccessKey: `${secrets.session}-2` } }]);
    expect(JSON.stringify(app.snapshot())).not.toContain('secret-token');
    await app.close();
  });

  it('goes where the role’s profile sends its calls', async () => {
    const elsewhere = config.replace('[profile dev]', '[profile dev]\nendpoint_url = http://127.0.0.1:4566');
    const { touched, asked, app } = await setUp({ config: elsewhere });
    const url = app.consoleUrl('dev', { kind: 'person', front: 'terminal' }, never());
    await touched();
    expect(await url).toEqual({ ok: true, value: link });
    expect(asked[0]?.endpoint.override).toEqual({ url: 'http://127.0.0.1:4566', setting: 'endpoint_url in profile dev' });
    await app.close();
  });

  it.each([
    ['of a profile in China', 'dev', { partition: 'aws-cn', region: 'cn-north-1', endpoint: { region: 'cn-north-1' } }],
    ['that no profile names', 'arn:aws-cn:iam::444455556666:role/Other', { partition: 'aws-cn', region: '', endpoint: { region: '' } }],
  ])('is that of the partition of a role %s', async (_, role, expected) => {
    const china = config.replaceAll('arn:aws:', 'arn:aws-cn:').replaceAll('eu-west-1', 'cn-north-1');
    const { touched, asked, app } = await setUp({ config: china.replaceAll(/^mfa_serial.*\n/gm, '') });
    const url = app.consoleUrl(role, { kind: 'person', front: 'terminal' }, never());
    await touched();
    expect(await url).toEqual({ ok: true, value: link });
    expect(asked).toMatchObject([expected]);
    await app.close();
  });

  it('opens once for one role, however often that is asked, and for another one as well', async () => {
    const { taken, touched, opened, asked, until, app } = await setUp();
    for (const role of ['dev', 'dev', 'prod']) taken('openConsole', { role });
    taken('answerGuard', { role: 'prod', on: false });
    await touched();
    await until(({ sessions }) => sessions.length === 2);
    for (let turn = 0; turn < 50 && opened.length < 2; turn += 1) await settle();
    await settle(10);
    expect(opened).toEqual([link, link]);
    expect(asked.map(({ credentials: { accessKeyId } }) => accessKeyId).sort()).toEqual(['ASIA2', 'ASIA3']);
    await app.close();
  });

  it('stays closed when the person gives up while AWS makes the link', async () => {
    const gate = createGate();
    const { touched, opened, app } = await setUp({
      federation: {
        signinUrl: async () => {
          await gate.pass(never());
          return ok(link);
        },
      },
    });
    const giveUp = new AbortController();
    const opening = app.openConsole('dev', { kind: 'person', front: 'terminal' }, giveUp.signal);
    await touched();
    await settle(20);
    giveUp.abort();
    gate.open();
    expect(await opening).toEqual({ ok: false, problem: { code: 'cancelled' } });
    expect(opened).toEqual([]);
    await app.close();
  });

  it('stays closed, and says why, when there is no browser or AWS gives no link', async () => {
    const { taken, touched, noticed, app } = await setUp({
      front: { openUrl: async () => failed({ code: 'browser-missing', detail: '' }) },
    });
    taken('openConsole', { role: 'dev' });
    await touched();
    await noticed('browser-missing');
    await app.close();
    const refusing = await setUp({ federation: { signinUrl: async () => failed({ code: 'console-refused', status: 400 }) } });
    refusing.taken('openConsole', { role: 'dev' });
    await refusing.touched();
    await refusing.noticed('console-refused');
    expect(refusing.opened).toEqual([]);
    await refusing.app.close();
  });

  it('stays closed without a word when the person gives up', async () => {
    const { taken, until, opened, app } = await setUp();
    taken('openConsole', { role: 'dev' });
    const waiting = question(await until((snapshot) => question(snapshot, 'touch') !== undefined), 'touch');
    taken('cancel', { waiting: waiting?.id });
    await until(({ waiting: left }) => left.length === 0);
    await settle();
    expect(opened).toEqual([]);
    expect(app.snapshot().notices.filter(({ kind }) => kind === 'problem')).toEqual([]);
    await app.close();
  });
});

describe('a copied environment', () => {
  it('has the keys of the role, and leaves the clipboard after the time that the settings say', async () => {
    const { taken, touched, clipboardHas, clock, clipboard, app } = await setUp({ settings: { clipboardSeconds: 7 } });
    expect(taken('copyEnvironment', { role: 'dev', format: 'sh', how: 'keys' })).toBe(true);
    await touched();
    const text = await clipboardHas('AWS_SECRET_ACCESS_KEY');
    expect(text).toContain(` export AWS_SECRET_ACCESS_KEY='${secrets.session}-2'\n`);
    expect(text).toContain(" export AWS_REGION='eu-west-1'\n");
    expect(JSON.stringify(app.snapshot())).not.toContain(secrets.session);
    await clock.advance(6_999);
    expect(clipboard.text()).toBe(text);
    await clock.advance(1);
    expect(clipboard.text()).toBe('');
    await app.close();
  });

  it('has this app’s endpoint without a touch, and hides a default profile that would go before it', async () => {
    const { taken, clipboardHas, app } = await setUp({ credentials: `${credentials}\n[default]\naws_access_key_id = AKIAX\n` });
    taken('copyEnvironment', { role: 'dev', format: 'fish', how: 'endpoint' });
    const text = await clipboardHas('AWS_CONTAINER');
    expect(text).toContain(" set -gx AWS_CONTAINER_CREDENTIALS_FULL_URI 'http://127.0.0.1:4711/dev'\n");
    expect(text).toContain(" set -gx AWS_CONTAINER_AUTHORIZATION_TOKEN 'lease-token'\n");
    expect(text).toContain(" set -gx AWS_SHARED_CREDENTIALS_FILE '/dev/null'\n");
    expect(text).not.toContain('AWS_CONFIG_FILE');
    await app.close();
  });

  it.each(['keys', 'endpoint'] as const)('sends calls where the profile of the role says (%s)', async (how) => {
    const elsewhere = config.replace('[profile dev]', '[profile dev]\nendpoint_url = http://127.0.0.1:4566');
    const { taken, touched, clipboardHas, app } = await setUp({ config: elsewhere });
    taken('copyEnvironment', { role: 'dev', format: 'sh', how });
    if (how === 'keys') await touched();
    const text = await clipboardHas('AWS_ENDPOINT_URL');
    expect(text).toContain(" export AWS_ENDPOINT_URL='http://127.0.0.1:4566'\n");
    expect(text).toContain(" export AWS_REGION='eu-west-1'\n");
    await app.close();
  });

  it('of a role that no profile names has its keys, and leaves the region as it is', async () => {
    const { touched, app } = await setUp();
    const text = app.environment('arn:aws:iam::444455556666:role/Other', 'sh', { kind: 'person', front: 'terminal' }, never());
    await touched();
    const { value } = (await text) as { value: string };
    expect(value).toContain(`AWS_SECRET_ACCESS_KEY='${secrets.session}-2'`);
    expect(value).not.toMatch(/AWS_REGION|AWS_ENDPOINT_URL/);
    await app.close();
  });

  it('comes in each format that is asked for', async () => {
    const { taken, touched, app, clipboardHas } = await setUp();
    taken('copyEnvironment', { role: 'dev', format: 'sh', how: 'keys' });
    taken('copyEnvironment', { role: 'dev', format: 'fish', how: 'keys' });
    await touched();
    expect(await clipboardHas('set -gx')).toContain(" set -gx AWS_REGION 'eu-west-1'\n");
    await app.close();
  });

  it('stays out of the clipboard when the person gives up', async () => {
    const { taken, until, clipboard, app } = await setUp();
    taken('copyEnvironment', { role: 'dev', format: 'sh', how: 'keys' });
    const waiting = question(await until((snapshot) => question(snapshot, 'touch') !== undefined), 'touch');
    taken('cancel', { waiting: waiting?.id });
    await until(({ waiting: left }) => left.length === 0);
    await settle();
    expect(clipboard.text()).toBe('');
    expect(app.snapshot().notices.filter(({ kind }) => kind === 'problem')).toEqual([]);
    await app.close();
  });

  it('stays out of the clipboard of a computer whose Roletap closes meanwhile', async () => {
    const gate = createGate();
    const lease = async () => {
      await gate.pass(never());
      return ok({ url: 'http://127.0.0.1:4711/dev', token: 'lease-token' });
    };
    const { taken, clipboard, app } = await setUp({ front: { lease } });
    taken('copyEnvironment', { role: 'dev', format: 'sh', how: 'endpoint' });
    await settle();
    const closed = app.close();
    gate.open();
    await closed;
    await settle(10);
    expect(clipboard.text()).toBe('');
  });

  it('takes the place of a code: the card does not say that it is still there', async () => {
    const { taken, key, until, clipboardHas, app, clock, clipboard } = await setUp();
    const { card } = app.snapshot();
    const account = card.kind === 'present' ? card.keys[0]?.accounts[0]?.id : undefined;
    taken('copyCode', { keyId: card.kind === 'present' ? card.keys[0]?.id : '', account });
    await until((snapshot) => question(snapshot, 'touch') !== undefined);
    key.touch();
    await until(({ code }) => code.state.kind === 'copied');
    taken('copyEnvironment', { role: 'dev', format: 'sh', how: 'endpoint' });
    await clipboardHas('AWS_CONTAINER');
    expect(app.snapshot().code.state.kind).toBe('idle');
    await clock.advance(20_000);
    expect(clipboard.text()).toBe('');
    await app.close();
  });

  it('is not there when there is no clipboard, no endpoint, or no such role', async () => {
    const { taken, noticed, clipboard, app, files, until } = await setUp();
    taken('copyEnvironment', { role: 'nobody', format: 'sh', how: 'endpoint' });
    await noticed('role-unknown');
    files.beforeRead = async () => ({ code: 'file-unreadable', file: '/home/jane/.aws/config', errno: 'EISDIR' });
    files.changed();
    await until((snapshot) => snapshot.files.problem !== undefined);
    taken('copyEnvironment', { role: 'dev', format: 'sh', how: 'endpoint' });
    await noticed('file-unreadable');
    files.beforeRead = async () => undefined;
    files.changed();
    await until((snapshot) => snapshot.files.problem === undefined);
    clipboard.problem = { code: 'clipboard-missing' };
    taken('copyEnvironment', { role: 'dev', format: 'sh', how: 'endpoint' });
    await noticed('clipboard-missing');
    await app.close();
    const taken2 = await setUp({ front: { lease: async () => failed({ code: 'port-taken', port: 0 }) } });
    taken2.taken('copyEnvironment', { role: 'dev', format: 'sh', how: 'endpoint' });
    await taken2.noticed('port-taken');
    await taken2.app.close();
  });
});
