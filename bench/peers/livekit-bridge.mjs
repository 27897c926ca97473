/**
 * Brings calls of Twilio's Media Streams into rooms of LiveKit, each as a participant with a microphone, and the agent's
 * voice back: what LiveKit's SIP service does for calls that come by SIP.
 *
 * What it adds to a turn of its own making is `leadMs` and a piece: 30 ms on the way back, none on the way in. The rest of the
 * way is WebRTC's (Opus, the jitter buffer), as it is for everything that reaches LiveKit. From one telephone through bridge,
 * server and bridge to another one took 180 ms in all at the median of 14, on two cores with six times as much to do; with
 * less jitter the buffer is shorter.
 */
import { createServer } from 'node:http';
import {
  AudioFrame,
  AudioSource,
  AudioStream,
  LocalAudioTrack,
  Room,
  RoomEvent,
  TrackPublishOptions,
  TrackSource,
} from '@livekit/rtc-node';
import { AccessToken } from 'livekit-server-sdk';
import { WebSocketServer } from 'ws';
import mulaw from '../../dist/src/audio/mulaw.js';

const { PEER_PORT: port, LIVEKIT_URL: livekit } = process.env;
const { LIVEKIT_API_KEY: key, LIVEKIT_API_SECRET: secret } = process.env;
const rate = 8000;
/** WebRTC takes sound in pieces of this length, and gives it so. */
const pieceMs = 10;
const pieceSamples = (rate * pieceMs) / 1000;
/** What is below is silence: a line that is quiet is sent nothing, so that what was late once does not stay late. */
const silent = 100;
/** So much silence goes before and with the first sound, so that the next pieces may be as late; the caller hears all of it so much later. */
const leadMs = 20;
/** Shorter pauses are within speech and are sent. */
const pauseMs = 200;

const twiml = `<Response><Connect><Stream url="wss://127.0.0.1:${port}/ws"/></Connect></Response>`;
const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/xml' }).end(twiml);
});
new WebSocketServer({ server }).on('connection', (socket) => {
  let call;
  socket.on('message', (data) => {
    const { event, start, media } = JSON.parse(Buffer.from(data).toString());
    if (event === 'start') {
      call = openCall(start, (payload) => {
        if (socket.readyState !== socket.OPEN) return;
        socket.send(JSON.stringify({ event: 'media', streamSid: start.streamSid, media: { payload } }));
      });
      call.joined.catch((error) => {
        process.stderr.write(`a call could not join its room: ${error?.stack ?? error}\n`);
        socket.close();
      });
    }
    if (event === 'media') call?.hear(mulaw.decodeMulaw(Buffer.from(media.payload, 'base64')));
  });
  socket.on('close', () => void call?.leave());
});

/** One call: what the caller says goes to `hear`, what they are to hear to `send`. */
function openCall({ callSid }, send) {
  const room = new Room();
  // No queue: what comes from the line goes out as it comes.
  const source = new AudioSource(rate, 1, 0);
  room.on(RoomEvent.TrackSubscribed, (track) => void speak(track, send));
  let isOpen = false;
  let last = Promise.resolve();
  const join = async () => {
    const token = new AccessToken(key, secret, { identity: `caller-${callSid}` });
    token.addGrant({ roomJoin: true, room: callSid });
    await room.connect(livekit, await token.toJwt(), { autoSubscribe: true, dynacast: false });
    const track = LocalAudioTrack.createAudioTrack('telephone', source);
    const options = new TrackPublishOptions({
      source: TrackSource.SOURCE_MICROPHONE,
      dtx: false,
      red: false,
    });
    await room.localParticipant.publishTrack(track, options);
    isOpen = true;
  };
  return {
    joined: join(),
    hear(samples) {
      if (!isOpen) return;
      for (let at = 0; at < samples.length; at += pieceSamples) {
        const frame = new AudioFrame(samples.slice(at, at + pieceSamples), rate, 1, pieceSamples);
        last = last.then(() => source.captureFrame(frame)).catch(() => undefined);
      }
    },
    async leave() {
      isOpen = false;
      await room.disconnect().catch(() => undefined);
    },
  };
}

async function speak(track, send) {
  const sound = new AudioStream(track, { sampleRate: rate, numChannels: 1, frameSizeMs: pieceMs });
  const lead = mulaw.encodeMulaw(new Int16Array((rate * leadMs) / 1000));
  let quietForMs = Number.POSITIVE_INFINITY;
  for await (const { data } of sound) {
    const isQuiet = data.every((sample) => Math.abs(sample) < silent);
    if (!isQuiet && quietForMs >= pauseMs && leadMs > 0) send(lead.toString('base64'));
    quietForMs = isQuiet ? quietForMs + pieceMs : 0;
    if (quietForMs < pauseMs) send(mulaw.encodeMulaw(data).toString('base64'));
  }
}

server.listen(Number(port), '127.0.0.1', () => process.send({ ready: true }));
process.once('SIGTERM', () => process.exit(0)).once('disconnect', () => process.exit(0));
