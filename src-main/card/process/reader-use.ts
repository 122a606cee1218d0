import { inUse, type PcscReader } from '../connection/pcsc-readers.ts';

/** Whose connection it is when the service says that a card is in use, which it doesn't say itself. */
export interface ReaderUse {
  /** What the service says; `held`: readers that we are connected to ourselves. */
  readonly note: (seen: readonly PcscReader[], held: Iterable<string>) => void;
  /** A process was left that was connected to these readers: the service may take a while to let go of them. */
  readonly leave: (held: Iterable<string>) => void;
  /** Another program is connected, as far as is known. */
  readonly byOther: (reader: string) => boolean;
  /** What was left is still connected, and nobody else that we know of. */
  readonly byOurLast: (reader: string) => boolean;
}

/** While we are connected, or the service didn't let go of what was left, what was known of others before holds. */
export const createReaderUse = (): ReaderUse => {
  const others = new Set<string>();
  const lingering = new Set<string>();
  return {
    note: (seen, held) => {
      const now = new Set(seen.flatMap(({ name, state }) => ((state & inUse) === 0 ? [] : name)));
      for (const names of [others, lingering]) for (const name of [...names]) if (!now.has(name)) names.delete(name);
      for (const name of [...held, ...lingering]) now.delete(name);
      for (const name of now) others.add(name);
    },
    leave: (held) => {
      for (const name of held) lingering.add(name);
    },
    byOther: (reader) => others.has(reader),
    byOurLast: (reader) => lingering.has(reader) && !others.has(reader),
  };
};
