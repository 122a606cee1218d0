import { Ring } from '../ui/ring.tsx';

/** Before the first snapshot, and while the files are read for the first time. */
export const Loading = () => (
  <main className="loading" aria-busy="true">
    <Ring tone="busy" />
    <p role="status">Reading your profiles</p>
  </main>
);
