/** What stands on the page "Use it in your tools". */

export const toolPageTexts = {
  title: (profile: string): string => `Use ${profile} in your tools`,
  profile: (target: string): string => `Profile ${target}`,
  role: (roleName: string, accountId: string): string => `${roleName} in account ${accountId}`,
  source: (source: string, kind: string): string => `Source ${source}: ${kind}`,
  noFiles: 'No credentials in files',
  insteadOfHelper: 'Ask Roletap instead of aws_signing_helper',
  removeRole: 'Remove role…',
  leave: 'Leave unchanged',
  check: 'Check',
  /** Heard after it. */
  checkOf: (title: string): string => ` that “${title}” works`,
  copyOf: (title: string): string => `Copy the line for “${title}”`,
  format: 'Shell',
  copyEndpoint: 'Copy endpoint',
  copyKeys: 'Copy keys',
} as const;
