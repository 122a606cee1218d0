export interface Fuses {
  readonly state: Readonly<Record<string, 'on' | 'off' | 'absent'>>;
  /** Names of the fuses that are not as a package must have them. */
  readonly wrong: readonly string[];
}

export function readFuses(executable: string, options?: { readonly mayBeAbsent?: readonly string[] }): Promise<Fuses>;
