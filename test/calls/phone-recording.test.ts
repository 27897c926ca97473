/** Nothing is recorded, and no sound kept, without the caller's own clear yes to that very question. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callWorkflowId } from '../../workflows/ids';
import { readWav } from '../../src/audio/wav';
import type { Listened } from '../../src/domain/listening';
import type { PhoneResult } from '../../src/phone/phone-result';
import type { PhoneScriptInput } from '../../src/phone/script-shape';
import { twilioAccount } from '../fakes/system';
import { desk, type PhoneOffice, said, startPhoneOffice } from '../fakes/phone-office';

let office: PhoneOffice;
beforeAll(async () => {
  const record = 'after-consent';
  office = await startPhoneOffice(
    {
      media: { record },
      relay: { transport: 'relay', record, transfer: { to: desk } },
      never: { transport: 'relay' },
      unasked: {},
    },
    { RECADO_KEEP_SOUND: 'after-consent' },
  );
}, 120_000);
afterAll(async () => await office.stop());

let last = 100;
async function callIn(assistant: string, steps: PhoneScriptInput['steps'], others = {}) {
  const from = `+34600003${(last += 1)}`;
  const result = await office.carrier.call({ assistant, from, patienceMs: 30_000, others, steps });
  const seen = await office.callSeen(result.callSid, ({ state }) => state === 'ended');
  return { result, seen, kept: await keptOf(seen.phone?.recording?.recordingSid) };
}

/** The recording at the carrier, by the name that the call’s record has for it. */
async function keptOf(sid: string | undefined): Promise<{ call_sid: string; duration: string } | undefined> {
  if (sid === undefined) return undefined;
  const { TWILIO_ACCOUNT_SID: account, TWILIO_AUTH_TOKEN: token } = twilioAccount;
  const key = Buffer.from(`${account}:${token}`).toString('base64');
  const url = `${office.carrier.restUrl}/2010-04-01/Accounts/${account}/Recordings/${sid}.json`;
  const response = await fetch(url, { headers: { authorization: `Basic ${key}` } });
  return (await response.json()) as { call_sid: string; duration: string };
}

/** The caller's turns as history holds them. */
async function turnsOf(callId: string): Promise<(Listened & { what: 'words' })[]> {
  const handle = office.system.temporal.workflow.getHandle(callWorkflowId('phone', callId));
  const { events } = await handle.fetchHistory();
  return (events ?? []).flatMap(({ activityTaskCompletedEventAttributes: done }) => {
    const data = done?.result?.payloads?.[0]?.data;
    const came = data?.length ? (JSON.parse(Buffer.from(data).toString()) as Partial<Listened>) : {};
    return came.what === 'words' ? [came as Listened & { what: 'words' }] : [];
  });
}

const home = (): string => office.system.config.home;

const question = '¿Me permite que grabe esta llamada?';
const asked = (result: PhoneResult): number =>
  said(result).findIndex((line) => line.includes(question.slice(1, 20)));

test.each(['media', 'relay'])(
  'after a yes the call is recorded, and its record says where (%s)',
  async (assistant) => {
    const { result, seen, kept } = await callIn(assistant, [
      { hear: 'inteligencia artificial' },
      { hear: 'sí o no' },
      { say: 'sí' },
      { hear: 'la llamada se graba' },
      { hear: 'ayudarle' },
      { say: 'hay una farola apagada' },
      { hear: 'en qué calle' },
      { hangUp: true },
    ]);
    expect(result.failures).toEqual([]);
    expect(asked(result)).toBeGreaterThanOrEqual(0);
    expect(seen.phone?.recording).toMatchObject({
      consent: 'yes',
      recordingSid: expect.stringMatching(/^RE/),
    });
    expect(kept).toMatchObject({ call_sid: result.callSid });
    expect(Number(kept?.duration)).toBeGreaterThanOrEqual(1);
    expect(seen.lines?.slice(0, 2)).toMatchObject([
      { who: 'assistant', text: expect.stringContaining('grabe') },
      { who: 'caller', text: 'sí' },
    ]);
  },
);

test('after a yes what the caller says is kept as a file, and history holds what it is found by', async () => {
  const { result } = await callIn('media', [
    { hear: 'sí o no' },
    { say: 'sí' },
    { hear: 'ayudarle' },
    { say: 'hay una farola apagada' },
    { hear: 'en qué calle' },
    { hangUp: true },
  ]);
  expect(result.failures).toEqual([]);
  const { callSid } = result;
  const [yes, lamp] = await turnsOf(callSid);
  expect(yes).toMatchObject({ text: 'sí' });
  // They had not agreed yet as they said it.
  expect(yes?.sound).toBeUndefined();
  expect(lamp).toMatchObject({ text: 'hay una farola apagada', sound: `sound/${callSid}/v2.wav` });
  const sound = readWav(readFileSync(join(home(), lamp?.sound ?? '')));
  expect(sound.rate).toBe(8000);
  const seconds = (sound.channels[0]?.length ?? 0) / 8000;
  expect(seconds).toBeGreaterThan(0.5);
  expect(seconds).toBeLessThan(10);
});

test('of a caller who is not asked nothing is kept', async () => {
  const { result } = await callIn('unasked', [
    { hear: 'ayudarle' },
    { say: 'hay una farola apagada' },
    { hear: 'en qué calle' },
    { hangUp: true },
  ]);
  expect(result.failures).toEqual([]);
  expect(await turnsOf(result.callSid)).toMatchObject([{ text: 'hay una farola apagada' }]);
  expect(existsSync(join(home(), 'sound', result.callSid))).toBe(false);
});

test('after a no the call goes on, and nothing is recorded', async () => {
  const { result, seen } = await callIn('media', [
    { hear: 'sí o no' },
    { say: 'no' },
    { hear: 'no se graba nada' },
    { hear: 'ayudarle' },
    { say: 'hay una farola apagada' },
    { hear: 'en qué calle' },
    { hangUp: true },
  ]);
  expect(result.failures).toEqual([]);
  expect(seen.phone?.recording).toEqual({ consent: 'no', at: expect.any(String) });
  expect(existsSync(join(home(), 'sound', result.callSid))).toBe(false);
});

test('who answers something else is answered, and nothing is recorded', async () => {
  const { result, seen } = await callIn('relay', [
    { hear: 'sí o no' },
    { say: 'hay una farola apagada' },
    { hear: 'en qué calle' },
    { hangUp: true },
  ]);
  expect(result.failures).toEqual([]);
  expect(seen.phone?.recording).toEqual({ consent: 'unclear', at: expect.any(String) });
});

test('a yes that was said before the question was heard is no consent', async () => {
  const { result, seen } = await callIn('media', [
    { bargeIn: { afterMs: 300, say: 'confírmelo, por favor' } },
    { pause: 5000 },
    { hangUp: true },
  ]);
  expect(result.failures).toEqual([]);
  expect(seen.phone?.recording).toEqual({ consent: 'unclear', at: expect.any(String) });
});

test('where recording is not wanted nobody is asked', async () => {
  const { result, seen } = await callIn('never', [{ hear: 'ayudarle' }, { hangUp: true }]);
  expect(result.failures).toEqual([]);
  expect(asked(result)).toBe(-1);
  expect(seen.phone).toBeUndefined();
});

test('the person whom a caller is put through to was not asked: it stops before they join', async () => {
  const person = { ringMs: 300, steps: [{ hear: 'Pulse 1' }, { press: '1' }] };
  const { result, seen, kept } = await callIn(
    'relay',
    [
      { hear: 'sí o no' },
      { say: 'sí' },
      { hear: 'ayudarle' },
      { say: 'quiero hablar con una persona' },
      { expect: { transferredTo: desk } },
      { pause: 4000 },
      { hangUp: true },
    ],
    { [desk]: person },
  );
  expect(result.failures).toEqual([]);
  expect(seen.phone).toMatchObject({
    recording: { stopped: true },
    transfers: [{ outcome: 'answered' }],
  });
  const putThrough = result.transcript.find(({ text }) => text.includes('Le paso'));
  expect(Number(kept?.duration)).toBeLessThanOrEqual((putThrough?.atMs ?? 0) / 1000 + 1);
});
