import type { AnywhereAdmin, PrivateCa } from './anywhere/anywhere-admin.ts';
import type { CreateSession } from './anywhere/create-session.ts';
import type { AwsTransport, AwsTransportOptions } from './http/aws-transport.adapter.ts';
import type { Federation } from './http/federation-url.ts';
import type { Iam, RoleSearch } from './iam/iam-types.ts';
import type { CallIam } from './iam/team-iam.ts';
import type { SignInOptions } from './sources/sign-in.adapter.ts';
import type { SignIn } from './sources/sign-in-source.ts';
import type { StsConnection } from './sts/sts.adapter.ts';
import type { Sts } from './sts/sts.ts';
import type { LookupEvents } from './trail/lookup-events.ts';

/** AWS's services as the app calls them. */
export interface LateAws {
  /** Told AWS's time minus this computer's with each answer, in milliseconds. */
  readonly onClockOffset: (listener: (offsetMillis: number) => void) => void;
  readonly sts: Sts;
  readonly iam: Iam;
  readonly roleSearch: RoleSearch;
  readonly callIam: CallIam;
  readonly lookupEvents: LookupEvents;
  readonly federation: Federation;
  readonly signIn: SignIn;
  readonly createSession: CreateSession;
  readonly anywhere: { readonly admin: AnywhereAdmin; readonly privateCa: PrivateCa };
  readonly close: () => void;
}

const services = async () => (await import('./services.adapter.ts')).services;

/** STS and IAM, with all that they want of the network, are read when the first call is made: a code, a list or a help page makes none. */
export const lateAws = (options: AwsTransportOptions & Pick<SignInOptions, 'configPath' | 'credentialsPath'>): LateAws => {
  const listeners: ((offsetMillis: number) => void)[] = [];
  let opened: Promise<{ readonly sts: StsConnection; readonly iam: Iam; readonly transport: AwsTransport }> | undefined;
  let searching: Promise<RoleSearch> | undefined;
  let calling: Promise<CallIam> | undefined;
  let lookingUp: Promise<LookupEvents> | undefined;
  let federating: Promise<Federation> | undefined;
  let signingIn: Promise<SignIn> | undefined;
  let certifying: Promise<CreateSession> | undefined;
  let administering: Promise<LateAws['anywhere']> | undefined;
  const open = async () => {
    const { createAwsTransport, createIam, createSts } = await services();
    const transport = createAwsTransport(options);
    for (const listener of listeners) transport.onClockOffset(listener);
    return { sts: createSts({ ...options, transport }), iam: createIam({ ...options, transport }), transport };
  };
  const network = () => {
    opened ??= open();
    return opened;
  };
  const openSearch = async (): Promise<RoleSearch> => {
    const [{ sts, transport }, { createIamReader, createRoleSearch }] = await Promise.all([network(), services()]);
    return createRoleSearch({ reader: createIamReader({ ...options, transport }), sts });
  };
  /** The administrator's calls. */
  const openCalls = async (): Promise<CallIam> => {
    const [{ transport }, { createCallIam }] = await Promise.all([network(), services()]);
    return createCallIam({ ...options, transport });
  };
  const openTrail = async (): Promise<LookupEvents> => {
    const [{ transport }, { createLookupEvents }] = await Promise.all([network(), services()]);
    return createLookupEvents({ ...options, transport });
  };
  const openConsole = async (): Promise<Federation> => {
    const [{ transport }, { createFederation }] = await Promise.all([network(), services()]);
    return createFederation({ ...options, transport });
  };
  const openSignIn = async (): Promise<SignIn> => {
    const [{ transport }, { createSignIn }] = await Promise.all([network(), services()]);
    return createSignIn({ ...options, transport });
  };
  const anywhereParts = async () => {
    const [{ transport }, { createAwsCalls }] = await Promise.all([network(), services()]);
    return { perform: createAwsCalls({ ...options, transport, limitMillis: 10_000 }), transport, clock: options.clock };
  };
  const openAnywhere = async (): Promise<CreateSession> => (await services()).createSessionCalls(await anywhereParts());
  const admin = (): Promise<LateAws['anywhere']> => {
    administering ??= anywhereParts().then(async (parts) => (await services()).createAnywhereAdmin(parts));
    return administering;
  };
  return {
    anywhere: {
      admin: {
        listTrustAnchors: async (...call) => (await admin()).admin.listTrustAnchors(...call),
        createTrustAnchor: async (...call) => (await admin()).admin.createTrustAnchor(...call),
        deleteTrustAnchor: async (...call) => (await admin()).admin.deleteTrustAnchor(...call),
        listProfiles: async (...call) => (await admin()).admin.listProfiles(...call),
        createProfile: async (...call) => (await admin()).admin.createProfile(...call),
        listLists: async (...call) => (await admin()).admin.listLists(...call),
        importList: async (...call) => (await admin()).admin.importList(...call),
        updateList: async (...call) => (await admin()).admin.updateList(...call),
        deleteProfile: async (...call) => (await admin()).admin.deleteProfile(...call),
      },
      privateCa: {
        describe: async (...call) => (await admin()).privateCa.describe(...call),
        issue: async (...call) => (await admin()).privateCa.issue(...call),
        get: async (...call) => (await admin()).privateCa.get(...call),
      },
    },
    createSession: async (...call) => {
      certifying ??= openAnywhere();
      return (await certifying)(...call);
    },
    signIn: {
      credentials: async (...call) => {
        signingIn ??= openSignIn();
        return (await signingIn).credentials(...call);
      },
    },
    sts: {
      callerIdentity: async (...call) => (await network()).sts.callerIdentity(...call),
      sessionToken: async (...call) => (await network()).sts.sessionToken(...call),
      assumeRole: async (...call) => (await network()).sts.assumeRole(...call),
    },
    iam: {
      getUser: async (...call) => (await network()).iam.getUser(...call),
      listMfaDevices: async (...call) => (await network()).iam.listMfaDevices(...call),
      listUnassignedDevices: async (...call) => (await network()).iam.listUnassignedDevices(...call),
      createVirtualMfaDevice: async (...call) => (await network()).iam.createVirtualMfaDevice(...call),
      enableMfaDevice: async (...call) => (await network()).iam.enableMfaDevice(...call),
      resyncMfaDevice: async (...call) => (await network()).iam.resyncMfaDevice(...call),
      deactivateMfaDevice: async (...call) => (await network()).iam.deactivateMfaDevice(...call),
      deleteVirtualMfaDevice: async (...call) => (await network()).iam.deleteVirtualMfaDevice(...call),
      tagMfaDevice: async (...call) => (await network()).iam.tagMfaDevice(...call),
      listAccessKeys: async (...call) => (await network()).iam.listAccessKeys(...call),
      accessKeyUse: async (...call) => (await network()).iam.accessKeyUse(...call),
      createAccessKey: async (...call) => (await network()).iam.createAccessKey(...call),
      setAccessKeyActive: async (...call) => (await network()).iam.setAccessKeyActive(...call),
      deleteAccessKey: async (...call) => (await network()).iam.deleteAccessKey(...call),
    },
    roleSearch: {
      search: async (...call) => {
        searching ??= openSearch();
        return (await searching).search(...call);
      },
    },
    callIam: async (...call) => {
      calling ??= openCalls();
      return (await calling)(...call);
    },
    lookupEvents: async (...call) => {
      lookingUp ??= openTrail();
      return (await lookingUp)(...call);
    },
    federation: {
      signinUrl: async (...call) => {
        federating ??= openConsole();
        return (await federating).signinUrl(...call);
      },
    },
    onClockOffset: (listener) => void listeners.push(listener),
    close: () => void opened?.then(({ sts }) => sts.close()),
  };
};
