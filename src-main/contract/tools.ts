import type { Problem } from './problems/problem.ts';
import type { DiffLine, Millis } from './values.ts';

/** A shell or file format in which an environment can be written. */
export const environmentFormats = ['sh', 'fish', 'powershell', 'cmd', 'nushell', 'dotenv'] as const;
export type EnvironmentFormat = (typeof environmentFormats)[number];

/**
 * A way by which a program gets a session. `profile`: by name, from the credentials file or by credential_process. `process`: the command of a
 * credential_process line. `exec` and `shell`: `roletap exec`, `roletap shell`. `endpoint`: the container endpoint of this app.
 */
export const tools = ['profile', 'process', 'exec', 'shell', 'endpoint'] as const;
export type Tool = (typeof tools)[number];

/** The page "Use this role": what to copy for each tool, and whether it works. One role at a time. */
export interface ToolsView {
  readonly role: string;
  readonly profile: string;
  readonly target: string;
  /** `file`: a tap writes to the credentials file. `process`: the target asks by credential_process. */
  readonly delivery: 'file' | 'process';
  /** Programs that ask for this user get its access key itself, without MFA. */
  readonly sharesKey?: true;
  readonly lines: readonly ToolLine[];
  /** Of a role that a certificate opens: its profile calls AWS's helper, or Roletap took it over from that and can give it back, or it is Roletap's own, and nothing without its line. */
  readonly helper?: 'calls' | 'took-over' | 'own';
  /** What writing (`file` -> `process`) or removing (`process` -> `file`) the credential_process line would change. */
  readonly plan?: ProcessPlanView;
  /** The plan could not be made, or not be carried out. */
  readonly problem?: Problem;
  readonly working: boolean;
}

export interface ToolLine {
  readonly tool: Tool;
  /** To be typed or pasted; never a secret. */
  readonly text: string;
  readonly check: 'none' | 'checking' | 'works' | 'failed';
  readonly problem?: Problem;
}

export interface ProcessPlanView {
  /** `adopt`: our line takes the place of AWS's helper's. */
  readonly what: 'write' | 'remove' | 'adopt';
  readonly file: string;
  readonly diff: readonly DiffLine[];
  /** The section of the credentials file that goes with it, because its keys would win over the command. */
  readonly alsoRemoves?: { readonly file: string; readonly target: string };
  /** A PIN stands in the line that goes. */
  readonly hadPin?: true;
}

/** The form for a role by hand. What is typed lives in the window; this says what came of it. */
export interface AddRoleView {
  /** The role that is changed; absent for a new one. */
  readonly role?: string;
  readonly sources: readonly string[];
  readonly draft: RoleDraft;
  readonly problem?: Problem;
}

export interface RoleDraft {
  readonly name: string;
  readonly roleArn: string;
  readonly source: string;
  /** Empty for none. */
  readonly externalId: string;
  readonly region: string;
  /** 0 for what the preferences say. */
  readonly durationSeconds: number;
}

/** What is known of the roles that IAM lets a source's user assume. */
export interface DiscoveryView {
  readonly source: string;
  /** Where its credentials come from, as in RoleView; absent for keys in a file. */
  readonly sourceKind?: 'store' | 'process' | 'login' | 'sso' | 'certificate';
  readonly state: 'none' | 'reading' | 'done' | 'failed';
  /** When it was last read to its end. */
  readonly at?: Millis;
  readonly found: number;
  /** What could not be read, and why; the rest counts. */
  readonly unread: readonly { readonly what: UnreadPart; readonly name?: string; readonly problem: Problem }[];
  /** Role patterns that cannot be listed: another account's, or any account's. A name makes a role of them. */
  readonly patterns: readonly { readonly pattern: string; readonly accountId?: string }[];
  /** Why it failed; after `done`: what could show more (search-without-mfa). */
  readonly problem?: Problem;
}

/** `document`: a policy that is no JSON or is beyond what is understood (an allow with NotResource, variables that only AWS knows). */
export type UnreadPart =
  | 'user-policies'
  | 'attached-policies'
  | 'groups'
  | 'group-policies'
  | 'policy'
  | 'document'
  | 'roles'
  | 'boundary'
  | 'alias';
