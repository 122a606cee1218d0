import { expect, it } from 'vitest';
import { iamCaller } from '../../../../src-main/app/roles/source.ts';
import type { Source } from '../../../../src-main/aws/profiles/profile-types.ts';
import { secrets } from '../../../fakes/secrets.ts';

const now = 1_000_000;
const source = { profile: 'work', accessKeyId: 'AKIAWORK', secretAccessKey: secrets.longTerm, iamEndpoint: {} } as Source;

/** An MFA session of the source with so much left of it, in milliseconds. */
const sessionWith = (left: number, accessKeyId = 'AKIAWORK') => ({
  source: 'work',
  accessKeyId,
  mfaSerial: 'arn:aws:iam::111122223333:mfa/jane',
  credentials: { accessKeyId: 'ASIAWORK', secretAccessKey: secrets.longTerm, sessionToken: 'token', expires: now + left },
});

const callerWith = (...sessions: readonly ReturnType<typeof sessionWith>[]) =>
  iamCaller({ held: { list: () => sessions }, now: () => now }, source).credentials;

it('calls IAM with a held session that has more than 30 s left', () => {
  expect(callerWith(sessionWith(30_001)).sessionToken).toBe('token');
});

it('calls IAM with the long-term keys when the session is about to end', () => {
  expect(callerWith(sessionWith(30_000))).toBe(source);
  expect(callerWith()).toBe(source);
});

it('leaves the session of another access key alone', () => {
  expect(callerWith(sessionWith(3_600_000, 'AKIAOTHER'))).toBe(source);
});
