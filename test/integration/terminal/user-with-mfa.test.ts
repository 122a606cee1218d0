import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startAws } from '../../support/aws/aws-command.ts';
import { homeAccount, type Stage } from '../../support/aws/stage.ts';
import { withPluggedKey } from '../../support/card/key-rig.ts';
import type { PluggedKey } from '../../support/card/virtual-key.ts';

const aws = await startAws();

/** MFA without a role: a user's own session, with the built terminal over the real pcscd, against the simulator. */
describe('the user of a source', () => {
  let stage: Stage;
  let plugged: PluggedKey;

  withPluggedKey({}, (rig) => {
    ({ stage, plugged } = rig);
    stage.writeConfig(`[profile jane]\nregion = eu-central-1\nmfa_serial = ${stage.device.arn}\n`);
    writeFileSync(stage.credentials, readFileSync(stage.credentials, 'utf8').replace('[acme]', '[jane]'), { mode: 0o600 });
  });

  const withTouch = async (...words: readonly string[]) => {
    const running = stage.roletap(words);
    await plugged.blinking();
    plugged.key.touch();
    return running.ended;
  };
  const arn = `arn:aws:iam::${homeAccount}:user/jane`;
  const whoami = [aws, 'sts', 'get-caller-identity', '--query', 'Arn', '--output', 'text'];

  test('is tapped like a role: its MFA session is in its own target, where aws and its policies find it', async () => {
    const tapped = await withTouch('tap', 'jane', '--json');
    expect(tapped.json()).toMatchObject({ target: 'jane-tap', roleArn: arn, accountId: homeAccount, via: 'mfa-session' });
    const who = await stage.aws(['sts', 'get-caller-identity', '--profile', 'jane-tap']);
    expect(who.json()).toMatchObject({ Arn: arn });
    // IAM takes an MFA session, and none without MFA.
    expect(await stage.aws(['iam', 'list-mfa-devices', '--user-name', 'jane', '--profile', 'jane-tap'])).toMatchObject({ code: 0 });
    expect(stage.readCredentials()).toContain(`aws_access_key_id = ${stage.keys.accessKeyId}\n`);
  });

  test('is in the list, with MFA, and its session ends like any other', async () => {
    expect((await stage.roletap(['roles']).ended).stdout).toMatch(/^jane +\d{12} +with MFA +12 h +idle$/m);
    await withTouch('tap', 'jane');
    expect((await stage.roletap(['roles', '--json']).ended).json()).toMatchObject({
      roles: [{ profile: 'jane', roleArn: null, accountId: homeAccount, target: 'jane-tap', state: 'active' }],
    });
    expect(await stage.roletap(['end', 'jane-tap']).ended).toMatchObject({ code: 0 });
    expect(stage.readCredentials()).not.toContain('jane-tap');
    // The MFA session lives on, for roles as well: no second touch.
    expect(await stage.roletap(['tap', 'jane']).ended).toMatchObject({ code: 0 });
  });

  test('goes to programs by credentials, exec, shell and env', async () => {
    const printed = await withTouch('credentials', 'jane');
    const document = printed.json();
    expect(document).toMatchObject({ Version: 1, AccessKeyId: expect.stringMatching(/^ASIA/), SessionToken: expect.any(String) });
    const exec = await stage.roletap(['exec', 'jane', '--', ...whoami, '--endpoint-url', stage.url]).ended;
    expect(exec.stdout.trim()).toBe(arn);
    const shell = join(stage.home.folder, 'own-shell');
    writeFileSync(shell, `#!/bin/sh\nexec ${[...whoami, '--endpoint-url', stage.url].map((word) => `'${word}'`).join(' ')}\n`, {
      mode: 0o755,
    });
    expect((await stage.roletap(['shell', 'jane'], { environment: { SHELL: shell } }).ended).stdout.trim()).toBe(arn);
    const env = await stage.roletap(['env', 'jane']).ended;
    expect(env.stdout).toContain(`AWS_SESSION_TOKEN='${String(document.SessionToken)}'`);
    expect(env.stdout).toContain(`AWS_ACCOUNT_ID='${homeAccount}'`);
    expect((await stage.roletap(['console', 'jane', '--print']).ended).stderr).toContain('The console needs a role');
  });

  test('needs no device in its profile where AWS knows one', async () => {
    stage.writeConfig('[profile jane]\nregion = eu-central-1\n');
    expect((await withTouch('tap', 'jane', '--json')).json()).toMatchObject({ target: 'jane-tap', roleArn: arn });
  });
});
