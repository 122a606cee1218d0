import { createPatience } from '../http/patience.ts';
import { createIamCalls, type IamOptions } from './iam-call.adapter.ts';
import type { CallIam, Fields } from './team-iam.ts';

/** Calls that change nothing. */
const reads = /^(?:Get|List|Generate|Simulate)/;

interface Commands {
  readonly [name: string]: new (input: Fields) => object;
}

/**
 * IAM by the names of its calls, through the AWS SDK. Reads take turns, a few at a time, and are tried again when AWS is asked too often; what changes
 * something is sent once. Problems: those of iam-errors.ts and sts-errors.ts, endpoint-refused, ca-bundle-bad, cancelled.
 */
export const createCallIam = (options: IamOptions): CallIam => {
  const run = createIamCalls(options);
  const patience = createPatience(options.clock);
  return ({ caller, signal }, action, input, subject) => {
    const changes = !reads.test(action);
    const send = () =>
      run<Fields>({
        ...subject,
        action,
        caller,
        signal,
        changes,
        send: async (sdk, client, send) => {
          const Command = (sdk as unknown as Commands)[`${action}Command`];
          if (!Command) throw new Error(`the SDK has no ${action}`);
          return (await client.send(new Command(input) as never, send)) as unknown as Fields;
        },
      });
    return changes ? send() : patience(send, signal);
  };
};
