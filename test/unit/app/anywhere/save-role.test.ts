import { describe, expect, it } from 'vitest';
import type { PrivateCaFacts } from '../../../../src-main/aws/anywhere/anywhere-admin.ts';
import { partitions } from '../../../../src-main/aws/arn.ts';
import type { Problem } from '../../../../src-main/contract/problems/problem.ts';
import { failed } from '../../../../src-main/contract/result.ts';
import { never, openApp } from '../../../fakes/world.ts';
import { anchorArn, profileArn, roleArn, setUp } from './certificate-stage.ts';

const order = {
  name: 'dev',
  trustAnchorArn: anchorArn,
  profileArn,
  roleArn,
  subject: 'CN=jane',
  region: 'eu-central-1',
  durationSeconds: 43_200,
};

describe('a role by certificate that is saved', () => {
  it('is a profile that asks Roletap, and opens', async () => {
    const { app, files } = await setUp({ config: '', identity: { pin: 1 } });
    expect((await app.anywhere.save(order)).ok).toBe(true);
    expect(files.text.config).toContain('[profile dev]');
    expect(files.text.config).toContain('credential_process = /roletap/launcher dev');
    expect(files.text.config).toContain(`roletap_trust_anchor_arn = ${anchorArn}`);
    expect(app.snapshot().roles).toMatchObject([{ profile: 'dev', target: 'dev', delivery: 'process', durationSeconds: 43_200 }]);
    const before = files.text.config;
    expect(await app.tap({ role: 'dev' }, never())).toMatchObject({ ok: true, value: { target: 'dev', file: null } });
    expect(files.text.config).toBe(before);
    expect(files.text.credentials).toBe('');
  });

  it.each(partitions)('may be one of %s, also before its ARNs are known', async (partition) => {
    const { app } = await setUp({ config: '' });
    const role = roleArn.replace('arn:aws:', `arn:${partition}:`);
    expect(await app.anywhere.checkMeant({ name: 'dev', roleArn: role })).toEqual({ ok: true, value: undefined });
  });

  it('shows what would change, and changes nothing', async () => {
    const { app, files } = await setUp({ config: '' });
    const planned = await app.anywhere.plan(order);
    expect(planned.ok && planned.value.diff.map(({ text }) => text).join('\n')).toContain('roletap_role_arn');
    expect(files.text.config).toBe('');
  });

  it.each([
    [{ profileArn: anchorArn }, 'anywhere-arn-bad'],
    [{ roleArn: roleArn.replace('111122223333', '444455556666') }, 'anywhere-apart'],
    [{ roleArn: roleArn.replace('arn:aws:', 'arn:aws-us-gov:') }, 'anywhere-apart'],
    [
      { trustAnchorArn: anchorArn.replace('arn:aws:', 'arn:aws-cn:'), profileArn: profileArn.replace('arn:aws:', 'arn:aws-cn:') },
      'anywhere-apart',
    ],
    [{ name: 'a b' }, 'target-name-bad'],
    [{ subject: 'CN=jane # x' }, 'certificate-missing'],
  ])('is refused with %j', async (change, code) => {
    const { app, files } = await setUp({ config: '' });
    expect(await app.anywhere.save({ ...order, ...change })).toMatchObject({ ok: false, problem: { code } });
    expect(files.text.config).toBe('');
  });
});

describe('AWS’s side', () => {
  const who = { source: 'work', region: 'eu-central-1' };
  const issued = { certificate: 'certificate', chain: 'chain' };

  /** Answers GetCertificate in this order. */
  const ordered: number[] = [];
  const withCa = (answers: readonly (Problem | undefined | typeof issued)[], facts: Partial<PrivateCaFacts> = {}) => {
    const left = [...answers];
    ordered.length = 0;
    const denied = async () => ({
      ...failed({ code: 'iam-denied', action: 'rolesanywhere:ListTrustAnchors', resource: '*', explicit: false } as const),
      unclear: false,
    });
    const admin = {
      listTrustAnchors: denied,
      createTrustAnchor: denied,
      deleteTrustAnchor: denied,
      listProfiles: denied,
      createProfile: denied,
      deleteProfile: denied,
      listLists: denied,
      importList: denied,
      updateList: denied,
    };
    const get = async () => {
      const next = left.shift();
      return next && 'code' in next ? { ...failed(next), unclear: false } : ({ ok: true, value: next } as const);
    };
    const describe = async () =>
      ({ ok: true, value: { isActive: true, isShortLived: false, signingAlgorithm: 'SHA256WITHECDSA', ...facts } }) as const;
    const issue = async (_: unknown, { days }: { readonly days: number }) => {
      ordered.push(days);
      return { ok: true, value: 'arn:certificate' } as const;
    };
    return openApp({ anywhere: { admin, privateCa: { describe, issue, get } } });
  };
  const order = { authorityArn: 'arn:ca', request: 'request', days: 30, token: 't' };

  it('asks a CA of short-lived certificates for 7 days, and one that is off for nothing', async () => {
    const { app, clock } = await withCa([issued], { isShortLived: true });
    const made = app.anywhere.certificate(who, order, () => {}, never());
    await clock.advance(60_000);
    expect(await made).toMatchObject({ ok: true });
    expect(ordered).toEqual([7]);
    const { app: other } = await withCa([issued], { isActive: false });
    expect(await other.anywhere.certificate(who, order, () => {}, never())).toMatchObject({ problem: { code: 'private-ca-refused' } });
    expect(ordered).toEqual([]);
  });

  it('says what the administrator may not do', async () => {
    const { app } = await withCa([]);
    expect(await app.anywhere.trustAnchors(who, never())).toMatchObject({
      ok: false,
      problem: { code: 'iam-denied', action: 'rolesanywhere:ListTrustAnchors' },
    });
  });

  it('waits for a private CA, also when that asks for patience', async () => {
    const { app, clock } = await withCa([undefined, { code: 'throttled' }, issued]);
    const looks: number[] = [];
    const made = app.anywhere.certificate(who, order, (tries) => looks.push(tries), never());
    await clock.advance(60_000);
    expect(await made).toEqual({ ok: true, value: issued });
    expect(looks).toEqual([1, 2, 3]);
  });

  it('gives up when it is told to', async () => {
    const { app, clock } = await withCa([]);
    const stop = new AbortController();
    const made = app.anywhere.certificate(who, order, () => {}, stop.signal);
    await clock.advance(500);
    stop.abort();
    expect(await made).toEqual({ ok: false, problem: { code: 'cancelled' } });
  });
});
