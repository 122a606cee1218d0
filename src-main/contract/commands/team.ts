import * as v from 'valibot';
import { exactly } from '../exactly.ts';
import { enforceDeeds } from '../team/enforcing.ts';
import { teamFormats } from '../team/page.ts';
import { policyExtras, policyKinds } from '../team/policy.ts';
import { allRemovals, removals } from '../team/remove.ts';
import { flag, formText, maybeText, nothing, text, texts, typedSecret, whole } from './pieces.ts';

/** See `EnforceScope`. */
const enforceScope = v.union([
  exactly({ kind: v.literal('pilot'), group: text, user: text }),
  exactly({ kind: v.literal('group'), group: text }),
  exactly({ kind: v.literal('account'), breakGlass: text }),
]);

const invited = { region: formText, roles: texts, accessKey: flag, invite: flag };

/** A policy as it was pasted: IAM's longest has 10,240 characters, besides white space. */
const policyText = v.pipe(v.string(), v.maxLength(100_000));

/** What a form takes; what it leaves empty is not wished for. */
const sheetDraft = v.union([
  exactly({
    kind: v.literal('add'),
    ...invited,
    name: formText,
    path: formText,
    group: formText,
    boundary: formText,
    /** Each `KEY=VALUE`. */
    tags: texts,
    policies: texts,
    password: flag,
  }),
  /** See `RoleTrust`; `other` is another account. */
  exactly({
    kind: v.literal('role'),
    name: formText,
    path: formText,
    boundary: formText,
    group: formText,
    policies: texts,
    trust: v.picklist(['own', 'other', 'users', 'certificate']),
    accountId: formText,
    externalId: formText,
    users: texts,
    trustAnchor: formText,
    /** An inline policy; empty for none. */
    permissions: policyText,
    subject: formText,
    /** The certificate has to prove its key. */
    proved: flag,
    mfaAgeSeconds: v.exactOptional(whole),
    maxSessionSeconds: v.exactOptional(whole),
  }),
  exactly({ kind: v.literal('rescue'), ...invited, devices: texts }),
  exactly({ kind: v.literal('remove'), what: v.picklist(removals), keys: texts, isNow: flag }),
  exactly({ kind: v.literal('enroll'), keySerial: v.exactOptional(whole), touch: flag }),
]);

/** The administrator's side. */
export const teamCommands = {
  /** The page of the people in an account. Asks AWS nothing yet. */
  openTeam: nothing,
  /** Reads the people with the rights of this user or role; opens a session first, which may take a touch. */
  readTeam: exactly({ source: text }),
  cancelTeam: nothing,
  /** Opens a plan to be made; of a rescue, reads what the person has first. */
  openSheet: v.union([
    exactly({ kind: v.picklist(['add', 'role']) }),
    exactly({ kind: v.picklist(['rescue', 'enroll']), user: text }),
    /** A device that nobody has is looked at as a plan at once: `user` is its ARN. */
    exactly({ kind: v.literal('remove'), user: text, what: v.picklist(allRemovals) }),
    /** A policy for a group, which is looked at as a plan at once. */
    exactly({
      kind: v.literal('policy'),
      policy: v.picklist(policyKinds),
      group: text,
      extras: v.pipe(v.array(v.picklist(policyExtras)), v.readonly()),
      path: formText,
      isRemoval: flag,
    }),
  ]),
  closeSheet: nothing,
  /** Looks at what this would do; changes nothing. */
  planSheet: exactly({ source: text, draft: sheetDraft }),
  /** Does what the plan shows, or continues one that was left. `passphrase`: UTF-8, seals what is secret in the invite. */
  carrySheet: exactly({ passphrase: v.exactOptional(typedSecret) }),
  /** Stops on its way; what was done stays. */
  stopSheet: nothing,
  /** Takes back one that was left. */
  undoSheet: nothing,
  /** Shows one that was left, by its plan's `id`. */
  openLeft: exactly({ id: text }),
  /** `user`: one person to try it with. */
  openEnforce: exactly({ user: v.exactOptional(text) }),
  /** Opens the user with this ARN in the IAM console, in the browser; the root user's credentials for the account's. */
  openIamUser: exactly({ arn: text }),
  closeEnforce: nothing,
  /** Looks at who would be locked out if MFA were required; changes nothing. */
  lookEnforce: exactly({ source: text, scope: enforceScope }),
  /** Requires MFA of those who were looked at, takes that back, or continues or undoes what stopped halfway. */
  carryEnforce: exactly({ what: v.picklist(enforceDeeds) }),
  stopEnforce: nothing,
  /** What this user may do; asks IAM nothing yet. */
  openSimulate: exactly({ user: text }),
  closeSimulate: nothing,
  /** Has IAM evaluate what the user may do, without MFA and with it. `resources`: ARNs; empty for all. */
  simulateUser: exactly({ actions: texts, resources: texts }),
  openPolicies: nothing,
  closePolicies: nothing,
  /** Checks a policy as it was pasted or opened; `name` is the file's, or empty. */
  checkPolicy: exactly({ name: maybeText, text: policyText }),
  /** Reads a managed policy or a role's trust policy, and checks it. */
  readPolicy: exactly({ source: text, arn: formText }),
  /** Lists the policies of the source's account. */
  listPolicies: exactly({ source: text }),
  /** Checks one of those that were listed, by its `id`. */
  pickPolicy: exactly({ id: text }),
  /** Writes a policy for the source's account, and compares it with a group's. */
  makePolicy: exactly({
    source: text,
    kind: v.picklist(policyKinds),
    extras: v.pipe(v.array(v.picklist(policyExtras)), v.readonly()),
    path: formText,
    group: formText,
  }),
  /** Asks where to save the people. */
  exportTeam: exactly({ format: v.picklist(teamFormats) }),
} as const;
