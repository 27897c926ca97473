/** A carrier for tests, benches and `npm run phone`: it plays Twilio towards one or more gateways. */
import type { AddressInfo } from 'node:net';
import type { MessageOffice } from './message-office';
import type { PhoneResult } from './phone-result';
import { createRestServer } from './rest-server';
import { phoneScript, type PhoneScriptInput } from './script-shape';
import { Switchboard, type SwitchboardOptions } from './switchboard';

/** What a carrier needs to know. */
export interface CarrierOptions extends SwitchboardOptions {
  /** Where the REST API listens; by default any free port. */
  restPort?: number | undefined;
}

/** A carrier that is open. */
export interface Carrier {
  /** Where its REST API is: a gateway's TWILIO_API_BASE_URL. */
  readonly restUrl: string;
  readonly accountSid: string;
  /**
   * Plays a call to its end: an inbound one is placed, an outbound one is waited for, until `unexpected` says that it will not
   * come. Never rejects for what a gateway does; rejects with `ZodError` for a script that is none.
   */
  call(script: PhoneScriptInput, options?: { unexpected?: AbortSignal }): Promise<PhoneResult>;
  /** What people's telephones get, and what they write. */
  readonly messages: MessageOffice;
  /** Live calls. */
  readonly liveCalls: number;
  /** How late the simulator itself was at worst, in milliseconds. */
  readonly worstLagMs: number;
  /** Breaks the sockets of all live calls without a word; the calls go on as their instructions say. */
  dropAll(): void;
  close(): Promise<void>;
}

/** Opens a carrier. */
export async function openCarrier(options: CarrierOptions): Promise<Carrier> {
  const board = new Switchboard(options);
  const server = createRestServer(board);
  await server.listen({ host: '127.0.0.1', port: options.restPort ?? 0 });
  // With its server not closed a carrier is open, so there is an address.
  const { port } = server.server.address() as AddressInfo;
  board.restUrl = () => `http://127.0.0.1:${port}`;
  return {
    restUrl: board.restUrl(),
    accountSid: board.account.accountSid,
    messages: board.messages,
    async call(input, { unexpected } = {}) {
      const script = phoneScript.parse(input);
      return script.direction === 'inbound'
        ? await board.inbound(script)
        : await board.outbound(script, unexpected);
    },
    get liveCalls() {
      return board.calls.size;
    },
    get worstLagMs() {
      return board.wheel.worstLagMs;
    },
    dropAll() {
      for (const { connection } of board.calls.values()) connection?.drop();
    },
    async close() {
      await board.close();
      await server.close();
    },
  };
}

/** Plays one call with a carrier of its own. */
export async function playCall(script: PhoneScriptInput, options: CarrierOptions): Promise<PhoneResult> {
  const carrier = await openCarrier(options);
  try {
    return await carrier.call(script);
  } finally {
    await carrier.close();
  }
}
