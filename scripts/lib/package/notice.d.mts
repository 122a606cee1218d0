export interface ShippedPackage {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly licence?: string | undefined;
  readonly text?: string | undefined;
}

export interface Runtime {
  readonly name: string;
  readonly version: string;
  readonly file: string;
}

export function objectionsTo(packages: readonly ShippedPackage[]): string[];
export function withoutTwins(packages: readonly ShippedPackage[]): ShippedPackage[];
export function noticeText(packages: readonly ShippedPackage[], runtimes: readonly Runtime[]): string;
export function billOfMaterials(parts: {
  readonly name: string;
  readonly version: string;
  readonly packages: readonly ShippedPackage[];
  readonly runtimes: readonly Runtime[];
  readonly integrity: (one: ShippedPackage) => string | undefined;
}): {
  readonly bomFormat: string;
  readonly specVersion: string;
  readonly components: readonly {
    readonly name: string;
    readonly version: string;
    readonly hashes?: readonly { readonly content: string }[];
  }[];
};
