import { parseRoleArn } from '../../aws/arn.ts';
import { createTeamIam } from '../../aws/iam/team-iam.ts';
import type { InTurn } from '../../base/jobs.ts';
import type { Log } from '../../base/log.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { TeamFormat } from '../../contract/team/page.ts';
import type { TeamProgress, TeamView } from '../../contract/team/people.ts';
import type { UnfinishedPlan } from '../../contract/team/sheet.ts';
import type { SimulationView } from '../../contract/team/simulate.ts';
import type { RecordFolder } from '../../storage/record-folder.adapter.ts';
import type { SessionHistory } from '../sessions/session-ports.ts';
import { type AddPerson, createAddPerson } from './add-person.ts';
import { createEnforcing, type Enforcing } from './enforce/enforce.ts';
import { createEnrollFor, type EnrollFor, type EnrollForNeeds } from './enroll/enroll-for.ts';
import { type Invite, openInvite, readInvite } from './invite.ts';
import { teamCsv, teamDocument } from './people-export.ts';
import { isPolicyArn, whyBadArn } from './plans/named-arns.ts';
import type { TeamNote } from './plans/plan-desk.ts';
import { isMissing } from './plans/plan-steps.ts';
import { createTeamJournal } from './plans/team-record.ts';
import { createGroupPolicy, type GroupPolicy } from './policies/group-policy.ts';
import { type GroupList, listGroups } from './policies/list-groups.ts';
import { createPolicyDesk, type PolicyDesk } from './policies/policy-desk.ts';
import { shownDocument } from './policies/shown-document.ts';
import { readPeople } from './read-people.ts';
import { type PersonNow, readPersonNow } from './reading/read-person.ts';
import { createRemove, type Remove } from './remove/remove.ts';
import { createRescue, type Rescue } from './rescue/rescue.ts';
import { type AddRole, createAddRole } from './roles/add-role.ts';
import { simulate } from './simulate.ts';
import { createTeamCaller, onlySessions, type TeamCallerPorts } from './team-caller.ts';
import { listUnfinished } from './unfinished.ts';

/** What the administrator's side takes. */
export interface TeamPorts extends TeamCallerPorts {
  readonly records: TeamRecords;
}

/** Where plans are kept, what names them, and where it is written that they were done. */
export interface TeamRecords {
  readonly teamPlans: RecordFolder;
  readonly log: Log;
  readonly newId: () => string;
  readonly history: SessionHistory;
  /** So that one program at a time works on a plan. */
  readonly inTurn: InTurn;
}

/** A policy of an account, or a role's trust policy. */
export interface PolicyOfAccount {
  readonly text: string;
  /** Of a managed policy: IAM keeps five at most. */
  readonly versions?: number;
}

/** The administrator's side. `source` is the profile whose rights count; `''` the only one. */
export interface Team {
  readonly enforcing: Enforcing;
  /** Adds roles by hand for a source, each under a name of its own; those that it has already are left out. Gives the names. */
  readonly takeRoles: (source: string, roles: readonly string[]) => Promise<readonly string[]>;
  readonly members: AddPerson;
  readonly roles: AddRole;
  readonly rescue: Rescue;
  readonly groupPolicy: GroupPolicy;
  readonly removing: Remove;
  readonly enrolling: EnrollFor;
  /** Plans of every kind that are neither finished nor undone, each kind's oldest first. */
  readonly unfinished: () => Promise<readonly UnfinishedPlan[]>;
  /** What a user may do without MFA and with it, as IAM evaluates it. */
  readonly simulate: (source: string, wish: Parameters<typeof simulate>[2], signal: AbortSignal) => Promise<Result<SimulationView>>;
  readonly people: (source: string, onProgress: (progress: TeamProgress) => void, signal: AbortSignal) => Promise<Result<TeamView>>;
  /** Somebody of an account as they are now, whom the report knows hours later; without one, the devices that nobody has. Problems: those of the caller and of reading; team-other-account. */
  readonly person: (
    source: string,
    of: { readonly accountId: string; readonly user?: string },
    signal: AbortSignal,
  ) => Promise<Result<PersonNow>>;
  /** What administrators send to new people; see invite.ts. */
  readonly invites: {
    readonly read: (text: string, file: string) => Promise<Result<Invite>>;
    readonly open: typeof openInvite;
  };
  /** Groups to choose from. Problems: those of the caller and of reading. */
  readonly groups: (source: string, signal: AbortSignal) => Promise<Result<GroupList>>;
  /** The people as the text of a file. */
  readonly exported: (view: TeamView, format: TeamFormat) => Promise<string>;
  readonly policies: PolicyDesk;
  /** The document of a managed policy or a role's trust policy. Problems: those of the caller and of reading; policy-arn-bad, arn-partition, name-unknown. */
  readonly policy: (source: string, arn: string, signal: AbortSignal) => Promise<Result<PolicyOfAccount>>;
}

/** What the devices of the state tell: on which of them a YubiKey was seen. */
const onKeys =
  ({ store }: Pick<TeamPorts, 'store'>) =>
  (serial: string): boolean => {
    const { knownKeys } = store.state().settings;
    return Object.hasOwn(knownKeys, serial) && (knownKeys[serial]?.length ?? 0) > 0;
  };

/** `keys`: what it takes to enroll a YubiKey for somebody else. */
export const createTeam = (given: TeamPorts, keys: EnrollForNeeds): Team => {
  const ports = { ...given, tap: onlySessions(given.tap) };
  const { records } = ports;
  const iam = createTeamIam(ports.aws.callIam);
  const { history, newId, inTurn } = records;
  const plans = {
    ...ports,
    journal: {
      ...createTeamJournal(records.teamPlans, records.log),
      newId,
      inTurn,
      note: ({ source, ...facts }: TeamNote) =>
        void history.add({ at: history.now(), event: 'team', profile: source, roleArn: '', asker: history.person, ...facts }),
    },
  };
  const members = createAddPerson(plans);
  const roles = createAddRole(plans);
  const rescue = createRescue(plans, onKeys(ports));
  const enrolling = createEnrollFor(plans, keys);
  const groupPolicy = createGroupPolicy(plans);
  const removing = createRemove(plans, onKeys(ports));
  const enforcing = createEnforcing(plans);
  const lists = { add: members, role: roles, rescue, enroll: enrolling, policy: groupPolicy, remove: removing, enforce: enforcing };
  return {
    members,
    roles,
    rescue,
    enrolling,
    groupPolicy,
    removing,
    enforcing,
    unfinished: async () => listUnfinished(lists),
    takeRoles: async (source, roles) => takeRoles(ports, source, roles),
    simulate: async (source, wish, signal) => simulate(ports, source, wish, signal),
    people: (source, onProgress, signal) =>
      readPeople(
        { iam, clock: ports.aws.clock, now: ports.aws.now, isOnKey: onKeys(ports) },
        createTeamCaller(ports, source),
        onProgress,
        signal,
      ),
    person: async (source, { accountId, user }, signal) => {
      const own = await createTeamCaller(ports, source)(signal);
      if (!own.ok) return own;
      if (own.value.accountId !== accountId) return failed({ code: 'team-other-account', accountId });
      const reader = { caller: own.value.caller, signal };
      const found = await readPersonNow({ iam, now: ports.aws.now, isOnKey: onKeys(ports) }, reader, user);
      return found.ok ? ok(found.value) : failed(found.problem);
    },
    invites: { read: async (text, file) => readInvite(text, file), open: openInvite },
    policies: createPolicyDesk(ports),
    groups: async (source, signal) => {
      const own = await createTeamCaller(ports, source)(signal);
      return own.ok ? listGroups(iam, { caller: own.value.caller, signal }) : own;
    },
    exported: async (view, format) => (format === 'csv' ? teamCsv(view) : `${JSON.stringify(teamDocument(view), null, 2)}\n`),
    policy: async (source, arn, signal) => {
      const role = parseRoleArn(arn);
      if (!role && !isPolicyArn(arn)) return failed({ code: 'policy-arn-bad', arn });
      const own = await createTeamCaller(ports, source)(signal);
      if (!own.ok) return own;
      const { caller, accountId, partition } = own.value;
      const strange = whyBadArn(role ? { roles: [arn] } : { policies: [arn] }, partition);
      if (strange) return failed(strange);
      const reader = { caller, signal };
      const unknown = failed({ code: 'name-unknown', of: role ? 'role' : 'policy', name: arn });
      if (role) {
        // IAM looks a role up by its name alone: another account's, or one of another path, is not the one that is meant.
        const trust = role.accountId === accountId ? await iam.trust(reader, role.name) : undefined;
        if (trust && !trust.ok && !isMissing(trust.problem)) return failed(trust.problem);
        return trust?.ok && trust.value.arn === arn ? ok({ text: shownDocument(trust.value.document) }) : unknown;
      }
      const policy = await iam.policy(reader, arn);
      if (!policy.ok) return isMissing(policy.problem) ? unknown : failed(policy.problem);
      const { document, versions } = policy.value;
      return ok({ text: shownDocument(document), ...(versions === undefined ? {} : { versions }) });
    },
  };
};

/** Nothing of a role that is known already is changed. */
const takeRoles = ({ store, files }: TeamPorts, source: string, roles: readonly string[]): readonly string[] => {
  const { roles: known, byName } = files.catalog();
  const taken = new Set(byName.keys());
  const added = roles.flatMap((roleArn) => {
    const arn = parseRoleArn(roleArn);
    if (!arn || known.some((role) => role.roleArn === roleArn && role.source === source)) return [];
    const name = [arn.name, `${arn.name}-${arn.accountId}`].find((one) => !taken.has(one)) ?? `${arn.name}-${arn.accountId}-${source}`;
    taken.add(name);
    return [{ name, roleArn, source }];
  });
  store.settings.change(({ addedRoles }) => ({ addedRoles: [...addedRoles, ...added] }));
  return added.map(({ name }) => name);
};
