import type { ShippedPackage } from './notice.mjs';

export function packageFoldersIn(metafile: {
  readonly outputs: Readonly<Record<string, { readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }>>;
}): Set<string>;
export function describePackage(root: string, folder: string): ShippedPackage;
export function shippedFolders(root: string): string[];
