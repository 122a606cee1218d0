import * as v from 'valibot';
import type { AwsResult } from '../../../aws/caller.ts';
import type { TeamAction } from '../../../aws/iam/iam-errors.ts';
import { readPages, toPage } from '../../../aws/iam/iam-pages.ts';
import type { ReaderCall } from '../../../aws/iam/iam-reader.ts';
import type { Fields, TeamIam } from '../../../aws/iam/team-iam.ts';
import { defined } from '../../../base/defined.ts';
import { parsed } from '../../../base/schema.ts';
import type { Person, PersonDevice, PersonKey } from '../../../contract/team/people.ts';
import { mfaKind, personOf } from '../people.ts';
import { whole } from './ask-each.ts';
import { saysYubikey } from './device-tags.ts';

/** What reading one person takes; as of reading everybody. */
export interface PersonPorts {
  readonly iam: TeamIam;
  readonly now: () => number;
  readonly isOnKey: (serial: string) => boolean;
}

const userSchema = v.object({ User: v.object({ Arn: v.string(), CreateDate: v.date(), PasswordLastUsed: v.optional(v.date()) }) });
const keysSchema = v.object({
  IsTruncated: v.optional(v.boolean()),
  Marker: v.optional(v.string()),
  AccessKeyMetadata: v.array(v.object({ AccessKeyId: v.string(), Status: v.string(), CreateDate: v.date() })),
});
const usedSchema = v.object({
  AccessKeyLastUsed: v.object({
    LastUsedDate: v.optional(v.date()),
    ServiceName: v.optional(v.string(), ''),
    Region: v.optional(v.string(), ''),
  }),
});

const incomplete = { ok: false, problem: { code: 'aws-said', awsCode: 'IncompleteAnswer', status: 200 }, unclear: false } as const;
const states: Readonly<Record<string, PersonKey['state']>> = { Active: 'active', Inactive: 'inactive' };

/**
 * Somebody as they are now, which the credential report tells hours later: a call each for the user, password, access keys and their last uses, devices and their tags.
 * Undefined for a user who isn't there. Problems: those of the calls; all of them are needed but the tags.
 */
export const readPerson = async (
  { iam, now, isOnKey }: PersonPorts,
  reader: ReaderCall,
  name: string,
): Promise<AwsResult<Person | undefined>> => {
  const call = (action: TeamAction, input: Fields) => iam.call(reader, action, { UserName: name, ...input }, { userName: name });
  const keyOf = async (
    key: v.InferOutput<typeof keysSchema>['AccessKeyMetadata'][number],
    number: 1 | 2,
  ): Promise<AwsResult<PersonKey>> => {
    const asked = await iam.call(reader, 'GetAccessKeyLastUsed', { AccessKeyId: key.AccessKeyId }, { userName: name });
    if (!asked.ok) return asked;
    const last = parsed(usedSchema, asked.value)?.AccessKeyLastUsed;
    if (!last) return incomplete;
    const { LastUsedDate: at, ServiceName: service, Region: region } = last;
    const used = at === undefined ? 'never' : { at: at.getTime(), service, region };
    return { ok: true, value: { number, state: states[key.Status] ?? 'unknown', rotated: key.CreateDate.getTime(), used } };
  };
  const deviceOf = async (serial: string): Promise<PersonDevice> => {
    const kind = mfaKind(serial, isOnKey);
    const tags = kind === 'virtual' ? await iam.tagsOf(reader, serial) : undefined;
    return { serial, kind: tags && saysYubikey(tags.members) ? 'yubikey' : kind };
  };

  const found = await call('GetUser', {});
  if (!found.ok) return found.problem.code === 'user-missing' ? { ok: true, value: undefined } : found;
  const user = parsed(userSchema, found.value)?.User;
  if (!user) return incomplete;
  const login = await call('GetLoginProfile', {});
  if (!login.ok && login.problem.code !== 'user-missing') return login;
  const listed = await readPages(async (marker) => {
    const page = await call('ListAccessKeys', { ...marker });
    if (!page.ok) return page;
    const read = parsed(keysSchema, page.value);
    const members = read && toPage(read.AccessKeyMetadata, read);
    return members ? { ok: true, value: members } : incomplete;
  });
  if (!listed.ok) return listed;
  // The report numbers them by their age.
  const [first, second] = [...listed.value].sort((one, other) => one.CreateDate.getTime() - other.CreateDate.getTime());
  const keys: PersonKey[] = [];
  for (const [key, number] of [[first, 1] as const, [second, 2] as const]) {
    const told = key && (await keyOf(key, number));
    if (told && !told.ok) return told;
    if (told) keys.push(told.value);
  }
  const serials = whole(await iam.devicesOf(reader, name));
  if (!serials.ok) return serials;
  const devices = await Promise.all(serials.value.map(deviceOf));
  const signedIn = user.PasswordLastUsed?.getTime() ?? 'never';
  const console = login.ok ? 'yes' : 'no';
  const row = { name, arn: user.Arn, isRoot: false, created: user.CreateDate.getTime(), console, signedIn, keys } as const;
  return { ok: true, value: personOf({ ...row, hasMfa: devices.length > 0 }, devices, now()) };
};

/** Somebody who was read anew. */
export interface PersonNow {
  /** Absent for a user who isn't there. */
  readonly person?: Person;
  /** Virtual devices that belong to nobody; absent where they could not be listed. */
  readonly orphans?: readonly string[];
}

/** The same with the devices that nobody has, of which there may be more or fewer since. Problems: as of `readPerson`. */
export const readPersonNow = async (ports: PersonPorts, reader: ReaderCall, name: string | undefined): Promise<AwsResult<PersonNow>> => {
  const one = name === undefined ? ({ ok: true, value: undefined } as const) : readPerson(ports, reader, name);
  const [person, virtual] = await Promise.all([one, ports.iam.virtualDevices(reader)]);
  if (!person.ok) return person;
  const orphans = virtual.problem ? undefined : virtual.members.flatMap(({ serial, userArn }) => (userArn === undefined ? [serial] : []));
  return { ok: true, value: defined({ person: person.value, orphans }) };
};
