import { chmodSync, mkdirSync } from 'node:fs';
import type { Agent } from 'node:http';
import { app as electronApp } from 'electron';
import {
  AppImageUpdater,
  type AppUpdater,
  BaseUpdater,
  CancellationToken,
  DebUpdater,
  MacUpdater,
  NsisUpdater,
  RpmUpdater,
} from 'electron-updater';
import type { UpdateOutcome, Updater } from '../../app/updates/updater.ts';
import { type Clock, sleep } from '../../base/clock.ts';
import { onAbort } from '../../base/jobs.ts';
import type { Log } from '../../base/log.ts';
import { readPlainSync } from '../../storage/plain-file.adapter.ts';
import { writeWholeSync } from '../../storage/whole-file.adapter.ts';
import { type AgentFor, FeedRequests, mostOf } from './feed-requests.adapter.ts';
import { isForCopy, type OwnPackage } from './own-package.ts';
import { fileHash, isSignedBy, type SignedUpdate, signedUpdate } from './update-signature.ts';

/** A feed that says nothing for so long says nothing at all. */
const silenceMillis = 30_000;

const kinds: Readonly<Record<OwnPackage, new () => AppUpdater>> = {
  'app-image': AppImageUpdater,
  deb: DebUpdater,
  rpm: RpmUpdater,
  mac: MacUpdater,
  windows: NsisUpdater,
};

/** electron-updater with requests of our own, and the way to end them. */
interface Open {
  readonly updater: AppUpdater;
  readonly stop: () => void;
}

const open = (kind: OwnPackage, agent: Agent, feed: string): Open => {
  const updater = new kinds[kind]();
  updater.logger = null;
  updater.autoDownload = false;
  // Squirrel on macOS prepares what it was given, and installs it after the program's end. Elsewhere `install` is called.
  updater.autoInstallOnAppQuit = kind === 'mac';
  updater.allowDowngrade = false;
  updater.disableWebInstaller = true;
  // Differences would be fetched in hundreds of pieces; the hash is over the whole file either way.
  updater.disableDifferentialDownload = true;
  // It would send a number that tells this copy from all others.
  const named = updater as unknown as { computeFinalHeaders: (headers: Record<string, string>) => Record<string, string> };
  const headers = named.computeFinalHeaders.bind(updater);
  named.computeFinalHeaders = ({ 'x-user-staging-id': _left, ...others }) => headers(others);
  const requests = new FeedRequests(agent, feed);
  (updater as unknown as { httpExecutor: unknown }).httpExecutor = requests;
  return { updater, stop: () => requests.stop() };
};

/** The folder that downloads go to is this user's alone: electron-updater leaves that to the umask, and in a group's folder another member could swap the file. */
const keepToSelf = async (updater: AppUpdater): Promise<void> => {
  const helper = updater as unknown as { getOrCreateDownloadHelper: () => Promise<{ readonly cacheDir: string }> };
  const { cacheDir } = await helper.getOrCreateDownloadHelper();
  mkdirSync(cacheDir, { recursive: true, mode: 0o700 });
  chmodSync(cacheDir, 0o700);
};

/** The verified, and the file with it. */
interface Loaded {
  readonly updater: AppUpdater;
  readonly file: string;
  readonly hash: string;
}

/** electron-updater, held to what is signed with one of `keys`. An instance for each look: one that hung once answers nothing more. */
export const createElectronUpdater = (needs: {
  readonly kind: OwnPackage;
  readonly keys: readonly string[];
  readonly feed: string;
  readonly agentFor: AgentFor;
  readonly clock: Clock;
  readonly log: Log;
}): Omit<Updater, 'manner'> => {
  const { kind, keys, feed, agentFor, clock, log } = needs;
  let found: (Open & { readonly update: SignedUpdate }) | undefined;
  let loaded: Loaded | undefined;
  const damaged = (): UpdateOutcome<never> => {
    log.warn('an update that is not the signed file was thrown away');
    return { ok: false, why: 'damaged' };
  };
  const unreachable = (error: unknown): UpdateOutcome<never> => {
    log.warn('the feed of updates gave nothing', { why: error instanceof Error ? error.message.split('\n', 1)[0] : 'no answer' });
    return { ok: false, why: 'unreachable' };
  };

  /** `work`, or the loss of its connections when `quiet` or the signal say so. */
  const within = async <T>(stop: () => void, work: Promise<T>, quiet: Promise<unknown>): Promise<T> => {
    work.catch(() => {});
    const silence = quiet.then(() => {
      stop();
      throw new Error('no answer');
    });
    return Promise.race([work, silence]);
  };

  return {
    check: async (signal) => {
      try {
        const { updater, stop } = open(kind, await agentFor(new URL(feed)), feed);
        const answer = await within(stop, updater.checkForUpdates(), sleep(clock, silenceMillis, signal));
        if (answer?.isUpdateAvailable !== true) return { ok: true, value: undefined };
        const info = answer.updateInfo as unknown as Readonly<Record<string, unknown>>;
        const update = signedUpdate(info);
        if (update === undefined || !isSignedBy(keys, update, info.signature)) {
          log.warn('an update without our signature was left alone');
          return { ok: false, why: 'unsigned' };
        }
        const fitting = update.files.filter(({ url }) => isForCopy(kind, process.arch, url));
        if (fitting.length === 0) {
          log.warn('an update for another system was left alone');
          return { ok: false, why: 'unsigned' };
        }
        found = { updater, stop, update: { ...update, files: fitting } };
        return { ok: true, value: { version: update.version, notes: update.notes } };
      } catch (error) {
        return unreachable(error);
      }
    },
    load: async (signal) => {
      if (found === undefined) return { ok: false, why: 'unreachable' };
      const { updater, stop, update } = found;
      loaded = undefined;
      const token = new CancellationToken();
      let quieter: () => void = () => {};
      const quiet = new Promise<void>((resolve) => {
        let unset = () => {};
        const wait = () => {
          unset();
          unset = clock.after(silenceMillis, resolve);
        };
        quieter = () => unset();
        updater.on('download-progress', wait);
        onAbort(signal, resolve);
        wait();
      });
      try {
        await keepToSelf(updater);
        const [file = ''] = await within(stop, updater.downloadUpdate(token), quiet);
        const hash = fileHash(readPlainSync(file, { limit: mostOf.file }));
        if (!update.files.some(({ sha512 }) => sha512 === hash)) return damaged();
        loaded = { updater, file, hash };
        return { ok: true, value: file };
      } catch (error) {
        token.cancel();
        return (error as { code?: unknown }).code === 'ERR_CHECKSUM_MISMATCH' ? damaged() : unreachable(error);
      } finally {
        quieter();
      }
    },
    install: (restart) => {
      if (loaded === undefined) return;
      const { updater, file, hash } = loaded;
      const why = (error: unknown) => (error instanceof Error ? error.message : String(error)).split('\n', 1)[0];
      updater.logger = { info: () => {}, warn: () => {}, error: (error) => log.warn('the update was not installed', { why: why(error) }) };
      // Where it fails, the person has the version again that they had.
      const goOn = () => restart && electronApp.relaunch();
      try {
        // What lay in a folder of the person's for days is looked at once more.
        const bytes = readPlainSync(file, { limit: mostOf.file });
        if (fileHash(bytes) !== hash) throw new Error('it is not what was loaded any more');
        const { APPIMAGE: place } = process.env;
        if (kind === 'app-image' && place !== undefined) {
          // Just these bytes, whatever becomes of the file, under the name that the person and the login know.
          writeWholeSync(place, bytes, 0o755);
          if (restart) electronApp.relaunch({ execPath: place, args: process.argv.slice(1) });
          return;
        }
        if (!(updater instanceof BaseUpdater)) return restart ? updater.quitAndInstall() : undefined;
        if (!updater.install(true, restart)) goOn();
      } catch (error) {
        updater.logger.error?.(error);
        goOn();
      }
    },
  };
};
