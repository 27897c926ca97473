/** The part of Twilio's REST API that a gateway needs, as forms. Fields not known here are let through. */
import { z } from 'zod';

const flag = z
  .enum(['true', 'false', 'True', 'False'])
  .default('false')
  .transform((word) => word.toLowerCase() === 'true');
const method = z.enum(['GET', 'POST']).default('POST');
const address = z.url();

export const createCall = z
  .looseObject({
    To: z.string().min(1),
    From: z.string().min(1),
    Url: address.optional(),
    Method: method,
    Twiml: z.string().max(4000).optional(),
    StatusCallback: address.optional(),
    StatusCallbackMethod: method,
    StatusCallbackEvent: z.union([z.string(), z.array(z.string())]).optional(),
    MachineDetection: z.enum(['Enable', 'DetectMessageEnd', 'None']).default('None'),
    AsyncAmd: flag,
    AsyncAmdStatusCallback: address.optional(),
    Timeout: z.coerce.number().int().min(1).max(600).default(60),
  })
  .refine(({ Url, Twiml }) => Url !== undefined || Twiml !== undefined, {
    message: 'Url or Twiml must be given',
  });
export type CreateCall = z.infer<typeof createCall>;

export const listCalls = z.looseObject({
  To: z.string().optional(),
  From: z.string().optional(),
  PageSize: z.coerce.number().int().min(1).max(1000).default(50),
});

export const updateCall = z.looseObject({
  Url: address.optional(),
  Method: method,
  Twiml: z.string().max(4000).optional(),
  Status: z.enum(['completed', 'canceled']).optional(),
});
export type UpdateCall = z.infer<typeof updateCall>;

export const startRecording = z.looseObject({
  RecordingStatusCallback: address.optional(),
  RecordingStatusCallbackMethod: method,
});

export const updateRecording = z.looseObject({ Status: z.enum(['stopped', 'paused', 'in-progress']) });
