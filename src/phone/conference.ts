/** Conferences: rooms in which calls meet. */
import type { PhoneCall } from './phone-call';
import { makeSid } from './sid';
import type { DialTarget } from './twiml';
import type { Fields } from './webhook';

type ConferenceTarget = Extract<DialTarget, { kind: 'conference' }>;
type Tell = (url: string, method: 'GET' | 'POST', fields: Fields) => Promise<void>;

interface Participant {
  call: PhoneCall;
  target: ConferenceTarget;
  leave: () => void;
}

interface Room {
  sid: string;
  participants: Participant[];
  isStarted: boolean;
}

/** All rooms of a carrier. */
export class Conferences {
  private readonly rooms = new Map<string, Room>();

  constructor(private readonly tell: Tell) {}

  /** Stays until the call is over, redirected, or somebody ends the conference; answers how long, in seconds. */
  async join(call: PhoneCall, target: ConferenceTarget): Promise<number> {
    const room = this.rooms.get(target.name) ?? { sid: makeSid('CF'), participants: [], isStarted: false };
    this.rooms.set(target.name, room);
    const beganMs = performance.now();
    let leave = (): void => undefined;
    const left = new Promise<void>((resolve) => {
      leave = resolve;
    });
    const participant = { call, target, leave };
    room.participants.push(participant);
    call.stopping.addEventListener('abort', leave, { once: true });
    if (call.stopping.aborted) leave();
    this.met(room, target.name);
    this.event(room, participant, 'participant-join', 'join');
    await left;
    this.leaves(room, participant);
    return Math.round((performance.now() - beganMs) / 1000);
  }

  private met(room: Room, name: string): void {
    if (room.participants.length < 2) return;
    for (const { call } of room.participants) {
      call.transferredTo.add(name);
      for (const { call: other } of room.participants) {
        if (other !== call) call.transferredTo.add(numberOf(other));
      }
    }
    const [first] = room.participants;
    if (room.isStarted || !first || !room.participants.some(({ target }) => target.startConferenceOnEnter))
      return;
    room.isStarted = true;
    this.event(room, first, 'conference-start', 'start');
  }

  private leaves(room: Room, participant: Participant): void {
    room.participants = room.participants.filter((other) => other !== participant);
    this.event(room, participant, 'participant-leave', 'leave');
    if (participant.target.endConferenceOnExit) for (const { leave } of room.participants) leave();
    if (room.participants.length > 0) return;
    this.event(room, participant, 'conference-end', 'end');
    this.rooms.delete(participant.target.name);
  }

  private event(room: Room, { call, target }: Participant, event: string, wanted: string): void {
    const { statusCallback, statusCallbackMethod, statusCallbackEvent = ['start', 'end'] } = target;
    if (!statusCallback || !statusCallbackEvent.includes(wanted)) return;
    void this.tell(statusCallback, statusCallbackMethod, {
      AccountSid: call.accountSid,
      CallSid: call.sid,
      ConferenceSid: room.sid,
      FriendlyName: target.name,
      StatusCallbackEvent: event,
      Timestamp: new Date().toUTCString(),
    });
  }
}

/** The person’s number, not the assistant’s. */
const numberOf = ({ parties }: PhoneCall): string =>
  parties.direction === 'inbound' ? parties.from : parties.to;
