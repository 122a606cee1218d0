import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Stage } from '../../support/aws/stage.ts';
import { createTestCa, type TestCa } from '../../support/aws/test-ca.ts';
import { withPluggedKey } from '../../support/card/key-rig.ts';
import { putIdentity } from '../../support/card/piv-identity.ts';
import type { PluggedKey } from '../../support/card/virtual-key.ts';

const accountId = '111122223333';
const region = 'eu-central-1';
const pin = '314159';
const all = { Version: '2012-10-17', Statement: { Effect: 'Allow' as const, Action: '*', Resource: '*' } };

const reading = { Version: '2012-10-17', Statement: { Effect: 'Allow' as const, Action: 's3:Get*', Resource: '*' } };

let made: TestCa | undefined;
const ca = (): TestCa => {
  made ??= createTestCa();
  return made;
};

/** The built program over the real pcscd, from a fresh key to a role that opens, with nobody to ask. */
describe('roletap anywhere setup in one go', () => {
  let stage: Stage;
  let plugged: PluggedKey;
  let role: string;
  withPluggedKey({ account: 'none', key: { touchPolicy: 'automatic', firmware: '5.7.4' }, settings: { roleDelayMillis: 2000 } }, (rig) => {
    ({ stage, plugged } = rig);
  });

  beforeEach(() => {
    stage.jane.allow(all);
    ({ arn: role } = stage.account.addRole('ByCertificate', {
      maxSessionSeconds: 43_200,
      trust: {
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Principal: { Service: 'rolesanywhere.amazonaws.com' },
          Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
          Condition: { StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'jane' } },
        },
      },
    }));
  });

  const run = (...words: readonly string[]) => stage.roletap(['anywhere', ...words, '--json', '--pin-stdin'], { input: `${pin}\n` }).ended;
  const start = ['setup', '--slot', '82', '--algorithm', 'p256', '--subject', 'CN=jane', '--role'] as const;
  const admin = ['--source', 'acme', '--region', region] as const;
  const resources = async (what: 'trust-anchors' | 'profiles') => {
    const listed = await stage.aws(['rolesanywhere', `list-${what}`, '--profile', 'acme', '--region', region, '--output', 'json']);
    expect(listed.code, listed.stderr).toBe(0);
    return Object.values(listed.json())[0] as readonly Record<string, unknown>[];
  };
  const opens = async (profile: string) => {
    const ended = await stage.roletap(['credentials', profile, '--pin-stdin'], { input: `${pin}\n` }).ended;
    expect(ended.json(), ended.stderr).toMatchObject({ Version: 1, AccountId: accountId });
  };

  /** What `roletap piv` tells of the certificate in 82. */
  const inSlot = async () => {
    const { keys } = (await stage.roletap(['piv', '--json']).ended).json();
    const [{ slots }] = keys as readonly [
      { readonly slots: readonly { readonly certificate: { readonly fingerprint: string; readonly until: string } }[] },
    ];
    return slots[0]?.certificate ?? { fingerprint: '', until: '' };
  };
  const unfinishedId = async () => {
    const { unfinished } = (await stage.roletap(['unfinished', '--json']).ended).json();
    return (unfinished as readonly { readonly id: string }[])[0]?.id ?? '';
  };

  it('has a private CA issue the certificate, makes what AWS lacks, proves and saves the role', async () => {
    const pca = stage.simulator.anywhere.addPrivateCa(accountId, region, { ...ca(), pendingAnswers: 1 });
    const ended = await run(...start, role, '--pca', pca, ...admin, '--name', 'cert', '--yes');
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.json()).toMatchObject({
      slot: '82',
      certificate: { subject: 'CN=jane' },
      role: { profile: 'cert', roleArn: role, made: ['trust-anchor', 'profile'] },
    });
    expect(ended.stderr).toContain('Waiting for AWS Private CA.');
    expect(await resources('trust-anchors')).toMatchObject([{ enabled: true, source: { sourceData: { acmPcaArn: pca } } }]);
    expect(await resources('profiles')).toMatchObject([{ enabled: true, roleArns: [role], durationSeconds: 43_200 }]);
    await opens('cert');
    expect((await stage.roletap(['unfinished', '--json']).ended).json()).toEqual({ unfinished: [] });
    const before = await inSlot();
    const words = ['renew', 'cert', '--pca', pca, '--source', 'acme', '--valid', '400', '--yes'];
    const renewed = await run(...words);
    expect(renewed.json(), renewed.stderr).toMatchObject({ slot: '82', certificate: { subject: 'CN=jane' } });
    const after = await inSlot();
    expect(after.fingerprint).not.toBe(before.fingerprint);
    expect(Date.parse(after.until) - Date.parse(before.until)).toBeGreaterThan(30 * 86_400_000);
    await opens('cert');
    const request = join(stage.home.folder, 'again.csr');
    expect((await run('renew', 'cert', '--request', request)).json()).toMatchObject({ slot: '82', subject: 'CN=jane', file: request });
    expect(ca().sign(readFileSync(request, 'utf8'))).toContain('BEGIN CERTIFICATE');
    expect(stage.readCredentials() + ended.stdout + ended.stderr).not.toContain(pin);
  });

  it('signs with an authority’s YubiKey, takes the anchor and profile that are there, and revokes', async () => {
    const authority = await run('setup', '--authority', '--slot', '9c', '--subject', 'CN=Example CA', '--yes');
    const { certificate } = authority.json() as { readonly certificate: string };
    const anchor = stage.simulator.anywhere.addAnchor(accountId, region, certificate);
    const profile = stage.simulator.anywhere.addProfile(accountId, region, [role]);
    const signing = ['--ca-key', '12345678:9c', '--unproved', '--valid', '90'];
    const ended = await run(...start, role, ...signing, ...admin, '--name', 'cert', '--yes');
    expect(ended.json(), ended.stderr).toMatchObject({ role: { trustAnchorArn: anchor, profileArn: profile, made: [] } });
    await opens('cert');
    const { signed } = (await run('sign', '--list')).json() as { readonly signed: readonly { readonly serialNumber: string }[] };
    const caKey = ['--ca-key', '12345678:9c', '--trust-anchor', anchor, '--source', 'acme'];
    expect((await run('sign', '--crl', ...caKey)).json()).toMatchObject({
      revoked: [],
      imported: expect.stringContaining(':crl/') as string,
    });
    await opens('cert');
    const revoked = await run('sign', '--revoke', signed[0]?.serialNumber ?? '', ...caKey);
    expect(revoked.json(), revoked.stderr).toMatchObject({ revoked: signed.map(({ serialNumber }) => ({ serialNumber })) });
    const lists = await stage.aws(['rolesanywhere', 'list-crls', '--profile', 'acme', '--region', region, '--output', 'json']);
    expect(lists.json(), lists.stderr).toMatchObject({ crls: [{ enabled: true, trustAnchorArn: anchor, name: 'roletap-12345678-9c' }] });
    // A session that is open goes on; another one is refused.
    const refused = await stage.roletap(['tap', 'cert', '--pin-stdin', '--json'], { input: `${pin}\n` }).ended;
    expect(refused.json()).toMatchObject({ problem: { code: 'certificate-refused', why: 'untrusted' } });
  });

  it('waits for a certificate that somebody brings, and goes on to the role when it is imported', async () => {
    const anchor = stage.simulator.anywhere.addAnchor(accountId, region, ca().pem);
    const profile = stage.simulator.anywhere.addProfile(accountId, region, [role]);
    const [request, answer] = [join(stage.home.folder, 'jane.csr'), join(stage.home.folder, 'jane.pem')];
    const arns = ['--trust-anchor', anchor, '--profile', profile];
    const asked = await run(...start, role, '--request', request, ...arns, '--name', 'cert', '--yes');
    expect(asked.code, asked.stderr).toBe(0);
    const waiting = (await stage.roletap(['unfinished', '--json']).ended).json();
    expect(waiting).toMatchObject({ unfinished: [{ what: 'certificate', waitsFor: 'certificate', profile: 'cert' }] });
    writeFileSync(answer, ca().sign(readFileSync(request, 'utf8')));
    const imported = await run('import', answer);
    expect(imported.json(), imported.stderr).toMatchObject({ slot: '82', role: { profile: 'cert', made: [] } });
    await opens('cert');
  });

  it('makes a key that never asks, with a warning, and its role opens without PIN and touch', async () => {
    const pca = stage.simulator.anywhere.addPrivateCa(accountId, region, ca());
    const policies = ['--pin-policy', 'never', '--touch', 'never'] as const;
    const ended = await run(...start, role, '--pca', pca, ...admin, ...policies, '--name', 'cert', '--yes');
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.stderr).toContain('Anyone who has this YubiKey can use the key');
    expect(plugged.key.piv.keys().get(0x82)).toMatchObject({ pinPolicy: 1, touchPolicy: 1 });
    const opened = await stage.roletap(['credentials', 'cert']).ended;
    expect(opened.json(), opened.stderr).toMatchObject({ Version: 1, AccountId: accountId });
  });

  const newRole = `arn:aws:iam::${accountId}:role/people/JaneByCertificate`;
  const awsRole = async () => {
    const read = await stage.aws(['iam', 'get-role', '--role-name', 'JaneByCertificate', '--profile', 'acme', '--output', 'json']);
    return read.code === 0 ? (read.json().Role as Record<string, unknown>) : read.stderr;
  };

  it('makes the role itself, with the trust policy, permissions and longest session that were chosen', async () => {
    const readOnly = stage.account.addPolicy('Reading', reading).arn;
    const pca = stage.simulator.anywhere.addPrivateCa(accountId, region, ca());
    const words = [...start, newRole, '--create-role', '--policies', readOnly, '--max-session', '8h', '--pca', pca, ...admin] as const;
    const ended = await run(...words, '--name', 'cert', '--yes');
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.json()).toMatchObject({ role: { roleArn: newRole, made: ['trust-anchor', 'role', 'profile'] } });
    const { trustAnchorArn } = ended.json().role as Record<string, string>;
    expect(await awsRole()).toMatchObject({
      Arn: newRole,
      Path: '/people/',
      MaxSessionDuration: 28_800,
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'rolesanywhere.amazonaws.com' },
            Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
            Condition: {
              ArnEquals: { 'aws:SourceArn': trustAnchorArn },
              StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'jane' },
            },
          },
        ],
      },
    });
    const attached = await stage.aws([
      ...['iam', 'list-attached-role-policies', '--role-name', 'JaneByCertificate', '--profile', 'acme', '--output', 'json'],
    ]);
    expect(attached.json()).toMatchObject({ AttachedPolicies: [{ PolicyArn: readOnly }] });
    await opens('cert');
    // The name is taken now: nothing is touched.
    const again = await run(...words.map((word) => (word === '82' ? '83' : word)), '--name', 'other', '--yes');
    expect(again.json()).toMatchObject({ problem: { code: 'team-name-taken', name: 'JaneByCertificate' } });
    expect(plugged.key.piv.keys().has(0x83)).toBe(false);
  });

  it('demands in the role that it makes what the certificate proves of its key, and nothing that AWS drops', async () => {
    const anchor = stage.simulator.anywhere.addAnchor(accountId, region, ca().pem);
    const [request, answer] = [join(stage.home.folder, 'jane.csr'), join(stage.home.folder, 'jane.pem')];
    const making = [newRole, '--create-role', '--trust-anchor', anchor, ...admin, '--name', 'cert', '--yes'] as const;
    const words = (subject: string) => ['setup', '--slot', '82', '--subject', subject, '--request', request, '--role', ...making];
    expect((await run(...words('CN=jane*'))).json()).toMatchObject({ problem: { code: 'subject-undemandable', subject: 'CN=jane*' } });
    expect(plugged.key.piv.keys().has(0x82)).toBe(false);
    expect((await run(...words('CN=jane,O=Example\\, Inc.'))).code).toBe(0);
    const uri = 'URI:urn:yubikey:12345678:pin-once:touch-cached';
    writeFileSync(answer, ca().sign(readFileSync(request, 'utf8'), [`subjectAltName=${uri}`]));
    const proof = { asksPin: true, wantsTouch: true };
    expect((await run('import', answer)).json()).toMatchObject({ role: { made: ['role', 'profile'], proof, lost: ['O=Example\\, Inc.'] } });
    expect(await awsRole()).toMatchObject({
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Condition: {
              StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'jane' },
              StringLike: { 'aws:PrincipalTag/x509SAN/URI': expect.arrayContaining(['urn:yubikey:*:pin-*once:touch-cached']) as string[] },
            },
          },
        ],
      },
    });
    await opens('cert');
  });

  it('tells who may not make the role what it has to trust, goes on when somebody else made it, and leaves that one alone', async () => {
    const pca = stage.simulator.anywhere.addPrivateCa(accountId, region, ca());
    const deny = (...Action: readonly string[]) =>
      stage.jane.putPolicy('denied', { Version: '2012-10-17', Statement: { Effect: 'Deny', Action: [...Action], Resource: '*' } });
    deny('iam:CreateRole', 'iam:GetRole');
    const denied = await run(...start, newRole, '--create-role', '--pca', pca, ...admin, '--name', 'cert', '--yes');
    expect(denied.json()).toMatchObject({ problem: { code: 'iam-denied', action: 'iam:CreateRole' } });
    const id = await unfinishedId();
    expect(denied.stderr).toContain('"aws:PrincipalTag/x509Subject/CN": "jane"');
    expect(denied.stderr).toContain(`roletap anywhere setup --resume ${id}`);
    stage.account.addRole('JaneByCertificate', {
      path: '/people/',
      trust: JSON.parse(denied.stderr.slice(denied.stderr.indexOf('{'), denied.stderr.lastIndexOf('}') + 1)),
    });
    // The proof fails first, so that there is something to undo.
    deny('iam:CreateRole', 'iam:GetRole', 'rolesanywhere:CreateProfile');
    expect((await run('setup', '--resume', id)).json()).toMatchObject({ problem: { action: 'rolesanywhere:CreateProfile' } });
    expect((await run('setup', '--undo', id)).code).toBe(0);
    stage.jane.putPolicy('denied', all);
    expect(await awsRole()).toMatchObject({ Arn: newRole });
  });

  it('takes back the role that it made, and tells of iam:PassRole', async () => {
    const pca = stage.simulator.anywhere.addPrivateCa(accountId, region, ca());
    const readOnly = stage.account.addPolicy('Reading', reading).arn;
    stage.jane.allow({ Version: '2012-10-17', Statement: { Effect: 'Deny', Action: 'iam:PassRole', Resource: '*' } });
    const made = await run(...start, newRole, '--create-role', '--policies', readOnly, '--pca', pca, ...admin, '--name', 'cert', '--yes');
    expect(made.json()).toMatchObject({ problem: { code: 'iam-denied', action: 'iam:PassRole', resource: newRole } });
    expect(await awsRole()).toMatchObject({ MaxSessionDuration: 43_200 });
    const undone = await run('setup', '--undo', await unfinishedId());
    expect(undone.code, undone.stderr).toBe(0);
    expect(await awsRole()).toContain('NoSuchEntity');
  });

  it('stops at a role that trusts only AssumeRole, and takes everything back', async () => {
    const pca = stage.simulator.anywhere.addPrivateCa(accountId, region, ca());
    const Principal = { Service: 'rolesanywhere.amazonaws.com' };
    const trust = { Version: '2012-10-17', Statement: { Effect: 'Allow' as const, Principal, Action: 'sts:AssumeRole' } };
    const { arn: half } = stage.account.addRole('OnlyAssumeRole', { trust });
    const stopped = await run(...start, half, '--pca', pca, ...admin, '--name', 'cert', '--yes');
    expect(stopped.json()).toMatchObject({ problem: { code: 'certificate-refused' } });
    const undone = await run('setup', '--undo', await unfinishedId());
    expect(undone.code, undone.stdout + undone.stderr).toBe(0);
    expect(await resources('trust-anchors')).toEqual([]);
    expect(await resources('profiles')).toEqual([]);
    expect(plugged.key.piv.keys().has(0x82)).toBe(false);
    expect(plugged.key.piv.objects().has('5fc10d')).toBe(false);
  });

  it('tells a disabled anchor, and a profile without the role, before the key is made', async () => {
    const anchor = stage.simulator.anywhere.addAnchor(accountId, region, ca().pem, { enabled: false });
    const pca = stage.simulator.anywhere.addPrivateCa(accountId, region, ca());
    const words = [...start, role, '--pca', pca, ...admin, '--name', 'cert', '--yes'];
    const off = await run(...words, '--trust-anchor', anchor);
    expect(off.json()).toMatchObject({ problem: { code: 'anywhere-not-ready', what: 'trust-anchor', why: 'disabled' } });
    expect(plugged.key.piv.keys().has(0x82)).toBe(false);
    expect((await stage.roletap(['unfinished', '--json']).ended).json()).toEqual({ unfinished: [] });
    // Where nobody may look, the session that is tried tells.
    const deny = { Version: '2012-10-17', Statement: { Effect: 'Deny' as const, Action: 'rolesanywhere:List*', Resource: '*' } };
    stage.jane.putPolicy('denied', deny);
    const ready = stage.simulator.anywhere.addProfile(accountId, region, [role]);
    const unseen = await run(...words, '--trust-anchor', anchor, '--profile', ready);
    expect(unseen.json()).toMatchObject({ problem: { code: 'certificate-refused', why: 'denied' } });
    stage.simulator.anywhere.setEnabled(anchor, true);
    expect((await run('setup', '--resume', await unfinishedId())).json()).toMatchObject({
      role: { profile: 'cert', trustAnchorArn: anchor, profileArn: ready, made: [] },
    });
    stage.jane.putPolicy('denied', all);
    const profile = stage.simulator.anywhere.addProfile(accountId, region, []);
    const other = words.map((word) => (word === '82' ? '83' : word));
    const without = await run(...other, '--trust-anchor', anchor, '--profile', profile);
    expect(without.json()).toMatchObject({ problem: { code: 'anywhere-not-ready', what: 'profile', why: 'role' } });
    expect(plugged.key.piv.keys().has(0x83)).toBe(false);
  });

  it('tells a name that is taken, and ARNs of another account, before the key is touched', async () => {
    expect((await run(...start, role, ...admin, '--name', 'dev', '--yes')).json()).toMatchObject({
      problem: { code: 'process-clash', target: 'dev' },
    });
    const other = stage.simulator.anywhere.addAnchor('222233334444', region, ca().pem);
    const apart = await run(...start, role, ...admin, '--trust-anchor', other, '--name', 'cert', '--yes');
    expect(apart.json()).toMatchObject({ problem: { code: 'anywhere-apart', what: 'account' } });
    expect(plugged.key.piv.keys().has(0x82)).toBe(false);
    expect((await stage.roletap(['unfinished', '--json']).ended).json()).toEqual({ unfinished: [] });
  });

  it('takes a certificate that is on the key already, and leaves key, PIN and management key as they are', async () => {
    const existing = ['setup', '--existing', '--slot', '9a', '--role', role, ...admin, '--name', 'cert', '--yes'] as const;
    expect((await run(...existing)).json()).toMatchObject({ problem: { code: 'slot-empty', slot: '9a' } });
    putIdentity(plugged.key, ca().issue({ subject: '/CN=jane', days: 0 }), { slot: 0x9a });
    expect((await run(...existing)).json()).toMatchObject({ problem: { code: 'certificate-flawed', why: 'expired' } });
    expect(await resources('profiles')).toEqual([]);
    putIdentity(plugged.key, ca().issue({ subject: '/CN=jane' }), { slot: 0x9a });
    const anchor = stage.simulator.anywhere.addAnchor(accountId, region, ca().pem);
    const unlocked = await stage.roletap(['anywhere', ...existing, '--json', '--pin-stdin'], { input: '123456\n' }).ended;
    expect(unlocked.json(), unlocked.stderr).toMatchObject({
      slot: '9a',
      certificate: { subject: 'CN=jane' },
      role: { profile: 'cert', trustAnchorArn: anchor, made: ['profile'] },
    });
    const opened = await stage.roletap(['credentials', 'cert', '--pin-stdin'], { input: '123456\n' }).ended;
    expect(opened.json(), opened.stderr).toMatchObject({ Version: 1, AccountId: accountId });
    expect((await stage.roletap(['piv']).ended).stdout).toContain('Factory default: PIN, PUK and management key');
    for (const more of [
      ['--subject', 'CN=jane'],
      ['--request', 'x'],
      ['--touch', 'never'],
    ])
      expect((await run(...existing, ...more)).json()).toMatchObject({ problem: { code: 'usage' } });
    expect((await run('setup', '--existing', '--slot', '9a')).json()).toMatchObject({
      problem: { code: 'usage', message: expect.stringContaining('--name') as string },
    });
  });

  it('refuses options that don’t belong together', async () => {
    const messages = await Promise.all(
      [
        ['setup', '--subject', 'CN=jane', '--name', 'dev'],
        ['setup', '--subject', 'CN=jane', '--role', role],
        [
          'setup',
          '--subject',
          'CN=jane',
          '--pca',
          'arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555',
        ],
        ['setup', '--subject', 'CN=jane', '--pca', 'arn:nothing'],
        ['setup', '--subject', 'CN=jane', '--request', 'x', '--ca-key', '1:9c'],
      ].map(async (words) => (await run(...words)).json().problem as { readonly code: string; readonly message: string }),
    );
    expect(messages.map(({ code }) => code)).toEqual(messages.map(() => 'usage'));
    expect(messages.map(({ message }) => message).join('\n')).toMatch(/--role[\s\S]*--name[\s\S]*--source[\s\S]*--pca[\s\S]*either/);
  });
});
