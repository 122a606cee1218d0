export interface ElectronRuntime {
  /** `official`: from node_modules/electron. `fallback`: the old stand-in for places that cannot reach GitHub. */
  readonly kind: 'official' | 'fallback';
  readonly version: string;
  /** Runs `electron FOLDER`. */
  readonly executable: string;
  /** An unpacked runtime without an app in it, for packaging. */
  readonly cleanDist: string;
}

/** What `npm run setup` found; throws when it has not run. */
export function electronRuntime(): ElectronRuntime;
export function ensureElectron(): Promise<ElectronRuntime>;
export function versionIn(folder: string): string;
