import { setTimeout as sleep } from 'node:timers/promises';
import { type Drill, type Plan } from '../plan';
import { firstTimes, makes, pick } from './first-time';
import { dishes } from './menu';

/** All of it together: a soak. */
export const mixed: Plan = {
  name: 'mixed',
  breaks:
    'worker, gateway and Temporal server are killed, Temporal is out of reach for seconds, every third write’s first request meets a fault of the menu',
  guards: 'all of them together',
  classes: ['key', 'reference', 'none'],
  calls: { usual: 100, full: 1000 },
  faults: ({ count }, _creation, seed) => {
    const isFirst = firstTimes();
    return (request) => {
      if (!makes(request) || !isFirst(request) || request.number % 3 !== 0) return undefined;
      count('first requests that met a fault');
      return pick(dishes, request, seed);
    };
  },
  async breakThings(drill) {
    const ways = [killWorker, killGateway, killTemporal, shutGate];
    for (let number = 0; !drill.over.aborted; number += 1) {
      await pause(drill, 3_000 + drill.random() * 4_000);
      if (drill.over.aborted) return;
      await ways[number % ways.length]?.(drill);
    }
  },
};

const pause = async ({ over }: Drill, ms: number): Promise<void> => {
  await sleep(ms, undefined, { signal: over }).catch(() => undefined);
};

async function killWorker({ house, count }: Drill): Promise<void> {
  await house.worker.end('SIGKILL');
  count('kills of the worker');
  await house.worker.start();
}

async function killGateway({ house, count }: Drill): Promise<void> {
  await house.gateway.end('SIGKILL');
  count('kills of the gateway');
  await house.gateway.start();
}

async function killTemporal({ house, count }: Drill): Promise<void> {
  await house.temporal.kill();
  count('kills of the Temporal server');
  await house.temporal.restart();
}

async function shutGate({ house, count, random }: Drill): Promise<void> {
  house.temporal.gate.shut();
  count('times Temporal was out of reach');
  await sleep(4_000 + random() * 6_000);
  house.temporal.gate.open();
}
