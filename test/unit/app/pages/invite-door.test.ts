import { describe, expect, it } from 'vitest';
import { type Invite, type InviteSecrets, inviteText, sealInvite } from '../../../../src-main/app/team/invite.ts';
import { openStage } from './page-fixture.ts';

const role = 'arn:aws:iam::444455556666:role/team/Deploy';
const invited = (change: Partial<Invite> = {}): Invite => ({
  roletap: 'invite',
  version: 1,
  account: { id: '111122223333', partition: 'aws', alias: 'acme' },
  user: { name: 'jane', arn: 'arn:aws:iam::111122223333:user/jane' },
  console: 'https://acme.signin.aws.amazon.com/console',
  region: 'eu-west-3',
  roles: [role],
  ...change,
});
const key = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
const cheap = { N: 2, r: 1, p: 1 };
const sealed = async (secrets: InviteSecrets, invite = invited()) => inviteText(await sealInvite(invite, secrets, 'pass phrase', cheap));
const passphrase = (text = 'pass phrase') => new TextEncoder().encode(text);

/** The door in an empty home. */
const atDoor = async () => {
  const stage = await openStage({ config: undefined, credentials: undefined });
  const told: string[] = [];
  stage.app.subscribe((snapshot) => told.push(JSON.stringify(snapshot)));
  expect(stage.taken('openFirstRun', { door: 'invite', source: '' })).toBe(true);
  const open = async (content: string) => {
    expect(stage.taken('openInvite', { file: 'jane.invite', content })).toBe(true);
    const { firstRun } = await stage.until(({ firstRun: now }) => now?.invite !== undefined || now?.problem !== undefined);
    return firstRun;
  };
  const unsealed = async (typed = passphrase()) => {
    expect(stage.taken('unsealInvite', { passphrase: typed })).toBe(true);
    expect([...typed].every((byte) => byte === 0)).toBe(true);
    const { firstRun } = await stage.until(
      ({ firstRun: now }) =>
        now?.working === false && (now.problem !== undefined || now.stage.kind === 'profile' || now.invite?.state === 'open'),
    );
    return firstRun;
  };
  return { ...stage, open, unsealed, told };
};

describe('an invite in the window', () => {
  it('shows who is invited, and goes on with the key in it once its passphrase is typed', async () => {
    const { open, unsealed, told } = await atDoor();
    const shown = await open(await sealed(key));
    expect(shown?.invite).toEqual({
      file: 'jane.invite',
      user: 'jane',
      userArn: 'arn:aws:iam::111122223333:user/jane',
      accountId: '111122223333',
      alias: 'acme',
      console: 'https://acme.signin.aws.amazon.com/console',
      region: 'eu-west-3',
      roles: [role],
      state: 'sealed',
    });
    expect(await unsealed(passphrase('wrong'))).toMatchObject({ problem: { code: 'invite-passphrase-wrong', file: 'jane.invite' } });
    expect(await unsealed()).toMatchObject({
      stage: { kind: 'profile', accessKeyId: key.accessKeyId, draft: { profile: 'jane', region: 'eu-west-3', keepIn: 'keyring' } },
    });
    expect(told.join('\n')).not.toContain(key.secretAccessKey);
    expect(told.join('\n')).not.toContain('pass phrase');
  });

  it('goes on with no other user’s key', async () => {
    const { open, unsealed } = await atDoor();
    const lee = 'arn:aws:iam::111122223333:user/lee';
    await open(await sealed(key, invited({ user: { name: 'lee', arn: lee } })));
    expect(await unsealed()).toMatchObject({
      stage: { kind: 'key' },
      problem: { code: 'invite-other-user', invited: lee, given: 'arn:aws:iam::111122223333:user/jane' },
    });
  });

  it('asks for a key where there is none in it; a one-time password goes to the clipboard and nowhere else', async () => {
    const { open, unsealed, taken, until, told, clipboard } = await atDoor();
    await open(await sealed({ password: 'one-time' }));
    expect(await unsealed()).toMatchObject({ invite: { state: 'open', copiedSeconds: 20 } });
    expect(clipboard.text()).toBe('one-time');
    expect(taken('checkKey', { key: new TextEncoder().encode(`${key.accessKeyId}\n${key.secretAccessKey}`) })).toBe(true);
    await until(({ firstRun }) => firstRun?.stage.kind === 'profile');
    expect(told.join('\n')).not.toContain('one-time');
  });

  it('without secrets asks for a key at once', async () => {
    const { open, taken } = await atDoor();
    expect(await open(inviteText(invited()))).toMatchObject({ invite: { state: 'open' } });
    expect(taken('unsealInvite', { passphrase: passphrase() })).toBe(false);
  });

  it('says what is wrong with another file, and lets the person choose again', async () => {
    const { open, taken, app } = await atDoor();
    expect(await open('{}')).toMatchObject({ problem: { code: 'invite-unusable', file: 'jane.invite', why: 'not-an-invite' } });
    expect(taken('closeInvite', null)).toBe(false);
    expect((await open(inviteText(invited())))?.problem).toBeUndefined();
    expect(taken('closeInvite', null)).toBe(true);
    expect(app.snapshot().firstRun?.invite).toBeUndefined();
  });

  it('is taken behind its own door only', async () => {
    const { taken } = await openStage({ config: undefined, credentials: undefined });
    taken('openFirstRun', { door: 'key', source: '' });
    expect(taken('openInvite', { file: 'jane.invite', content: inviteText(invited()) })).toBe(false);
  });
});
