import { defined } from '../../base/defined.ts';
import type { AboutView } from '../../contract/preferences.ts';
import type { RoleView, Snapshot } from '../../contract/snapshot.ts';
import { shellWord } from '../../contract/text.ts';
import { type Tool, type ToolLine, type ToolsView, tools } from '../../contract/tools.ts';
import type { Millis } from '../../contract/values.ts';
import type { Settings } from '../ports.ts';
import { type Catalog, rightsOf } from '../roles/catalog.ts';
import type { ToolsPage } from '../state/page-state.ts';
import type { State } from '../state/state.ts';
import { activityView } from './activity-view.ts';
import { certificatesView } from './certificates-view.ts';
import { programViews } from './programs-view.ts';

export interface PageFacts {
  readonly roles: readonly RoleView[];
  /** All that can be tapped. */
  readonly catalog: () => Catalog;
  /** AWS's time. */
  readonly now: Millis;
  /** Where our own files are. */
  readonly folder: string;
  /** The command of a target's credential_process line. */
  readonly processLine: (target: string) => string;
  readonly about: AboutView;
  /** In the demo: its files and its AWS in front of a line. */
  readonly demoCommand?: ((line: string) => string) | undefined;
}

/** The part of the snapshot that is the page of the wide window: one of seven, or none. Pure. */
export const pageParts = (
  state: Pick<State, 'page' | 'system' | 'files' | 'settings' | 'held' | 'approvals' | 'refusals' | 'keys' | 'setups'>,
  { roles, catalog, now, folder, about, processLine, demoCommand }: PageFacts,
): Pick<Snapshot, 'settings' | 'tools' | 'addRole' | 'firstRun' | 'activity' | 'certificates' | 'team'> => {
  const { page, system, files, settings } = state;
  switch (page?.kind) {
    case undefined:
      return {};
    case 'settings':
      return {
        settings: {
          folder,
          shortcut: system.shortcut,
          canStartAtLogin: system.canStartAtLogin,
          guarded: guardedRoles(settings, roles),
          programs: programViews(state, now),
          about,
          ...defined({ command: page.command, copied: page.copied, problem: page.problem }),
        },
      };
    case 'tools': {
      const role = roles.find(({ id }) => id === page.role);
      // A role that left the files has nothing to be used by.
      const source = files.kind === 'read' && role?.user ? files.profiles.sources.find(({ profile }) => profile === role.id) : undefined;
      const sharesKey = source?.shared && role?.guard !== 'on' ? ({ sharesKey: true } as const) : {};
      return role ? { tools: { ...toolsView(page, role, { processLine, demoCommand }), ...sharesKey } } : {};
    }
    case 'addRole': {
      const sources = files.kind === 'read' ? files.profiles.sources.map(({ profile }) => profile) : [];
      const { kind: _, ...view } = page;
      return { addRole: { ...view, sources } };
    }
    case 'activity':
      return { activity: activityView(page, now) };
    case 'certificates':
      return { certificates: certificatesView(page, state) };
    case 'team': {
      const { kind: _, ...view } = page;
      return { team: { ...view, sources: rightsOf(catalog()) } };
    }
    case 'firstRun': {
      const { kind: _, devices: _devices, checks, ...view } = page;
      const sources = files.kind === 'read' ? files.profiles.sources : [];
      return {
        firstRun: {
          ...view,
          sources: sources.map(({ profile, kind }) => ({ profile, kind, ...(checks.get(profile) ?? { check: 'none' }) })),
        },
      };
    }
  }
};

const guardedRoles = ({ guards }: Settings, roles: readonly RoleView[]) =>
  Object.entries(guards)
    .filter(([, isOn]) => isOn)
    .map(([roleArn]) => {
      const profile = roles.find((role) => role.roleArn === roleArn)?.profile;
      return { roleArn, ...defined({ profile }) };
    });

type LineFacts = Pick<PageFacts, 'processLine' | 'demoCommand'>;

const helperOf = ({ certificate, target, profile }: RoleView): ToolsView['helper'] => {
  if (certificate?.isHelper) return 'calls';
  if (certificate?.tookOver) return 'took-over';
  return certificate && target === profile ? 'own' : undefined;
};

const toolsView = ({ checks, plan, problem, working }: ToolsPage, role: RoleView, facts: LineFacts) => ({
  role: role.id,
  profile: role.profile,
  target: role.target,
  delivery: role.delivery,
  ...defined({ helper: helperOf(role) }),
  lines: tools
    // In a terminal `roletap` asks the program itself, never its demo.
    .filter((tool) => facts.demoCommand === undefined || (tool !== 'exec' && tool !== 'shell'))
    .map((tool): ToolLine => ({ tool, text: toolText(tool, role.target, facts), ...(checks.get(tool) ?? { check: 'none' }) })),
  working,
  ...(plan ? { plan } : {}),
  ...(problem ? { problem } : {}),
});

/** What is typed or pasted for a tool. Nothing for the endpoint: its address and token are a secret, which `copyEnvironment` copies. */
export const toolText = (tool: Tool, target: string, { processLine, demoCommand = (line) => line }: LineFacts): string => {
  const word = shellWord(target);
  switch (tool) {
    case 'profile':
      return demoCommand(`aws --profile ${word} sts get-caller-identity`);
    case 'process':
      return `credential_process = ${processLine(target)}`;
    case 'exec':
      return `roletap exec ${word} -- aws sts get-caller-identity`;
    case 'shell':
      return `roletap shell ${word}`;
    case 'endpoint':
      return '';
  }
};
