/** What callers said, turn by turn, as WAV files of a host: mu-law, 8 kHz, mono. */
import { join } from 'node:path';
import { wavHeader } from '../audio/wav-header';
import { writeWhole } from '../whole-file';

/** A folder of them. */
export interface SoundFolder {
  /**
   * Begins to write a turn's sound, and returns what it is found by, below the host's data folder:
   * `sound/<call>/<turn>.wav`. Nobody waits for the disk. Undefined where a name is none for a file: a turn that was
   * listened to without the workflow has no history that could hold it.
   */
  keep(callId: string, turnId: string, mulaw: Buffer): string | undefined;
}

const name = /^[A-Za-z0-9_-]{1,64}$/;

/** @param home - the host's data folder; `onFault` hears what the disk refused */
export function createSoundFolder(home: string, onFault: (fault: unknown) => void): SoundFolder {
  return {
    keep(callId, turnId, mulaw) {
      if (!name.test(callId) || !name.test(turnId)) return undefined;
      const reference = `sound/${callId}/${turnId}.wav`;
      const header = wavHeader({ codec: 'mulaw', rate: 8000, channels: 1 }, mulaw.length);
      const padding = Buffer.alloc(mulaw.length % 2);
      writeWhole(join(home, reference), Buffer.concat([header, mulaw, padding])).catch(onFault);
      return reference;
    },
  };
}
