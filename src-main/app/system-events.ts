import type { DoorView } from '../contract/alerts.ts';
import type { TapContext } from './context.ts';
import type { CredentialBroker } from './sessions/credential-broker.ts';
import { endAllUnasked, followFile, removeExpired } from './sessions/end-session.ts';
import { withDoor } from './state/state.ts';
import type { Agenda } from './time/scheduler.ts';

/** What the system tells, and what became of what the shell tried. */
export type SystemEvent =
  | { readonly kind: 'suspend' | 'resume' | 'lock' | 'unlock' }
  | { readonly kind: 'shortcut'; readonly state: 'on' | 'off' | 'taken' }
  | { readonly kind: 'login-item'; readonly possible: boolean }
  | { readonly kind: 'door'; readonly door: DoorView };

/** Heeds an event to its end. One that comes twice does no harm. */
export const heedSystem = async (
  context: TapContext,
  agenda: Agenda,
  broker: Pick<CredentialBroker, 'turnAway'>,
  event: SystemEvent,
): Promise<void> => {
  switch (event.kind) {
    case 'resume':
      // The truth first: what time is it at AWS, what is in the file, what is over. Renewals come after. A jump that is seen now asks by itself.
      context.now();
      await context.checkClock();
      await followFile(context);
      await removeExpired(context);
      context.held.prune();
      agenda.look();
      return;
    case 'lock':
      if (!context.store.state().settings.endOnLock) return;
      broker.turnAway();
      await endAllUnasked(context, 'lock');
      return;
    case 'door':
      context.store.change(withDoor(event.door));
      return;
    case 'suspend':
    case 'unlock':
    case 'shortcut':
    case 'login-item':
      return;
  }
};
