import type { LongTermKeys } from '../../aws/sources/source-types.ts';
import { defined } from '../../base/defined.ts';
import type { Jobs } from '../../base/jobs.ts';
import type { KeyDraft } from '../../contract/access-keys/first-run.ts';
import type { StrayKey } from '../../contract/access-keys/stray-keys.ts';
import type { CommandName, CommandPayload } from '../../contract/commands.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { type Failure, failed, ok, type Result } from '../../contract/result.ts';
import { virtualSerials } from '../codes/user-devices.ts';
import type { UserCalls } from '../devices/device-ports.ts';
import { findUser } from '../devices/load.ts';
import { givenKey } from '../key-store/given-key.ts';
import type { KeyDeeds } from '../key-store/key-deeds.ts';
import type { KeyUser } from '../key-store/verify-key.ts';
import { findSource, iamCaller, type SourcePorts } from '../roles/source.ts';
import { withPage, withPageOf } from '../state/page-changes.ts';
import { type FirstRunPage, pageOf } from '../state/page-state.ts';
import type { FilesState } from '../state/state.ts';
import type { Store } from '../state/store.ts';
import { createInviteDoor, type InviteCommand, type InviteNeeds, whyNotInvited } from './invite-door.ts';
import { createSourceCheck } from './source-check.ts';

export type FirstRunCommand = Extract<
  CommandName,
  'openFirstRun' | 'checkKey' | 'retryKey' | 'planKey' | 'addKey' | 'forgetKey' | 'checkSource' | InviteCommand
>;

export interface FirstRunPorts {
  readonly store: Store;
  readonly accessKeys: Pick<KeyDeeds, 'check' | 'planAdd' | 'add'> & { readonly stray: () => Promise<readonly StrayKey[]> };
  readonly files: SourcePorts['files'];
  readonly aws: UserCalls;
  readonly invites: InviteNeeds;
}

/** An access key between its check and its profile. The secret's bytes are overwritten as soon as it is kept or given up. */
interface HeldKey {
  readonly accessKeyId: string;
  readonly secret: Uint8Array;
}

/** Of names that are taken, how many more are tried. */
const mostTries = 9;

const checking = 'check access key';

const isSame = (one: KeyDraft, other: KeyDraft): boolean =>
  one.profile === other.profile && one.region === other.region && one.keepIn === other.keepIn;

/** The first run: an access key is checked, kept, and gets its profile; what else there is shows how far its user is. */
export const createFirstRun = (
  { store, accessKeys, files, aws, invites }: FirstRunPorts,
  jobs: Jobs<Failure>,
): { readonly [N in FirstRunCommand]: (payload: CommandPayload<N>) => boolean } => {
  let held: HeldKey | undefined;
  /** Grows with each draft: what is planned for an older one is not shown. */
  let drafts = 0;
  let wasEnrolling = false;
  /** The files as they were when keys that lie about were looked for last; undefined behind any other door. */
  let lastSeen: FilesState | undefined;

  const page = () => pageOf(store.state(), 'firstRun');
  const change = (next: (page: FirstRunPage) => FirstRunPage) => store.change(withPageOf('firstRun', next));
  const tell = (problem: Problem) => change((now) => ({ ...now, working: false, problem }));
  const wipe = () => {
    held?.secret.fill(0);
    held = undefined;
  };
  const begin = (stage: FirstRunPage['stage']) => change(({ problem: _, ...now }) => ({ ...now, stage, working: false }));

  /** Which devices the user has: one of a plugged key is recognised by it. Where IAM says nothing, what profiles name has to do. */
  const readDevices = async (profile: string) => {
    const read = await jobs.join(`devices for first run ${profile}`, undefined, async (signal) => {
      const source = await findSource({ store, files }, profile);
      if (!source.ok) return source;
      const user = await findUser(aws, source.value, signal);
      const caller = user.ok ? await iamCaller(aws, source.value, signal) : user;
      if (!user.ok || !caller.ok) return failed({ code: 'cancelled' });
      const devices = await aws.iam.listMfaDevices(caller.value, user.value.userName, signal);
      return devices.ok ? ok(virtualSerials(devices.value)) : failed(devices.problem);
    });
    if (!read.ok) return;
    change((now) => (now.stage.kind === 'setup' && now.stage.source === profile ? { ...now, devices: read.value } : now));
  };

  /** Found in files that may change with the person's own: looked for with each reading of these. */
  const findStrays = async () => {
    const strays = await accessKeys.stray();
    change((now) => ({ ...now, strays }));
  };

  store.subscribe(() => {
    const { page: any, enroll, files: read } = store.state();
    const open = any?.kind === 'firstRun' ? any : undefined;
    const seen = open?.door === 'files' ? read : undefined;
    if (seen !== undefined && seen !== lastSeen) void findStrays();
    lastSeen = seen;
    const isTrying = open?.stage.kind === 'key' && (open.working || open.problem !== undefined);
    if (open?.stage.kind !== 'profile' && !isTrying) wipe();
    if (open === undefined) jobs.cancel(checking);
    const isEnrolling = enroll !== undefined;
    if (wasEnrolling && !isEnrolling && open?.stage.kind === 'setup') void readDevices(open.stage.source);
    wasEnrolling = isEnrolling;
  });

  const plan = async (draft: KeyDraft): Promise<Result<FirstRunPage['stage']>> => {
    const stage = page()?.stage;
    if (stage?.kind !== 'profile') return failed({ code: 'cancelled' });
    const planned = await accessKeys.planAdd({ ...draft, accessKeyId: stage.accessKeyId });
    return planned.ok ? ok({ ...stage, draft, changes: planned.value }) : planned;
  };
  /** Plans the newest draft. What is shown meanwhile belongs to no draft. */
  const draw = async (draft: KeyDraft) => {
    drafts += 1;
    const own = drafts;
    change(({ problem: _, ...now }) =>
      now.stage.kind === 'profile' ? { ...now, working: true, stage: { ...now.stage, draft, changes: [] } } : now,
    );
    const planned = await plan(draft);
    if (own !== drafts) return;
    if (planned.ok) begin(planned.value);
    else tell(planned.problem);
  };
  /** The user's name, or the first one like it that no profile has. */
  const offered = async ({ userName, region }: KeyUser, accessKeyId: string): Promise<KeyDraft> => {
    const name = userName.replaceAll(/[^\w.@+-]/g, '-').slice(0, 60);
    const draft = (count: number) => ({ profile: count === 1 ? name : `${name}-${count}`, region, keepIn: 'keyring' }) as const;
    for (let count = 1; count <= mostTries; count += 1) {
      const planned = await accessKeys.planAdd({ ...draft(count), accessKeyId });
      if (planned.ok || planned.problem.code !== 'profile-exists') return draft(count);
    }
    return draft(1);
  };

  /** Asks AWS whose key it is. One that AWS was not asked about stays, to be tried again. */
  const ask = (key: HeldKey): true => {
    change(({ problem: _, ...now }) => ({ ...now, working: true }));
    const { accessKeyId } = key;
    const keys = { accessKeyId, secretAccessKey: new TextDecoder().decode(key.secret) };
    const isMeant = () => page()?.stage.kind === 'key' && held === key;
    void jobs
      .join(checking, undefined, (signal) => accessKeys.check(keys, undefined, signal))
      .then(async (user) => {
        if (!isMeant()) return;
        const problem = user.ok ? whyNotInvited(page()?.invite, user.value.userArn) : user.problem;
        if (problem?.code === 'access-key-refused' || problem?.code === 'invite-other-user') wipe();
        if (!user.ok || problem) return problem && tell(problem);
        const { region = user.value.region } = page()?.invite ?? {};
        const draft = await offered({ ...user.value, region }, accessKeyId);
        if (!isMeant()) return;
        begin({ kind: 'profile', accessKeyId, userArn: user.value.userArn, draft, changes: [] });
        await draw(draft);
      });
    return true;
  };

  const hold = (keys: LongTermKeys): true => {
    wipe();
    held = { accessKeyId: keys.accessKeyId, secret: new TextEncoder().encode(keys.secretAccessKey) };
    return ask(held);
  };

  return {
    ...createInviteDoor(invites, { page, change, hold }, jobs),
    ...createSourceCheck({ store, files, aws }, jobs),
    openFirstRun: ({ door, source }) => {
      const { files: read } = store.state();
      const isThere = read.kind === 'read' && read.profiles.sources.some(({ profile }) => profile === source);
      if (source !== '' && !isThere) return false;
      const open = page();
      // A key that is being added stays where it is.
      if (open && source === '' && open.door === door && open.stage.kind !== 'setup') return true;
      const stage = source === '' ? ({ kind: 'key' } as const) : ({ kind: 'setup', source } as const);
      store.change(withPage({ kind: 'firstRun', door, stage, working: false, devices: [], strays: [], checks: new Map() }));
      if (source !== '') void readDevices(source);
      return true;
    },
    checkKey: ({ key: typed }) => {
      const open = page();
      const [id = '', ...rest] = new TextDecoder().decode(typed).split('\n');
      typed.fill(0);
      const isAsked = open?.door === 'key' || open?.invite?.state === 'open';
      if (!isAsked || open?.stage.kind !== 'key' || open.working) return false;
      const given = givenKey(id, rest.join('\n'));
      if (given.ok) return hold(given.value);
      wipe();
      tell(given.problem);
      return true;
    },
    retryKey: () => {
      const open = page();
      return open?.stage.kind === 'key' && !open.working && held !== undefined && ask(held);
    },
    planKey: ({ draft }) => {
      if (page()?.stage.kind !== 'profile' || !held) return false;
      void draw(draft);
      return true;
    },
    addKey: ({ draft, passphrase: typed }) => {
      const passphrase = typed === undefined ? undefined : new TextDecoder().decode(typed);
      typed?.fill(0);
      const open = page();
      if (open?.stage.kind !== 'profile' || !held || open.working) return false;
      // A plan that failed has no changes; one without any is of a key that was added before.
      if (open.problem && open.stage.changes.length === 0) return false;
      if ((draft.keepIn === 'passphrase') !== (passphrase !== undefined)) return false;
      // Only what was shown is written.
      if (!isSame(draft, open.stage.draft)) return false;
      const key = held;
      change(({ problem: _, ...now }) => ({ ...now, working: true }));
      void jobs
        .join('add access key', undefined, async (signal) => {
          const keys = { accessKeyId: key.accessKeyId, secretAccessKey: new TextDecoder().decode(key.secret) };
          const added = await accessKeys.add({ ...draft, keys, ...defined({ passphrase }) }, signal);
          return added.ok ? findSource({ store, files }, draft.profile) : added;
        })
        .then(async (added) => {
          if (!added.ok) return tell(added.problem);
          wipe();
          const { invite } = page() ?? {};
          if (invite) await invites.takeRoles(draft.profile, invite.roles);
          begin({ kind: 'setup', source: draft.profile });
          void readDevices(draft.profile);
        });
      return true;
    },
    forgetKey: () => {
      if (page()?.stage.kind !== 'profile') return false;
      wipe();
      begin({ kind: 'key' });
      return true;
    },
  };
};
