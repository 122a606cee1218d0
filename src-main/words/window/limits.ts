/** What stands in the dialog that opens a role with limits. */
export const limitsTexts = {
  title: (role: string): string => `Tap in to ${role} with limits`,
  tapIn: 'Tap in',
  rights: 'What the session may do',
  'read-only': { title: 'Only read', text: (policy: string): string => `What AWS’s ${policy} allows, of what the role may do.` },
  audit: { title: 'Only look at the settings', text: (policy: string): string => `${policy}: how things are set up, not what is in them.` },
  own: { title: 'A policy of your own, or none', text: 'Also only what these policies allow.' },
  policyArn: 'Managed policies, by ARN or name',
  policy: 'Policy (JSON)',
  tags: 'Tags',
  transitive: 'Tags that assumed roles keep',
  sourceIdentity: 'Source identity',
} as const;
