import type { Command, CommandName, CommandPayload } from '../../src-main/contract/commands.ts';
import type { AwsAccountView } from '../../src-main/contract/preferences.ts';
import type { RoleView, SessionView } from '../../src-main/contract/snapshot.ts';
import { shellWord } from '../../src-main/contract/text.ts';
import { roleDeedTexts, type roleDeedWords } from '../../src-main/words/window/box.ts';

/** What choosing something comes to, as plain data. */
export type Deed =
  /** `also`: sent after it. */
  | { readonly kind: 'send'; readonly command: Command; readonly also?: Command }
  | { readonly kind: 'dialog'; readonly dialog: 'environment' | 'account' | 'limits' | 'console'; readonly role: RoleView }
  /** The keyboard goes to the role's row. */
  | { readonly kind: 'show'; readonly role: RoleView }
  | { readonly kind: 'shortcuts' };

export const order = <N extends CommandName>(name: N, payload: CommandPayload<N>): Extract<Deed, { kind: 'send' }> => ({
  kind: 'send',
  // TypeScript does not follow the name into the union.
  command: { name, payload } as Command,
});

/** A role with what is known around it. */
export interface RoleFacts {
  readonly role: RoleView;
  readonly session?: SessionView | undefined;
  readonly account?: AwsAccountView | undefined;
  /** A session that `aws --profile TARGET` does not find yet. */
  readonly lacksLine: boolean;
}

export type RoleDeedName = keyof typeof roleDeedWords;

interface RoleDeed {
  readonly name: RoleDeedName;
  readonly title: (facts: RoleFacts) => string;
  /** Undefined where it cannot be done. */
  readonly deed: (facts: RoleFacts) => Deed | undefined;
  /** The shortcut that does it from the role's row, as Electron writes it. */
  readonly keys?: string;
}

/** Without a touch where that is possible, else by a tap. A user's own session is the MFA session itself, which only a touch renews. */
export const renewalOf = (role: RoleView): 'renew' | 'tapFresh' | 'tap' => (role.can.renew ? 'renew' : role.user ? 'tapFresh' : 'tap');

const hasSession = ({ role, session }: RoleFacts): boolean => session !== undefined || role.state.kind === 'active';

/** All that can be done with a role, in the order of its menu. */
export const roleDeeds: readonly RoleDeed[] = [
  {
    name: 'tap',
    title: ({ role }) => roleDeedTexts.tap(role.profile),
    deed: (facts) => (!hasSession(facts) && facts.role.can.tap ? order('tap', { role: facts.role.id }) : undefined),
  },
  {
    name: 'tapReadOnly',
    title: ({ role }) => roleDeedTexts.tapReadOnly(role.profile),
    deed: ({ role }) =>
      role.readOnly !== undefined && !role.readOnlyFirst && role.can.tap ? order('tap', { role: role.readOnly }) : undefined,
  },
  {
    name: 'tapFull',
    title: ({ role }) => roleDeedTexts.tapFull(role.profile),
    deed: ({ role }) => (role.readOnlyFirst && role.can.tap ? order('tap', { role: role.id, full: true }) : undefined),
  },
  {
    name: 'tapLimited',
    title: ({ role }) => roleDeedTexts.tapLimited(role.profile),
    deed: ({ role }) => (role.readOnly === undefined ? undefined : { kind: 'dialog', dialog: 'limits', role }),
  },
  {
    name: 'copy',
    title: ({ role }) => roleDeedTexts.copy(shellWord(role.target)),
    deed: (facts) => (hasSession(facts) && !facts.lacksLine ? order('copyProfile', { target: facts.role.target }) : undefined),
  },
  {
    name: 'console',
    title: ({ role }) => roleDeedTexts.console(role.profile),
    deed: ({ role }) => (role.user ? undefined : order('openConsole', { role: role.id })),
    keys: 'CommandOrControl+O',
  },
  {
    name: 'consoleIn',
    title: ({ role }) => roleDeedTexts.consoleIn(role.profile),
    deed: ({ role }) => (role.user ? undefined : { kind: 'dialog', dialog: 'console', role }),
  },
  {
    name: 'renew',
    title: ({ role }) => roleDeedTexts.renew(role.profile),
    deed: (facts) =>
      hasSession(facts) && (facts.role.can.tap || facts.role.can.renew) ? order(renewalOf(facts.role), { role: facts.role.id }) : undefined,
    keys: 'CommandOrControl+R',
  },
  {
    name: 'end',
    title: ({ role }) => roleDeedTexts.end(role.profile),
    deed: ({ role }) => (role.can.end ? order('end', { target: role.target }) : undefined),
    keys: 'Delete',
  },
  {
    name: 'environment',
    title: ({ role }) => roleDeedTexts.environment(role.profile),
    deed: ({ role }) => ({ kind: 'dialog', dialog: 'environment', role }),
  },
  {
    name: 'tools',
    title: ({ role }) => roleDeedTexts.tools(role.profile),
    deed: ({ role }) => order('openTools', { role: role.id }),
  },
  {
    name: 'adopt',
    title: ({ role }) => roleDeedTexts.adopt(role.profile),
    deed: ({ role }) =>
      role.certificate?.isHelper
        ? { ...order('openTools', { role: role.id }), also: order('planProcess', { role: role.id, what: 'adopt' }).command }
        : undefined,
  },
  {
    name: 'favourite',
    title: ({ role }) => (role.favourite ? roleDeedTexts.unfavour : roleDeedTexts.favour)(role.profile),
    deed: ({ role }) => order('setFavourite', { role: role.id, on: !role.favourite }),
  },
  {
    name: 'keep',
    title: ({ role }) => (role.pinned ? roleDeedTexts.unkeep : roleDeedTexts.keep)(role.profile),
    // A guarded role takes a touch each time, and a direct session one of its own: neither is kept alive.
    deed: ({ role }) =>
      role.guard === 'on' || role.via === 'direct' ? undefined : order('setPinned', { role: role.id, on: !role.pinned }),
  },
  {
    name: 'guard',
    title: ({ role }) => (role.guard === 'on' ? roleDeedTexts.unguard : roleDeedTexts.guard)(role.profile),
    // The guard is the whole role's.
    deed: ({ role }) => (role.limits ? undefined : order('setGuard', { role: role.id, on: role.guard !== 'on' })),
  },
  {
    name: 'readOnlyFirst',
    title: ({ role }) => (role.readOnlyFirst ? roleDeedTexts.fullFirst : roleDeedTexts.readOnlyFirst)(role.profile),
    deed: ({ role }) => (role.readOnly === undefined ? undefined : order('setReadOnlyFirst', { role: role.id, on: !role.readOnlyFirst })),
  },
  {
    name: 'account',
    title: ({ role, account }) => roleDeedTexts.account(account?.alias ?? role.accountId),
    deed: ({ role }) => ({ kind: 'dialog', dialog: 'account', role }),
  },
  {
    name: 'edit',
    title: ({ role }) => roleDeedTexts.edit(role.profile),
    deed: ({ role }) => (role.can.edit ? order('openAddRole', { role: role.id, roleArn: '', source: '' }) : undefined),
  },
];

/** What the keys of a role's row do: undefined where they do nothing there. */
export const deedByName = (name: RoleDeedName, facts: RoleFacts): Deed | undefined =>
  roleDeeds.find((deed) => deed.name === name)?.deed(facts);
