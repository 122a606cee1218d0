import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { createSts } from '../../../../src-main/aws/sts/sts.adapter.ts';
import { systemClock } from '../../../../src-main/base/clock.ts';
import { silentLog } from '../../../../src-main/base/log.ts';

const open: Server[] = [];

const listen = async (server: Server): Promise<string> => {
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

afterEach(() => {
  for (const server of open.splice(0)) server.close().closeAllConnections();
});

it.each([
  [307, 'a page', 'moved'],
  [301, "AWS's own words", '<ErrorResponse><Error><Code>PermanentRedirect</Code><Message>moved</Message></Error></ErrorResponse>'],
])('follows no redirect (%i with %s): a signed request goes to one host', async (status, _with, body) => {
  let strayed = 0;
  const elsewhere = await listen(
    createServer((_request, response) => {
      strayed += 1;
      response.end();
    }),
  );
  const url = await listen(createServer((_request, response) => response.writeHead(status, { location: `${elsewhere}/` }).end(body)));
  const sts = createSts({ env: {}, clock: systemClock, log: silentLog });
  const caller = {
    source: 'work',
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' },
    endpoint: { region: 'eu-central-1', override: { url, setting: 'AWS_ENDPOINT_URL' } },
  };
  expect(await sts.callerIdentity(caller, new AbortController().signal)).toMatchObject({ ok: false });
  expect(strayed).toBe(0);
  sts.close();
});
