/** A model's turn: on the host that holds the line, so that it streams; on any host when that one is gone. */
import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  condition,
  isCancellation,
  proxyActivities,
  TimeoutFailure,
} from '@temporalio/workflow';
import type { Activities, JudgedReply, LineActivities } from '../activities';
import type { ModelContext } from '../src/domain/call';
import type { ContextSince } from '../src/domain/context-since';
import type { Heard } from '../src/domain/turn';
import type { Conversation } from './conversation';
import { forLine, forTurns } from './options';

const shared = proxyActivities<Activities>(forTurns);
const summary = 'understand and answer';

/** How an answer reaches a caller whose call is spoken. */
export interface Voice {
  /** What is still to be said on the line: the model's own words were spoken there while they were made. */
  unspoken: string[];
  /** Whether the line is held by another host than this one now. */
  hasMoved(from: string): boolean;
}

/** What a host was told of the conversation: so many of its lines, under this name. */
export interface Told {
  host: string;
  name: string;
  lines: number;
}

/** Has a model answer. `isSpoken`: its words were spoken on the line. */
export async function think(
  talk: Conversation,
  context: ModelContext,
  turn: Heard,
  { step, voice }: { step: number; voice: Voice | undefined },
): Promise<{ reply: JudgedReply; isSpoken: boolean }> {
  const { host, turnId } = turn;
  if (host && voice) {
    const reply = await onLine(talk, context, { host, turnId, name: `${turnId}.${step}`, voice });
    if (reply) return { reply, isSpoken: true };
  } else if (host) {
    const { reply } = proxyActivities<Activities>(forLine(host));
    const options = { summary: `${summary}, on the line` };
    const replied = await unlessGone(async () => await reply.executeWithOptions(options, [context, turnId]));
    if (replied) return { reply: replied, isSpoken: false };
  }
  return {
    reply: await shared.reply.executeWithOptions({ summary }, [context, turnId]),
    isSpoken: false,
  };
}

interface OnHost {
  host: string;
  turnId: string;
  /** Names the context of this reply. */
  name: string;
  voice: Voice;
}

/** A turn that is spoken while it is made; undefined where the host is gone, or holds the line no more. */
async function onLine(
  talk: Conversation,
  context: ModelContext,
  { host, turnId, name, voice }: OnHost,
): Promise<JudgedReply | undefined> {
  const { replyOnLine } = proxyActivities<LineActivities>(forLine(host));
  const lines = talk.lines.length;
  const ask = async (told: ModelContext | ContextSince): Promise<JudgedReply> =>
    await replyOnLine.executeWithOptions({ summary: `${summary}, on the line` }, [told, { turnId, name }]);
  const since = sinceTold(talk, host, context);
  delete talk.told;
  const reply = await unlessGone(
    async () =>
      await unlessMoved(
        async () => {
          if (!since) return await ask(context);
          return await ask(since).catch(async (error: unknown) => {
            // It has begun anew since, or let the call go for a while.
            if (!isUnknownThere(error)) throw error;
            return await ask(context);
          });
        },
        () => voice.hasMoved(host),
      ),
  );
  if (reply) talk.told = { host, name, lines };
  return reply;
}

function sinceTold(talk: Conversation, host: string, context: ModelContext): ContextSince | undefined {
  const { told, lines, memory } = talk;
  if (told?.host !== host) return undefined;
  const { callId, now, lapsed } = context;
  const since = {
    callId,
    base: told.name,
    add: lines.slice(told.lines),
    now,
    remembers: memory !== undefined,
  };
  return lapsed ? { ...since, lapsed } : since;
}

const isUnknownThere = (error: unknown): boolean =>
  error instanceof ActivityFailure &&
  error.cause instanceof ApplicationFailure &&
  error.cause.type === 'missing';

/** Undefined where the host does not answer. */
async function unlessGone<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ActivityFailure && error.cause instanceof TimeoutFailure)) throw error;
    return undefined;
  }
}

/** Undefined, and the work cancelled, as soon as the line has moved. */
async function unlessMoved<T>(work: () => Promise<T>, hasMoved: () => boolean): Promise<T | undefined> {
  const working = new CancellationScope();
  const waiting = new CancellationScope();
  const worked = working.run(work);
  const moved = waiting.run(async () => await condition(hasMoved)).catch(onCancelled);
  const came = await Promise.race([worked, moved.then(() => undefined)]).finally(() => waiting.cancel());
  await moved;
  if (came !== undefined) return came;
  working.cancel();
  await worked.catch(() => undefined);
  return undefined;
}

function onCancelled(error: unknown): void {
  if (!isCancellation(error)) throw error;
}
