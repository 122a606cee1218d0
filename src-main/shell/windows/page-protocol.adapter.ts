import { readFile } from 'node:fs/promises';
import { protocol, type Session } from 'electron';
import { pageFile, pageScheme } from './page-path.ts';
import { contentSecurityPolicy } from './security.ts';

/** Before `ready`: makes our scheme a proper origin, without which CSP and sender checks have nothing to hold on to. */
export const registerPageScheme = (): void =>
  protocol.registerSchemesAsPrivileged([{ scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }]);

/** Serves the built window from `folder` on `app://bundle/`, for this session alone. Anything else is 404. */
export const servePage = (session: Session, folder: string): void =>
  session.protocol.handle(pageScheme, async ({ method, url }) => {
    const found = method === 'GET' ? pageFile(folder, url) : undefined;
    const bytes = found && (await readFile(found.file).catch(() => undefined));
    if (!found || !bytes) return new Response('Not found', { status: 404, headers: { 'content-security-policy': "default-src 'none'" } });
    return new Response(new Uint8Array(bytes), {
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
