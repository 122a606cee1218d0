import { expect, it } from 'vitest';
import { parseIni } from '../../../../src-main/aws/ini/ini-parse.ts';
import { createProfileReader } from '../../../../src-main/aws/profiles/profile-reader.ts';
import { putTarget } from '../../../../src-main/aws/targets/target-section.ts';
import { utf8 } from '../../../../src-main/base/bytes.ts';
import { config, credentials } from '../../../fakes/world.ts';

const input = (configText: string, credentialsBytes: Uint8Array) => ({
  config: { file: '/c', document: parseIni(utf8(configText)) },
  credentials: { file: '/k', document: parseIni(credentialsBytes) },
});

const written = (): Uint8Array => {
  const bytes = putTarget(parseIni(utf8(credentials)), {
    target: 'dev-tap',
    roleArn: 'arn:aws:iam::444455556666:role/Developer',
    via: 'mfa-session',
    since: 1_800_000_000_000,
    credentials: { accessKeyId: 'ASIAONE', secretAccessKey: 's', sessionToken: 't', expires: 1_800_003_600_000 },
  });
  if (!bytes.ok) throw new Error(bytes.problem.code);
  return bytes.value;
};

it('keeps the lists that a session which was written leaves as they are', () => {
  const read = createProfileReader({});
  const before = read(input(config, utf8(credentials)));
  const after = read(input(config, written()));
  expect(after.targets.map(({ target }) => target)).toEqual(['dev-tap']);
  expect(after.has('dev-tap')).toBe(true);
  for (const list of ['roles', 'sources', 'broken', 'processTargets'] as const) expect(after[list]).toBe(before[list]);
});

it('takes a list anew in which one word is another', () => {
  const read = createProfileReader({});
  const before = read(input(config, utf8(credentials)));
  const after = read(input(config.replace('role/Admin', 'role/Other'), utf8(credentials.replace('AKIAWORK', 'AKIANEW'))));
  expect(after.roles).not.toBe(before.roles);
  expect(after.roles[1]?.roleArn).toBe('arn:aws:iam::777788889999:role/Other');
  expect(after.sources).not.toBe(before.sources);
});
