import type { RoleView } from '../../src-main/contract/snapshot.ts';
import type { Send } from '../store/bridge.ts';

/** Without a touch where that is possible, else by a tap. */
export const renewRole = (send: Send, role: RoleView): void => send(role.can.renew ? 'renew' : 'tap', { role: role.id });
