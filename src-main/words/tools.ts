import {
  type EnvironmentFormat,
  environmentFormats,
  type ProcessPlanView,
  type Tool,
  type ToolLine,
  type ToolsView,
} from '../contract/tools.ts';
import { formatNames } from './roles/role.ts';
import type { Option } from './settings.ts';

/** Sentences of the page "Use it in your tools". Pure. */

const toolTexts: Readonly<Record<Tool, { readonly title: string; readonly text: string }>> = {
  profile: {
    title: 'By name',
    text: 'aws, Terraform and every SDK take a profile by its name, here or as AWS_PROFILE.',
  },
  process: {
    title: 'credential_process',
    text: 'The line for a profile of your own in the config file: a program that reads it asks Roletap.',
  },
  exec: {
    title: 'One command',
    text: 'Runs a command with the role, renewed for as long as it runs. Put yours behind the two dashes.',
  },
  shell: {
    title: 'A shell',
    text: 'Opens a shell in which everything has the role. Leave it with exit.',
  },
  endpoint: {
    title: 'Environment',
    text: 'Variables to paste into a terminal: the address of an endpoint on this computer that renews by itself, or the keys of the session.',
  },
};
export const toolWords = (tool: Tool): { readonly title: string; readonly text: string } => toolTexts[tool];

/** The variables are a secret, so there is no line to read: what they are called. */
export const endpointVariables = 'AWS_CONTAINER_CREDENTIALS_FULL_URI, AWS_CONTAINER_AUTHORIZATION_TOKEN';

const works: Readonly<Record<Tool, string>> = {
  profile: 'Works: the profile has credentials.',
  process: 'Works: it gave credentials.',
  exec: 'Works: a program that asks for this role gets it.',
  shell: 'Works: a program that asks for this role gets it.',
  endpoint: 'Works: the endpoint is open, and a session is held.',
};

/** What came of a check that did not fail. */
export const checkWords = ({ tool, check }: Pick<ToolLine, 'tool' | 'check'>): string =>
  check === 'works' ? works[tool] : check === 'checking' ? 'Checking' : '';

export const formatOptions: readonly Option<EnvironmentFormat>[] = environmentFormats.map((value) => ({
  value,
  label: formatNames[value],
}));

/** Where the role's credentials lie now. `noFiles` is the setting. */
export const deliveryWords = ({ delivery, target }: Pick<ToolsView, 'delivery' | 'target'>, noFiles: boolean): string => {
  if (delivery === 'process') return `On: “${target}” asks Roletap each time, and the session lies in no file.`;
  return noFiles
    ? `Off, and by your settings nothing is written to files: “${target}” has no credentials until this is on. Then it asks Roletap.`
    : `Off: a tap writes the session to the credentials file, where every program of yours can read it until it ends. On, “${target}” asks Roletap instead, and the session lies in no file.`;
};

export const planWords = ({
  what,
  alsoRemoves,
}: ProcessPlanView): { readonly title: string; readonly yes: string; readonly also?: string } =>
  what === 'write'
    ? {
        title: 'This is what will be written',
        yes: 'Write it',
        ...(alsoRemoves === undefined
          ? {}
          : {
              also: `The section “${alsoRemoves.target}” leaves ${alsoRemoves.file}, because its keys would win over the line. The session itself goes on.`,
            }),
      }
    : { title: 'This is what will be removed', yes: 'Remove it' };

/** What a screen reader says after a change of the page. */
export const toolsAnnouncement = (before: ToolsView | undefined, after: ToolsView): string => {
  if (before === undefined || before.role !== after.role) return '';
  const checked = after.lines.flatMap((line) => {
    const was = before.lines.find(({ tool }) => tool === line.tool);
    return was?.check === 'checking' && line.check === 'works' ? [checkWords(line)] : [];
  });
  if (before.plan === undefined && after.plan !== undefined) checked.push(`${planWords(after.plan).title}.`);
  if (before.delivery !== after.delivery) checked.push(after.delivery === 'process' ? 'The line is written.' : 'The line is removed.');
  return checked.join(' ');
};
