import type { ShippedPackage } from './notice.mjs';

export function shippedPackages(): readonly ShippedPackage[];
export function writeNotices(resources: string, versions: { readonly electron: string }): void;
