import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import * as v from 'valibot';
import { parseRoleArn, parseUserArn } from '../../aws/arn.ts';
import { defined } from '../../base/defined.ts';
import { parsedJson } from '../../base/schema.ts';
import { failed, ok, type Result } from '../../contract/result.ts';

/** What an invite holds that is secret. */
export interface InviteSecrets {
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  /** The one-time password for the console. */
  readonly password?: string;
}

const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(2048));
const whole = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most));

const sealed = v.object({
  // A file of somebody else's making must not take all memory.
  kdf: v.object({ name: v.literal('scrypt'), N: whole(2 ** 18), r: whole(16), p: whole(4), salt: text }),
  cipher: v.literal('aes-256-gcm'),
  nonce: text,
  data: text,
  tag: text,
});

const schema = v.pipe(
  v.object({
    roletap: v.literal('invite'),
    version: v.literal(1),
    account: v.pipe(
      v.object({
        id: v.pipe(v.string(), v.regex(/^\d{12}$/)),
        partition: text,
        alias: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9-]{3,63}$/))),
      }),
      v.transform(defined),
    ),
    user: v.object({ name: v.pipe(v.string(), v.regex(/^[\w+=,.@-]{1,64}$/)), arn: text }),
    console: text,
    region: v.optional(v.pipe(v.string(), v.regex(/^[a-z]{2}[a-z-]*-\d{1,3}$/))),
    roles: v.pipe(v.array(v.pipe(v.string(), v.regex(/^arn:[\w-]+:iam::\d{12}:role\/[!-~]{1,576}$/))), v.maxLength(200)),
    sealed: v.optional(sealed),
  }),
  v.transform(defined),
);

/** What a new person's Roletap starts from. Without `sealed` there is no secret in it. */
export type Invite = v.InferOutput<typeof schema>;

/** RFC 7914, as OWASP's cheat sheet on passwords has it in 2026: 128 MB and some tenths of a second for each guess. */
const usualCost: ScryptCost = { N: 2 ** 17, r: 8, p: 1 };

type ScryptCost = Readonly<Record<'N' | 'r' | 'p', number>>;

type Kdf = v.InferOutput<typeof sealed>['kdf'];

const derive = (passphrase: string, { N, r, p, salt }: Kdf): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const options = { N, r, p, maxmem: 128 * N * r + 64 * 1024 * 1024 };
    scrypt(passphrase.normalize('NFC'), Buffer.from(salt, 'base64'), 32, options, (error, key) => (error ? reject(error) : resolve(key)));
  });

/** What the seal is bound to: nobody puts the secrets of one invite into another. */
const bound = ({ account, user, console, roles, region }: Invite, kdf: Kdf): Buffer =>
  Buffer.from(JSON.stringify(['roletap-invite-1', account.id, account.partition, user.arn, console, roles, region ?? '', kdf]));

/** The invite with secrets under a passphrase (scrypt, AES-256-GCM). Tests need not wait for a costly one. */
export const sealInvite = async (invite: Invite, secrets: InviteSecrets, passphrase: string, cost = usualCost): Promise<Invite> => {
  const kdf: Kdf = { name: 'scrypt', ...cost, salt: randomBytes(16).toString('base64') };
  const key = await derive(passphrase, kdf);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 });
  cipher.setAAD(bound(invite, kdf));
  const plain = Buffer.from(JSON.stringify(secrets));
  const data = Buffer.concat([cipher.update(plain), cipher.final()]);
  plain.fill(0);
  key.fill(0);
  const parts = { nonce: nonce.toString('base64'), data: data.toString('base64'), tag: cipher.getAuthTag().toString('base64') };
  return { ...invite, sealed: { kdf, cipher: 'aes-256-gcm', ...parts } };
};

const secretsSchema = v.pipe(
  v.object({ accessKeyId: v.optional(text), secretAccessKey: v.optional(text), password: v.optional(text) }),
  v.transform(defined),
);

/** What is sealed in an invite; nothing for one without secrets. Problems: invite-passphrase-wrong, also for a file that was changed; invite-unusable. */
export const openInvite = async (invite: Invite, passphrase: string, file: string): Promise<Result<InviteSecrets>> => {
  if (!invite.sealed) return ok({});
  const { kdf, nonce, data, tag } = invite.sealed;
  // Not every number that fits is a cost of scrypt's.
  const key = await derive(passphrase, kdf).catch(() => undefined);
  if (!key) return failed({ code: 'invite-unusable', file, why: 'damaged' });
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64'), { authTagLength: 16 });
    decipher.setAAD(bound(invite, kdf));
    decipher.setAuthTag(Buffer.from(tag, 'base64'));
    const plain = Buffer.concat([decipher.update(Buffer.from(data, 'base64')), decipher.final()]);
    const secrets = parsedJson(secretsSchema, plain.toString('utf8'));
    plain.fill(0);
    return secrets ? ok(secrets) : failed({ code: 'invite-unusable', file, why: 'damaged' });
  } catch {
    return failed({ code: 'invite-passphrase-wrong', file });
  } finally {
    key.fill(0);
  }
};

export const inviteText = (invite: Invite): string => `${JSON.stringify(invite, null, 2)}\n`;

/**
 * Whether what an invite says of a person belongs together. Whoever made it up could name one user and mean another, or send the person to a page of their own to sign in.
 */
const isOfOnePiece = ({ account, user, console, roles }: Invite): boolean => {
  const arn = parseUserArn(user.arn);
  const isTheirs = arn?.name === user.name && arn.accountId === account.id && arn.partition === account.partition;
  const areReachable = roles.every((role) => parseRoleArn(role)?.partition === account.partition);
  return isTheirs && areReachable && console === consoleUrlOf(account.id, account.partition, account.alias);
};

/** Reads an invite. Problem: invite-unusable. */
export const readInvite = (given: string, file: string): Result<Invite> => {
  const plain = given.replace(/^\ufeff/, '');
  const invite = parsedJson(schema, plain);
  if (invite && isOfOnePiece(invite)) return ok(invite);
  const mark = parsedJson(v.object({ roletap: v.literal('invite'), version: v.number() }), plain);
  return failed({ code: 'invite-unusable', file, why: mark === undefined ? 'not-an-invite' : mark.version > 1 ? 'newer' : 'damaged' });
};

/** Where people of an account sign in (IAM User Guide, "How IAM users sign in"). */
export const consoleUrlOf = (accountId: string, partition: string, alias?: string): string => {
  const hosts: Readonly<Record<string, string>> = {
    'aws-cn': 'signin.amazonaws.cn',
    'aws-us-gov': 'signin.amazonaws-us-gov.com',
    'aws-eusc': 'signin.amazonaws-eusc.eu',
  };
  return `https://${alias ?? accountId}.${hosts[partition] ?? 'signin.aws.amazon.com'}/console`;
};
