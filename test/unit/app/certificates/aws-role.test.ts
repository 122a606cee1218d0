import { expect, it } from 'vitest';
import { createAwsRoleHandlers } from '../../../../src-main/app/certificates/aws-role.ts';
import { createStore } from '../../../../src-main/app/state/store.ts';
import { ok } from '../../../../src-main/contract/result.ts';
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
