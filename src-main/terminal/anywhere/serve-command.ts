import { systemClock } from '../../base/clock.ts';
import { untilAborted } from '../../base/jobs.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { serveMetadata } from '../../serve/endpoint/metadata-server.adapter.ts';
import { anywhereRolesSaid } from '../../words/roles/role.ts';
import type { Run } from '../console/command.ts';
import { problemLine } from '../console/prompts.ts';
import { jsonLine, plain } from '../console/tables.ts';
import { lastingLender, ownLender } from '../programs/lender.ts';

/** Where AWS's helper serves, so that what was set up for it finds ours. */
const usualPort = 9911;

/**
 * `anywhere serve ROLE`: the role's credentials by the routes of EC2's metadata, until the command is ended. The session is opened first; when it ends, a person
 * at this terminal is asked for the next one, once at a time, while a program waits no longer than its own patience.
 */
export const serve: Run = async (app, args, signal, console) => {
  const [, role] = args.words;
  if (role === undefined) return failed({ code: 'usage', message: anywhereRolesSaid.needsRole });
  const own = ownLender(app, app.person);
  const first = await own.lend(role, args.wait, signal);
  if (!first.ok) return first;
  const lasting = lastingLender(own, first.value, systemClock.now);
  let asking: Promise<Result<unknown>> | undefined;
  const credentials = async (during: AbortSignal) => {
    const lent = await lasting.lend(role, false, during);
    if (!lent.ok && lent.problem.code === 'touch-wanted' && args.wait) {
      asking ??= own.lend(role, true, signal).finally(() => {
        asking = undefined;
      });
    }
    return lent;
  };
  const name = first.value.profile;
  const served = await serveMetadata({
    role: name,
    port: args.piv?.port ?? usualPort,
    credentials,
    tellProblem: problemLine,
    clock: systemClock,
  });
  if (!served.ok) return served;
  const { url, close } = served.value;
  const variable = `AWS_EC2_METADATA_SERVICE_ENDPOINT=${url}`;
  if (args.json) console.out(jsonLine({ serving: { role: name, url, environment: { AWS_EC2_METADATA_SERVICE_ENDPOINT: url } } }));
  else {
    console.out(`${variable}\n`);
    console.note(plain(anywhereRolesSaid.serving(name)));
  }
  await untilAborted(signal);
  await close();
  await asking?.catch(() => {});
  return ok({ json: {}, text: '', code: 0 });
};
