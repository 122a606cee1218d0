import { fromHex, toHex } from '../../src-main/base/bytes.ts';
import { type CardConnection, CardFault } from '../../src-main/card/connection/card-connection.ts';

/** A line of a script: the APDU that must come (hex; undefined: any) and what the card answers (hex), or the fault. */
export type ScriptLine = readonly [string | undefined, string | CardFault];

export interface ScriptedConnection extends CardConnection {
  /** All APDUs so far, in hex. */
  readonly sent: readonly string[];
  /** How many lines were not used. */
  readonly left: () => number;
  readonly closed: () => boolean;
}

/** A card that expects exactly these APDUs in this order. */
export const createScriptedConnection = (script: readonly ScriptLine[], exclusive = true): ScriptedConnection => {
  const lines = [...script];
  const sent: string[] = [];
  let closed = false;
  return {
    exclusive,
    sent,
    left: () => lines.length,
    closed: () => closed,
    transmit: async (apdu) => {
      const hex = toHex(apdu);
      sent.push(hex);
      const line = lines.shift();
      if (!line) throw new Error(`the script is over, but ${hex} came`);
      const [expected, answer] = line;
      if (expected !== undefined && expected.replace(/\s+/g, '').toLowerCase() !== hex)
        throw new Error(`expected ${expected}, but ${hex} came`);
      if (answer instanceof CardFault) throw answer;
      return fromHex(answer);
    },
    close: async () => {
      closed = true;
    },
  };
};

/** A promise and the ways to settle it. */
export const createDeferred = <T>() => {
  let resolve = (_value: T) => {};
  let reject = (_error: unknown) => {};
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
};
