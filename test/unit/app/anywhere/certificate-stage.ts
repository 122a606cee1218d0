import { verify } from 'node:crypto';
import type { CreateSession, SessionOrder } from '../../../../src-main/aws/anywhere/create-session.ts';
import { signableCall } from '../../../../src-main/aws/anywhere/signing.ts';
import { utf8 } from '../../../../src-main/base/bytes.ts';
import { failed, ok } from '../../../../src-main/contract/result.ts';
import type { Snapshot } from '../../../../src-main/contract/snapshot.ts';
import type { VirtualYubiKey } from '../../../../src-main/demo/virtual-yubikey/yubikey.ts';
import { createFakeClock, type FakeClock } from '../../../fakes/clock.ts';
import { createKey, openApp, question } from '../../../fakes/world.ts';
import { createTestCa, type TestCa, type TestCertificate } from '../../../support/aws/test-ca.ts';
import { type Identity, putIdentity } from '../../../support/card/piv-identity.ts';

/** Certificates of openssl are valid from the moment that they are made, whatever the fake clock says: it is later than any that a test of this process makes. */
export const now = Math.floor(Date.now() / 60_000) * 60_000 + 3_600_000;

export const anchorArn = 'arn:aws:rolesanywhere:eu-central-1:111122223333:trust-anchor/11111111-2222-3333-4444-555555555555';
export const profileArn = 'arn:aws:rolesanywhere:eu-central-1:111122223333:profile/11111111-2222-3333-4444-555555555556';
export const roleArn = 'arn:aws:iam::111122223333:role/Developer';

export const ownConfig = (more = ''): string => `[profile dev]
roletap_trust_anchor_arn = ${anchorArn}
roletap_profile_arn = ${profileArn}
roletap_role_arn = ${roleArn}
region = eu-west-1
${more}`;

let made: { readonly ca: TestCa; readonly jane: TestCertificate } | undefined;

/** One authority and one certificate for all tests of a file: openssl takes its time. */
export const authority = () => {
  made ??= (() => {
    const ca = createTestCa();
    return { ca, jane: ca.issue() };
  })();
  return made;
};

export interface FakeAnywhere {
  readonly createSession: CreateSession;
  readonly orders: SessionOrder[];
  /** The longest session that the role allows, in seconds. */
  maximum: number;
  /** The longest that the profile of Roles Anywhere gives, without a word. */
  granted: number;
}

/** A CreateSession that takes real signatures, and nothing else of AWS. */
export const createFakeAnywhere = (clock: FakeClock): FakeAnywhere => {
  const orders: SessionOrder[] = [];
  let sessions = 0;
  const fake: FakeAnywhere = {
    orders,
    maximum: 43_200,
    granted: 43_200,
    createSession: async (order, hooks, signal) => {
      orders.push(order);
      const { certificate, chain, endpoint, role, durationSeconds } = order;
      const url = new URL('https://rolesanywhere.example/sessions');
      const { digest, stringToSign } = signableCall({ url, region: endpoint.region, at: clock.now(), certificate, chain, body: '{}' });
      const signed = await hooks.sign(digest, signal);
      if (!signed.ok) return signed;
      hooks.onAws();
      const pem = `-----BEGIN CERTIFICATE-----\n${Buffer.from(certificate.der).toString('base64')}\n-----END CERTIFICATE-----`;
      if (!verify('sha256', Buffer.from(stringToSign), pem, signed.value))
        return failed({ code: 'certificate-refused', profile: order.profile, roleArn: role.roleArn, why: 'signature' });
      if (durationSeconds > fake.maximum)
        return failed({ code: 'duration-refused', roleArn: role.roleArn, askedSeconds: durationSeconds, reason: 'role-maximum' });
      sessions += 1;
      const expires = clock.now() + Math.min(durationSeconds, fake.granted) * 1000;
      return ok({ accessKeyId: `ASIACERT${sessions}`, secretAccessKey: 'secret', sessionToken: 'token', expires });
    },
  };
  return fake;
};

export const setUp = async (
  given: Parameters<typeof openApp>[0] & {
    readonly identity?: Identity;
    readonly certificate?: TestCertificate;
    readonly pin?: string;
    readonly firmware?: string;
  } = {},
) => {
  const { identity, certificate = authority().jane, pin = '654321', firmware = '5.4.3', ...options } = given;
  const clock = options.clock ?? createFakeClock(now);
  const key: VirtualYubiKey = createKey(clock, { pin, firmware, accounts: [] });
  putIdentity(key, certificate, identity);
  const anywhere = createFakeAnywhere(clock);
  const opened = await openApp({
    clock,
    yubikeys: { usb: key },
    config: ownConfig(),
    credentials: '',
    createSession: anywhere.createSession,
    ...options,
  });
  const { app, until } = opened;
  /** The question for the PIN, once it is there and is not the one before. */
  let before = '';
  const askedPin = async () => {
    const snapshot = await until((one) => question(one, 'pin') !== undefined && question(one, 'pin')?.id !== before);
    const asked = question(snapshot, 'pin');
    if (!asked) throw new Error('no question');
    before = asked.id;
    return asked;
  };
  return {
    ...opened,
    key,
    anywhere,
    askedPin,
    typePin: async (typed: string, lastTry = false) => {
      const asked = await askedPin();
      app.run('answerPin', { waiting: asked.id, pin: utf8(typed), lastTry });
      return asked;
    },
    settled: () =>
      until((snapshot: Snapshot) =>
        snapshot.roles.some(({ profile, state }) => profile === 'dev' && ['active', 'failed'].includes(state.kind)),
      ),
  };
};

/** How many PINs were sent to the key. */
export const countPins = (key: VirtualYubiKey): (() => number) => {
  let sent = 0;
  key.onApdu((apdu) => {
    if (apdu[1] === 0x20 && apdu[3] === 0x80 && apdu.length > 5) sent += 1;
  });
  return () => sent;
};
