import type { CommandName, CommandPayload } from '../../contract/commands.ts';
import type { Colour } from '../../contract/preferences.ts';
import type { Settings } from '../ports.ts';
import type { StoredSettings } from '../state/store.ts';
import type { RoleFiles } from './role-files.ts';

type MarkCommand = Extract<CommandName, 'setPinned' | 'setGuard' | 'setReadOnlyFirst' | 'setFavourite' | 'setColour' | 'setAlias'>;

export type MarkHandlers = { readonly [N in MarkCommand]: (payload: CommandPayload<N>) => boolean };

/** A name that a person gives to an AWS account is no longer than this. */
const aliasLimit = 64;

/** The marks that a person gives to roles and AWS accounts. */
export const createMarkHandlers = (files: Pick<RoleFiles, 'catalog'>, settings: StoredSettings): MarkHandlers => {
  const change = (next: (now: Settings) => Partial<Settings>): boolean => {
    settings.change(next);
    return true;
  };
  const isRole = (name: string): boolean => files.catalog().byName.has(name);
  return {
    setPinned: ({ role, on }) => isRole(role) && change(({ pinned }) => ({ pinned: listed(pinned, role, on) })),
    setFavourite: ({ role, on }) => isRole(role) && change(({ favourites }) => ({ favourites: listed(favourites, role, on) })),
    setGuard: ({ role, on }) => {
      // The settings' page names a guarded role that is in no list any more by its ARN.
      const roleArn = files.catalog().byName.get(role)?.roleArn ?? (Object.hasOwn(settings.get().guards, role) ? role : undefined);
      return roleArn !== undefined && change(({ guards }) => ({ guards: keyed(guards, roleArn, on) }));
    },
    setReadOnlyFirst: ({ role, on }) => {
      const found = files.catalog().byName.get(role);
      if (found?.readOnly === undefined) return false;
      return change(({ readOnlyFirst }) => ({ readOnlyFirst: keyed(readOnlyFirst, found.roleArn, on ? true : undefined) }));
    },
    setColour: ({ accountId, colour }) =>
      isAwsAccount(accountId) &&
      change(({ colours }) => ({ colours: keyed<Colour>(colours, accountId, colour === 'none' ? undefined : colour) })),
    setAlias: ({ accountId, alias }) => {
      const name = alias.trim();
      if (!isAwsAccount(accountId) || name.length > aliasLimit || /\p{Cc}/u.test(name)) return false;
      return change(({ aliases }) => ({ aliases: keyed(aliases, accountId, name === '' ? undefined : name) }));
    },
  };
};

const isAwsAccount = (accountId: string): boolean => /^\d{12}$/.test(accountId);

const listed = (names: readonly string[], name: string, on: boolean): readonly string[] => [
  ...names.filter((other) => other !== name),
  ...(on ? [name] : []),
];

const keyed = <T>(entries: Readonly<Record<string, T>>, key: string, value: T | undefined): Readonly<Record<string, T>> => {
  const { [key]: _before, ...rest } = entries;
  return value === undefined ? rest : { ...rest, [key]: value };
};
