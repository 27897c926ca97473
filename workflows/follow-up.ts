import {
  allHandlersFinished,
  condition,
  continueAsNew,
  isCancellation,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../activities';
import { followUpCard } from '../src/domain/card';
import type { FollowUp, News, RecordSeen } from '../src/domain/follow-up';
import { advance, isRepeat, isSettled, remember } from '../src/domain/follow-up-rules';
import { callerKnows, followUpState, recordSeen } from './messages';
import { forWatching } from './options';
import { Behind, projectCase } from './projection';
import { stateKey, waitingForKey } from './search-attributes';
import { tell } from './telling';

const { readRecord } = proxyActivities<Activities>(forWatching);

/** What a follow-up is started with: what it watches, and the case as its delivery left it. */
export interface FollowUpStart {
  state: FollowUp;
  record: Parameters<typeof projectCase>[0];
}

/**
 * Watches one ticket until it is settled, and tells the caller each time it moves.
 *
 * A webhook is only a hint: it may be lost, late, doubled or forged by whoever holds the secret. So a hint makes us look
 * now, its absence makes us look later, and only what the system itself says counts.
 */
export async function followUp({ state, record }: FollowUpStart): Promise<FollowUp> {
  const hints: RecordSeen[] = [];
  const behind = new Behind();
  setHandler(recordSeen, (hint) => void hints.push(hint));
  setHandler(callerKnows, ({ status }) => void (state = { ...state, status }));
  setHandler(followUpState, () => state);

  const note = (who: string, what: string, detail: string): void => {
    const number = state.entries + 1;
    state = { ...state, entries: number };
    const now = isSettled(state)
      ? { ...record, state: 'settled' as const, waitingFor: 'nobody', nextStep: 'Nothing; it is settled.' }
      : record;
    behind.add(() => projectCase(now, number, { at: new Date().toISOString(), who, what, detail }));
  };

  if (!state.lookedAt) note('system', 'watching', `looks every ${state.lookEveryMs / 60_000} minutes`);
  while (!isSettled(state)) {
    const nextLookAt = new Date(Date.now() + state.lookEveryMs).toISOString();
    setCurrentDetails(followUpCard(state, nextLookAt));
    await condition(() => hints.length > 0 || isSettled(state), state.lookEveryMs, {
      summary: `wait for a webhook; look by itself at ${nextLookAt}`,
    });

    for (const hint of hints.splice(0)) {
      if (isRepeat(state, hint.eventId)) continue;
      state = remember(state, hint.eventId);
      note(`webhook:${state.record.connection}`, 'webhook', `event ${hint.eventId}`);
    }
    const seen = await readRecord.executeWithOptions({ summary: `look at ${state.record.id}` }, [
      state.record,
    ]);
    const next = advance(state, seen, new Date().toISOString());
    state = next.state;
    for (const news of next.news) note('system', `notice: ${news.what}`, await told(news));

    // Nothing is awaited between this test and the call, so no signal can slip between them.
    await behind.done();
    if (workflowInfo().continueAsNewSuggested && hints.length === 0 && allHandlersFinished()) {
      await continueAsNew<typeof followUp>({ state, record });
    }
  }
  note('system', 'settled', state.status);
  setCurrentDetails(followUpCard(state, undefined));
  upsertSearchAttributes([
    { key: stateKey, value: 'settled' },
    { key: waitingForKey, value: 'nobody' },
  ]);
  await behind.done();
  return state;

  /** Tells the caller; a notice nobody can deliver must not end the watch. */
  async function told(news: News): Promise<string> {
    const number = state.notices + 1;
    state = { ...state, notices: number };
    const { code, tenant, channel, language, zone, contact } = state;
    try {
      return await tell({ code, number, tenant, channel, language, zone, contact, news });
    } catch (error) {
      if (isCancellation(error)) throw error;
      return 'not sent';
    }
  }
}
