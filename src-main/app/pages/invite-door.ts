import type { LongTermKeys } from '../../aws/sources/source-types.ts';
import { defined } from '../../base/defined.ts';
import type { Jobs } from '../../base/jobs.ts';
import type { InviteView } from '../../contract/access-keys/first-run.ts';
import type { CommandName, CommandPayload } from '../../contract/commands.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { type Failure, failed, type Result } from '../../contract/result.ts';
import type { FirstRunPage } from '../state/page-state.ts';
import type { Store } from '../state/store.ts';
import type { Invite } from '../team/invite.ts';
import type { Team } from '../team/team-desk.ts';

export type InviteCommand = Extract<CommandName, 'openInvite' | 'unsealInvite' | 'closeInvite'>;

/** What opens an administrator's invite. */
export interface InviteNeeds {
  readonly read: Team['invites']['read'];
  readonly open: Team['invites']['open'];
  /** A one-time password, onto the clipboard, which is cleared after so many seconds. */
  readonly copySecret: (text: string) => Promise<Result<void>>;
  readonly clipboardSeconds: () => number;
  /** See `Team`. */
  readonly takeRoles: (source: string, roles: readonly string[]) => Promise<unknown>;
}

/** The page that the door is on. */
interface DoorPage {
  readonly page: () => FirstRunPage | undefined;
  readonly change: (next: (page: FirstRunPage) => FirstRunPage) => void;
  /** Takes the access key that was in it, and asks AWS whose it is. */
  readonly hold: (keys: LongTermKeys) => void;
}

const viewOf = ({ user, account, console, region, roles, sealed }: Invite, file: string): InviteView => ({
  file,
  user: user.name,
  userArn: user.arn,
  accountId: account.id,
  console,
  roles,
  state: sealed ? 'sealed' : 'open',
  ...defined({ alias: account.alias, region }),
});

/** Somebody who is invited and gives the key of another user would go on as that one. */
export const whyNotInvited = (invite: InviteView | undefined, userArn: string): Problem | undefined =>
  invite === undefined || invite.userArn === userArn ? undefined : { code: 'invite-other-user', invited: invite.userArn, given: userArn };

const unsealing = 'unseal invite';

/** The door of those whom an administrator has invited: the file tells who they are, and may have their first access key in it. */
export const createInviteDoor = (
  { read, open: unseal, copySecret, clipboardSeconds }: InviteNeeds,
  { page, change, hold }: DoorPage,
  jobs: Jobs<Failure>,
): { readonly [N in InviteCommand]: (payload: CommandPayload<N>) => boolean } => {
  /** The invite that the page shows, with what is sealed in it. */
  let invite: Invite | undefined;

  const atDoor = () => {
    const open = page();
    return open?.door === 'invite' && open.stage.kind === 'key' && !open.working ? open : undefined;
  };
  const tell = (problem: Problem) => change((now) => ({ ...now, working: false, problem }));

  return {
    openInvite: ({ file, content }) => {
      if (!atDoor()) return false;
      change(({ problem: _, ...now }) => now);
      void jobs
        .join('read invite', undefined, () => read(content, file))
        .then((found) => {
          if (!atDoor()) return;
          if (!found.ok) return tell(found.problem);
          invite = found.value;
          change((now) => ({ ...now, invite: viewOf(found.value, file) }));
        });
      return true;
    },
    unsealInvite: ({ passphrase: typed }) => {
      const passphrase = new TextDecoder().decode(typed);
      typed.fill(0);
      const shown = atDoor()?.invite;
      const sealed = invite;
      if (shown?.state !== 'sealed' || !sealed) return false;
      change(({ problem: _, ...now }) => ({ ...now, working: true }));
      void jobs
        .join(unsealing, undefined, async () => {
          const secrets = await unseal(sealed, passphrase, shown.file);
          if (!secrets.ok || secrets.value.password === undefined) return secrets;
          const copied = await copySecret(secrets.value.password);
          return copied.ok ? secrets : failed(copied.problem);
        })
        .then((secrets) => {
          // Another file was chosen, or the page closed.
          if (page()?.invite !== shown) return;
          if (!secrets.ok) return tell(secrets.problem);
          const { accessKeyId, secretAccessKey, password } = secrets.value;
          const copiedSeconds = password === undefined ? undefined : clipboardSeconds();
          const isWhole = accessKeyId !== undefined && secretAccessKey !== undefined;
          const state = isWhole ? 'sealed' : 'open';
          change((now) => ({ ...now, working: false, invite: { ...shown, state, ...defined({ copiedSeconds }) } }));
          if (isWhole) hold({ accessKeyId, secretAccessKey });
        });
      return true;
    },
    closeInvite: () => {
      if (!atDoor()?.invite) return false;
      invite = undefined;
      change(({ problem: _, invite: _invite, ...now }) => now);
      return true;
    },
  };
};

/** Of a team that is made later than the page. */
export const createInviteNeeds = (
  team: () => Pick<Team, 'invites' | 'takeRoles'>,
  copySecret: InviteNeeds['copySecret'],
  { settings }: Pick<Store, 'settings'>,
): InviteNeeds => ({
  read: (...asked) => team().invites.read(...asked),
  open: (...asked) => team().invites.open(...asked),
  copySecret,
  clipboardSeconds: () => settings.get().clipboardSeconds,
  takeRoles: (source, roles) => team().takeRoles(source, roles),
});
