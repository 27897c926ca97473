/** What one stream costs the others, and what a long one costs in memory. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { openMediaSocket, type OpenMedia } from '../../../src/channels/twilio/media-socket';
import { quantile } from '../../../src/quantile';
import { mediaFrame, socketServer, type SocketServer, startFrame, streamSid, until } from './carrier';

let server: SocketServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

interface Flooded {
  code: number;
  sent: number;
}

/** Pours frames at a socket as fast as a thread can, until it is cut off. */
const flood = (url: string): Promise<Flooded> =>
  new Promise((resolve, reject) => {
    const frame = JSON.stringify({ ...mediaFrame(1, { chunk: undefined }), sequenceNumber: '@' });
    const worker = new Worker(join(__dirname, 'flooder.mjs'), {
      workerData: { url, start: JSON.stringify(startFrame()), frame, most: 400_000 },
    });
    worker.once('error', reject);
    worker.once('message', (told: Flooded) => {
      resolve(told);
      void worker.terminate();
    });
  });

test('100,000 frames a second are cut off, and the calls beside them hear every frame in time', async () => {
  const opened: OpenMedia[] = [];
  const sounds = new Map<OpenMedia, number[]>();
  server = await socketServer((socket) => {
    openMediaSocket(socket).then(
      (media) => {
        const times: number[] = [];
        opened.push(media);
        sounds.set(media, times);
        media.attach({
          onSound: () => times.push(performance.now()),
          onMark: () => undefined,
          onKey: () => undefined,
          onGone: () => undefined,
        });
      },
      () => undefined,
    );
  });
  const healthy = await server.dial();
  healthy.send(startFrame());
  await until(() => opened.length === 1);
  const delays: number[] = [];
  const floods: Flooded[] = [];
  let talking = true;
  const attack = (async () => {
    for (let n = 0; n < 3; n++) floods.push(await flood(server?.url ?? ''));
    talking = false;
  })();
  const [mine] = opened;
  let said = 0;
  while (talking || said < 100) {
    said += 1;
    const sentAt = performance.now();
    healthy.send(mediaFrame(said));
    await until(() => (sounds.get(mine as OpenMedia)?.length ?? 0) >= said);
    delays.push(performance.now() - sentAt);
    await sleep(20);
  }
  await attack;

  const flooded = opened.slice(1);
  expect(floods.map(({ code }) => code)).toEqual([1006, 1006, 1006]);
  expect(flooded).toHaveLength(3);
  for (const media of flooded) {
    expect(media.counts()).toMatchObject({ endedFor: 'flood' });
    // A burst, and what real time allows meanwhile; the rest was never read.
    expect(sounds.get(media)?.length).toBeLessThan(1500);
  }
  const p95 = quantile(delays, 0.95);
  process.stdout.write(
    `flood: ${floods.map(({ sent }) => sent).join(', ')} frames sent; ${said} healthy frames, p95 ${p95} ms\n`,
  );
  expect(sounds.get(mine as OpenMedia)).toHaveLength(said);
  expect(opened[0]?.counts()).toMatchObject({ dropped: 0, endedFor: undefined });
  // A frame comes every 20 ms; a starved call would be seconds behind.
  expect(p95).toBeLessThan(250);
});

test('a stall of the network is no flood: eight seconds of sound that come at once are heard', async () => {
  const opened: OpenMedia[] = [];
  let heard = 0;
  server = await socketServer((socket) => {
    void openMediaSocket(socket).then((media) => {
      opened.push(media);
      media.attach({
        onSound: () => (heard += 1),
        onMark: () => undefined,
        onKey: () => undefined,
        onGone: () => undefined,
      });
    });
  });
  const carrier = await server.dial();
  carrier.send(startFrame());
  for (let n = 1; n <= 400; n++) carrier.send(mediaFrame(n));
  await until(() => heard === 400);
  expect(opened[0]?.counts()).toMatchObject({ dropped: 0 });
});

test('two hours of a call leave no more behind than a minute', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const heapMb = (): number => {
    collect();
    return process.memoryUsage().heapUsed / 1e6 + process.memoryUsage().external / 1e6;
  };
  /** What stays: on a busy machine much of what was sent is still on its way at the moment of the last frame. */
  const leftMb = async (): Promise<number> => {
    let least = heapMb();
    for (let look = 0; look < 20; look += 1) {
      await sleep(100);
      least = Math.min(least, heapMb());
    }
    return least;
  };
  let heard = 0;
  let media: OpenMedia | undefined;
  server = await socketServer((socket) => {
    const unlimited = { framesPerSecond: 1e9, burstFrames: 1e9 };
    void openMediaSocket(socket, { limits: unlimited }).then((open) => {
      media = open;
      open.attach({
        onSound: (sound) => {
          heard += 1;
          // Answers as long as it listens, with a mark every second.
          open.transport.play(sound);
          if (heard % 50 === 0) open.transport.mark(`m${heard}`);
        },
        onMark: () => undefined,
        onKey: () => undefined,
        onGone: () => undefined,
      });
    });
  });
  const carrier = await server.dial();
  carrier.socket.removeAllListeners('message');
  carrier.send(startFrame());
  const frames = 2 * 60 * 60 * 50;
  const head = `{"event":"media","streamSid":"${streamSid}","sequenceNumber":`;
  const sound = Buffer.alloc(160, 0x55).toString('base64');
  let afterAMinute = 0;
  for (let n = 1; n <= frames; n++) {
    carrier.send(
      `${head}"${n + 1}","media":{"track":"inbound","chunk":"${n}","timestamp":"${n * 20}","payload":"${sound}"}}`,
    );
    if (n % 1000 === 0) await until(() => heard >= n - 500);
    if (n === 3000) afterAMinute = await leftMb();
  }
  await until(() => heard === frames);
  const grownMb = (await leftMb()) - afterAMinute;
  process.stdout.write(`two hours: ${frames} frames, heap grown by ${grownMb.toFixed(1)} MB\n`);
  expect(media?.counts()).toMatchObject({ frames: frames + 1, faulty: 0, missing: 0, dropped: 0 });
  expect(grownMb).toBeLessThan(8);
}, 240_000);
