import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge } from '../../contract/commands.ts';
import type { Snapshot } from '../../contract/snapshot.ts';

/** All that the sandboxed window can reach: the two channels, by functions that name them. `ipcRenderer` stays here. */
const bridge: Bridge = {
  subscribe: (listener) => {
    const hear = (_event: unknown, snapshot: Snapshot) => listener(snapshot);
    ipcRenderer.on('snapshot', hear);
    ipcRenderer.send('snapshot');
    return () => {
      ipcRenderer.removeListener('snapshot', hear);
    };
  },
  send: (name, payload) => ipcRenderer.invoke('command', name, payload),
};

contextBridge.exposeInMainWorld('roletap', bridge);
