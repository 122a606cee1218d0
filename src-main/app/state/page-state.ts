import type { FirstRunView, FoundSource } from '../../contract/access-keys/first-run.ts';
import type { ActivityView } from '../../contract/activity.ts';
import type { HistoryEntry } from '../../contract/history.ts';
import type { CommandPlace, SettingsView } from '../../contract/preferences.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import type { TeamPageView } from '../../contract/team/page.ts';
import type { ProcessPlanView, RoleDraft, Tool, ToolLine } from '../../contract/tools.ts';
import type { CertificatesPage } from './certificates-state.ts';

/** The page of the wide window beside the wizard and the devices; one at a time. `page-view.ts` makes the picture. */
export type Page = SettingsPage | ToolsPage | RolePage | FirstRunPage | ActivityPage | CertificatesPage | TeamPage;

export interface SettingsPage {
  readonly kind: 'settings';
  readonly command?: CommandPlace;
  readonly copied?: true;
  readonly problem?: Problem;
}

export interface ToolsPage {
  readonly kind: 'tools';
  /** The role's name. */
  readonly role: string;
  readonly checks: ReadonlyMap<Tool, Pick<ToolLine, 'check' | 'problem'>>;
  readonly plan?: ProcessPlanView;
  readonly problem?: Problem;
  readonly working: boolean;
}

export interface RolePage {
  readonly kind: 'addRole';
  /** The added role that is changed; absent for a new one. */
  readonly role?: string;
  readonly draft: RoleDraft;
  readonly problem?: Problem;
}

/** The access key that was typed is not here. */
export interface FirstRunPage extends Omit<FirstRunView, 'sources'> {
  readonly kind: 'firstRun';
  /** Serials of the user's virtual MFA devices, as far as IAM tells. */
  readonly devices: readonly string[];
  readonly checks: ReadonlyMap<string, Pick<FoundSource, 'check' | 'problem'>>;
}

export interface ActivityPage extends Omit<ActivityView, 'items'> {
  readonly kind: 'activity';
  /** Of the day and of some days before and after it, in order of time; empty when they could not be read. */
  readonly entries: readonly HistoryEntry[];
  /** Why the last file that was to be made of it was not. */
  readonly unsaved?: Problem;
}

/** The people as they were read are with the page's use case, for their files. */
export interface TeamPage extends Omit<TeamPageView, 'sources'> {
  readonly kind: 'team';
}

/** Nothing stands in place of the people's table. */
export const isTableShown = ({ sheet, enforcing, policies, simulating }: TeamPage): boolean =>
  !(sheet ?? enforcing ?? policies ?? simulating);

/** What the system told of itself. */
/** `inTray`: there is an icon that somebody shows. */
export type SystemState = Pick<SettingsView, 'shortcut' | 'canStartAtLogin'> & { readonly inTray: boolean };

export const initialSystem: SystemState = { shortcut: 'off', canStartAtLogin: false, inTray: false };

export const pageOf = <K extends Page['kind']>(
  { page }: { readonly page?: Page },
  kind: K,
): Extract<Page, { readonly kind: K }> | undefined => (page?.kind === kind ? (page as Extract<Page, { readonly kind: K }>) : undefined);
