import { subjectParts } from '../../aws/anywhere/trust-policy.ts';
import { readPermissions } from '../../aws/policies/role-texts.ts';
import { defined } from '../../base/defined.ts';
import type { CommandPayload } from '../../contract/commands.ts';
import { ok, type Result } from '../../contract/result.ts';
import type { AddWish, UserTag } from '../../contract/team/plan.ts';
import type { RoleTrust, RoleWish } from '../../contract/team/role.ts';
import type { SheetView } from '../../contract/team/sheet.ts';

type Draft = CommandPayload<'planSheet'>['draft'];
type DraftOf<K extends Draft['kind']> = Extract<Draft, { readonly kind: K }>;
type Wish = NonNullable<SheetView['wish']>;

/** What a form leaves empty is not wished for. */
const given = (text: string): string | undefined => (text.trim() === '' ? undefined : text.trim());

/** The file's name is asked for when it is written. */
const fileOf = (user: string, { invite }: { readonly invite: boolean }): string | undefined => (invite ? `${user}.invite` : undefined);

const trustOf = ({ trust, accountId, externalId, users, trustAnchor, subject, proved }: DraftOf<'role'>): RoleTrust => {
  switch (trust) {
    case 'own':
      return { kind: 'account', accountId: '' };
    case 'other':
      return { kind: 'account', accountId: accountId.trim(), ...defined({ externalId: given(externalId) }) };
    case 'users':
      return { kind: 'users', arns: users };
    case 'certificate':
      return { kind: 'certificate', trustAnchor: trustAnchor.trim(), subject: subjectParts(subject), ...(proved ? { proved } : {}) };
  }
};

/** `team=web`; without a sign the value is empty. */
const tagOf = (line: string): UserTag => {
  const [key = '', ...value] = line.split('=');
  return { key: key.trim(), value: value.join('=').trim() };
};

const person = ({ kind: _, name, path, group, boundary, region, invite, tags, ...rest }: DraftOf<'add'>): AddWish => ({
  ...rest,
  name: name.trim(),
  ...defined({
    path: given(path),
    group: given(group),
    boundary: given(boundary),
    tags: tags.length === 0 ? undefined : tags.map(tagOf),
    region: given(region),
    invite: fileOf(name.trim(), { invite }),
  }),
});

const role = (draft: DraftOf<'role'>): Result<RoleWish> => {
  const typed = given(draft.permissions);
  const permissions = typed === undefined ? ok(undefined) : readPermissions(typed);
  if (!permissions.ok) return permissions;
  return ok({
    name: draft.name.trim(),
    trust: trustOf(draft),
    policies: draft.policies,
    ...defined({
      path: given(draft.path),
      boundary: given(draft.boundary),
      group: given(draft.group),
      permissions: permissions.value,
      mfaAgeSeconds: draft.mfaAgeSeconds,
      maxSessionSeconds: draft.maxSessionSeconds,
    }),
  });
};

/** What a form asks for. `user`: whom its sheet is about, where that is somebody who is there. Problems: those of a role's permissions. */
export const wishOf = (draft: Draft, user: string): Result<Wish> => {
  switch (draft.kind) {
    case 'add':
      return ok(person(draft));
    case 'role':
      return role(draft);
    case 'rescue': {
      const { devices, accessKey, roles, region } = draft;
      return ok({ user, devices, accessKey, roles, ...defined({ region: given(region), invite: fileOf(user, draft) }) });
    }
    case 'remove':
      return ok({ user, what: draft.what, keys: draft.keys, isNow: draft.isNow });
    case 'enroll':
      return ok({ user, touch: draft.touch, ...defined({ keySerial: draft.keySerial }) });
  }
};
