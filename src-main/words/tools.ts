import {
  type EnvironmentFormat,
  environmentFormats,
  type ProcessPlanView,
  type Tool,
  type ToolLine,
  type ToolsView,
} from '../contract/tools.ts';
import { together } from './grammar.ts';
import { formatNames } from './roles/role.ts';
import type { Option } from './settings.ts';

/** Sentences of the page "Use it in your tools". Pure. */

const toolTexts: Readonly<Record<Tool, { readonly title: string; readonly text: string }>> = {
  profile: {
    title: 'By name',
    text: 'Works with aws, Terraform and every SDK. Name the profile in a command, or set AWS_PROFILE.',
  },
  process: {
    title: 'credential_process',
    text: 'A line for your config file. Programs that use the profile get their credentials from Roletap.',
  },
  exec: {
    title: 'One command',
    text: 'Runs a command with this role and keeps its credentials fresh. Put your command after the two dashes.',
  },
  shell: {
    title: 'A shell',
    text: 'Opens a shell with this role. Type exit to leave it.',
  },
  endpoint: {
    title: 'Environment',
    text: 'Variables to paste into a terminal: a local endpoint that renews itself, or the session’s keys.',
  },
};
export const toolWords = (tool: Tool): { readonly title: string; readonly text: string } => toolTexts[tool];

/** The variables are a secret, so there is no line to read: what they are called. */
export const endpointVariables = 'AWS_CONTAINER_CREDENTIALS_FULL_URI, AWS_CONTAINER_AUTHORIZATION_TOKEN';

const works: Readonly<Record<Tool, string>> = {
  profile: 'Works: the profile has credentials.',
  process: 'Works: it returned credentials.',
  exec: 'Works: programs can use this role.',
  shell: 'Works: programs can use this role.',
  endpoint: 'Works: the endpoint and a session are open.',
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
  if (delivery === 'process') return `On: “${target}” asks Roletap each time, and the session isn’t in any file.`;
  return noFiles
    ? `Off: your settings keep credentials out of files, so “${target}” has none until you turn this on.`
    : `Off: the session is written to the credentials file, where all your programs can read it. Turn this on to let “${target}” ask Roletap instead.`;
};

/** Whether the profile asks Roletap in the place of AWS's helper. */
export const helperWords = (helper: NonNullable<ToolsView['helper']>, profile: string): string => {
  if (helper === 'own') return `“${profile}” asks Roletap each time, and the session isn’t in any file.`;
  return helper === 'calls'
    ? `Off: “${profile}” calls aws_signing_helper, which asks for PIN and touch again for each program. Turn this on to let it ask Roletap, with the same certificate.`
    : `On: “${profile}” asks Roletap, with the same certificate. Turn this off to get the line of aws_signing_helper back.`;
};

/** `helper`: as in `ToolsView`. */
export const planWords = (
  { what, alsoRemoves, hadPin }: ProcessPlanView,
  helper?: ToolsView['helper'],
): { readonly title: string; readonly yes: string; readonly also?: string } =>
  what === 'remove' && helper === 'own'
    ? {
        title: 'This role will be removed',
        yes: 'Remove role',
        also: 'The key and its certificate stay on the YubiKey, and the role stays in AWS.',
      }
    : what === 'adopt'
      ? {
          title: 'This will be changed',
          yes: 'Change profile',
          ...(hadPin
            ? {
                also: 'The line contains your YubiKey’s PIN, which is removed. Copies of the file still have it: change the PIN afterwards.',
              }
            : {}),
        }
      : what === 'write'
        ? {
            title: 'This will be written',
            yes: 'Write to file',
            ...(alsoRemoves === undefined
              ? {}
              : {
                  also: `The section “${alsoRemoves.target}” is removed from ${alsoRemoves.file}, because its keys would override this line. The session stays open.`,
                }),
          }
        : helper === 'took-over'
          ? { title: 'This will be changed', yes: 'Change profile' }
          : { title: 'This will be removed', yes: 'Remove line' };

/** What a screen reader says after a change of the page. */
export const toolsAnnouncement = (before: ToolsView | undefined, after: ToolsView): string => {
  if (before === undefined || before.role !== after.role) return '';
  const checked = after.lines.flatMap((line) => {
    const was = before.lines.find(({ tool }) => tool === line.tool);
    return was?.check === 'checking' && line.check === 'works' ? [checkWords(line)] : [];
  });
  if (before.plan === undefined && after.plan !== undefined) checked.push(`${planWords(after.plan, after.helper).title}.`);
  if (before.helper !== after.helper) checked.push('The profile was changed.');
  else if (before.delivery !== after.delivery)
    checked.push(after.delivery === 'process' ? 'The line was written.' : 'The line was removed.');
  return together(...checked);
};
