import * as v from 'valibot';
import { exactly } from '../exactly.ts';
import { enforceDeeds } from '../team/enforcing.ts';
import { teamFormats } from '../team/page.ts';
import { flag, formText, nothing, text, texts, typedSecret } from './pieces.ts';

/** See `EnforceScope`. */
const enforceScope = v.union([
  exactly({ kind: v.literal('pilot'), group: text, user: text }),
  exactly({ kind: v.literal('group'), group: text }),
  exactly({ kind: v.literal('account'), breakGlass: text }),
]);

/** The administrator's side. */
export const teamCommands = {
  /** The page of the people in an account. Asks AWS nothing yet. */
  openTeam: nothing,
  /** Reads the people with the rights of this user or role; opens a session first, which may take a touch. */
  readTeam: exactly({ source: text }),
  cancelTeam: nothing,
  openAdding: nothing,
  closeAdding: nothing,
  /** Looks at what adding this person would do; changes nothing. */
  planMember: exactly({
    source: text,
    draft: exactly({
      name: formText,
      path: formText,
      group: formText,
      boundary: formText,
      region: formText,
      policies: texts,
      roles: texts,
      password: flag,
      accessKey: flag,
      invite: flag,
    }),
  }),
  /** Does what the plan shows. `passphrase`: UTF-8, seals what is secret in the invite. */
  addMember: exactly({ passphrase: v.exactOptional(typedSecret) }),
  /** Stops on its way; what was done stays. */
  stopMember: nothing,
  /** Shows one that was left (`TeamPlanView.id`). */
  openMember: exactly({ id: text }),
  resumeMember: exactly({ passphrase: v.exactOptional(typedSecret) }),
  undoMember: nothing,
  openEnforce: nothing,
  closeEnforce: nothing,
  /** Looks at who would be locked out if MFA were required; changes nothing. */
  lookEnforce: exactly({ source: text, scope: enforceScope }),
  /** Requires MFA of those who were looked at, takes that back, or continues or undoes what stopped halfway. */
  carryEnforce: exactly({ what: v.picklist(enforceDeeds) }),
  stopEnforce: nothing,
  /** Asks where to save the people. */
  exportTeam: exactly({ format: v.picklist(teamFormats) }),
} as const;
