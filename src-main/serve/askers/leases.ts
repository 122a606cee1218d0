/** A session as the snapshot shows it. */
interface OpenSession {
  readonly target: string;
  readonly profile?: string;
}

/** The addresses that this app gave out. One lives as long as the session that it was made for: what a person ended must not come back by itself. */
export interface Leases {
  readonly add: (role: string, sessions: readonly OpenSession[]) => void;
  /** Looks at what is open now. */
  readonly handle: (sessions: readonly OpenSession[]) => void;
}

export const createLeases = (endpoint: { readonly release: (role: string) => void }): Leases => {
  /** Role -> whether its session was seen; a lease may be a moment older than that. */
  const leased = new Map<string, boolean>();
  const isOpen = (role: string, sessions: readonly OpenSession[]) =>
    sessions.some(({ target, profile }) => target === role || profile === role);
  return {
    add: (role, sessions) => void leased.set(role, isOpen(role, sessions)),
    handle: (sessions) => {
      for (const [role, wasOpen] of leased) {
        const open = isOpen(role, sessions);
        if (open) leased.set(role, true);
        if (open || !wasOpen) continue;
        leased.delete(role);
        endpoint.release(role);
      }
    },
  };
};
