import { expect, it } from 'vitest';
import { catalogOf, targetOf } from '../../../../src-main/app/roles/catalog.ts';
import { isSessionOf } from '../../../../src-main/app/roles/role-files.ts';
import { renewsAt } from '../../../../src-main/app/sessions/renewal-plan.ts';
import { defaultSettings } from '../../../../src-main/app/settings.ts';
import type { HeldRole } from '../../../../src-main/app/state/sessions-state.ts';
import { parseIni } from '../../../../src-main/aws/ini/ini-parse.ts';
import { readProfiles } from '../../../../src-main/aws/profiles/profiles.ts';
import { utf8 } from '../../../../src-main/base/bytes.ts';

const mfa = 'arn:aws-us-gov:iam::111122223333:mfa/jane.doe';
const keys = 'aws_access_key_id = AKIAJANE\naws_secret_access_key = s\n';

const catalog = (config: string, credentials = `[jane]\n${keys}`, kept?: ReadonlyMap<string, { readonly accessKeyId: string }>) =>
  catalogOf({
    profiles: readProfiles({
      config: { file: '/c', document: parseIni(utf8(config)) },
      credentials: { file: '/k', document: parseIni(utf8(credentials)) },
      env: {},
      ...(kept ? { kept } : {}),
    }),
    added: [],
    found: {},
  });

it('lists the user of a profile that names its MFA device, after all roles', () => {
  const role = '[profile dev]\nrole_arn = arn:aws:iam::111122223333:role/Dev\nsource_profile = jane\n';
  const { roles } = catalog(`[profile jane]\nregion = us-gov-west-1\nmfa_serial = ${mfa}\n\n${role}`);
  expect(roles.map(({ profile, user }) => [profile, user])).toEqual([
    ['dev', undefined],
    ['jane', true],
  ]);
  expect(roles[1]).toMatchObject({
    roleArn: 'arn:aws-us-gov:iam::111122223333:user/jane.doe',
    accountId: '111122223333',
    region: 'us-gov-west-1',
    source: 'jane',
    mfaSerial: mfa,
  });
});

it('knows every other user by name only, and none who signs in elsewhere or is a role of that name', () => {
  const process = '[profile vault]\ncredential_process = op\n';
  const both = `[profile both]\nrole_arn = arn:aws:iam::111122223333:role/Dev\nsource_profile = both\nmfa_serial = ${mfa}\n`;
  const { roles, byName } = catalog(`${process}${both}`, `[jane]\n${keys}[both]\n${keys}`);
  expect(roles.map(({ profile }) => profile)).toEqual(['both']);
  expect(byName.get('both')?.user).toBeUndefined();
  expect(['jane', 'vault'].map((name) => byName.get(name)?.user)).toEqual([true, true]);
});

it('gives the session of a user to its own profile where that asks Roletap, else to a target beside it', () => {
  const { byName } = catalog('');
  expect(targetOf(byName.get('jane') ?? { profile: '' }, '-tap')).toBe('jane-tap');
  expect(targetOf({ profile: 'jane', target: 'jane' }, '-tap')).toBe('jane');
});

it('takes for a user any session of a user, whose ARN AWS tells', () => {
  const user = { user: true, roleArn: 'arn:aws:iam::111122223333:user/jane' } as const;
  expect(isSessionOf(user, 'arn:aws:iam::111122223333:user/people/jane.doe')).toBe(true);
  expect(isSessionOf(user, 'arn:aws:iam::111122223333:role/jane')).toBe(false);
  expect(isSessionOf({ roleArn: 'arn:a' }, 'arn:b')).toBe(false);
});

it('renews a user’s session by another MFA session, and not by itself', () => {
  const session = {
    profile: 'jane',
    roleArn: 'arn:aws:iam::111122223333:user/jane',
    source: 'jane',
    accessKeyId: 'ASIA1',
    via: 'mfa-session',
    guarded: false,
    since: 0,
    expires: 3_600_000,
    used: 3_600_000,
  } as HeldRole;
  const renews = (sessionKeyId: string) =>
    renewsAt(session, [{ source: 'jane', expires: 7_200_000, sessionKeyId }], { ...defaultSettings, renewal: 'in-use' });
  expect(renews('ASIA1')).toBeUndefined();
  expect(renews('ASIA2')).toBe(2_700_000);
});
