/** What stands in the dialog that opens a role with limits. */
export const limitsTexts = {
  title: (role: string): string => `${role} eingeschränkt öffnen`,
  tapIn: 'Öffnen',
  rights: 'Was die Sitzung darf',
  'read-only': { title: 'Nur lesen', text: (policy: string): string => `Was ${policy} von AWS erlaubt, soweit die Rolle es darf.` },
  audit: {
    title: 'Nur Einstellungen ansehen',
    text: (policy: string): string => `${policy}: wie etwas eingerichtet ist, nicht was darin liegt.`,
  },
  own: { title: 'Eigene Richtlinie oder keine', text: 'Zusätzlich nur, was diese Richtlinien erlauben.' },
  policyArn: 'Verwaltete Richtlinien, mit ARN oder Namen',
  policy: 'Richtlinie (JSON)',
  tags: 'Tags',
  transitive: 'Tags, die angenommene Rollen behalten',
  sourceIdentity: 'Quellidentität',
} as const;
