/**
 * Hands intakes over to `takeIn`, oldest first, those of one call in their order. Doing so twice is harmless: an intake's
 * workflow is started once, whichever gateway asks for it and however often.
 */
import type { Client } from '@temporalio/client';
import { callWorkflowId, intakeWorkflowId } from '../../workflows/ids';
import { intakeHeard } from '../../workflows/messages';
import type { Intake } from '../domain/intake';
import type { Log } from '../log';
import type { Store } from '../store/store';
import { toIntakeOptions } from './call-start';
import { inTime } from './in-time';
import type { Journal } from './journal';
import type { Outage } from './outage';
import type { Spool } from './spool';
import { isGone, isUnanswered, isUp, NoAnswer, type Patience, persist } from './temporal';
import { WakefulLoop } from './wakeful-loop';

/** What handing over stands on. */
export interface HandoverParts {
  store: Store;
  temporal: Client;
  journal: Journal;
  spool: Spool;
  outage: Outage;
  taskQueue: string;
  log: Log;
}

const pollMs = 5_000;
const atOnce = 500;
const storeWithinMs = 3_000;
const startWithinMs = 3_000;

/** The loop that hands intakes over, and the way for a call whose next turn must not overtake them. */
export class Handover {
  private readonly loop: WakefulLoop;

  constructor(private readonly parts: HandoverParts) {
    this.loop = new WakefulLoop({
      look: async () => await this.look(),
      restMs: () => pollMs,
      onFailed: (error) => parts.log.warn({ err: error }, 'noted calls wait: Temporal or the store is away'),
    });
  }

  start(): void {
    this.parts.spool.open();
    this.loop.start();
  }

  /** Looks now, or again as soon as the look under way has ended. */
  wake(): void {
    this.loop.wake();
  }

  /** Ends after the look under way. */
  async stop(): Promise<void> {
    await this.loop.stop();
    this.parts.spool.end();
  }

  /**
   * Hands these over and waits until their call has heard them. Throws `NoAnswer`. One whose notes are in a store that is
   * away stays behind: what its caller said late agrees to nothing that was read back since.
   */
  async settle(intakes: Intake[], patience: Patience): Promise<void> {
    const { temporal, log } = this.parts;
    for (const intake of intakes) {
      try {
        await persist(temporal, async () => await this.handOver(intake), patience);
      } catch (error) {
        if (error instanceof NoAnswer) throw error;
        log.warn({ err: error, code: intake.code }, 'noted words stay behind the next ones of their call');
        continue;
      }
      const handle = temporal.workflow.getHandle(intakeWorkflowId(intake.code));
      try {
        await persist(
          temporal,
          async () => await handle.executeUpdate(intakeHeard, { updateId: 'heard' }),
          patience,
        );
      } catch (error) {
        // It has ended, and so it was heard.
        if (!isGone(error)) throw error;
      }
    }
  }

  private async look(): Promise<void> {
    const { outage, temporal } = this.parts;
    const waiting = await this.waiting();
    if (waiting.length === 0) return;
    // It looks by itself until Temporal is back, and wakes us then.
    if (outage.isOn()) return;
    if (!(await isUp(temporal))) return outage.begin();
    const held = new Set<string>();
    for (const intake of waiting) {
      const call = callWorkflowId(intake.start.channel, intake.start.callId);
      if (this.loop.isStopped) return;
      if (held.has(call)) continue;
      try {
        await temporal.withDeadline(Date.now() + startWithinMs, async () => await this.handOver(intake));
      } catch (error) {
        if (isUnanswered(error)) outage.begin();
        if (isUnanswered(error)) throw error;
        // Its own trouble is not the others'; only those of its call keep their order behind it.
        held.add(call);
        this.parts.log.error({ err: error, code: intake.code }, 'a noted call could not be handed over');
      }
    }
    if (waiting.length === atOnce && held.size === 0) this.loop.wake();
  }

  /** Those that wait, oldest first: the store's, and where it is away, those that only this gateway knows of. */
  private async waiting(): Promise<Intake[]> {
    const { store, spool, journal } = this.parts;
    try {
      await inTime(storeWithinMs, journal.emptySpool());
      return await inTime(storeWithinMs, store.waitingIntakes(atOnce));
    } catch (error) {
      const own = spool.all().filter(({ inStore }) => !inStore);
      if (own.length === 0) throw error;
      return own.map(({ intake }) => intake);
    }
  }

  /** Starts the workflow of one intake. From the moment it is closed what is said in its call goes into another. */
  private async handOver(intake: Intake): Promise<void> {
    const { temporal, taskQueue, store, spool, journal } = this.parts;
    const { code } = intake;
    if (spool.find(code)) await inTime(storeWithinMs, journal.emptySpool()).catch(() => undefined);
    const spooled = spool.close(code);
    const closed = spooled ?? (await inTime(storeWithinMs, store.closeIntake(code)));
    if (!closed) return;
    journal.handedOver(closed);
    try {
      await temporal.workflow.start('takeIn', toIntakeOptions(closed, taskQueue));
    } catch (error) {
      if (!(error instanceof Error && error.name === 'WorkflowExecutionAlreadyStartedError')) throw error;
    }
    if (spooled) spool.drop(code);
    else await inTime(storeWithinMs, store.intakeStarted(code));
  }
}
