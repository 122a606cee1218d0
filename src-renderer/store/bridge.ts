import { createContext, useContext } from 'react';
import type { Bridge, CommandName, CommandPayload } from '../../src-main/contract/commands.ts';

declare global {
  interface Window {
    readonly roletap: Bridge;
  }
}

/** Sends a command, and answers whether main took it; what came of it is in a snapshot. */
export type Send = <N extends CommandName>(name: N, payload: CommandPayload<N>) => Promise<boolean>;

export const sendOver =
  (bridge: Bridge): Send =>
  async (name, payload) =>
    (await bridge.send(name, payload)).accepted;

export const SendContext = createContext<Send>(async () => false);
export const useSend = (): Send => useContext(SendContext);
