import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clipboard } from '../../app/ports.ts';
import { failed, ok } from '../../contract/result.ts';

/** Further formats beside the text: name in the system's own terms -> content. */
export type ClipboardFormats = Readonly<Record<string, string | Uint8Array>>;

/** What the system's clipboard can do, the same for every version of Electron. */
export interface SystemClipboard {
  readonly read: () => Promise<string>;
  readonly write: (text: string, formats: ClipboardFormats) => Promise<void>;
  readonly clear: () => Promise<void>;
  /** A picture on it as PNG. */
  readonly readPicture: () => Promise<Uint8Array | undefined>;
}

const falseDword = new Uint8Array(4);

/** How each system is told to keep a text out of histories, other devices and watching programs. */
export const secretMarks = (platform: string): ClipboardFormats => {
  // nspasteboard.org: managers skip what is concealed or short-lived.
  if (platform === 'darwin') return { 'org.nspasteboard.ConcealedType': '1', 'org.nspasteboard.TransientType': '1' };
  // Microsoft, "Cloud Clipboard and Clipboard History Formats": the first by its presence, the others by a DWORD 0.
  if (platform === 'win32')
    return {
      ExcludeClipboardContentFromMonitorProcessing: falseDword,
      CanIncludeInClipboardHistory: falseDword,
      CanUploadToCloudClipboard: falseDword,
    };
  // KDE's hint, which CopyQ and others follow, too.
  return { 'x-kde-passwordManagerHint': 'secret' };
};

/**
 * The clipboard for codes. What was written is known again by a salted hash, so that no secret is kept to compare with;
 * it is cleared only while it is still there, never what somebody copied after.
 */
export const createClipboard = (system: SystemClipboard, platform: string = process.platform): Clipboard => {
  const salt = randomBytes(32);
  const hash = (text: string) => createHmac('sha256', salt).update(text).digest();
  let written: Buffer | undefined;
  const write = async (text: string, formats: ClipboardFormats, mark: Buffer | undefined) => {
    try {
      await system.write(text, formats);
      written = mark;
      return ok(undefined);
    } catch {
      return failed({ code: 'clipboard-missing' });
    }
  };
  return {
    writeSecret: (text) => write(text, secretMarks(platform), hash(text)),
    writeText: (text) => write(text, {}, undefined),
    clearSecret: async () => {
      const secret = written;
      written = undefined;
      if (!secret) return;
      const text = await system.read().catch(() => '');
      if (timingSafeEqual(hash(text), secret)) await system.clear().catch(() => {});
    },
    read: async () => {
      try {
        const text = await system.read();
        if (text.trim() !== '') return ok({ kind: 'text', text });
        const bytes = await system.readPicture();
        return ok(bytes && bytes.length > 0 ? { kind: 'picture', bytes } : undefined);
      } catch {
        return failed({ code: 'clipboard-missing' });
      }
    },
    wipe: async () => {
      written = undefined;
      await system.clear().catch(() => {});
    },
  };
};
