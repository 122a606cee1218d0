export interface NamedHash {
  readonly name: string;
  readonly hash: string;
}

export function sha256(bytes: Uint8Array): string;
export function sumsText(files: readonly NamedHash[]): string;
export function signed(bytes: Uint8Array, pem: string): { readonly signature: string; readonly publicKey: string };
export function provenance(facts: {
  readonly files: readonly NamedHash[];
  readonly commit: string;
  readonly repository: string;
  readonly command: string;
  readonly versions: Readonly<Record<string, string>>;
}): { readonly subject: readonly { readonly name: string; readonly digest: { readonly sha256: string } }[] };
export function filled(template: string, values: Readonly<Record<string, string>>): string;
