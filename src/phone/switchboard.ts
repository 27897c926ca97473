/** The calls of a carrier: it announces inbound ones to a gateway, and rings people up whom a gateway calls. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Conferences } from './conference';
import type { Called, Dialling, Exchange } from './exchange';
import { MessageOffice } from './message-office';
import { Person, type PersonOptions } from './person';
import { type CallEnd, PhoneCall, type Source } from './phone-call';
import type { PhoneResult } from './phone-result';
import { Reach } from './reach';
import type { Recording } from './recording';
import { Rumble } from './rumble';
import { answering, type Answering, type PhoneScript } from './script-shape';
import { StatusTeller } from './status-teller';
import { TimerWheel } from './timer-wheel';
import { toResult } from './to-result';
import { runTwiml } from './twiml-run';
import { Voice, type VoiceOptions } from './voice';
import { type Account, type Fields, sendWebhook } from './webhook';

/** What the calls of a carrier need to know. */
export interface SwitchboardOptions extends VoiceOptions {
  /** `http://127.0.0.1:8790`; several stand behind one door. */
  gateway: string | string[];
  /** By which address the gateway believes to be reached; by default the first of `gateway`. */
  publicUrl?: string | undefined;
  /** Deals requests and sockets out to the gateways in turn. */
  spread?: boolean | undefined;
  accountSid?: string | undefined;
  authToken: string;
  /** Where an inbound call is announced; by default `/twilio/voice/<assistant>`. */
  voicePath?: ((assistant: string) => string) | undefined;
  /** Where the end of an inbound call is told, as it is set for a number in Twilio's console; by default nowhere. */
  statusPath?: string | undefined;
  ticketOf?: PersonOptions['ticketOf'];
}

/** How long others are left to hang up by themselves. */
const goodbyeMs = 1500;
/** Calls that the REST API lists. */
const mostListed = 1000;
/** An account that exists in the simulator only. */
export const simulatedAccountSid = `AC${'5'.repeat(32)}`;

/** Somebody who can be called: how their phone is answered, and what they do then. */
interface Listed {
  answering: Answering;
  script: Pick<PhoneScript, 'steps' | 'patienceMs' | 'language' | 'from' | 'transport' | 'noise'>;
  /** Whether they stay on the line when their steps are done. */
  stays: boolean;
  /** Calls to them that are not over. */
  talks: Set<Promise<PhoneResult>>;
  /** Told when a call to them is over. */
  done?: (result: PhoneResult) => void;
}

/** The calls of one carrier, without its REST API. */
export class Switchboard implements Exchange {
  readonly reach: Reach;
  readonly account: Account;
  readonly wheel = new TimerWheel();
  readonly recordings = new Map<string, Recording>();
  readonly calls = new Map<string, PhoneCall>();
  /** Calls of the REST API, over or not, in the order they were placed. */
  readonly placed: PhoneCall[] = [];
  readonly conferences: Conferences;
  readonly messages: MessageOffice;
  restUrl: () => string = () => 'http://127.0.0.1';
  private readonly voice: Voice;
  private readonly people = new Map<string, Listed>();
  private readonly underWay = new Set<Promise<unknown>>();

  constructor(private readonly options: SwitchboardOptions) {
    this.reach = new Reach({
      gateways: [options.gateway].flat(),
      publicUrl: options.publicUrl,
      spread: options.spread,
    });
    this.account = { accountSid: options.accountSid ?? simulatedAccountSid, authToken: options.authToken };
    this.voice = new Voice(options);
    this.conferences = new Conferences(async (url, method, fields) => await this.tell(url, method, fields));
    const { reach, account } = this;
    this.messages = new MessageOffice({
      accountSid: account.accountSid,
      post: async (url, fields, idempotencyToken) =>
        await this.keep(sendWebhook({ reach, account }, { url, fields, idempotencyToken })),
      inboundUrl: () => new URL('/twilio/messages', reach.publicBase).href,
      keep: async (promise) => await this.keep(promise),
    });
  }

  /** Plays an inbound call to its end. */
  async inbound(script: PhoneScript): Promise<PhoneResult> {
    const others = this.listOthers(script);
    const call = this.open({ from: script.from, to: script.to, direction: 'inbound' }, script);
    const stop = this.wheel.add(call);
    call.status = 'ringing';
    call.answeredMs = performance.now();
    const person = this.person(call, script);
    const { voicePath = (id: string) => `/twilio/voice/${id}`, statusPath } = this.options;
    const url = new URL(voicePath(script.assistant ?? ''), this.reach.publicBase).href;
    const running = this.run(call, { url, method: 'POST' });
    await person.play();
    await running;
    stop();
    if (statusPath) {
      await this.tell(new URL(statusPath, this.reach.publicBase).href, 'POST', endFields(call));
    }
    this.calls.delete(call.sid);
    const failures = await others();
    return toResult(call, person, script, this.wheel.worstLagMs, failures);
  }

  /** Who picks up at `script.from`; resolves when a call to them is over, none came in time, or is `unexpected` any more. */
  async outbound(script: PhoneScript, unexpected?: AbortSignal): Promise<PhoneResult> {
    const others = this.listOthers(script);
    const { answers = answering.parse({}) } = script;
    const result = await new Promise<PhoneResult>((done) => {
      const giveUp = (): void => {
        clearTimeout(timer);
        // Their telephone has rung: that call goes on to its end.
        if (listed.talks.size > 0 || this.people.get(script.from)?.script !== script) return;
        this.people.delete(script.from);
        const call = new PhoneCall({ from: script.to, to: script.from, direction: 'outbound-api' }, '');
        const failure = `Nobody called ${script.from} within ${script.withinMs} ms.`;
        done(toResult(call, undefined, { ...script, transport: undefined }, 0, [failure]));
      };
      const timer = setTimeout(giveUp, script.withinMs);
      unexpected?.addEventListener('abort', giveUp, { once: true });
      const listed = { answering: answers, script, stays: false, talks: new Set<Promise<PhoneResult>>() };
      this.people.set(script.from, {
        ...listed,
        done: (of) => {
          clearTimeout(timer);
          this.people.delete(script.from);
          done(of);
        },
      });
    });
    const failures = [...result.failures, ...(await others())];
    return { ...result, failures, ok: failures.length === 0 };
  }

  dial({ parent, from, to, timeoutS, status, machineDetection }: Dialling): Called {
    const listed = this.people.get(to) ?? unlisted(to);
    const direction = parent ? 'outbound-dial' : 'outbound-api';
    const call = this.open({ from, to, direction, parentSid: parent?.sid }, listed.script);
    if (!parent) this.placed.splice(0, Math.max(0, this.placed.push(call) - mostListed));
    const teller = new StatusTeller(status, async (url, method, fields) => {
      await this.tell(url, method, fields);
    });
    const finish = async (end: CallEnd): Promise<void> => {
      const wasOver = call.isOver;
      call.over(end);
      if (wasOver && this.calls.get(call.sid) === undefined) return;
      this.calls.delete(call.sid);
      teller.tell('completed', endFields(call));
      await teller.told();
    };
    teller.tell('initiated', { ...call.fields(), CallStatus: 'initiated' });
    const ring = this.ring(call, listed, timeoutS * 1000, teller, machineDetection);
    return { call, picksUp: this.keep(ring), finish };
  }

  /** Rings, and answers as that person's phone does; the person then begins. */
  private async ring(
    call: PhoneCall,
    listed: Listed,
    mostMs: number,
    teller: StatusTeller,
    detection: Dialling['machineDetection'],
  ): Promise<'in-progress' | 'busy' | 'no-answer' | 'failed' | 'canceled'> {
    const { as, ringMs, amdMs } = listed.answering;
    call.status = 'ringing';
    teller.tell('ringing', call.fields());
    const late = as === 'no-answer' || ringMs > mostMs;
    await sleep(late ? Math.min(ringMs, mostMs) : ringMs, undefined, { signal: call.stopping }).catch(
      () => undefined,
    );
    if (call.isOver) return 'canceled';
    const refused = late ? 'no-answer' : as === 'busy' || as === 'failed' ? as : undefined;
    if (refused) {
      call.over({ by: 'carrier', why: refused }, refused);
      listed.done?.(toResult(call, undefined, listed.script, this.wheel.worstLagMs));
      return refused;
    }
    call.status = 'in-progress';
    call.answeredMs = performance.now();
    teller.tell('answered', call.fields());
    const talk = this.keep(this.talk(call, listed));
    listed.talks.add(talk);
    void talk.finally(() => listed.talks.delete(talk));
    const detected = { ...call.fields(), AnsweredBy: as, MachineDetectionDuration: `${amdMs}` };
    if (!detection?.wanted) return 'in-progress';
    const verdict = sleep(amdMs).then(() => {
      call.answeredBy = as;
    });
    const { asyncUrl } = detection;
    if (asyncUrl === undefined) await verdict;
    else void this.keep(verdict.then(async () => await this.tell(asyncUrl, 'POST', detected)));
    return 'in-progress';
  }

  private async talk(call: PhoneCall, listed: Listed): Promise<PhoneResult> {
    const stop = this.wheel.add(call);
    const person = this.person(call, listed.script);
    await person.play({ stays: listed.stays });
    // What the gateway asked for to the end of the call is still being carried out.
    await sleep(100);
    stop();
    const result = toResult(call, person, listed.script, this.wheel.worstLagMs);
    listed.done?.(result);
    return result;
  }

  /** Carries out instructions for a call until it is over. */
  async run(call: PhoneCall, source: Source): Promise<void> {
    const end = await this.keep(runTwiml(this, call, source));
    call.over(end, call.status === 'busy' || call.status === 'no-answer' ? call.status : 'completed');
  }

  async tell(url: string, method: 'GET' | 'POST', fields: Fields): Promise<void> {
    const { reach, account } = this;
    await this.keep(sendWebhook({ reach, account }, { url, method, fields }).catch(() => undefined));
  }

  /** Hangs everybody up and waits until all is told. */
  async close(): Promise<void> {
    for (const call of this.calls.values()) call.over({ by: 'carrier', why: 'the simulator was closed' });
    while (this.underWay.size > 0) await Promise.allSettled(this.underWay);
  }

  private open(parties: PhoneCall['parties'], { noise }: Pick<PhoneScript, 'noise'>): PhoneCall {
    const { words } = this.options;
    const call = new PhoneCall(parties, this.account.accountSid, {
      textOf: words ? (id) => words.get(id) : undefined,
      rumble: noise ? new Rumble(noise) : undefined,
    });
    this.calls.set(call.sid, call);
    return call;
  }

  private person(call: PhoneCall, script: Pick<PhoneScript, 'steps' | 'patienceMs' | 'language'>): Person {
    const { words, ticketOf } = this.options;
    return new Person(call, script, { voice: this.voice, hearsWords: words !== undefined, ticketOf });
  }

  /** Lists the other people of a script; answers how to send them home, and what went wrong with them. */
  private listOthers({ others, language, patienceMs }: PhoneScript): () => Promise<string[]> {
    const listed = Object.entries(others).map(([number, { steps, ...answers }]) => {
      const script = { steps, patienceMs, language, from: number };
      const made: Listed = { answering: answers, script, stays: true, talks: new Set() };
      this.people.set(number, made);
      return made;
    });
    return async () => {
      const talks = listed.flatMap(({ talks: open }) => [...open]);
      // Whoever was put through to somebody who has gone hangs up too.
      const timer = setTimeout(() => {
        for (const call of this.calls.values()) {
          if (call.parties.to in others) call.over({ by: 'caller', why: 'hung up' });
        }
      }, goodbyeMs);
      const results = await Promise.all(talks);
      clearTimeout(timer);
      return results.flatMap(({ from, failures }) => failures.map((failure) => `${from}: ${failure}`));
    };
  }

  /** Closing waits for it. */
  async keep<T>(promise: Promise<T>): Promise<T> {
    this.underWay.add(promise);
    return await promise.finally(() => this.underWay.delete(promise));
  }
}

const endFields = (call: PhoneCall): Fields => {
  const forS = Math.round((performance.now() - (call.answeredMs ?? performance.now())) / 1000);
  return { ...call.fields(), CallDuration: `${forS}`, Duration: `${Math.ceil(forS / 60)}` };
};

/** Somebody of whom nothing is known picks up and listens. */
const unlisted = (number: string): Listed => ({
  answering: { as: 'human', ringMs: 300, amdMs: 500 },
  script: { steps: [], patienceMs: 20_000, language: 'en', from: number },
  stays: true,
  talks: new Set(),
});
