/** Callers over `<Gather>` whose answer takes longer than a moment: they wait behind a sentence, whichever gateway answers then. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse, stringify } from 'yaml';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { createScriptedModel } from '../../src/agent/scripted/model';
import type { Config } from '../../src/config';
import { createGateway } from '../../src/gateway/gateway';
import type { Routes } from '../../src/gateway/routes';
import { openTemporal } from '../../src/gateway/temporal';
import { createLog } from '../../src/log';
import { makeSid } from '../../src/phone/sid';
import { openGenerate } from '../../src/worker/generate';
import { openHost } from '../../src/worker/host';
import { openPhone } from '../../src/worker/phone';
import { cuttableLine } from '../fakes/cuttable-line';
import { startSystem, type System, twilioAccount } from '../fakes/system';

const words = 'hay una farola apagada en la calle del Haya 3';
let system: System;
let other: Routes;
let otherUrl: string;
let agents: string;
/** The model thinks until this is called. */
let goOn: () => void;

beforeAll(async () => {
  agents = mkdtempSync(join(tmpdir(), 'recado-agents-'));
  const townHall = parse(readFileSync('agents/town-hall.es.yaml', 'utf8')) as object;
  writeFileSync(join(agents, 'a.yaml'), stringify({ ...townHall, phone: { transport: 'gather' } }));
  const thought = new Promise<void>((resolve) => (goOn = resolve));
  system = await startSystem({
    phone: {},
    env: { RECADO_AGENTS: agents },
    models({ assistants }) {
      const scripted = createScriptedModel(assistants);
      const slow: typeof scripted = {
        async reply(context, how) {
          await thought;
          return await scripted.reply(context, how);
        },
      };
      return [slow];
    },
  });
  other = await startOther(system);
  otherUrl = await other.listen({ host: '127.0.0.1', port: 0 });
}, 120_000);
afterAll(async () => {
  await other?.close();
  await system?.stop();
  rmSync(agents, { recursive: true, force: true });
});

/** Another gateway of the same installation, as after a restart: it has heard nothing of any call. */
async function startOther(
  { config: usual, installation, temporal: reached }: System,
  change: Partial<Config> = {},
  temporal = reached,
): Promise<Routes> {
  const config = { ...usual, ...change };
  const { store, assistants, connectors, tools } = installation;
  const log = createLog('test', 'silent');
  const host = openHost(openGenerate({ models: [createScriptedModel(assistants)], tools, assistants, log }));
  const phone = openPhone(config, host, [], log);
  return createGateway({
    ...{ config, store, temporal, assistants, connectors, lines: host.lines, host: host.host, log },
    ...{ version: 'test', ...(phone ? { phone } : {}) },
  });
}

/** Posts a form as Twilio does, to the one gateway or the other. */
async function post(
  callSid: string,
  path: string,
  more: Record<string, string> = {},
  at = system.url,
): Promise<string> {
  const fields = {
    ...{ CallSid: callSid, AccountSid: twilioAccount.TWILIO_ACCOUNT_SID, ApiVersion: '2010-04-01' },
    ...{ Direction: 'inbound', From: '+34600000811', To: '+34910000000', CallStatus: 'in-progress', ...more },
  };
  const signature = getExpectedTwilioSignature(
    twilioAccount.TWILIO_AUTH_TOKEN,
    `${system.url}${path}`,
    fields,
  );
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature };
  const response = await fetch(`${at}${path}`, {
    method: 'POST',
    headers,
    body: new URLSearchParams(fields).toString(),
  });
  expect(response.status).toBe(200);
  return await response.text();
}

/** The path that Twilio is sent to. */
const nextOf = (twiml: string, verb: RegExp): string => {
  const [, address = ''] = verb.exec(twiml) ?? [];
  return address.replaceAll('&amp;', '&').replace(system.url, '');
};
const redirect = /<Redirect[^>]*>([^<]+)</;
const action = /action="([^"]+)"/;

test('who waits is asked for by an address without their words, and gets their answer from any gateway', async () => {
  const callSid = makeSid('CA');
  const first = await post(callSid, '/twilio/voice/town-hall');
  const tone = await post(callSid, nextOf(first, action), { SpeechResult: words, Confidence: '0.9' });
  expect(tone).toContain(`<Play>${system.url}/twilio/waiting.wav</Play>`);
  expect(nextOf(tone, redirect)).toBe('/twilio/gather-wait/town-hall/1?waits=1');
  const waits = await post(callSid, nextOf(tone, redirect), {}, otherUrl);
  expect(waits).toContain('Un momento, por favor.');
  for (const told of [tone, waits]) expect(decodeURIComponent(told)).not.toMatch(/farola|Haya/);
  const again = nextOf(waits, redirect);
  expect(again).toBe('/twilio/gather-wait/town-hall/1?waits=2');

  const asked = [post(callSid, again), post(callSid, again, {}, otherUrl)];
  goOn();
  const [here, there] = await Promise.all(asked);
  expect(here).toMatch(/<Gather[^>]*\/gather\/town-hall\/2\?silent=0&amp;waited=1/);
  expect(here).toContain('Le ayudo a avisar de una farola apagada.');
  expect(there).toBe(here);
});

test('who was being answered when their gateway died before anybody had their words is asked to say them again', async () => {
  const callSid = makeSid('CA');
  await post(callSid, '/twilio/voice/town-hall');
  const asked = await post(callSid, '/twilio/gather-wait/town-hall/1?waits=1', {}, otherUrl);
  expect(asked).toContain('¿Puede repetirlo?');
  const answer = await post(
    callSid,
    nextOf(asked, action),
    { SpeechResult: words, Confidence: '0.9' },
    otherUrl,
  );
  expect(answer).toMatch(/<Gather[^>]*\/gather\/town-hall\/3\?/);
  expect(answer).not.toContain('repetir');
});

test('who calls while nobody works is told to wait, and is not asked again for what they said', async () => {
  const idle = await startOther(system, { taskQueue: 'nobody-works-here' });
  const idleUrl = await idle.listen({ host: '127.0.0.1', port: 0 });
  const callSid = makeSid('CA');
  const first = await post(callSid, '/twilio/voice/town-hall', {}, idleUrl);
  const speech = { SpeechResult: words, Confidence: '0.9' };
  const tone = await post(callSid, nextOf(first, action), speech, idleUrl);
  const still = await Promise.all(
    [idleUrl, otherUrl].map((at) => post(callSid, nextOf(tone, redirect), {}, at)),
  );
  for (const answer of still) expect(answer).toContain('Un momento, por favor.');
  const heard: string[] = [];
  for (let told = still[0] ?? ''; heard.length < 4;) {
    told = await post(callSid, nextOf(told, redirect), {}, otherUrl);
    heard.push(/<Play>/.test(told) ? 'tone' : (/<Say[^>]*>([^<]+)/.exec(told)?.[1] ?? told));
  }
  expect(heard).toEqual(['tone', 'tone', 'tone', 'Sigo en ello.']);
  await idle.close();
});

test('who waits as Temporal goes away gets the answer of the intake that noted their words', async () => {
  const line = await cuttableLine(system.config.temporal.address);
  const temporal = openTemporal({ temporal: { ...system.config.temporal, address: line.address } });
  const cutOff = await startOther(system, { taskQueue: 'nobody-works-here' }, temporal);
  const url = await cutOff.listen({ host: '127.0.0.1', port: 0 });
  const callSid = makeSid('CA');
  const first = await post(callSid, '/twilio/voice/town-hall', {}, url);
  const asked = post(callSid, nextOf(first, action), { SpeechResult: words, Confidence: '0.9' }, url);
  await sleep(700);
  line.cut('silent');
  const waits = await asked;
  expect(waits).toContain('<Play>');
  expect(await post(callSid, nextOf(waits, redirect), {}, url)).toMatch(/R-[0-9A-Z]{4}|código/);
  line.mend();
  await cutOff.close();
  await line.close();
});
