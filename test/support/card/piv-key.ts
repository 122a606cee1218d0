import { createCipheriv, createDecipheriv } from 'node:crypto';
import { concatBytes, fromHex, toHex } from '../../../src-main/base/bytes.ts';
import type { KeyAlgorithm } from '../../../src-main/card/certificates/signing.ts';
import { encodeCommand } from '../../../src-main/card/connection/apdu.ts';
import { encodeTlv } from '../../../src-main/card/connection/tlv.ts';
import type { VirtualYubiKey } from '../../../src-main/demo/virtual-yubikey/yubikey.ts';

/** The factory's key, which 3DES and AES-192 take alike. */
export const factoryManagementKey = fromHex('010203040506070801020304050607080102030405060708');

const algorithms: Readonly<Record<KeyAlgorithm, string>> = {
  p256: '11',
  p384: '14',
  'rsa-1024': '06',
  'rsa-2048': '07',
  'rsa-3072': '05',
  'rsa-4096': '16',
};

const send = async (key: VirtualYubiKey, apdu: Uint8Array): Promise<Uint8Array> => {
  const answer = await key.transmit(apdu);
  const status = toHex(answer.subarray(-2));
  if (status !== '9000' && !status.startsWith('61')) throw new Error(`${status} to ${toHex(apdu.subarray(0, 4))}`);
  return answer.subarray(0, -2);
};

/** SELECT, and the management key's mutual authentication with the factory's key, byte by byte. */
export const openManagement = async (key: VirtualYubiKey, isAes: boolean): Promise<void> => {
  await send(key, fromHex('00A4040005A000000308'));
  const [name, algorithm, block] = isAes ? (['aes-192-ecb', '0A', 16] as const) : (['des-ede3', '03', 8] as const);
  const witness = (await send(key, fromHex(`0087${algorithm}9B047C028000`))).subarray(4);
  const decipher = createDecipheriv(name, factoryManagementKey, null).setAutoPadding(false);
  const opened = concatBytes(decipher.update(witness), decipher.final());
  const challenge = new Uint8Array(block).fill(7);
  const tlvs = concatBytes(Uint8Array.of(0x80, block), opened, Uint8Array.of(0x81, block), challenge);
  const data = concatBytes(Uint8Array.of(0x7c, tlvs.length), tlvs);
  const answer = await send(key, concatBytes(fromHex(`0087${algorithm}9B`), Uint8Array.of(data.length), data));
  const cipher = createCipheriv(name, factoryManagementKey, null).setAutoPadding(false);
  const expected = concatBytes(cipher.update(challenge), cipher.final());
  if (toHex(answer.subarray(4)) !== toHex(expected)) throw new Error('the card does not know its management key');
};

/** From firmware 5.7 on the factory's management key is AES-192's. */
const isAesFirmware = (key: VirtualYubiKey): boolean => key.firmware.startsWith('5.7');

/** GENERATE past the program under test. Policies as on the wire: PIN 1 never, 2 once, 3 always; touch 1 never, 2 always, 3 cached. */
export const generateInSlot = async (
  key: VirtualYubiKey,
  {
    slot,
    algorithm,
    pin,
    touch,
  }: { readonly slot: number; readonly algorithm: KeyAlgorithm; readonly pin: number; readonly touch: number },
): Promise<void> => {
  await openManagement(key, isAesFirmware(key));
  const hex = (value: number) => value.toString(16).padStart(2, '0');
  await send(key, fromHex(`004700${hex(slot)}0BAC098001${algorithms[algorithm]}AA01${hex(pin)}AB01${hex(touch)}`));
  key.power('reset');
};

/** PUT DATA past the program under test: an object's number in hex, and the TLVs in it. */
export const putObject = async (key: VirtualYubiKey, object: string, tlvs: Readonly<Record<number, Uint8Array>>): Promise<void> => {
  await openManagement(key, isAesFirmware(key));
  const content = Object.entries(tlvs).map(([tag, value]) => encodeTlv(Number(tag), value));
  const data = concatBytes(encodeTlv(0x5c, fromHex(object)), encodeTlv(0x53, concatBytes(...content)));
  for (const apdu of encodeCommand({ instruction: 0xdb, p1: 0x3f, p2: 0xff, data })) await send(key, apdu);
  key.power('reset');
};

/** SET MANAGEMENT KEY past the program under test, from the factory's to this one: of the kind that the factory's is, unless its byte is given. */
export const replaceManagementKey = async (
  key: VirtualYubiKey,
  next: Uint8Array,
  { algorithm = isAesFirmware(key) ? 0x0a : 0x03, touch = false } = {},
): Promise<void> => {
  await openManagement(key, isAesFirmware(key));
  const header = fromHex(touch ? '00FFFFFE' : '00FFFFFF');
  await send(key, concatBytes(header, Uint8Array.of(next.length + 3, algorithm, 0x9b, next.length), next));
  key.power('reset');
};
