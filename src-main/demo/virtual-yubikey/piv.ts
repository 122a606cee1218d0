import { concatBytes, fromHex, toHex } from '../../base/bytes.ts';
import type { Clock } from '../../base/clock.ts';
import { type Answer, type Applet, type Command, ok, readTlv, refuse, tlvMap, writeTlv } from './apdu.ts';
import { atLeast, type Firmware } from './management.ts';
import { type AttestationMaker, createAttestation, demoMaker } from './piv-attestation.ts';
import { generatePair, importedPair, knowsAlgorithm, type PivKey, publicTlvs, signBlock } from './piv-keys.ts';
import { isSlot, policiesOf } from './piv-policies.ts';
import { createManagementKey, createReference, factoryPin, factoryPuk } from './piv-secrets.ts';

export interface VirtualPivOptions {
  readonly firmware: Firmware;
  readonly serial: number | undefined;
  readonly clock: Clock;
  readonly random: (length: number) => Uint8Array;
  /** Blinks until touched (true) or until it is too late (false). */
  readonly waitForTouch: (what: string) => Promise<boolean>;
  /** Who made it; default: the maker of all of this process. */
  readonly maker?: AttestationMaker;
  /** A PIN other than 123456 from the start. */
  readonly pin?: string;
}

export interface VirtualPiv extends Applet {
  readonly keys: () => ReadonlyMap<number, PivKey>;
  /** Data objects by their number in hex, e.g. `5fc10d`. */
  readonly objects: () => ReadonlyMap<string, Uint8Array>;
}

/** A touch counts this long for keys whose policy is "cached". */
const touchMillis = 15_000;
const longestObject = 3_052;

/** The PIV applet: keys and objects outlive power; a PIN, an authentication and a touch do not outlive another SELECT. */
export const createVirtualPiv = (options: VirtualPivOptions): VirtualPiv => {
  const { firmware, clock } = options;
  const pin = createReference(factoryPin, options.pin);
  const puk = createReference(factoryPuk);
  const management = createManagementKey(firmware, options.random);
  const keys = new Map<number, PivKey>();
  const objects = new Map<string, Uint8Array>();
  const attestation = createAttestation(() => options.maker ?? demoMaker(), options);
  let verified = false;
  /** No signature since the PIN: what a key of policy "always" wants. */
  let fresh = false;
  const attests = atLeast(firmware, 4, 3, 0);
  let touchedAt = Number.NEGATIVE_INFINITY;

  const select = () => {
    verified = false;
    fresh = false;
    management.close();
    return writeTlv(0x61, concatBytes(writeTlv(0x4f, fromHex('000010000100')), writeTlv(0x79, writeTlv(0x4f, fromHex('A000000308')))));
  };

  const touched = async (policy: number, slot: number): Promise<boolean> => {
    if (policy < 2 || (policy === 3 && clock.now() - touchedAt < touchMillis)) return true;
    if (!(await options.waitForTouch(`PIV ${toHex(Uint8Array.of(slot))}`))) return false;
    touchedAt = clock.now();
    return true;
  };

  const verify = ({ p1, p2, data }: Command): Answer => {
    if (p2 !== 0x80) return refuse(0x6a88);
    if (p1 === 0xff && data.length === 0) {
      verified = false;
      return ok();
    }
    if (p1 !== 0) return refuse(0x6a86);
    if (data.length === 0) return verified ? ok() : pin.left() === 0 ? refuse(0x6983) : refuse(0x63c0 + Math.min(pin.left(), 15));
    if (data.length !== 8) return refuse(0x6a80);
    const refused = pin.refused(data);
    verified = refused === undefined;
    fresh = verified;
    return refused ?? ok();
  };

  const change = ({ p1, p2, data }: Command, unblock: boolean): Answer => {
    const target = p2 === 0x80 ? pin : p2 === 0x81 && !unblock ? puk : undefined;
    if (p1 !== 0 || !target) return refuse(0x6a88);
    if (data.length !== 16) return refuse(0x6a80);
    const next = data.slice(8);
    const refused = (unblock ? puk : target).refused(data.slice(0, 8));
    if (refused) return refused;
    // Six characters at least: FF is only what fills up.
    if (next.subarray(0, 6).includes(0xff)) return refuse(0x6a80);
    target.set(next);
    return ok();
  };

  const generate = async ({ p2: slot, data }: Command): Promise<Answer> => {
    if (!management.isOpen()) return refuse(0x6982);
    const outer = readTlv(data, 0);
    const tlvs = outer?.tag === 0xac ? tlvMap(outer.value) : undefined;
    const algorithm = tlvs?.get(0x80)?.[0] ?? 0;
    const kept = tlvs && policiesOf(slot, tlvs, firmware);
    if (!isSlot(slot, firmware) || !kept || !knowsAlgorithm(algorithm, firmware)) return refuse(0x6a80);
    const pair = await generatePair(algorithm);
    keys.set(slot, { algorithm, ...pair, ...kept, origin: 'generated' });
    // 7F49 is a tag of two bytes.
    return ok(concatBytes(Uint8Array.of(0x7f), writeTlv(0x49, publicTlvs(pair.publicKey))));
  };

  const importKey = ({ p1: algorithm, p2: slot, data }: Command): Answer => {
    if (!management.isOpen()) return refuse(0x6982);
    const tlvs = tlvMap(data);
    const kept = tlvs && policiesOf(slot, tlvs, firmware);
    const pair = tlvs && importedPair(algorithm, tlvs);
    if (!isSlot(slot, firmware) || !kept || !pair || !knowsAlgorithm(algorithm, firmware)) return refuse(0x6a80);
    keys.set(slot, { algorithm, ...pair, ...kept, origin: 'imported' });
    return ok();
  };

  const useKey = async ({ p1: algorithm, p2: slot, data }: Command): Promise<Answer> => {
    if (slot === 0x9b) return management.authenticate(algorithm, data, () => touched(2, slot));
    const key = keys.get(slot);
    const outer = readTlv(data, 0);
    const block = outer?.tag === 0x7c ? tlvMap(outer.value)?.get(0x81) : undefined;
    if (!isSlot(slot, firmware)) return refuse(0x6b00);
    if (!key || key.algorithm !== algorithm || !block) return refuse(0x6a80);
    if ((key.pinPolicy === 2 && !verified) || (key.pinPolicy === 3 && !fresh)) return refuse(0x6982);
    fresh = false;
    if (!(await touched(key.touchPolicy, slot))) return refuse(0x6982);
    const signature = signBlock(key, block);
    return signature ? ok(writeTlv(0x7c, writeTlv(0x82, signature))) : refuse(0x6a80);
  };

  /** The number of a data object, out of 5C. */
  const objectOf = (data: Uint8Array) => {
    const name = readTlv(data, 0);
    return name?.tag === 0x5c ? { id: toHex(name.value), rest: data.slice(name.next) } : undefined;
  };

  const getData = async ({ p1, p2, data }: Command): Promise<Answer> => {
    const asked = objectOf(data);
    if (p1 !== 0x3f || p2 !== 0xff || !asked) return refuse(0x6a80);
    // What is printed on the card is for whoever has the PIN; there the management key may lie.
    if (asked.id === '5fc109' && !verified) return refuse(0x6982);
    // The owner may have put another in the place of the maker's.
    const found = objects.get(asked.id) ?? (asked.id === '5fff01' && attests ? writeTlv(0x70, await attestation.device()) : undefined);
    return found ? ok(asked.id === '7e' ? found : writeTlv(0x53, found)) : refuse(0x6a82);
  };

  const putData = ({ p1, p2, data }: Command): Answer => {
    const asked = objectOf(data);
    const value = asked && readTlv(asked.rest, 0);
    if (!management.isOpen()) return refuse(0x6982);
    if (p1 !== 0x3f || p2 !== 0xff || !asked || value?.tag !== 0x53) return refuse(0x6a80);
    if (value.value.length > longestObject) return refuse(0x6a84);
    if (value.value.length === 0) objects.delete(asked.id);
    else objects.set(asked.id, value.value);
    return ok();
  };

  const metadata = ({ p2: slot }: Command): Answer => {
    if (!atLeast(firmware, 5, 3, 0)) return refuse(0x6d00);
    const reference = slot === 0x80 ? pin : slot === 0x81 ? puk : undefined;
    if (reference) {
      const tries = writeTlv(0x06, [reference.total(), reference.left()]);
      return ok(concatBytes(writeTlv(0x01, [0xff]), writeTlv(0x05, [Number(reference.isFactory())]), tries));
    }
    if (slot === 0x9b) {
      const policy = writeTlv(0x02, [0, management.touch() ? 2 : 1]);
      return ok(concatBytes(writeTlv(0x01, [management.algorithm()]), policy, writeTlv(0x05, [Number(management.isFactory())])));
    }
    const key = keys.get(slot);
    if (!key) return refuse(0x6a88);
    const [pinPolicy, touchPolicy, origin] = [key.pinPolicy, key.touchPolicy, key.origin === 'generated' ? 1 : 2];
    return ok(
      concatBytes(
        writeTlv(0x01, [key.algorithm]),
        writeTlv(0x02, [pinPolicy, touchPolicy]),
        writeTlv(0x03, [origin]),
        writeTlv(0x04, publicTlvs(key.publicKey)),
      ),
    );
  };

  const attest = async ({ p1: slot }: Command): Promise<Answer> => {
    if (!attests) return refuse(0x6d00);
    const key = keys.get(slot);
    return key?.origin === 'generated' ? ok(await attestation.statement(slot, key)) : refuse(0x6a80);
  };

  const moveKey = ({ p1: to, p2: from }: Command): Answer => {
    const key = keys.get(from);
    if (!atLeast(firmware, 5, 7, 0)) return refuse(0x6d00);
    if (!management.isOpen()) return refuse(0x6982);
    if (!key || from === 0xf9 || (to !== 0xff && !isSlot(to, firmware))) return refuse(0x6a88);
    keys.delete(from);
    if (to !== 0xff) keys.set(to, key);
    return ok();
  };

  const setRetries = ({ p1, p2 }: Command): Answer => {
    if (!management.isOpen() || !verified) return refuse(0x6982);
    if (p1 === 0 || p2 === 0) return refuse(0x6a80);
    pin.restore(p1);
    puk.restore(p2);
    verified = false;
    return ok();
  };

  const reset = (): Answer => {
    if (pin.left() > 0 || puk.left() > 0) return refuse(0x6985);
    pin.restore();
    puk.restore();
    management.restore();
    keys.clear();
    objects.clear();
    verified = false;
    return ok();
  };

  const { serial } = options;
  const u32 = (value: number) => Uint8Array.of(value >>> 24, (value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff);
  const instructions: Readonly<Record<number, ((command: Command) => Answer | Promise<Answer>) | undefined>> = {
    32: verify,
    36: (command) => change(command, false),
    44: (command) => change(command, true),
    71: generate,
    135: useKey,
    203: getData,
    219: putData,
    246: moveKey,
    247: metadata,
    249: attest,
    248: () => (!atLeast(firmware, 5, 0, 3) || serial === undefined ? refuse(0x6d00) : ok(u32(serial))),
    250: setRetries,
    251: reset,
    253: () => ok(Uint8Array.from(firmware)),
    254: importKey,
    255: ({ p1, p2, data }) => (p1 === 0xff && p2 >= 0xfe ? management.replace(data, p2 === 0xfe) : refuse(0x6a80)),
  };

  return {
    aid: fromHex('A0 00 00 03 08 00 00 10 00 01 00'),
    remainingInstruction: 0xc0,
    select,
    handle: (command) => instructions[command.ins]?.(command) ?? refuse(0x6d00),
    keys: () => keys,
    objects: () => objects,
  };
};
