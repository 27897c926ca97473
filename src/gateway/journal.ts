/**
 * The journal of what callers say while Temporal is away. A note is on disk before it is acknowledged: in the store, and
 * where that is away too, in this gateway's spool. The same note again is the same note.
 */
import type { CallStart } from '../domain/call';
import type { Intake, Note } from '../domain/intake';
import { intakeSeen, mergedNotes, noteKey } from '../domain/intake-rules';
import { intakePhrasesOf } from '../language/intake-phrases-of';
import type { Log } from '../log';
import type { Store } from '../store/store';
import { inTime } from './in-time';
import { intakeCode } from './intake-talk';
import type { Spool } from './spool';

/** What is known of a call that something is noted of. `heard`: the last turn whose answer its caller heard. */
export interface NotedCall {
  start: CallStart;
  connection?: string;
  heard?: string;
}

/** What it stands on. */
interface JournalParts {
  store: Pick<Store, 'intakesOf' | 'saveIntake'>;
  spool: Spool;
  secret: string;
  log: Pick<Log, 'warn'>;
}

/** A note, and the intake that holds it. */
export interface Noted<One extends Note = Note> {
  intake: Intake;
  note: One;
}

const storeWithinMs = 2_000;
/** For a look before each turn of a call: the store must not be felt. */
const lookWithinMs = 300;
const storeRestsMs = 5_000;
const mostTries = 8;
const remembered = 10_000;

/** Notes what cannot be handed over now. */
export class Journal {
  /** The last intake of each call noted here, so that a store that goes away in between changes no code. */
  private readonly lately = new Map<string, Intake>();
  private storeRestsUntil = 0;

  constructor(private readonly parts: JournalParts) {}

  /**
   * Notes one thing of a call; `make` makes the note for the intake it goes into, and may be called again. What has this
   * key already is answered as it is. Throws where it can be written down nowhere.
   */
  async note<One extends Note>(
    call: NotedCall,
    key: string,
    make: (intake: Intake) => One,
  ): Promise<Noted<One>> {
    let noted: Noted<One>;
    try {
      noted = await inTime(storeWithinMs, this.noteInStore(call, key, make));
    } catch (error) {
      this.parts.log.warn({ err: error }, 'the store is away: noted on disk');
      noted = this.noteInSpool(call, key, make);
    }
    this.remember(noted.intake);
    return noted;
  }

  /** What is noted of a call, oldest first, as far as the store can be asked at once. */
  async ofCall(channel: string, callId: string): Promise<Intake[]> {
    const spooled = this.parts.spool.ofCall(channel, callId);
    if (Date.now() < this.storeRestsUntil) return spooled;
    try {
      const stored = await inTime(lookWithinMs, this.parts.store.intakesOf(channel, callId));
      return [...stored, ...spooled.filter(({ code }) => stored.every((one) => one.code !== code))];
    } catch {
      this.storeRestsUntil = Date.now() + storeRestsMs;
      return spooled;
    }
  }

  /** The same, waiting for a slow store. Throws when it does not answer. */
  async ofCallSurely(channel: string, callId: string): Promise<Intake[]> {
    const stored = await inTime(storeWithinMs, this.parts.store.intakesOf(channel, callId));
    return [...this.parts.spool.ofCall(channel, callId), ...stored];
  }

  /** Brings what is spooled into the store. Throws when the store does not answer. */
  async emptySpool(): Promise<void> {
    for (const { intake } of this.parts.spool.all()) {
      await this.store(intake);
      this.parts.spool.drop(intake.code);
    }
  }

  private async noteInStore<One extends Note>(
    call: NotedCall,
    key: string,
    make: (intake: Intake) => One,
  ): Promise<Noted<One>> {
    const { store } = this.parts;
    const { channel, callId } = call.start;
    await this.emptySpool();
    for (let nth = 0; nth < mostTries; nth += 1) {
      const all = await store.intakesOf(channel, callId);
      const known = found<One>(all, key);
      if (known) return known;
      const open = all.find(({ state }) => state === 'noting') ?? this.opened(call, key, nth, all.at(-1));
      const noted = withNote(open, make);
      if (await store.saveIntake(noted.intake, open.notes.length, seen(noted.intake))) return noted;
    }
    throw new Error('the intake of this call could not be written down in the store');
  }

  private noteInSpool<One extends Note>(
    call: NotedCall,
    key: string,
    make: (intake: Intake) => One,
  ): Noted<One> {
    const { spool } = this.parts;
    const { channel, callId } = call.start;
    const spooled = spool.ofCall(channel, callId);
    const last = this.lately.get(nameOf(call.start));
    const known = found<One>(last ? [...spooled, last] : spooled, key);
    if (known) return known;
    const kept = spooled.find(({ state }) => state === 'noting');
    const open = kept ?? (last?.state === 'noting' ? last : this.opened(call, key, 0, last));
    const noted = withNote(open, make);
    spool.put({ intake: noted.intake, inStore: kept ? spool.isInStore(kept.code) : open === last });
    return noted;
  }

  private opened(call: NotedCall, key: string, nth: number, before: Intake | undefined): Intake {
    const { start, connection, heard } = call;
    return {
      code: intakeCode(this.parts.secret, start, key, nth),
      start,
      notes: [],
      state: 'noting',
      createdAt: new Date().toISOString(),
      ...(connection === undefined ? {} : { connection }),
      ...(heard === undefined ? {} : { heard }),
      ...(before ? { after: before.code } : {}),
    };
  }

  /** Writes a spooled intake into the store, whatever of it is there already. */
  private async store(spooled: Intake): Promise<void> {
    const { store } = this.parts;
    const { channel, callId } = spooled.start;
    let intake = spooled;
    for (let nth = 1; nth <= mostTries; nth += 1) {
      const all = await inTime(storeWithinMs, store.intakesOf(channel, callId));
      const there = all.find(({ code }) => code === intake.code);
      const missing = there ? intake.notes.filter((note) => !found([there], noteKey(note))) : intake.notes;
      const [first] = missing;
      if (!first) return;
      if (there && there.state !== 'noting') {
        // It was handed over meanwhile: what it lacks goes after it.
        const code = intakeCode(this.parts.secret, spooled.start, noteKey(first), nth);
        intake = { ...spooled, code, notes: missing, after: there.code, state: 'noting' };
        continue;
      }
      const others = all.some(({ code, state }) => code !== intake.code && state === 'noting');
      const saved = there
        ? { ...there, notes: mergedNotes(there.notes, intake.notes) }
        : { ...intake, state: others ? ('closed' as const) : intake.state };
      if (await store.saveIntake(saved, there?.notes.length ?? 0, seen(saved))) return;
    }
    throw new Error('a spooled intake could not be written into the store');
  }

  private remember(intake: Intake): void {
    const name = nameOf(intake.start);
    this.lately.delete(name);
    this.lately.set(name, intake);
    const [oldest] = this.lately.keys();
    if (this.lately.size > remembered && oldest !== undefined) this.lately.delete(oldest);
  }

  /** It takes no notes any more: what is said next in its call goes into another one. */
  handedOver(intake: Intake): void {
    const name = nameOf(intake.start);
    if (this.lately.get(name)?.code === intake.code) this.lately.set(name, { ...intake, state: 'started' });
  }
}

const nameOf = ({ channel, callId }: CallStart): string => `${channel}/${callId}`;

function found<One extends Note>(intakes: Intake[], key: string): Noted<One> | undefined {
  for (const intake of intakes) {
    const note = intake.notes.find((one) => noteKey(one) === key);
    if (note) return { intake, note: note as One };
  }
  return undefined;
}

function withNote<One extends Note>(intake: Intake, make: (intake: Intake) => One): Noted<One> {
  const note = make(intake);
  return { intake: { ...intake, notes: [...intake.notes, note] }, note };
}

/** What operators see of it; nothing until the caller has said something. */
function seen(intake: Intake): ReturnType<typeof intakeSeen> | undefined {
  if (intake.notes.every(({ kind }) => kind !== 'said')) return undefined;
  return intakeSeen(intake, intakePhrasesOf(intake.start.language).title(), {
    waitingFor: 'system',
    nextStep: 'Temporal is away. It is handed over by itself as soon as Temporal is back.',
  });
}
