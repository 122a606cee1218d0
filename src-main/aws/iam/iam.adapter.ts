import type { IAMClient } from '@aws-sdk/client-iam';
import type { AwsResult } from '../caller.ts';
import { createAccessKeyCalls } from './access-keys.adapter.ts';
import { createIamCalls, type IamCall, type IamOptions, type IamSdk, pageSize } from './iam-call.adapter.ts';
import { readPages, toPage } from './iam-pages.ts';
import { takeSeed } from './iam-seed.ts';
import type { DeviceCodes, Iam, MfaDevice } from './iam-types.ts';
import { deviceKind, iamUserOf } from './iam-user.ts';

/**
 * IAM through the AWS SDK, which is told everything, so that neither the environment nor ~/.aws can turn a call. Calls that change something
 * are sent once, over a connection of their own; others up to three times. Lists are read to their end. Problems: all of iam-errors.ts
 * and sts-errors.ts, endpoint-refused, ca-bundle-bad, cancelled.
 */
export const createIam = (options: IamOptions): Iam => {
  const run = createIamCalls(options);

  /** A call that answers with nothing but success. */
  const change = (
    call: Omit<IamCall<null>, 'send' | 'changes'>,
    send: (sdk: IamSdk, client: IAMClient, options: { readonly abortSignal: AbortSignal }) => Promise<unknown>,
  ): Promise<AwsResult<null>> =>
    run({
      ...call,
      changes: true,
      send: async (sdk, client, options) => {
        await send(sdk, client, options);
        return null;
      },
    });

  const codesInput = ({ userName, serial, codes: [first, second] }: DeviceCodes) => ({
    UserName: userName,
    SerialNumber: serial,
    AuthenticationCode1: first,
    AuthenticationCode2: second,
  });

  return {
    ...createAccessKeyCalls(run),

    getUser: async (caller, userName, signal) => {
      const answer = await run({
        action: 'GetUser',
        caller,
        signal,
        userName,
        changes: false,
        send: async (sdk, client, options) => {
          const command = new sdk.GetUserCommand(userName === undefined ? {} : { UserName: userName });
          return (await client.send(command, options)).User?.Arn;
        },
      });
      if (!answer.ok) return answer;
      const user = iamUserOf(answer.value);
      if (user) return { ok: true, value: user };
      const problem = answer.value.endsWith(':root')
        ? ({ code: 'root-keys', source: caller.source } as const)
        : ({ code: 'aws-said', awsCode: 'IncompleteAnswer', status: 200 } as const);
      return { ok: false, problem, unclear: false };
    },

    listMfaDevices: (caller, userName, signal) =>
      readPages((marker) =>
        run({
          action: 'ListMFADevices',
          caller,
          signal,
          userName,
          changes: false,
          send: async (sdk, client, options) => {
            const answer = await client.send(new sdk.ListMFADevicesCommand({ UserName: userName, MaxItems: pageSize, ...marker }), options);
            const devices = answer.MFADevices?.flatMap(({ SerialNumber, EnableDate }): MfaDevice[] =>
              SerialNumber === undefined
                ? []
                : [{ serial: SerialNumber, kind: deviceKind(SerialNumber), enabledAt: EnableDate?.getTime() ?? 0 }],
            );
            return toPage(devices, answer);
          },
        }),
      ),

    listUnassignedDevices: (caller, signal) =>
      readPages((marker) =>
        run({
          action: 'ListVirtualMFADevices',
          caller,
          signal,
          changes: false,
          send: async (sdk, client, options) => {
            const input = { AssignmentStatus: 'Unassigned', MaxItems: pageSize, ...marker } as const;
            const answer = await client.send(new sdk.ListVirtualMFADevicesCommand(input), options);
            const serials = answer.VirtualMFADevices?.flatMap(({ SerialNumber }) => (SerialNumber === undefined ? [] : [SerialNumber]));
            return toPage(serials, answer);
          },
        }),
      ),

    createVirtualMfaDevice: async (caller, device, take, signal) => {
      let seed: Uint8Array | undefined;
      try {
        const answer = await run({
          action: 'CreateVirtualMFADevice',
          caller,
          signal,
          device,
          changes: true,
          // Before the SDK sees it: of its strings no copy could be overwritten.
          takeFromAnswer: (body) => {
            seed = takeSeed(body);
          },
          send: async (sdk, client, options) => {
            const command = new sdk.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: device.name, Path: device.path });
            const serial = (await client.send(command, options)).VirtualMFADevice?.SerialNumber;
            return serial && seed ? { serial, seed } : undefined;
          },
        });
        return answer.ok ? { ok: true, value: await take(answer.value) } : answer;
      } finally {
        seed?.fill(0);
      }
    },

    enableMfaDevice: (caller, input, signal) =>
      change({ action: 'EnableMFADevice', caller, signal, userName: input.userName, serial: input.serial }, (sdk, client, options) =>
        client.send(new sdk.EnableMFADeviceCommand(codesInput(input)), options),
      ),

    resyncMfaDevice: (caller, input, signal) =>
      change({ action: 'ResyncMFADevice', caller, signal, userName: input.userName, serial: input.serial }, (sdk, client, options) =>
        client.send(new sdk.ResyncMFADeviceCommand(codesInput(input)), options),
      ),

    deactivateMfaDevice: (caller, { userName, serial }, signal) =>
      change({ action: 'DeactivateMFADevice', caller, signal, userName, serial }, (sdk, client, options) =>
        client.send(new sdk.DeactivateMFADeviceCommand({ UserName: userName, SerialNumber: serial }), options),
      ),

    tagMfaDevice: (caller, { serial, tags }, signal) =>
      change({ action: 'TagMFADevice', caller, signal, serial }, (sdk, client, options) => {
        const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
        return client.send(new sdk.TagMFADeviceCommand({ SerialNumber: serial, Tags }), options);
      }),

    deleteVirtualMfaDevice: (caller, serial, signal) =>
      change({ action: 'DeleteVirtualMFADevice', caller, signal, serial }, (sdk, client, options) =>
        client.send(new sdk.DeleteVirtualMFADeviceCommand({ SerialNumber: serial }), options),
      ),
  };
};
