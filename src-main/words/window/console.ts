/** What stands in the dialog that asks where a role's console opens. */
export const consoleTexts = {
  title: (role: string): string => `Open console as ${role}`,
  open: 'Open console',
  where: 'Browser',
  system: { title: 'System browser', text: 'One console at a time: signing in again signs the other one out.' },
  /** Of a container of Firefox's. */
  lacksAddOn: 'Needs the Firefox add-on “Open external links in a container”.',
  /** Of the one that was chosen before and is not there now. */
  gone: (browser: string): string => `${browser} doesn’t exist any more.`,
  looking: 'Looking for browsers…',
  keepFor: 'Remember for',
  role: (role: string): string => `Only ${role}`,
  account: (account: string): string => `All roles in ${account}`,
  service: 'Service to begin with',
  region: 'Region',
  serviceExample: 'ec2',
} as const;
