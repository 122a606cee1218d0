import * as v from 'valibot';
import type { AwsResult } from '../../../aws/caller.ts';
import type { ReaderCall } from '../../../aws/iam/iam-reader.ts';
import type { Fields, TeamIam } from '../../../aws/iam/team-iam.ts';
import { parsed } from '../../../base/schema.ts';
import { isMissing } from './plan-steps.ts';

/** What people name when they type: users and groups of an account. */
export type NamedKind = 'user' | 'group';

/** Somebody or something that is there, as IAM spells its name, and what GetUser or GetGroup tells of it. */
export interface FoundNamed {
  readonly name: string;
  readonly answer: Fields;
}

const answerSchema = v.object({
  User: v.optional(v.object({ UserName: v.optional(v.string()) })),
  Group: v.optional(v.object({ GroupName: v.optional(v.string()) })),
});

/** IAM tells names apart by more than their capitals (API reference of CreateUser, CreateGroup). */
export const isSameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/**
 * The user or group of a name in whatever capitals. There is one of them at most, but IAM finds it only as it is spelled, so the list is looked through where it finds none.
 * Problems: name-unknown, also for whoever may not list them; those of the first call.
 */
export const findNamed = async (iam: TeamIam, reader: ReaderCall, of: NamedKind, given: string): Promise<AwsResult<FoundNamed>> => {
  const ask = async (name: string): Promise<AwsResult<FoundNamed>> => {
    const answer =
      of === 'user'
        ? await iam.call(reader, 'GetUser', { UserName: name }, { userName: name })
        : await iam.call(reader, 'GetGroup', { GroupName: name }, { about: { kind: 'group', group: name } });
    if (!answer.ok) return answer;
    const told = parsed(answerSchema, answer.value);
    return { ok: true, value: { name: told?.User?.UserName ?? told?.Group?.GroupName ?? name, answer: answer.value } };
  };
  const found = await ask(given);
  if (found.ok || !isMissing(found.problem)) return found;
  const names = of === 'user' ? (await iam.users(reader)).members.map(({ name }) => name) : (await iam.groups(reader)).members;
  const spelled = names.find((name) => isSameName(name, given));
  const unknown = { ok: false, problem: { code: 'name-unknown', of, name: given }, unclear: false } as const;
  return spelled === undefined ? unknown : ask(spelled);
};

/** The name as IAM spells it; as it was given where nobody has it, or IAM may not be asked: whoever goes on is told. */
export const spelledName = async (iam: TeamIam, reader: ReaderCall, of: NamedKind, given: string): Promise<string> => {
  const found = await findNamed(iam, reader, of, given);
  return found.ok ? found.value.name : given;
};
