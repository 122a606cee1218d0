/** Who asked for a session. A renewal that runs by itself asks for nobody. */
export type Asker =
  | { readonly kind: 'person'; readonly front: 'tray' | 'terminal' }
  /** `folder` is its working folder; `sure` is false where the system could not confirm what the program said of itself. */
  | { readonly kind: 'program'; readonly name: string; readonly pid: number; readonly folder?: string; readonly sure: boolean }
  | { readonly kind: 'renewal' };
