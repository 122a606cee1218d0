/** What stands on the page "Use it in your tools". */

export const toolPageTexts = {
  title: (profile: string): string => `${profile} in Tools verwenden`,
  profile: (target: string): string => `Profil ${target}`,
  role: (roleName: string, accountId: string): string => `${roleName} in Konto ${accountId}`,
  source: (source: string, kind: string): string => `Quelle ${source}: ${kind}`,
  noFiles: 'Keine Anmeldeinformationen in Dateien',
  insteadOfHelper: 'Roletap statt aws_signing_helper fragen',
  removeRole: 'Rolle entfernen…',
  leave: 'Nichts ändern',
  check: 'Prüfen',
  /** Heard after it. */
  checkOf: (title: string): string => `, ob „${title}“ funktioniert`,
  copyOf: (title: string): string => `Zeile für „${title}“ kopieren`,
  format: 'Shell',
  copyEndpoint: 'Endpunkt kopieren',
  copyKeys: 'Schlüssel kopieren',
} as const;
