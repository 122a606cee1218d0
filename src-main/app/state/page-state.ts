import type { SettingsView } from '../../contract/preferences.ts';
import type { Problem } from '../../contract/problems.ts';
import type { ProcessPlanView, RoleDraft, Tool, ToolLine } from '../../contract/tools.ts';
import type { Change, State } from './state.ts';

/** The page of the wide window beside the wizard and the devices; one at a time. `page-view.ts` makes the picture. */
export type Page = SettingsPage | ToolsPage | RolePage;

export interface SettingsPage {
  readonly kind: 'settings';
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

/** What the system told of itself. */
export type SystemState = Pick<SettingsView, 'shortcut' | 'canStartAtLogin'>;

export const initialSystem: SystemState = { shortcut: 'off', canStartAtLogin: false };

/** Undefined closes the page. */
export const withPage =
  (page: Page | undefined): Change =>
  ({ page: _before, ...state }) =>
    page ? { ...state, page } : state;

/** Changes the page while it is still of this kind. */
export const withPageOf =
  <K extends Page['kind']>(kind: K, next: (page: Extract<Page, { readonly kind: K }>) => Page): Change =>
  (state) => {
    const page = pageOf(state, kind);
    return page ? { ...state, page: next(page) } : state;
  };

export const pageOf = <K extends Page['kind']>({ page }: State, kind: K): Extract<Page, { readonly kind: K }> | undefined =>
  page?.kind === kind ? (page as Extract<Page, { readonly kind: K }>) : undefined;

export const withSystem =
  (change: Partial<SystemState>): Change =>
  (state) => ({ ...state, system: { ...state.system, ...change } });
