import fc from 'fast-check';
import { concatBytes } from '../../../src-main/base/bytes.ts';
import { CardRefusal } from '../../../src-main/card/connection/apdu.ts';
import { type CardConnection, CardFault } from '../../../src-main/card/connection/card-connection.ts';
import { CardProblem } from '../../../src-main/card/connection/card-problem.ts';
import { encodeTlv, MalformedReply } from '../../../src-main/card/connection/tlv.ts';
import { readDeviceInfo } from '../../../src-main/card/management/device-info.ts';
import { calculate, calculateAll, listAccounts, selectOath, validate } from '../../../src-main/card/oath/oath-session.ts';
import { must, pure, type Tally } from './part.ts';

/** Sixteen pages of the configuration in a hundred pieces each: what the longest conversation takes that is still ended. */
const exchangeLimit = 2_000;

/** A card that answers with these, and with the last one for ever. */
const cardThatSays = (replies: readonly Uint8Array[]): CardConnection => {
  let count = 0;
  return {
    exclusive: true,
    transmit: async () => {
      const reply = replies[Math.min(count, replies.length - 1)] ?? new Uint8Array();
      count += 1;
      must(count <= exchangeLimit, 'the conversation never ends');
      return reply.slice();
    },
    close: async () => {},
  };
};

const tags = [0x01, 0x02, 0x03, 0x04, 0x05, 0x0d, 0x0e, 0x10, 0x14, 0x19, 0x71, 0x72, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7a, 0x7c];
const tag = fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...tags) }, fc.integer({ min: 0, max: 255 }));
const flat = fc.tuple(tag, fc.uint8Array({ maxLength: 12 })).map(([name, value]) => encodeTlv(name, value));
const tlv = fc.oneof(
  { weight: 4, arbitrary: flat },
  fc.tuple(tag, fc.array(flat, { maxLength: 3 })).map(([name, parts]) => encodeTlv(name, concatBytes(...parts))),
);
/** What SELECT of OATH answers, so that some conversations get beyond it: version, salt, and perhaps a challenge. */
const selected = fc
  .tuple(fc.uint8Array({ minLength: 3, maxLength: 3 }), fc.boolean())
  .map(([version, isLocked]) =>
    concatBytes(
      encodeTlv(0x79, version),
      encodeTlv(0x71, new Uint8Array(8)),
      isLocked ? encodeTlv(0x74, new Uint8Array(8)) : new Uint8Array(),
    ),
  );
const codes = fc
  .array(fc.tuple(fc.uint8Array({ maxLength: 8 }), fc.integer({ min: 5, max: 9 })), { maxLength: 3 })
  .map((accounts) =>
    concatBytes(...accounts.flatMap(([id, digits]) => [encodeTlv(0x71, id), encodeTlv(0x76, Uint8Array.of(digits, 1, 2, 3, 4))])),
  );
const version = fc
  .tuple(fc.nat({ max: 9 }), fc.nat({ max: 9 }))
  .map(([major, minor]) => new TextEncoder().encode(`FW version ${major}.${minor}.3`));
const body = fc.oneof(
  fc.array(tlv, { maxLength: 6 }).map((parts) => concatBytes(...parts)),
  fc.array(tlv, { maxLength: 6 }).map((parts) => {
    const page = concatBytes(...parts);
    return concatBytes(Uint8Array.of(page.length & 0xff), page);
  }),
  selected,
  codes,
  version,
  fc.uint8Array({ maxLength: 40 }),
);
const status = fc.oneof(
  { weight: 8, arbitrary: fc.constant([0x90, 0x00]) },
  fc.constantFrom([0x61, 0x00], [0x61, 0xff], [0x69, 0x82], [0x69, 0x84], [0x6a, 0x80], [0x6a, 0x82], [0x6d, 0x00], [0x67, 0x00]),
  fc.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 255 })),
);
const reply = fc.oneof(
  {
    weight: 9,
    arbitrary: fc
      .tuple(body, status, fc.integer({ min: 0, max: 3 }))
      .map(([data, [high = 0, low = 0], cut]) =>
        concatBytes(data.subarray(0, cut === 0 ? data.length >> 1 : undefined), Uint8Array.of(high, low)),
      ),
  },
  fc.uint8Array({ maxLength: 3 }),
);
const replies = fc.array(reply, { minLength: 1, maxLength: 8 });

/** Ends as a person can be told of: a result, or one of the faults that have words. */
const said = async (tally: Tally, name: string, work: () => Promise<unknown>): Promise<void> => {
  try {
    await work();
    tally(`${name} read`);
  } catch (error) {
    const known = [CardFault, CardRefusal, MalformedReply, CardProblem].find((kind) => error instanceof kind);
    if (known === undefined) throw error;
    tally(`${name} ${known.name}`);
  }
};

/** A card that answers anything: APDUs, TLVs, the configuration's pages and the OATH applet. */
export const cardPart = pure(
  'card',
  (tally) =>
    fc.asyncProperty(replies, fc.uint8Array({ maxLength: 64 }), async (answers, id) => {
      await said(tally, 'key', () => readDeviceInfo(cardThatSays(answers), { reader: 'Yubico YubiKey', transport: 'usb' }));
      await said(tally, 'oath', async () => {
        const applet = await selectOath(cardThatSays(answers));
        for (const work of [
          () => validate(applet, new Uint8Array(16), (length) => new Uint8Array(length)),
          () => listAccounts(applet),
          () => calculateAll(applet, 1),
          () => calculate(applet, id, 1),
        ])
          await said(tally, 'account', work);
      });
    }) as fc.IRawProperty<unknown>,
);
