/** A session as the snapshot shows it. */
interface OpenSession {
  readonly target: string;
  readonly profile?: string;
}

/** The addresses that this app gave out for a session. One lives as long as that: what a person ended must not come back by itself. */
export interface Leases {
  readonly add: (role: string, release: () => void, sessions: readonly OpenSession[]) => void;
  /** Looks at what is open now. */
  readonly handle: (sessions: readonly OpenSession[]) => void;
}

export const createLeases = (): Leases => {
  interface Leased {
    readonly releases: readonly (() => void)[];
    /** Whether its session was seen; a lease may be a moment older than that. */
    readonly wasOpen: boolean;
  }
  const leased = new Map<string, Leased>();
  const isOpen = (role: string, sessions: readonly OpenSession[]) =>
    sessions.some(({ target, profile }) => target === role || profile === role);
  return {
    add: (role, release, sessions) =>
      void leased.set(role, { releases: [...(leased.get(role)?.releases ?? []), release], wasOpen: isOpen(role, sessions) }),
    handle: (sessions) => {
      for (const [role, { releases, wasOpen }] of leased) {
        if (isOpen(role, sessions)) leased.set(role, { releases, wasOpen: true });
        else if (wasOpen) {
          leased.delete(role);
          for (const release of releases) release();
        }
      }
    },
  };
};
