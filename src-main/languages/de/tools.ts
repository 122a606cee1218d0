import {
  type EnvironmentFormat,
  environmentFormats,
  type ProcessPlanView,
  type Tool,
  type ToolLine,
  type ToolsView,
} from '../../contract/tools.ts';
import { endpointVariables } from '../../words/tools.ts';
import { together } from './grammar.ts';
import { formatNames } from './roles/role.ts';
import type { Option } from './settings.ts';

export { endpointVariables };

/** Sentences of the page "Use it in your tools". Pure. */

const toolTexts: Readonly<Record<Tool, { readonly title: string; readonly text: string }>> = {
  profile: {
    title: 'Mit Namen',
    text: 'aws, Terraform und jedes SDK nehmen dieses Profil, hier oder als AWS_PROFILE.',
  },
  process: {
    title: 'credential_process',
    text: 'Eine Zeile für das eigene Profil in der config-Datei. Programme, die sie lesen, fragen Roletap.',
  },
  exec: {
    title: 'Ein Befehl',
    text: 'Führt einen Befehl mit dieser Rolle aus und erneuert sie, solange er läuft. Der Befehl steht hinter den zwei Strichen.',
  },
  shell: {
    title: 'Eine Shell',
    text: 'Öffnet eine Shell mit dieser Rolle. exit verlässt sie.',
  },
  endpoint: {
    title: 'Umgebung',
    text: 'Variablen zum Einfügen in ein Terminal: ein lokaler Endpunkt, der sich selbst erneuert, oder die Schlüssel der Sitzung.',
  },
};
export const toolWords = (tool: Tool): { readonly title: string; readonly text: string } => toolTexts[tool];

const works: Readonly<Record<Tool, string>> = {
  profile: 'Funktioniert: Das Profil hat Anmeldeinformationen.',
  process: 'Funktioniert: Es kamen Anmeldeinformationen zurück.',
  exec: 'Funktioniert: Programme können diese Rolle verwenden.',
  shell: 'Funktioniert: Programme können diese Rolle verwenden.',
  endpoint: 'Funktioniert: Der Endpunkt und eine Sitzung sind offen.',
};

/** What came of a check that did not fail. */
export const checkWords = ({ tool, check }: Pick<ToolLine, 'tool' | 'check'>): string =>
  check === 'works' ? works[tool] : check === 'checking' ? 'Wird geprüft' : '';

export const formatOptions: readonly Option<EnvironmentFormat>[] = environmentFormats.map((value) => ({
  value,
  label: formatNames[value],
}));

/** Where the role's credentials lie now. `noFiles` is the setting. */
export const deliveryWords = ({ delivery, target }: Pick<ToolsView, 'delivery' | 'target'>, noFiles: boolean): string => {
  if (delivery === 'process') return `An: „${target}“ fragt jedes Mal Roletap, und die Sitzung steht in keiner Datei.`;
  return noFiles
    ? `Aus: Laut Einstellungen kommen keine Anmeldeinformationen in Dateien, deshalb hat „${target}“ keine, solange das hier aus ist.`
    : `Aus: Die Sitzung steht in der credentials-Datei, wo alle Ihre Programme sie lesen können. Einschalten, damit „${target}“ stattdessen Roletap fragt.`;
};

/** Whether the profile asks Roletap in the place of AWS's helper. */
export const helperWords = (helper: NonNullable<ToolsView['helper']>, profile: string): string => {
  if (helper === 'own') return `„${profile}“ fragt jedes Mal Roletap, und die Sitzung steht in keiner Datei.`;
  return helper === 'calls'
    ? `Aus: „${profile}“ ruft aws_signing_helper auf, der PIN und Berührung für jedes Programm erneut verlangt. Einschalten, damit das Profil Roletap fragt, mit demselben Zertifikat.`
    : `An: „${profile}“ fragt Roletap, mit demselben Zertifikat. Ausschalten, um die Zeile von aws_signing_helper zurückzubekommen.`;
};

/** `helper`: as in `ToolsView`. */
export const planWords = (
  { what, alsoRemoves, hadPin }: ProcessPlanView,
  helper?: ToolsView['helper'],
): { readonly title: string; readonly yes: string; readonly also?: string } =>
  what === 'remove' && helper === 'own'
    ? {
        title: 'Diese Rolle wird entfernt',
        yes: 'Rolle entfernen',
        also: 'Der Schlüssel und sein Zertifikat bleiben auf dem YubiKey, und die Rolle bleibt in AWS.',
      }
    : what === 'adopt'
      ? {
          title: 'Das wird geändert',
          yes: 'Profil ändern',
          ...(hadPin
            ? {
                also: 'In der Zeile steht die PIN des YubiKeys; sie wird entfernt. Kopien der Datei enthalten sie noch: danach die PIN ändern.',
              }
            : {}),
        }
      : what === 'write'
        ? {
            title: 'Das wird geschrieben',
            yes: 'In die Datei schreiben',
            ...(alsoRemoves === undefined
              ? {}
              : {
                  also: `Der Abschnitt „${alsoRemoves.target}“ wird aus ${alsoRemoves.file} entfernt, weil seine Schlüssel Vorrang vor dieser Zeile hätten. Die Sitzung bleibt offen.`,
                }),
          }
        : helper === 'took-over'
          ? { title: 'Das wird geändert', yes: 'Profil ändern' }
          : { title: 'Das wird entfernt', yes: 'Zeile entfernen' };

/** What a screen reader says after a change of the page. */
export const toolsAnnouncement = (before: ToolsView | undefined, after: ToolsView): string => {
  if (before === undefined || before.role !== after.role) return '';
  const checked = after.lines.flatMap((line) => {
    const was = before.lines.find(({ tool }) => tool === line.tool);
    return was?.check === 'checking' && line.check === 'works' ? [checkWords(line)] : [];
  });
  if (before.plan === undefined && after.plan !== undefined) checked.push(`${planWords(after.plan, after.helper).title}.`);
  if (before.helper !== after.helper) checked.push('Das Profil wurde geändert.');
  else if (before.delivery !== after.delivery)
    checked.push(after.delivery === 'process' ? 'Die Zeile wurde geschrieben.' : 'Die Zeile wurde entfernt.');
  return together(...checked);
};
