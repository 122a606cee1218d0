import * as electron from 'electron';
import { app, clipboard, Menu, safeStorage } from 'electron';
import type { OpenOldKey } from '../../storage/secrets/sealed-entries.ts';
import { chosenKeyring } from './chosen-keyring.ts';
import type { ClipboardFormats, SystemClipboard } from './clipboard.adapter.ts';

/**
 * Everything that differs between Electron 45, which is shipped, and 25, which is the oldest that this code still runs
 * on. Written against the types of 45; the older shape stands here and nowhere else. When 25 is given up, the `else`
 * branches go.
 */

/** Electron 25: answers at once, plain text only. */
interface OldClipboard {
  readonly readText: () => string;
  readonly readImage: () => { readonly toPNG: () => Uint8Array };
  readonly writeText: (text: string) => void;
  readonly clear: () => void;
}

/** Custom formats ("this is a secret") came with `ClipboardItem` in 44; before, text cannot be marked. */
const hasClipboardItem = 'ClipboardItem' in electron;

export const systemClipboard: SystemClipboard = {
  read: async () => clipboard.readText(),
  write: async (text, formats: ClipboardFormats) => {
    if (!hasClipboardItem || Object.keys(formats).length === 0) return (clipboard as unknown as OldClipboard).writeText(text);
    const marks = Object.entries(formats).map(([format, content]) => [
      `electron application/osclipboard;format="${format}"`,
      typeof content === 'string' ? content : new Blob([new Uint8Array(content)]),
    ]);
    return clipboard.write([new electron.ClipboardItem({ 'text/plain': text, ...Object.fromEntries(marks) })]);
  },
  clear: async () => clipboard.clear(),
  readPicture: async () => {
    if (!hasClipboardItem) return (clipboard as unknown as OldClipboard).readImage().toPNG();
    for (const item of await clipboard.read()) {
      const type = item.types.find((name) => name === 'image/png' || name === 'image/jpeg');
      if (type !== undefined) return new Uint8Array(await (await item.getType(type)).arrayBuffer());
    }
    return undefined;
  },
};

const hasAsyncSafeStorage = typeof (safeStorage as Partial<typeof safeStorage>).encryptStringAsync === 'function';

/** Which keyring Chromium would use; on Linux `basic_text` and `unknown` are none. */
const backend = (): string => {
  if (process.platform !== 'linux') return 'system';
  if (hasAsyncSafeStorage) return safeStorage.getSelectedStorageBackend();
  return chosenKeyring(app.commandLine.getSwitchValue('password-store'), process.env);
};

/** Opens what older versions of Roletap sealed with safeStorage. Rejects where the system has no keyring, or not the one that sealed it. */
export const openOldKey: OpenOldKey = async (sealed) => {
  if (['basic_text', 'unknown'].includes(backend())) throw new Error('no keyring');
  const bytes = Buffer.from(sealed);
  const text = hasAsyncSafeStorage ? (await safeStorage.decryptStringAsync(bytes)).result : safeStorage.decryptString(bytes);
  const key = Buffer.from(text, 'base64');
  if (key.length !== 32) throw new Error('no key of ours');
  return key;
};

/** Electron draws on Wayland itself since 38, where a window can neither be placed nor kept on top. */
export const drawsOnWayland = (ozonePlatform: string): boolean => {
  if (process.platform !== 'linux') return false;
  if (ozonePlatform !== '' && ozonePlatform !== 'auto') return ozonePlatform === 'wayland';
  return Number.parseInt(process.versions.electron ?? '', 10) >= 38 && (process.env.WAYLAND_DISPLAY ?? '') !== '';
};

/** No menu bar. macOS keeps one, unseen in a tray app, because its Edit menu is what makes Cmd+C and Cmd+V work. */
export const settleMenuBar = (): void =>
  Menu.setApplicationMenu(process.platform === 'darwin' ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }]) : null);
