import { pbkdf2Sync } from 'node:crypto';
import { concatBytes, fromHex, sameBytes, utf8 } from '../../base/bytes.ts';
import { type Answer, type Applet, type Command, ok, readExactly, readTlv, refuse, writeTlv } from './apdu.ts';
import { atLeast, type Firmware } from './management.ts';
import {
  afterCalculate,
  algorithmOf,
  hmac,
  indexOfName,
  isName,
  type OathAlgorithm,
  parsePut,
  responseOf,
  type StoredAccount,
  takesChallenge,
  truncate,
  typeByte,
} from './oath-accounts.ts';

export interface VirtualOathOptions {
  readonly firmware: Firmware;
  readonly capacity: number;
  readonly random: (length: number) => Uint8Array;
  /** Blinks until touched (true) or until it is too late (false). */
  readonly waitForTouch: (account: string) => Promise<boolean>;
}

export interface VirtualOath extends Applet {
  readonly accounts: () => readonly StoredAccount[];
  /** Puts an account past the protocol, for tests and the demo. Throws when the name is not 1 to 64 bytes. */
  readonly store: (account: StoredAccount) => void;
  /** Sets the OATH password past the protocol; undefined takes it away. */
  readonly setPassword: (password: string | undefined) => void;
}

interface AccessKey {
  readonly type: number;
  readonly algorithm: OathAlgorithm;
  readonly key: Uint8Array;
}

const replaced = (accounts: readonly StoredAccount[], at: number, account: StoredAccount): StoredAccount[] =>
  accounts.map((other, index) => (index === at ? account : other));

/** The OATH applet (YKOATH protocol). Credentials and the password outlive power; the unlocked session does not. */
export const createVirtualOath = ({ firmware, capacity, random, waitForTouch }: VirtualOathOptions): VirtualOath => {
  let accounts: StoredAccount[] = [];
  let salt = random(8);
  let accessKey: AccessKey | undefined;
  let challenge = random(8);
  let unlocked = false;

  const select = () => {
    challenge = random(8);
    unlocked = false;
    const locked = accessKey ? [writeTlv(0x74, challenge), writeTlv(0x7b, [accessKey.type])] : [];
    return concatBytes(writeTlv(0x79, firmware), writeTlv(0x71, salt), ...locked);
  };

  const store = (account: StoredAccount): Answer => {
    const at = indexOfName(accounts, account.idBytes);
    if (at < 0 && accounts.length >= capacity) return refuse(0x6a84);
    accounts = at < 0 ? [...accounts, account] : replaced(accounts, at, account);
    return ok();
  };

  const put = ({ data }: Command) => {
    const account = parsePut(data, firmware);
    return account ? store(account) : refuse(0x6a80);
  };

  const remove = ({ data }: Command) => {
    const [name] = readExactly(data, 0x71) ?? [];
    if (!name) return refuse(0x6a80);
    const at = indexOfName(accounts, name);
    if (at < 0) return refuse(0x6984);
    accounts = accounts.filter((_, index) => index !== at);
    return ok();
  };

  const rename = ({ data }: Command) => {
    const [from, to] = readExactly(data, 0x71, 0x71) ?? [];
    if (!from || !to || !isName(to)) return refuse(0x6a80);
    const at = indexOfName(accounts, from);
    const account = accounts[at];
    if (!account) return refuse(0x6984);
    if (!sameBytes(from, to) && indexOfName(accounts, to) >= 0) return refuse(0x6a80);
    accounts = replaced(accounts, at, { ...account, idBytes: to });
    return ok();
  };

  const setCode = ({ data }: Command) => {
    const first = readTlv(data, 0);
    if (first?.tag === 0x73 && first.value.length === 0 && first.next === data.length) {
      accessKey = undefined;
      return ok();
    }
    const [key, hostChallenge, response] = readExactly(data, 0x73, 0x74, 0x75) ?? [];
    const type = key?.[0];
    const algorithm = type === undefined ? undefined : algorithmOf(type);
    if (!key || type === undefined || !algorithm || key.length < 2 || !hostChallenge || !response) return refuse(0x6a80);
    if (!sameBytes(response, hmac(algorithm, key.slice(1), hostChallenge))) return refuse(0x6984);
    accessKey = { type, algorithm, key: key.slice(1) };
    // Applets before 3.0 want to be selected and unlocked again with the new code.
    unlocked = atLeast(firmware, 3, 0, 0);
    return ok();
  };

  const validate = ({ data }: Command) => {
    if (!accessKey) return refuse(0x6984);
    const [response, hostChallenge] = readExactly(data, 0x75, 0x74) ?? [];
    const { algorithm, key } = accessKey;
    if (!response || !hostChallenge || !sameBytes(response, hmac(algorithm, key, challenge))) return refuse(0x6a80);
    unlocked = true;
    return ok(writeTlv(0x75, hmac(algorithm, key, hostChallenge)));
  };

  const reset = () => {
    accounts = [];
    accessKey = undefined;
    salt = random(8);
    return ok();
  };

  const codeTlv = (account: StoredAccount, response: Uint8Array, truncated: boolean) =>
    writeTlv(truncated ? 0x76 : 0x75, [account.digits, ...(truncated ? truncate(response) : response)]);

  const calculate = async ({ data, p2 }: Command): Promise<Answer> => {
    const [name, hostChallenge] = readExactly(data, 0x71, 0x74) ?? [];
    if (!name || !hostChallenge || hostChallenge.length > 64) return refuse(0x6a80);
    const account = accounts[indexOfName(accounts, name)];
    if (!account) return refuse(0x6984);
    if (account.kind === 'totp' && hostChallenge.length === 0) return refuse(0x6a80);
    if (!takesChallenge(account, hostChallenge)) return refuse(0x6985);
    if (account.touch && !(await waitForTouch(new TextDecoder().decode(name)))) return refuse(0x6982);
    const answer = ok(codeTlv(account, responseOf(account, hostChallenge), p2 === 1));
    store(afterCalculate(account, hostChallenge));
    return answer;
  };

  const calculateAll = ({ data, p2 }: Command) => {
    const [hostChallenge] = readExactly(data, 0x74) ?? [];
    if (!hostChallenge || hostChallenge.length === 0 || hostChallenge.length > 64) return refuse(0x6a80);
    const entry = (account: StoredAccount) => {
      // HOTP is told before touch: an HOTP account with touch shows 77.
      if (account.kind === 'hotp') return writeTlv(0x77, [account.digits]);
      if (account.touch) return writeTlv(0x7c, [account.digits]);
      return codeTlv(account, responseOf(account, hostChallenge), p2 === 1);
    };
    return ok(concatBytes(...accounts.flatMap((account) => [writeTlv(0x71, account.idBytes), entry(account)])));
  };

  const list = () => ok(concatBytes(...accounts.map((account) => writeTlv(0x72, [typeByte(account), ...account.idBytes]))));

  const handle = (command: Command): Answer | Promise<Answer> => {
    const { ins, p1, p2 } = command;
    const instruction = instructions[ins];
    if (!instruction || (ins === 0x05 && !atLeast(firmware, 5, 3, 1))) return refuse(0x6d00);
    const parameters = p1 * 256 + p2;
    if (!instruction.parameters.includes(parameters)) return refuse(0x6b00);
    if (accessKey && !unlocked && !instruction.whileLocked) return refuse(0x6982);
    return instruction.run(command);
  };

  interface Instruction {
    readonly run: (command: Command) => Answer | Promise<Answer>;
    /** P1 P2 as one number. */
    readonly parameters: readonly number[];
    readonly whileLocked?: true;
  }
  const instructions: Readonly<Record<number, Instruction | undefined>> = {
    1: { run: put, parameters: [0] },
    2: { run: remove, parameters: [0] },
    3: { run: setCode, parameters: [0] },
    4: { run: reset, parameters: [0xdead], whileLocked: true },
    5: { run: rename, parameters: [0] },
    161: { run: list, parameters: [0] },
    162: { run: calculate, parameters: [0, 1] },
    163: { run: validate, parameters: [0], whileLocked: true },
    164: { run: calculateAll, parameters: [0, 1] },
  };

  return {
    aid: fromHex('A0 00 00 05 27 21 01'),
    remainingInstruction: 0xa5,
    select,
    handle,
    accounts: () => accounts,
    store: (account) => {
      if (!isName(account.idBytes)) throw new Error('an account name has 1 to 64 bytes');
      if (store(account).status !== 0x9000) throw new Error('the key is full');
    },
    setPassword: (password) => {
      accessKey =
        password === undefined
          ? undefined
          : { type: 0x21, algorithm: 'sha1', key: Uint8Array.from(pbkdf2Sync(utf8(password), salt, 1000, 16, 'sha1')) };
      unlocked = false;
    },
  };
};
