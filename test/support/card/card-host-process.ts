import { createForeignCard } from '../../../src-main/demo/virtual-yubikey/card.ts';
import { insertIntoVpcd, type VpcdCard, vpcdPorts } from '../../../src-main/demo/virtual-yubikey/vpcd.adapter.ts';
import { createStockedKey } from '../../fakes/card-stock.ts';
import type { HostAnswer, HostOrder } from './card-host.ts';

/** The other end of `card-host.ts`: virtual cards in a process of their own. */
interface Placed {
  readonly vpcd: VpcdCard;
  readonly touch: () => boolean;
  readonly received: () => number;
}

const placed = new Map<number, Placed>();
const send = (answer: HostAnswer) => process.send?.(answer);

const place = async (order: Extract<HostOrder, { do: 'insert' }>): Promise<void> => {
  const port = vpcdPorts[order.slot];
  if (order.card === 'foreign') {
    const card = createForeignCard();
    placed.set(order.slot, { vpcd: await insertIntoVpcd(card, port), touch: () => false, received: () => card.received.length });
    return;
  }
  const key = createStockedKey(order.card);
  if (order.seedOfPlain !== undefined) key.store({ id: 'plain', secret: new Uint8Array(20).fill(order.seedOfPlain) });
  key.onAwaitingTouch((wait) => send({ event: 'blinks', on: wait !== undefined }));
  placed.set(order.slot, { vpcd: await insertIntoVpcd(key, port), touch: key.touch, received: key.apduCount });
};

const carryOut = async (order: HostOrder): Promise<number> => {
  const card = placed.get(order.slot);
  if (order.do === 'insert') await place(order);
  if (order.do === 'insert-again') await card?.vpcd.insert();
  if (order.do === 'remove') await card?.vpcd.remove();
  if (order.do === 'touch') return card?.touch() ? 1 : 0;
  return card?.received() ?? 0;
};

process.on('message', (message: { readonly id: number; readonly order: HostOrder }) => {
  carryOut(message.order).then(
    (value) => send({ id: message.id, value }),
    (error: unknown) => send({ id: message.id, error: String(error) }),
  );
});
