import * as v from 'valibot';
import { exactly } from '../exactly.ts';
import { colours } from '../preferences.ts';
import { tools } from '../tools.ts';
import { flag, formText, maybeText, text, whole } from './pieces.ts';

/** Roles and accounts: marks, names, forms, and the tools that read them. */
export const rolesCommands = {
  setPinned: exactly({ role: text, on: flag }),
  setGuard: exactly({ role: text, on: flag }),
  setReadOnlyFirst: exactly({ role: text, on: flag }),
  setFavourite: exactly({ role: text, on: flag }),
  setColour: exactly({ accountId: text, colour: v.picklist(colours) }),
  /** Empty takes the name away. */
  setAlias: exactly({ accountId: text, alias: maybeText }),
  openTools: exactly({ role: text }),
  copyTool: exactly({ role: text, tool: v.picklist(tools) }),
  checkTool: exactly({ role: text, tool: v.picklist(tools) }),
  /** Shows what writing or removing the credential_process line of a role's target would change, or taking its profile over from AWS's helper; `confirmProcess` does it. */
  planProcess: exactly({ role: text, what: v.picklist(['write', 'remove', 'adopt']) }),
  confirmProcess: exactly({ role: text, yes: flag }),
  /** The form for a role by hand; `role` empty is a new one, `roleArn` may be a pattern of `discovery` to begin with. */
  openAddRole: exactly({ role: maybeText, roleArn: maybeText, source: maybeText }),
  saveRole: exactly({
    role: maybeText,
    draft: exactly({ name: formText, roleArn: formText, source: formText, externalId: formText, region: formText, durationSeconds: whole }),
  }),
  removeRole: exactly({ role: text }),
  /** Reads from IAM which roles a source's user may assume. */
  findRoles: exactly({ source: text }),
} as const;
