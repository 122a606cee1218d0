import type { AccessKey, AccessKeys } from './access-key-types.ts';
import { type createIamCalls, pageSize } from './iam-call.adapter.ts';
import { readPages, toPage } from './iam-pages.ts';

/** The calls about access keys, over the calls of IAM. */
export const createAccessKeyCalls = (run: ReturnType<typeof createIamCalls>): AccessKeys => ({
  listAccessKeys: (caller, userName, signal) =>
    readPages((marker) =>
      run({
        action: 'ListAccessKeys',
        caller,
        signal,
        userName,
        changes: false,
        send: async (sdk, client, options) => {
          const answer = await client.send(new sdk.ListAccessKeysCommand({ UserName: userName, MaxItems: pageSize, ...marker }), options);
          const keys = answer.AccessKeyMetadata?.flatMap(({ AccessKeyId, Status, CreateDate }): AccessKey[] =>
            AccessKeyId === undefined
              ? []
              : [{ accessKeyId: AccessKeyId, active: Status === 'Active', createdAt: CreateDate?.getTime() ?? 0 }],
          );
          return toPage(keys, answer);
        },
      }),
    ),

  accessKeyUse: (caller, { userName, accessKeyId }, signal) =>
    run({
      action: 'GetAccessKeyLastUsed',
      caller,
      signal,
      userName,
      accessKeyId,
      changes: false,
      send: async (sdk, client, options) => {
        const { AccessKeyLastUsed: used } = await client.send(new sdk.GetAccessKeyLastUsedCommand({ AccessKeyId: accessKeyId }), options);
        if (!used) return undefined;
        const at = used.LastUsedDate?.getTime();
        return at === undefined ? 'never' : { at, service: used.ServiceName ?? '', region: used.Region ?? '' };
      },
    }),

  createAccessKey: (caller, userName, signal) =>
    run({
      action: 'CreateAccessKey',
      caller,
      signal,
      userName,
      changes: true,
      send: async (sdk, client, options) => {
        const { AccessKey: made } = await client.send(new sdk.CreateAccessKeyCommand({ UserName: userName }), options);
        return made?.AccessKeyId && made.SecretAccessKey
          ? { accessKeyId: made.AccessKeyId, secretAccessKey: made.SecretAccessKey }
          : undefined;
      },
    }),

  setAccessKeyActive: (caller, { userName, accessKeyId }, active, signal) =>
    run({
      action: 'UpdateAccessKey',
      caller,
      signal,
      userName,
      accessKeyId,
      changes: true,
      send: async (sdk, client, options) => {
        const Status = active ? 'Active' : 'Inactive';
        await client.send(new sdk.UpdateAccessKeyCommand({ UserName: userName, AccessKeyId: accessKeyId, Status }), options);
        return null;
      },
    }),

  deleteAccessKey: (caller, { userName, accessKeyId }, signal) =>
    run({
      action: 'DeleteAccessKey',
      caller,
      signal,
      userName,
      accessKeyId,
      changes: true,
      send: async (sdk, client, options) => {
        await client.send(new sdk.DeleteAccessKeyCommand({ UserName: userName, AccessKeyId: accessKeyId }), options);
        return null;
      },
    }),
});
