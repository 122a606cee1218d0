export function electronObjection(version: string): string | undefined;
export function changelogSection(changelog: string, version?: string): string | undefined;
export function publishObjections(state: {
  readonly version: string;
  readonly changelog: string;
  readonly runtime: { readonly kind: string; readonly version: string };
  readonly changes: string;
  readonly tag: string;
}): string[];
export function linuxTargets(here: { readonly kind: string; readonly rpmbuild?: boolean }): string[];
