import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { protocol, type Session } from 'electron';
import { wordsFile } from '../../languages/speak.adapter.ts';
import { spoken } from '../../words/locale.ts';
import { languagePath, pageLanguage } from './page-language.ts';
import { pageFile, pageScheme } from './page-path.ts';
import { contentSecurityPolicy } from './security.ts';

/** Before `ready`: makes our scheme a proper origin, without which CSP and sender checks have nothing to hold on to. */
export const registerPageScheme = (): void =>
  protocol.registerSchemesAsPrivileged([{ scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }]);

/** Serves the built window from `folder` on `app://bundle/`, for this session alone. Anything else is 404. */
export const servePage = (session: Session, folder: string): void =>
  session.protocol.handle(pageScheme, async ({ method, url }) => {
    const found = method === 'GET' ? pageFile(folder, url) : undefined;
    const bytes = found && (new URL(url).pathname === languagePath ? await language(folder) : await read(found.file));
    if (!found || !bytes) return new Response('Not found', { status: 404, headers: { 'content-security-policy': "default-src 'none'" } });
    return new Response(typeof bytes === 'string' ? bytes : new Uint8Array(bytes), {
      headers: {
        'content-type': found.type,
        'content-security-policy': contentSecurityPolicy,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'no-store',
      },
    });
  });

const read = (file: string): Promise<Buffer | undefined> => readFile(file).catch(() => undefined);

const language = async (folder: string): Promise<string> => {
  const now = spoken();
  const words = now.tag === 'en' ? undefined : await read(wordsFile(dirname(folder), now.tag));
  return pageLanguage(now, words?.toString('utf8') ?? '');
};
