import { refuseDebugger } from '../../base/no-debugger.adapter.ts';
import { leaveNoDump } from '../../base/no-dump.adapter.ts';
import { type CardConnection, CardFault } from '../connection/card-connection.ts';
import { connectCard } from '../connection/pcsc.adapter.ts';
import { watchService } from '../connection/pcsc-watch.adapter.ts';
import type { CardAnswer, CardRequest } from './messages.ts';

/**
 * The program of the process that owns PC/SC (out/card-process.cjs). A call of PC/SC cannot be taken back: when one does not end, whoever
 * started this process ends it, and starts another.
 */

refuseDebugger();
leaveNoDump();

// The watch of the readers takes one of Node's four threads for good, and a key that blinks another.
process.env.UV_THREADPOOL_SIZE ??= '8';

/** Electron's way to the process that started this one. */
interface ParentPort {
  readonly on: (name: 'message', listener: (event: { readonly data: CardRequest }) => void) => void;
  readonly postMessage: (answer: CardAnswer) => void;
}
const { parentPort } = process as { readonly parentPort?: ParentPort };
/** A polite end waits for the thread that waits for the card, for ever. */
const die = (): void => void process.kill(process.pid, 'SIGKILL');
const tell = (answer: CardAnswer): void => {
  if (parentPort) parentPort.postMessage(answer);
  // Whoever started us may have gone before we could hear of it.
  else process.send?.(answer, undefined, {}, (error) => error && die());
};

const connections = new Map<number, CardConnection>();

const answerTo = async (request: CardRequest): Promise<CardAnswer> => {
  const { id } = request;
  if (request.kind === 'connect') {
    connections.set(id, await connectCard(request.reader, request.exclusive));
    return { kind: 'done', id };
  }
  const connection = connections.get(request.connection);
  if (request.kind === 'transmit') {
    if (!connection) throw new CardFault('transport', 'closed');
    try {
      return { kind: 'done', id, reply: await connection.transmit(request.apdu) };
    } finally {
      // A seed may be in it.
      request.apdu.fill(0);
    }
  }
  connections.delete(request.connection);
  await connection?.close();
  return { kind: 'done', id };
};

const serve = (request: CardRequest): void => {
  answerTo(request).then(tell, (error: unknown) => {
    const { kind, detail } = error instanceof CardFault ? error : new CardFault('transport', 'bug');
    tell({ kind: 'fault', id: request.id, fault: kind, detail });
  });
};

if (parentPort) parentPort.on('message', ({ data }) => serve(data));
else {
  process.on('message', (request) => serve(request as CardRequest));
  process.once('disconnect', die);
}
process.once('uncaughtException', die);
void watchService((state) => tell({ kind: 'service', state }));
