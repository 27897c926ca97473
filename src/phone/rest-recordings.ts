/** Recordings by the REST API. */
import type { FastifyInstance } from 'fastify';
import type { PhoneCall } from './phone-call';
import { Recording } from './recording';
import { callOf, type CallPath, read, RestError } from './rest-request';
import { startRecording, updateRecording } from './rest-shapes';
import type { Switchboard } from './switchboard';

interface RecordingPath {
  Params: { sid: string; recording: string };
}

const longestMs = 24 * 3_600_000;

/** Adds its routes. */
export function addRecordings(app: FastifyInstance, board: Switchboard, root: string): void {
  app.post<CallPath>(`${root}/Calls/:sid/Recordings.json`, async (request, reply) => {
    const call = callOf(board, request.params.sid);
    const { RecordingStatusCallback: url, RecordingStatusCallbackMethod: method } = read(
      startRecording,
      request.body,
    );
    const recording = new Recording(call.sid, 'StartCallRecordingAPI');
    call.recordings.push(recording);
    board.recordings.set(recording.sid, recording);
    void finish(board, call, recording, url === undefined ? undefined : { url, method });
    return await reply.code(201).send(resourceOf(recording));
  });
  app.post<RecordingPath>(`${root}/Calls/:sid/Recordings/:recording.json`, async ({ params, body }) => {
    const call = callOf(board, params.sid);
    const current = call.recordings.findLast(({ status }) => status === 'in-progress' || status === 'paused');
    const recording =
      params.recording === 'Twilio.CURRENT' ? current : board.recordings.get(params.recording);
    if (!recording) throw new RestError(404, 20404, 'The recording was not found');
    const { Status } = read(updateRecording, body);
    if (Status === 'stopped') recording.complete();
    else recording.status = Status;
    return resourceOf(recording);
  });
  app.get<RecordingPath>(`${root}/Recordings/:recording`, async ({ params }, reply) => {
    const sid = params.recording.replace(/\.(wav|json)$/, '');
    const recording = board.recordings.get(sid);
    if (!recording) throw new RestError(404, 20404, 'The recording was not found');
    if (params.recording.endsWith('.json')) return resourceOf(recording);
    return await reply.type('audio/x-wav').send(recording.wav());
  });
  app.delete<RecordingPath>(`${root}/Recordings/:recording`, async ({ params }, reply) => {
    if (!board.recordings.delete(params.recording.replace(/\.json$/, ''))) {
      throw new RestError(404, 20404, 'The recording was not found');
    }
    return await reply.code(204).send();
  });
}

/** When it is stopped or the call is over it is complete, and that is told. */
async function finish(
  board: Switchboard,
  call: PhoneCall,
  recording: Recording,
  callback: { url: string; method: 'GET' | 'POST' } | undefined,
): Promise<void> {
  await call.until(() => recording.status === 'completed' || recording.status === 'absent', longestMs);
  recording.complete();
  if (!callback) return;
  await board.tell(callback.url, callback.method, {
    AccountSid: call.accountSid,
    CallSid: call.sid,
    RecordingSid: recording.sid,
    RecordingStatus: recording.status,
    RecordingSource: recording.source,
    RecordingDuration: `${recording.durationS}`,
    RecordingChannels: '1',
    RecordingUrl: `${board.restUrl()}/2010-04-01/Accounts/${call.accountSid}/Recordings/${recording.sid}`,
  });
}

const resourceOf = ({ sid, callSid, status, durationS, source }: Recording): object => ({
  sid,
  call_sid: callSid,
  status,
  duration: `${durationS}`,
  source,
  channels: 1,
});
