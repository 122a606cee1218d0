import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { homeAccount, type Stage, start } from '../../support/aws/stage.ts';
import { withPluggedKey } from '../../support/card/key-rig.ts';
import type { PluggedKey } from '../../support/card/virtual-key.ts';

/** A role's session in the hands of a shell and of a browser, and what the history tells of it. */
describe('roletap hands over', () => {
  let stage: Stage;
  let plugged: PluggedKey;
  const dev = `arn:aws:sts::${homeAccount}:assumed-role/Dev/jane`;

  withPluggedKey({}, (rig) => {
    ({ stage, plugged } = rig);
  });

  const touched = async (words: readonly string[], environment: Record<string, string> = {}) => {
    const running = stage.roletap(words, { environment });
    await plugged.blinking();
    plugged.key.touch();
    return running.ended;
  };

  test('an environment, in which aws is the role, whatever was set before', async () => {
    const ended = await touched(['env', 'dev', '--shell', 'sh']);
    expect(ended.code, ended.stderr).toBe(0);
    const script = `${ended.stdout}exec aws sts get-caller-identity --endpoint-url '${stage.url}'`;
    const before = { ...stage.home.environment, AWS_PROFILE: 'acme', AWS_ACCESS_KEY_ID: 'AKIAOTHER', AWS_SECURITY_TOKEN: 'old' };
    const who = await start('/bin/sh', ['-c', script], before).ended;
    expect(who.code, who.stderr).toBe(0);
    expect(who.json()).toMatchObject({ Arn: dev });
    // Nothing was written, and the session is there for the next one without a touch.
    expect(stage.readCredentials()).not.toContain('dev-tap');
    const again = await stage.roletap(['env', 'dev', '--shell', 'dotenv', '--json']).ended;
    expect(again.json()).toMatchObject({ format: 'dotenv', text: expect.stringContaining('AWS_SESSION_TOKEN=') });
  });

  test('a link that signs in to the console as the role', async () => {
    const ended = await touched(['console', 'dev', '--print']);
    expect(ended.code, ended.stderr).toBe(0);
    const page = await (await fetch(ended.stdout.trim())).text();
    expect(page).toContain(dev);
    expect(page).toContain('https://console.aws.amazon.com/console/home?region=eu-west-1');
    expect(ended.stderr).not.toContain('SigninToken');
  });

  test('the console in the browser, and the link nowhere else', async () => {
    const bin = join(stage.home.folder, 'bin');
    mkdirSync(bin);
    const page = join(stage.home.folder, 'page');
    const opener = join(bin, 'xdg-open');
    const browse = `fetch(process.argv[1]).then((answer) => answer.text()).then((text) => require("node:fs").writeFileSync("${page}", text))`;
    writeFileSync(opener, `#!/bin/sh\nexec '${process.execPath}' -e '${browse}' "$1"\n`);
    chmodSync(opener, 0o755);
    const path = `${bin}:${stage.home.environment.PATH ?? process.env.PATH}`;
    const ended = await touched(['console', 'dev'], { PATH: path, ROLETAP_LOG: '1' });
    expect(ended.code, ended.stderr).toBe(0);
    await expect.poll(() => existsSync(page) && readFileSync(page, 'utf8')).toContain(dev);
    expect(ended.stdout).toBe('Opened the AWS console in your browser, signed in with dev\n');
    expect(ended.stderr).toContain('federation');
    expect(ended.stderr).not.toMatch(/SigninToken|federation\?/);
  });

  test('what was opened and ended, kept without a secret', async () => {
    expect((await touched(['tap', 'dev'])).code).toBe(0);
    const [, secret = '', token = ''] =
      /aws_secret_access_key = (\S+)\naws_session_token = (\S+)/.exec(stage.readCredentials().split('[dev-tap]')[1] ?? '') ?? [];
    expect((await stage.roletap(['end', 'dev-tap']).ended).code).toBe(0);
    const told = await stage.roletap(['history', '--json']).ended;
    // No person typed these: this program did.
    const asker = { kind: 'program', pid: process.pid, sure: true };
    expect(told.json()).toMatchObject({
      entries: [
        { event: 'opened', profile: 'dev', target: 'dev-tap', via: 'mfa-session', asker, key: { serial: 12345678 } },
        { event: 'ended', profile: 'dev', target: 'dev-tap', why: 'person', asker },
      ],
    });
    const csv = await stage.roletap(['history', '--csv']).ended;
    expect(csv.stdout.split('\n')).toHaveLength(4);
    const folder = join(stage.home.environment.XDG_CONFIG_HOME ?? join(stage.home.environment.HOME ?? '', '.config'), 'Roletap', 'history');
    const kept = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    expect(kept.join('')).toContain('dev-tap');
    expect(secret).not.toBe('');
    for (const hidden of [secret, token]) expect(kept.join('') + told.stdout + csv.stdout).not.toContain(hidden);
  });
});
