import { createAnywhereAdmin } from './anywhere/anywhere-admin.adapter.ts';
import { createSessionCalls } from './anywhere/create-session.adapter.ts';
import { createAwsCalls } from './http/aws-call.adapter.ts';
import { createAwsTransport } from './http/aws-transport.adapter.ts';
import { createFederation } from './http/federation.adapter.ts';
import { createCallIam } from './iam/call-iam.adapter.ts';
import { createIam } from './iam/iam.adapter.ts';
import { createIamReader } from './iam/iam-reader.adapter.ts';
import { createRoleSearch } from './policies/role-search.ts';
import { createSignIn } from './sources/sign-in.adapter.ts';
import { createSts } from './sts/sts.adapter.ts';
import { createLookupEvents } from './trail/lookup-events.adapter.ts';

/** What calls AWS, together for late-aws.adapter.ts: the build makes a file of its own of it (scripts/lib/bundle.mjs). */
export const services = {
  createAwsCalls,
  createAwsTransport,
  createCallIam,
  createFederation,
  createIam,
  createIamReader,
  createRoleSearch,
  createAnywhereAdmin,
  createSessionCalls,
  createLookupEvents,
  createSignIn,
  createSts,
} as const;
