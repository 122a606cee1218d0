/** What stands in the dialog that asks where a role's console opens. */
export const consoleTexts = {
  title: (role: string): string => `Konsole als ${role} öffnen`,
  open: 'Konsole öffnen',
  where: 'Browser',
  system: { title: 'Browser des Systems', text: 'Eine Konsole zur Zeit: Eine neue Anmeldung meldet die andere ab.' },
  /** Of a container of Firefox's. */
  lacksAddOn: 'Braucht das Firefox-Add-on „Open external links in a container“.',
  /** Of the one that was chosen before and is not there now. */
  gone: (browser: string): string => `${browser} gibt es nicht mehr.`,
  looking: 'Browser werden gesucht …',
  keepFor: 'Merken für',
  role: (role: string): string => `Nur ${role}`,
  account: (account: string): string => `Alle Rollen in ${account}`,
  service: 'Dienst zu Beginn',
  region: 'Region',
  serviceExample: 'ec2',
} as const;
