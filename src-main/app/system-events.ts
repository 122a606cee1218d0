import type { DoorView } from '../contract/alerts.ts';
import type { CredentialBroker } from './sessions/credential-broker.ts';
import { type EndPorts, endAllUnasked, followFile, removeExpired } from './sessions/end-session.ts';
import { withDoor } from './state/store.ts';
import type { Agenda } from './time/scheduler.ts';

/** What the system tells, and what became of what the shell tried. */
export type SystemEvent =
  | { readonly kind: 'suspend' | 'resume' | 'lock' | 'unlock' }
  | { readonly kind: 'shortcut'; readonly state: 'on' | 'off' | 'taken' }
  | { readonly kind: 'login-item'; readonly possible: boolean }
  /** Whether there is an icon in a tray. */
  | { readonly kind: 'tray'; readonly present: boolean }
  | { readonly kind: 'door'; readonly door: DoorView };

/** What handling the system's events takes. */
export interface SystemPorts {
  readonly sessions: EndPorts;
  readonly agenda: Agenda;
  readonly broker: Pick<CredentialBroker, 'turnAway'>;
  /** Asks AWS for its time, where a session lives that could be over. */
  readonly checkClock: () => Promise<void>;
}

/** Handles an event to its end. One that comes twice does no harm. */
export const handleSystemEvent = async ({ sessions, agenda, broker, checkClock }: SystemPorts, event: SystemEvent): Promise<void> => {
  const { store } = sessions;
  switch (event.kind) {
    case 'resume':
      // The truth first: what time is it at AWS, what is in the file, what is over. Renewals come after. A jump that is seen now asks by itself.
      sessions.history.now();
      await checkClock();
      await followFile(sessions);
      await removeExpired(sessions);
      sessions.held.prune();
      agenda.look();
      return;
    case 'lock':
      if (!store.state().settings.endOnLock) return;
      broker.turnAway();
      await endAllUnasked(sessions, 'lock');
      return;
    case 'door':
      store.change(withDoor(event.door));
      return;
    case 'suspend':
    case 'unlock':
    case 'shortcut':
    case 'login-item':
    case 'tray':
      return;
  }
};
