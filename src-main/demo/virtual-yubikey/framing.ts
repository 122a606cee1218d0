import { concatBytes, sameBytes } from '../../base/bytes.ts';
import { type Answer, type Applet, answerBytes, empty, parseCommand, refuse } from './apdu.ts';

/** The longest piece of an answer that goes out at once. */
const pieceLength = 255;
/** The longest command that can be put together from chained pieces. */
const longestCommand = 3072;

/** The first five bytes of a longer name do, and a longer one than the applet's own: hosts use both. */
const isAnother = (own: Uint8Array, asked: Uint8Array): boolean => {
  const length = Math.min(own.length, asked.length);
  return length >= 5 && own.length !== asked.length && sameBytes(own.subarray(0, length), asked.subarray(0, length));
};

export interface Framing {
  /** One command APDU as it comes, one answer as it goes. */
  readonly handle: (apdu: Uint8Array) => Promise<Uint8Array>;
  /** Power went or came: nothing is selected, nothing is left over. */
  readonly reset: () => void;
}

/** ISO 7816-4 around the applets: SELECT, command chaining (CLA 10), answers in pieces (61xx), unknown classes. */
export const createFraming = (applets: readonly Applet[]): Framing => {
  let selected: Applet | undefined;
  let chain: { readonly header: Uint8Array; readonly data: Uint8Array } | undefined;
  let rest: { readonly data: Uint8Array; readonly status: number } | undefined;

  const inPieces = ({ data, status }: Answer): Uint8Array => {
    if (data.length <= pieceLength) return answerBytes({ data, status });
    const left = data.slice(pieceLength);
    rest = { data: left, status };
    return answerBytes({ data: data.slice(0, pieceLength), status: 0x6100 | (left.length > 0xff ? 0 : left.length) });
  };

  const selectApplet = (p1: number, p2: number, aid: Uint8Array): Answer => {
    if (p1 !== 4 || p2 !== 0) return refuse(0x6b00);
    selected = applets.find((applet) => sameBytes(applet.aid, aid)) ?? applets.find((applet) => isAnother(applet.aid, aid));
    return selected ? { data: selected.select(), status: 0x9000 } : refuse(0x6a82);
  };

  const handle = async (apdu: Uint8Array): Promise<Uint8Array> => {
    const command = parseCommand(apdu);
    const leftOver = rest;
    rest = undefined;
    if (!command) return answerBytes(refuse(0x6700));
    const { cla, ins, p1, p2 } = command;
    if (cla !== 0x00 && cla !== 0x10) return answerBytes(refuse(0x6e00));
    const header = Uint8Array.of(ins, p1, p2);
    const before = chain && sameBytes(chain.header, header) ? chain.data : empty;
    chain = undefined;
    const data = concatBytes(before, command.data);
    if (data.length > longestCommand) return answerBytes(refuse(0x6700));
    if (cla === 0x10) {
      chain = { header, data };
      return answerBytes({ data: empty, status: 0x9000 });
    }
    if (ins === 0xa4 && p1 === 4) return inPieces(selectApplet(p1, p2, data));
    if (!selected) return answerBytes(refuse(0x6d00));
    if (ins === selected.remainingInstruction) return leftOver ? inPieces(leftOver) : answerBytes(refuse(0x6985));
    return inPieces(await selected.handle({ ...command, data }));
  };

  return {
    handle,
    reset: () => {
      selected = undefined;
      chain = undefined;
      rest = undefined;
    },
  };
};
