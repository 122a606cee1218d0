import { expect, it } from 'vitest';
import { createAwsRoleHandlers } from '../../../../src-main/app/certificates/aws-role.ts';
import { createSetupHandlers } from '../../../../src-main/app/certificates/set-up.ts';
import { createStore, withKeys } from '../../../../src-main/app/state/store.ts';
import type { Key } from '../../../../src-main/card/keys/keys.ts';
import { failed, ok } from '../../../../src-main/contract/result.ts';
import { createMemorySettings } from '../../../fakes/settings.ts';

it('demands in the trust policy what is known that the certificate will prove, and no more', () => {
  const copied: string[] = [];
  const copy = async (text: string) => {
    copied.push(text);
    return ok(undefined);
  };
  const ports = { store: createStore(createMemorySettings()), certificates: {}, anywhere: { copy } } as never;
  const { copyTrustPolicy } = createAwsRoleHandlers(ports, { page: () => undefined } as never);
  const wish = {
    trustAnchorArn: ' arn:aws:rolesanywhere:eu-central-1:111122223333:trust-anchor/a1 ',
    subject: 'CN=jane',
    format: 'json',
  } as const;
  copyTrustPolicy({ ...wish, proof: { asksPin: true, wantsTouch: true } });
  copyTrustPolicy(wish);
  const [proved = '', plain = ''] = copied;
  expect(proved).toContain('x509SAN/URI');
  expect(proved).toContain('"aws:SourceArn": "arn:aws:rolesanywhere:eu-central-1:111122223333:trust-anchor/a1"');
  expect(plain).toContain('x509Subject/CN');
  expect(plain).not.toContain('x509SAN');
});

it('asks AWS Private CA as the profile that the form names, and leaves other ways without one', async () => {
  const ways: unknown[] = [];
  const store = createStore(createMemorySettings());
  store.change(withKeys({ kind: 'ready', keys: [{ id: 'k', serial: 1, name: 'YubiKey' } as Key] }));
  const setUp = async ({ way }: { readonly way: unknown }) => {
    ways.push(way);
    return failed({ code: 'cancelled' });
  };
  const desk = {
    page: () => ({ stage: { kind: 'setup' } }),
    work: ({ run }: { readonly run: (at: unknown) => unknown }) => {
      void run({});
      return true;
    },
  };
  const { startKeySetup } = createSetupHandlers({ store, certificates: { setUp } } as never, desk as never);
  const order = { keyId: 'k', slot: '82', algorithm: 'p256', pin: 'once', touch: 'cached', subject: 'CN=jane', authority: false } as const;
  const arn = 'arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555';
  startKeySetup({ ...order, way: { kind: 'private-ca', arn, days: 30 }, source: 'admin' });
  startKeySetup({ ...order, way: { kind: 'private-ca', arn, days: 30 } });
  startKeySetup({ ...order, way: { kind: 'request' }, source: 'admin' });
  expect(ways).toEqual([
    { kind: 'private-ca', arn, days: 30, source: 'admin' },
    { kind: 'private-ca', arn, days: 30 },
    { kind: 'request' },
  ]);
});
