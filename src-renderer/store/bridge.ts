import { createContext, useContext } from 'react';
import type { Bridge, CommandName, CommandPayload } from '../../src-main/contract/commands.ts';

declare global {
  interface Window {
    readonly roletap: Bridge;
  }
}

/** Sends a command; how it went comes back as a snapshot, so nobody waits for the answer. */
export type Send = <N extends CommandName>(name: N, payload: CommandPayload<N>) => void;

export const sendOver =
  (bridge: Bridge): Send =>
  (name, payload) => {
    void bridge.send(name, payload);
  };

export const SendContext = createContext<Send>(() => {});
export const useSend = (): Send => useContext(SendContext);
