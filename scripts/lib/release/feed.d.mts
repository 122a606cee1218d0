export interface FeedFile {
  readonly url: string;
  readonly size: number;
  readonly sha512: string;
}

export function feedName(platform: string): string;
export function publicKeyOf(pem: string): string;
export function feedText(release: {
  readonly version: string;
  readonly notes: string;
  readonly files: readonly FeedFile[];
  readonly pem: string;
  readonly staging?: number | undefined;
}): string;
export function stagingFrom(text: string | undefined): number | undefined;
export function updateSettings(
  env: Readonly<Record<string, string | undefined>>,
):
  | { readonly publish: { readonly provider: string; readonly url: string }; readonly extraMetadata: { readonly updateKeys: string } }
  | undefined;
export function updateOptions(env: Readonly<Record<string, string | undefined>>): string[];
