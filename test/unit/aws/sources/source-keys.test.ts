import { expect, it } from 'vitest';
import { createSourceKeys } from '../../../../src-main/aws/sources/source-keys.ts';
import { originOf, sourceId } from '../../../../src-main/aws/sources/source-order.ts';
import type { KeyStore, SourceOrigin, SourceSettings } from '../../../../src-main/aws/sources/source-types.ts';
import { emptyKeyStore } from '../../../../src-main/aws/sources/store-source.ts';
import { failed, ok } from '../../../../src-main/contract/result.ts';
import { never } from '../../../fakes/world.ts';

const inFile = { kind: 'file', keys: { accessKeyId: 'AKIAFILE', secretAccessKey: 's' } } as const satisfies SourceOrigin;
const inStore = { kind: 'store', accessKeyId: 'AKIAKEPT' } as const satisfies SourceOrigin;

const settings = (values: Readonly<Record<string, string>>, kept?: string): SourceSettings => ({
  profile: 'jane',
  value: (key) => values[key],
  isInCredentials: () => false,
  isOurTarget: false,
  isOurProcess: false,
  kept: kept === undefined ? undefined : { accessKeyId: kept },
});

const store = (secretAccessKey: string): KeyStore => ({
  ...emptyKeyStore,
  load: async () => ok({ accessKeyId: 'AKIAKEPT', secretAccessKey }),
});

const open = (origin: SourceOrigin | undefined, id: string, kept: KeyStore = emptyKeyStore) =>
  createSourceKeys({
    originOf: () => origin,
    store: kept,
    signIn: { credentials: async (profile, how) => failed({ code: 'login-over', profile, how }) },
    certificate: async (source) => failed({ code: 'source-without-keys', source }),
    run: async () => ({ kind: 'cancelled' }),
    platform: 'linux',
    now: () => 0,
    onAsked: () => {},
  }).open({ profile: 'jane', kind: 'file', id }, never());

it('gives the keys of a file, and those of the key store', async () => {
  expect(await open(inFile, 'AKIAFILE')).toEqual(ok({ kind: 'long-term', accessKeyId: 'AKIAFILE', secretAccessKey: 's' }));
  expect(await open(inStore, 'AKIAKEPT', store('kept'))).toEqual(
    ok({ kind: 'long-term', accessKeyId: 'AKIAKEPT', secretAccessKey: 'kept' }),
  );
});

it('gives no keys of another user than the one that was meant', async () => {
  const refusal = failed({ code: 'source-without-keys', source: 'jane' });
  expect(await open(inFile, 'AKIAOTHER')).toEqual(refusal);
  expect(await open(undefined, 'AKIAFILE')).toEqual(refusal);
});

it('takes keys in a file before those in the key store, as aws does', () => {
  const keys = { aws_access_key_id: 'AKIAFILE', aws_secret_access_key: 's' };
  const origins = [originOf(settings(keys, 'AKIAKEPT')), originOf(settings({}, 'AKIAKEPT')), originOf(settings({}))];
  expect(origins.map((origin) => origin && sourceId(origin))).toEqual(['AKIAFILE', 'AKIAKEPT', undefined]);
});

it('takes no temporary keys for a source', () => {
  const keys = { aws_access_key_id: 'ASIA', aws_secret_access_key: 's', aws_session_token: 't' };
  expect(originOf(settings(keys))).toBeUndefined();
});
