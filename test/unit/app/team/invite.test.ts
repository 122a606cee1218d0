import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consoleUrlOf, type Invite, inviteText, openInvite, readInvite, sealInvite } from '../../../../src-main/app/team/invite.ts';

const plain: Invite = {
  roletap: 'invite',
  version: 1,
  account: { id: '111122223333', partition: 'aws', alias: 'acme' },
  user: { name: 'kim', arn: 'arn:aws:iam::111122223333:user/eng/kim' },
  console: 'https://acme.signin.aws.amazon.com/console',
  region: 'eu-central-1',
  roles: ['arn:aws:iam::444455556666:role/Dev'],
};
const cheap = { N: 16, r: 8, p: 1 };
const secrets = { accessKeyId: 'A'.repeat(20), secretAccessKey: 's'.repeat(40), password: 'one-time' };

describe('an invite', () => {
  it('is read as it was written, with a byte order mark, too', () => {
    expect(readInvite(`\ufeff${inviteText(plain)}`, 'x')).toEqual({ ok: true, value: plain });
  });

  it('opens with its passphrase alone, however that is composed', async () => {
    const sealed = await sealInvite(plain, secrets, 'pa\u0308ss', cheap);
    expect(inviteText(sealed)).not.toContain(secrets.secretAccessKey);
    expect(await openInvite(sealed, 'p\u00e4ss', 'x')).toEqual({ ok: true, value: secrets });
    expect(await openInvite(sealed, 'pass', 'x')).toEqual({ ok: false, problem: { code: 'invite-passphrase-wrong', file: 'x' } });
  });

  it('costs whoever guesses its passphrase 128 MB and some tenths of a second', async () => {
    const { sealed } = await sealInvite(plain, secrets, 'p');
    expect(sealed?.kdf).toMatchObject({ name: 'scrypt', N: 131072, r: 8, p: 1 });
  });

  it('does not open once it says something else', async () => {
    const sealed = await sealInvite(plain, secrets, 'p', cheap);
    const others: readonly Invite[] = [
      { ...sealed, user: { ...sealed.user, arn: 'arn:aws:iam::111122223333:user/lee' } },
      { ...sealed, console: 'https://evil.example/console' },
      { ...sealed, roles: [] },
      { ...sealed, account: { ...sealed.account, id: '999988887777' } },
    ];
    for (const other of others)
      expect(await openInvite(other, 'p', 'x')).toMatchObject({ ok: false, problem: { code: 'invite-passphrase-wrong' } });
  });

  it('does not open with a part of its tag, or at a cost that scrypt has not', async () => {
    const sealed = await sealInvite(plain, secrets, 'p', cheap);
    if (!sealed.sealed) throw new Error('not sealed');
    expect(await openInvite(sealed, 'p', 'x')).toEqual({ ok: true, value: secrets });
    const part = Buffer.from(sealed.sealed.tag, 'base64').subarray(0, 4).toString('base64');
    expect(await openInvite({ ...sealed, sealed: { ...sealed.sealed, tag: part } }, 'p', 'x')).toEqual({
      ok: false,
      problem: { code: 'invite-passphrase-wrong', file: 'x' },
    });
    const odd = { ...sealed.sealed, kdf: { ...sealed.sealed.kdf, N: 3 } };
    expect(await openInvite({ ...sealed, sealed: odd }, 'p', 'x')).toEqual({
      ok: false,
      problem: { code: 'invite-unusable', file: 'x', why: 'damaged' },
    });
  });

  it.each([
    ['no JSON', 'x', 'not-an-invite'],
    ['the console’s CSV', 'Access key ID,Secret access key\n', 'not-an-invite'],
    ['of a newer version', JSON.stringify({ ...plain, version: 2 }), 'newer'],
    [
      'with a page of its own to sign in',
      JSON.stringify({ ...plain, console: 'https://acme.signin.aws.amazon.com.evil.example/console' }),
      'damaged',
    ],
    ['with an alias that is an address', JSON.stringify({ ...plain, account: { ...plain.account, alias: 'evil.example/' } }), 'damaged'],
    ['with escapes for a terminal', JSON.stringify({ ...plain, console: '\u001b]8;;https://evil.example\u0007' }), 'damaged'],
    ['with marks that turn text round', JSON.stringify({ ...plain, account: { ...plain.account, alias: 'ac\u202eme' } }), 'damaged'],
    [
      'with another user’s ARN',
      JSON.stringify({ ...plain, user: { ...plain.user, arn: 'arn:aws:iam::111122223333:user/root' } }),
      'damaged',
    ],
    [
      'with a user of another account',
      JSON.stringify({ ...plain, user: { ...plain.user, arn: 'arn:aws:iam::999988887777:user/eng/kim' } }),
      'damaged',
    ],
    ['with roles of another partition', JSON.stringify({ ...plain, roles: ['arn:aws-cn:iam::444455556666:role/Dev'] }), 'damaged'],
    ['without a user', JSON.stringify({ ...plain, user: undefined }), 'damaged'],
    ['with a role that is none', JSON.stringify({ ...plain, roles: ['arn:aws:iam::1:role/x'] }), 'damaged'],
    [
      'with a key that takes all memory',
      JSON.stringify({
        ...plain,
        sealed: { kdf: { name: 'scrypt', N: 2 ** 30, r: 8, p: 1, salt: 'a' }, cipher: 'aes-256-gcm', nonce: 'a', data: 'a', tag: 'a' },
      }),
      'damaged',
    ],
  ])('that is %s can’t be used', (_, text, why) =>
    expect(readInvite(text, 'x')).toEqual({ ok: false, problem: { code: 'invite-unusable', file: 'x', why } }),
  );

  it('never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void readInvite(text, 'x')));
  });

  it('leads to the sign-in page of its partition', () => {
    expect(consoleUrlOf('111122223333', 'aws-cn')).toBe('https://111122223333.signin.amazonaws.cn/console');
    expect(consoleUrlOf('111122223333', 'aws', 'acme')).toBe(plain.console);
  });
});
