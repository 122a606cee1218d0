import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { typedAt } from '../../support/app/person.ts';
import { type Stage, start } from '../../support/aws/stage.ts';
import { createTestCa, type TestCa, type TestCertificate } from '../../support/aws/test-ca.ts';
import { withPluggedKey } from '../../support/card/key-rig.ts';
import { type Identity, putIdentity } from '../../support/card/piv-identity.ts';
import type { PluggedKey } from '../../support/card/virtual-key.ts';

const accountId = '111122223333';
const region = 'eu-central-1';
const pin = '654321';

let made: { readonly ca: TestCa; readonly jane: TestCertificate } | undefined;
const authority = () => {
  made ??= (() => {
    const ca = createTestCa();
    return { ca, jane: ca.issue() };
  })();
  return made;
};

describe('a role that a certificate on the YubiKey opens', () => {
  let stage: Stage;
  let plugged: PluggedKey;
  let role: string;

  withPluggedKey({ account: 'none', key: { pin } }, (rig) => {
    ({ stage, plugged } = rig);
  });

  const prepare = (identity: Identity = {}, settings = '') => {
    const { ca, jane } = authority();
    putIdentity(plugged.key, jane, identity);
    const { simulator, account } = stage;
    const anchor = simulator.anywhere.addAnchor(accountId, region, ca.pem);
    const { arn } = account.addRole('ByCertificate', {
      maxSessionSeconds: 43_200,
      trust: {
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Principal: { Service: 'rolesanywhere.amazonaws.com' },
          Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
          Condition: { ArnEquals: { 'aws:SourceArn': anchor }, StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'jane' } },
        },
      },
    });
    role = arn;
    const profile = simulator.anywhere.addProfile(accountId, region, [arn], { durationSeconds: 43_200 });
    stage.writeConfig(`[profile cert]
roletap_trust_anchor_arn = ${anchor}
roletap_profile_arn = ${profile}
roletap_role_arn = ${arn}
region = ${region}
${settings}`);
  };

  beforeEach(() => prepare());

  test('opens with the PIN on standard input, and `aws` uses it', async () => {
    const ended = await stage.roletap(['tap', 'cert', '--pin-stdin', '--json'], { input: `${pin}\n` }).ended;
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.json()).toMatchObject({ target: 'cert-tap', roleArn: role });
    expect(ended.stderr).not.toContain('Enter your');
    const who = await stage.aws(['sts', 'get-caller-identity', '--profile', 'cert-tap']);
    expect(who.code, who.stderr).toBe(0);
    expect(String(who.json().Arn)).toMatch(/^arn:aws:sts::111122223333:assumed-role\/ByCertificate\/[0-9a-f]+$/);
    expect(ended.stdout + ended.stderr + stage.readCredentials()).not.toContain(pin);
  });

  test('prints what credential_process wants, and runs a command with it', async () => {
    const printed = await stage.roletap(['credentials', 'cert', '--pin-stdin'], { input: `${pin}\n` }).ended;
    expect(printed.json(), printed.stderr).toMatchObject({
      Version: 1,
      AccessKeyId: expect.stringMatching(/^ASIA/) as string,
      AccountId: accountId,
    });
    const ran = await stage.roletap(['exec', 'cert', '--pin-stdin', '--', 'sh', '-c', 'echo $ROLETAP_ROLE'], { input: `${pin}\n` }).ended;
    expect([ran.code, ran.stdout], ran.stderr).toEqual([0, 'cert\n']);
  });

  test('asks for the PIN on a terminal, shows the tries, and takes the right one', async () => {
    const environment = { ...stage.home.environment, AWS_ENDPOINT_URL: stage.url, TERM: 'dumb' };
    const ended = await typedAt(environment, `PIN: =111111ENTER;PIN: =${pin}ENTER`, ['tap', 'cert']);
    expect(ended.code, ended.stdout).toBe(0);
    expect(ended.stdout).toContain('Enter your YubiKey’s PIN. YubiKey 12345678 has the certificate that opens cert. 3 tries left.');
    expect(ended.stdout).toContain('Wrong PIN. YubiKey 12345678 has the certificate that opens cert. 2 tries left.');
    expect(ended.stdout).not.toContain(pin);
  });

  test('sends a wrong PIN from standard input once, and a second run still has two tries', async () => {
    const ended = await stage.roletap(['tap', 'cert', '--pin-stdin', '--json'], { input: '111111\n' }).ended;
    expect(ended.code).toBe(3);
    expect(ended.json()).toMatchObject({ problem: { code: 'pin-wrong', left: 2 } });
    const right = await stage.roletap(['tap', 'cert', '--pin-stdin'], { input: `${pin}\n` }).ended;
    expect(right.code, right.stderr).toBe(0);
  });

  test('uses up the last try of a PIN from standard input only with --last-try', async () => {
    const tap = async (typed: string, ...more: readonly string[]) =>
      (await stage.roletap(['tap', 'cert', '--pin-stdin', '--json', ...more], { input: `${typed}\n` }).ended).json();
    expect(await tap('111111')).toMatchObject({ problem: { code: 'pin-wrong', left: 2 } });
    expect(await tap('111111', '--last-try')).toMatchObject({ problem: { code: 'pin-wrong', left: 1 } });
    expect(await tap(pin)).toMatchObject({ problem: { code: 'pin-last-try' } });
    expect(await tap(pin, '--last-try')).toMatchObject({ target: 'cert-tap' });
    const alone = await stage.roletap(['tap', 'cert', '--last-try', '--json']).ended;
    expect(alone.json()).toMatchObject({ problem: { code: 'usage' } });
  });

  test('waits for a touch where the key wants one', async () => {
    prepare({ touch: 2 });
    const started = stage.roletap(['tap', 'cert', '--pin-stdin'], { input: `${pin}\n` });
    await plugged.blinking();
    plugged.key.touch();
    const ended = await started.ended;
    expect(ended.code, ended.stderr).toBe(0);
  });

  test('lasts as long as its profile says, and as AWS allows', async () => {
    prepare({}, 'duration_seconds = 43200\n');
    const ended = await stage.roletap(['tap', 'cert', '--pin-stdin', '--json'], { input: `${pin}\n` }).ended;
    const left = Date.parse(String(ended.json().expiration)) - Date.now();
    expect(left, ended.stderr).toBeGreaterThan(11.9 * 3600_000);
  });

  test('takes over a line of AWS’s helper, with a PIN in it, and gives it back without', async () => {
    const [, anchor = '', profile = ''] = /anchor_arn = (\S+)\n.*profile_arn = (\S+)\n/.exec(readFileSync(stage.config, 'utf8')) ?? [];
    const arns = `--trust-anchor-arn ${anchor} --profile-arn ${profile} --role-arn ${role}`;
    const line = (uri: string) => `credential_process = aws_signing_helper credential-process --certificate ${uri} ${arns}`;
    const config = (uri: string) => `[profile legacy]\n${line(uri)}\nregion = ${region}\n\n[profile other]\nregion = ${region}\n`;
    stage.writeConfig(config(`'pkcs11:id=%05?pin-value=${pin}'`));
    const listed = await stage.roletap(['anywhere', 'roles', '--json']).ended;
    expect(listed.json()).toMatchObject({ roles: [{ profile: 'legacy', certificate: null, slot: '82', helper: true, pinInFile: true }] });
    const told = await stage.roletap(['anywhere', 'roles']).ended;
    expect(told.stdout).toMatch(/^legacy .* slot 82 /m);
    expect(told.stdout).toContain('A file contains your PIN.');
    expect(told.stdout).toContain('roletap anywhere adopt legacy');
    const unsure = await stage.roletap(['anywhere', 'adopt', 'legacy', '--json']).ended;
    expect(unsure.json()).toMatchObject({ problem: { code: 'usage' } });
    const adopted = await stage.roletap(['anywhere', 'adopt', 'legacy', '--yes', '--json']).ended;
    expect(adopted.json(), adopted.stderr).toMatchObject({ adopted: 'legacy', certificate: { slot: '82' }, pinRemoved: true });
    const opened = await stage.roletap(['credentials', 'legacy', '--pin-stdin'], { input: `${pin}\n` }).ended;
    expect(opened.json(), opened.stderr).toMatchObject({ AccountId: accountId });
    // The session is held: `aws` gets it by the line that stands there now.
    const who = await stage.aws(['sts', 'get-caller-identity', '--profile', 'legacy']);
    expect(who.code, who.stderr).toBe(0);
    const undone = await stage.roletap(['anywhere', 'adopt', '--undo', 'legacy', '--json']).ended;
    expect(undone.json(), undone.stderr).toMatchObject({ undone: 'legacy' });
    expect(readFileSync(stage.config, 'utf8')).toBe(config('pkcs11:id=%05'));
    const again = await stage.roletap(['anywhere', 'adopt', '--undo', 'legacy', '--json']).ended;
    expect(again.json()).toMatchObject({ problem: { code: 'helper-line-bad', why: 'none' } });
    for (const { stdout, stderr } of [listed, told, adopted, undone]) expect(stdout + stderr).not.toContain(pin);
  });

  test('tells of a helper’s line that can’t be read, and of the PIN in it', async () => {
    stage.writeConfig(
      `[profile legacy]\ncredential_process = aws_signing_helper credential-process --certificate 'pkcs11:id=%05?pin-value=${pin}'\n`,
    );
    const listed = await stage.roletap(['anywhere', 'roles']).ended;
    expect(listed.stdout).toContain('--trust-anchor-arn');
    expect(listed.stdout).toContain('A file contains your PIN.');
    const { problems } = (await stage.roletap(['anywhere', 'roles', '--json']).ended).json();
    expect(problems).toMatchObject([
      { profile: 'legacy', code: 'pin-in-file', line: 2 },
      { profile: 'legacy', code: 'helper-line-bad', why: 'missing' },
    ]);
    expect(listed.stdout + JSON.stringify(problems)).not.toContain(pin);
  });

  test('says that no PIN came, whether standard input is empty or closed, and asks nobody', async () => {
    for (const input of ['', '\n', ' \r\n']) {
      const ended = await stage.roletap(['tap', 'cert', '--pin-stdin'], { input }).ended;
      expect(ended.code, input).toBe(2);
      expect(ended.stderr).toContain('No PIN for YubiKey 12345678 arrived on standard input.');
      expect(ended.stderr).not.toContain('Enter your');
    }
    const asked = await stage.roletap(['anywhere', 'request', '--subject', 'CN=jane', '--pin-stdin', '--json'], { input: '' }).ended;
    expect(asked.json()).toMatchObject({ problem: { code: 'usage', message: expect.stringContaining('No PIN') as string } });
    expect((await stage.roletap(['tap', 'cert', '--pin-stdin'], { input: `\uFEFF${pin} \r\n` }).ended).code).toBe(0);
    // A key that asks for none misses none.
    prepare({ pin: 1 });
    expect((await stage.roletap(['tap', 'cert', '--pin-stdin'], { input: '' }).ended).code).toBe(0);
  });

  test('shows nothing of a PIN that is typed at a terminal, also with --pin-stdin', async () => {
    const environment = { ...stage.home.environment, AWS_ENDPOINT_URL: stage.url, TERM: 'dumb' };
    const ended = await typedAt(environment, `PIN: =${pin}ENTER`, ['tap', 'cert', '--pin-stdin']);
    expect(ended.code, ended.stdout).toBe(0);
    expect(ended.stdout).not.toContain(pin);
  });

  test('is read by the real `aws rolesanywhere`, which makes what Roletap opens with', async () => {
    const { ca, jane } = authority();
    const { aws, keys } = { aws: stage.aws, keys: stage.keys };
    stage.account.addUser('admin', { policies: [{ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }] });
    expect(keys.accessKeyId).toMatch(/^AKIA/);
    stage.jane.allow({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });
    const run = async (...words: readonly string[]) => {
      const ended = await aws(['rolesanywhere', ...words, '--profile', 'acme', '--region', region, '--output', 'json']);
      expect(ended.code, ended.stderr).toBe(0);
      return ended.json();
    };
    const source = JSON.stringify({ sourceType: 'CERTIFICATE_BUNDLE', sourceData: { x509CertificateData: ca.pem } });
    const anchor = (await run('create-trust-anchor', '--name', 'made-by-aws', '--source', source, '--enabled')).trustAnchor as Record<
      string,
      string
    >;
    const profile = (await run('create-profile', '--name', 'made-by-aws', '--role-arns', role, '--enabled')).profile as Record<
      string,
      string
    >;
    const anchors = (await run('list-trust-anchors')).trustAnchors as readonly Record<string, string>[];
    expect(anchors.map(({ name }) => name)).toContain('made-by-aws');
    putIdentity(plugged.key, jane);
    stage.account.addRole('Other');
    stage.writeConfig(`[profile cert]
roletap_trust_anchor_arn = ${anchor.trustAnchorArn}
roletap_profile_arn = ${profile.profileArn}
roletap_role_arn = ${role}
`);
    // The role trusts the first anchor alone.
    const ended = await stage.roletap(['tap', 'cert', '--pin-stdin', '--json'], { input: `${pin}\n` }).ended;
    expect(ended.json()).toMatchObject({ problem: { code: 'certificate-refused', why: 'denied' } });
  });

  test('is served by the routes of EC2’s metadata, which the real `aws` reads', async () => {
    const serving = stage.roletap(['anywhere', 'serve', 'cert', '--port', '0', '--pin-stdin', '--json'], { input: `${pin}\n` });
    const url = await new Promise<string>((resolve) => {
      let text = '';
      serving.process.stdout?.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        const [, found] = /"url":\s*"([^"]+)"/.exec(text) ?? [];
        if (found !== undefined) resolve(found);
      });
    });
    const environment = {
      ...stage.home.environment,
      AWS_EC2_METADATA_SERVICE_ENDPOINT: url,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    };
    const who = await start('aws', ['sts', 'get-caller-identity', '--endpoint-url', stage.url], environment).ended;
    expect(who.code, who.stderr).toBe(0);
    expect(String(who.json().Arn)).toContain(':assumed-role/ByCertificate/');
    serving.process.kill('SIGINT');
    expect((await serving.ended).code).toBe(0);
  });

  test('is listed, saved from ARNs that AWS is asked for, and opens by the profile that was saved', async () => {
    const listed = await stage.roletap(['anywhere', 'roles', '--json']).ended;
    expect(listed.json(), listed.stderr).toMatchObject({
      roles: [{ profile: 'cert', roleArn: role, certificate: null, helper: false, target: 'cert-tap' }],
    });
    stage.jane.allow({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });
    const words = [
      'anywhere',
      'add',
      '--name',
      'saved',
      '--source',
      'acme',
      '--region',
      region,
      '--subject',
      'CN=jane',
      '--duration',
      '2h',
      '--yes',
      '--json',
    ];
    const chain = join(stage.home.folder, 'chain.pem');
    const missing = await stage.roletap([...words, '--chain', chain]).ended;
    expect(missing.json()).toMatchObject({ problem: { code: 'named-file-unreadable', file: chain } });
    writeFileSync(chain, authority().ca.pem);
    const added = await stage.roletap([...words, '--chain', relative(process.cwd(), chain)]).ended;
    expect(readFileSync(stage.config, 'utf8')).toContain(`roletap_intermediates = ${chain}\n`);
    expect(added.json(), added.stderr).toMatchObject({ profile: 'saved', roleArn: role });
    const ended = await stage.roletap(['credentials', 'saved', '--pin-stdin'], { input: `${pin}\n` }).ended;
    expect(ended.json(), ended.stderr).toMatchObject({ Version: 1 });
  });

  test('says below what it prints that its certificate ends soon, and how to renew it', async () => {
    putIdentity(plugged.key, authority().ca.issue({ days: 6 }));
    const tap = () => stage.roletap(['tap', 'cert', '--pin-stdin'], { input: `${pin}\n` }).ended;
    const note = 'note: “cert” needs a new certificate soon. CN=jane,O=Example is valid only until';
    const tapped = await tap();
    expect(tapped.code, tapped.stderr).toBe(0);
    for (const ended of [tapped, await stage.roletap(['roles']).ended, await stage.roletap(['piv', '--json']).ended]) {
      expect(ended.stderr).toContain(note);
      expect(ended.stderr).toContain('roletap anywhere renew cert');
    }
    // What programs read gets no note.
    const lent = await stage.roletap(['credentials', 'cert', '--pin-stdin'], { input: `${pin}\n` }).ended;
    expect(lent.code, lent.stderr).toBe(0);
    expect(lent.stderr).not.toContain(note);
    putIdentity(plugged.key, authority().ca.issue({ days: 40 }));
    expect((await tap()).stderr).not.toContain(note);
  });

  test('has a trust policy to copy', async () => {
    const arn = 'arn:aws:rolesanywhere:eu-central-1:111122223333:trust-anchor/11111111-2222-3333-4444-555555555555';
    const ended = await stage.roletap(['anywhere', 'policy', '--trust-anchor', arn, '--subject', 'CN=jane']).ended;
    expect(ended.json(), ended.stderr).toMatchObject({
      Statement: [{ Condition: { StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'jane' } } }],
    });
    const pasted = await stage.roletap(['anywhere', 'policy', '--trust-anchor', ` ${arn}\r\n`, '--subject', ' CN=jane ']).ended;
    expect(pasted.stdout).toBe(ended.stdout);
    const any = await stage.roletap(['anywhere', 'policy', '--trust-anchor', arn]).ended;
    expect(any.stderr).toContain('any certificate of that CA opens the role');
    const unset = await stage.roletap(['anywhere', 'policy', '--trust-anchor', arn, '--subject', '', '--json']).ended;
    expect(unset.json()).toMatchObject({ problem: { code: 'subject-malformed', part: '' } });
    const mixed = arn.replace(':aws:', ':aws-cn:');
    const apart = await stage.roletap(['anywhere', 'policy', '--trust-anchor', mixed, '--json']).ended;
    expect(apart.json()).toMatchObject({ problem: { code: 'anywhere-apart', what: 'partition' } });
    const wrong = await stage.roletap(['anywhere', 'policy', '--trust-anchor', role, '--json']).ended;
    expect(wrong.json()).toMatchObject({ problem: { code: 'anywhere-arn-bad' } });
  });

  test('is known to doctor', async () => {
    const ended = await stage.roletap(['doctor', '--json']).ended;
    const { checks } = ended.json() as { readonly checks: readonly { readonly name: string; readonly detail: string }[] };
    expect(checks.find(({ name }) => name === 'cert')?.detail, ended.stderr).toContain('opened by CN=jane,O=Example, valid until');
  });

  test('leads over an authority between it and the anchor, whose certificate came with it', async () => {
    const middle = authority().ca.intermediate();
    const jane = middle.issue();
    putIdentity(plugged.key, jane);
    const tap = async () => (await stage.roletap(['tap', 'cert', '--pin-stdin', '--json'], { input: `${pin}\n` }).ended).json();
    expect(await tap()).toMatchObject({ problem: { code: 'certificate-refused', why: 'untrusted' } });
    const [own, between] = [join(stage.home.folder, 'jane.pem'), join(stage.home.folder, 'chain.pem')];
    writeFileSync(own, jane.pem);
    writeFileSync(between, authority().ca.pem + middle.pem);
    const imported = await stage.roletap(['anywhere', 'import', own, '--chain', between, '--json', '--yes']).ended;
    expect(imported.json(), imported.stderr).toMatchObject({ slot: '82', chain: 2 });
    expect(await tap()).toMatchObject({ target: 'cert-tap', roleArn: role });
    writeFileSync(between, '');
    const empty = await stage.roletap(['anywhere', 'import', own, '--chain', between, '--json']).ended;
    expect(empty.json()).toMatchObject({ problem: { code: 'usage', message: `${between} holds no certificate in PEM, DER or PKCS#7` } });
    const missing = await stage.roletap(['anywhere', 'import', own, '--chain', '/nowhere/chain.pem', '--json']).ended;
    expect(missing.json()).toMatchObject({ problem: { code: 'named-file-unreadable', file: '/nowhere/chain.pem', errno: 'ENOENT' } });
  });

  test('is told apart offline: a certificate that is not on the key', async () => {
    prepare({}, 'roletap_certificate = joe\n');
    const ended = await stage.roletap(['tap', 'cert', '--pin-stdin', '--json'], { input: `${pin}\n` }).ended;
    expect(ended.json()).toMatchObject({ problem: { code: 'certificate-missing', wanted: 'joe' } });
    expect(stage.simulator.requests).toEqual([]);
  });
});
