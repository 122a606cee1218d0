import { failed, ok, type Result } from '../../contract/result.ts';
import { CardProblem } from '../connection/card-problem.ts';
import type { Account } from '../oath/oath-account.ts';
import { accountText } from '../oath/oath-account.ts';
import { deleteAccount, putAccount, removeAccessKey, renameAccount, resetOath, setAccessKey } from '../oath/oath-changes.ts';
import { deriveAccessKey } from '../oath/oath-keys.ts';
import { type OathApplet, selectOath, validate } from '../oath/oath-session.ts';
import { readAccounts } from '../oath/oath-work.ts';
import type { Desk } from './key-access.ts';
import type { KeySlot, SeenKey } from './key-slot.ts';
import type { KeyCare } from './keys.ts';

const gone = failed({ code: 'yubikey-removed' });

/** The methods that change a key, each one job that ends with reading the accounts again. */
export const createKeyCare = (desk: Desk): KeyCare => {
  const changing = async <T>(
    keyId: string,
    job: (applet: OathApplet, slot: KeySlot) => Promise<T>,
    after: Pick<SeenKey, 'hasPassword'> = {},
  ): Promise<Result<T>> => {
    const slot = desk.slot(keyId);
    if (!slot) return gone;
    const result = await desk.runUnlocked(slot, {
      work: async (applet) => ({ value: await job(applet, slot), accounts: await readAccounts(applet, desk.step()) }),
    });
    if (!result.ok) return result;
    desk.update(slot, { oath: 'ready', accounts: result.value.accounts, ...after });
    return ok(result.value.value);
  };

  const accountOf = async (applet: OathApplet, slot: KeySlot, id: string): Promise<Account> => {
    const accounts = slot.seen.oath === 'ready' ? slot.seen.accounts : await readAccounts(applet, desk.step());
    const account = accounts.find((candidate) => candidate.id === id);
    if (!account) throw new CardProblem({ code: 'account-missing', account: id, serials: [] });
    return account;
  };

  return {
    put: (keyId, account) => changing(keyId, async (applet) => accountText(await putAccount(applet, account))),
    remove: (keyId, id) => changing(keyId, async (applet, slot) => deleteAccount(applet, (await accountOf(applet, slot, id)).idBytes)),
    rename: (keyId, id, to) =>
      changing(keyId, async (applet, slot) => {
        const account = await accountOf(applet, slot, id);
        return accountText(await renameAccount(applet, account.idBytes, to, account.kind));
      }),
    accessKeyFor: async (keyId, password) => {
      const slot = desk.slot(keyId);
      if (!slot) return gone;
      return desk.run(slot, {
        work: async (connection) => {
          const { deviceId, salt } = await selectOath(connection);
          return { deviceId, accessKey: deriveAccessKey(password, salt) };
        },
      });
    },
    setPassword: (keyId, password) =>
      changing(
        keyId,
        async (applet) => {
          const accessKey = deriveAccessKey(password, applet.salt);
          await setAccessKey(applet, accessKey, desk.random);
          // Old keys stay locked in this session after SET CODE; a fresh SELECT and VALIDATE does for all, and checks it.
          await validate(await selectOath(applet.connection), accessKey, desk.random);
          desk.accessKeys.keep(applet.deviceId, accessKey);
          return { deviceId: applet.deviceId, accessKey };
        },
        { hasPassword: true },
      ),
    removePassword: (keyId) =>
      changing(
        keyId,
        async (applet) => {
          await removeAccessKey(applet);
          desk.accessKeys.drop(applet.deviceId);
        },
        { hasPassword: false },
      ),
    reset: async (keyId) => {
      const slot = desk.slot(keyId);
      if (!slot) return gone;
      const result = await desk.run(slot, {
        work: async (connection) => {
          await resetOath(await selectOath(connection));
          return selectOath(connection);
        },
      });
      if (!result.ok) return result;
      if (slot.seen.deviceId !== undefined) desk.accessKeys.drop(slot.seen.deviceId);
      desk.update(slot, { oath: 'ready', deviceId: result.value.deviceId, accounts: [], hasPassword: false });
      return ok(undefined);
    },
    list: async (keyId) => {
      const result = await changing(keyId, async () => {});
      return result.ok ? ok(desk.slot(keyId)?.seen.accounts ?? []) : result;
    },
  };
};
