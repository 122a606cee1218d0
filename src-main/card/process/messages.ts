import type { CardFaultKind } from '../connection/card-connection.ts';
import type { ServiceState } from '../connection/pcsc-readers.ts';

/** What the process that owns PC/SC is asked. `connection` is the `id` of the request that opened it. An APDU may hold a seed. */
export type CardRequest =
  | { readonly kind: 'connect'; readonly id: number; readonly reader: string; readonly exclusive: boolean }
  | { readonly kind: 'transmit'; readonly id: number; readonly connection: number; readonly apdu: Uint8Array }
  | { readonly kind: 'close'; readonly id: number; readonly connection: number };

/** What it tells: readers and cards from its start on, and one answer to each request. */
export type CardAnswer =
  | { readonly kind: 'service'; readonly state: ServiceState }
  | { readonly kind: 'done'; readonly id: number; readonly reply?: Uint8Array }
  | { readonly kind: 'fault'; readonly id: number; readonly fault: CardFaultKind; readonly detail: string };

/** The process that owns PC/SC, as the one that started it has it. */
export interface CardProcess {
  readonly send: (request: CardRequest) => void;
  /** Ends it at once, whatever it waits for. */
  readonly kill: () => void;
}

/** Starts one. `onEnd` is told once, also when it could not be started; `isMissing`: its program is not there. */
export type StartCardProcess = (onAnswer: (answer: CardAnswer) => void, onEnd: (isMissing: boolean) => void) => CardProcess;
