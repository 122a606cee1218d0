import { expect, it } from 'vitest';
import { iamCaller } from '../../../../src-main/app/roles/source.ts';
import type { Source } from '../../../../src-main/aws/profiles/profile-types.ts';
import { failed, ok } from '../../../../src-main/contract/result.ts';
import { secrets } from '../../../fakes/secrets.ts';
import { never } from '../../../fakes/world.ts';

const now = 1_000_000;
const source = { profile: 'work', kind: 'file', id: 'AKIAWORK', iamEndpoint: {} } as Source;
const keys = { kind: 'long-term', accessKeyId: 'AKIAWORK', secretAccessKey: secrets.longTerm } as const;

/** An MFA session of the source with so much left of it, in milliseconds. */
const sessionWith = (left: number, accessKeyId = 'AKIAWORK') => ({
  source: 'work',
  accessKeyId,
  mfaSerial: 'arn:aws:iam::111122223333:mfa/jane',
  credentials: { accessKeyId: 'ASIAWORK', secretAccessKey: secrets.longTerm, sessionToken: 'token', expires: now + left },
});

const setUp = (sessions: readonly ReturnType<typeof sessionWith>[]) => {
  const opened: string[] = [];
  const ports = {
    held: { list: () => sessions },
    keys: {
      isQuiet: () => true,
      forget: () => {},
      signIn: async () => ok(undefined),
      open: async ({ id }: { readonly id: string }) => {
        opened.push(id);
        return ok(keys);
      },
    },
    now: () => now,
  };
  return { ports, opened };
};

const callerWith = async (...sessions: readonly ReturnType<typeof sessionWith>[]) => {
  const caller = await iamCaller(setUp(sessions).ports, source, never());
  return caller.ok ? caller.value.credentials : undefined;
};

it('calls IAM with a held session that has more than 30 s left, and opens no source for it', async () => {
  const { ports, opened } = setUp([sessionWith(30_001)]);
  expect(await iamCaller(ports, source, never())).toMatchObject({ value: { credentials: { sessionToken: 'token' } } });
  expect(opened).toEqual([]);
});

it('calls IAM with the long-term keys when the session is about to end', async () => {
  expect(await callerWith(sessionWith(30_000))).toBe(keys);
  expect(await callerWith()).toBe(keys);
});

it('leaves the session of another access key alone', async () => {
  expect(await callerWith(sessionWith(3_600_000, 'AKIAOTHER'))).toBe(keys);
});

it('gives back why a source does not open', async () => {
  const refusal = failed({ code: 'source-without-keys', source: 'work' } as const);
  const { ports } = setUp([]);
  expect(await iamCaller({ ...ports, keys: { ...ports.keys, open: async () => refusal } }, source, never())).toBe(refusal);
});
