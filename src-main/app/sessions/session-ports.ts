import type { AwsFiles } from '../../aws/files/aws-files.ts';
import type { Asker, Millis } from '../../contract/values.ts';
import type { CodePorts } from '../codes/code-request.ts';
import type { History } from '../history/history.ts';
import type { Catalog } from '../roles/catalog.ts';
import type { Store } from '../state/store.ts';
import type { SessionCache } from './session-cache.ts';
import type { SessionOpenings } from './session-openings.ts';

/** What opening and ending sessions takes. A tap needs all of it; each function here names the part that it needs. */
export interface SessionPorts {
  readonly store: Store;
  readonly files: RoleFiles;
  readonly held: SessionCache;
  readonly openings: SessionOpenings;
  readonly history: SessionHistory;
  readonly codes: CodePorts;
}

/** The user's AWS files, and the roles that can be tapped. */
export interface RoleFiles extends Pick<AwsFiles, 'paths' | 'readTarget' | 'whyNotWritable' | 'writeTarget' | 'removeTargets'> {
  /** Reads the files again, those of AWS and the settings, and puts them into the state. */
  readonly refresh: () => Promise<void>;
  /** All roles that can be tapped, from the files as they were read last. */
  readonly catalog: () => Catalog;
}

/** Where sessions leave their trace. */
export interface SessionHistory extends Pick<History, 'add'> {
  /** AWS's time. */
  readonly now: () => Millis;
  /** Who sits at this front end. */
  readonly person: Asker;
}
