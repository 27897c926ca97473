/** The declared operations and look-ups of a stand-in system. */
import { actQuery, type DeskAct, newAct, operation } from '../../sandbox/shapes';
import {
  answered,
  type DeskParts,
  type DeskRequest,
  done,
  jsonOf,
  marksOf,
  noReferences,
  shaped,
} from './protocol';
import { createRecords } from './records';

/** What may be asked about operations. */
export function actDoors(parts: DeskParts) {
  const records = createRecords<DeskAct>(parts.nextNumber, parts.lagMs);
  return {
    carryOut: ({ idempotencyKey, body }: DeskRequest) =>
      shaped(newAct, body, ({ tool, arguments: given, reference: stamp }) => {
        const { key, ...marks } = marksOf(parts, idempotencyKey, stamp);
        const known = records.byKey(marks.honoured);
        if (known) return answered({ act: known });
        const args = jsonOf(given);
        const act = {
          id: records.nextId(),
          tool,
          arguments: given,
          ...(marks.reference && { reference: marks.reference }),
          answer: parts.answer(tool, args) ?? null,
          createdAt: new Date().toISOString(),
        };
        records.add(act, marks);
        parts.write({ tool, arguments: args, key, recordId: act.id });
        return done(201, { act });
      }),

    list: ({ query }: DeskRequest) =>
      parts.class === 'none'
        ? noReferences()
        : shaped(actQuery, query, ({ reference }) => answered({ acts: records.byReference(reference) })),

    lookUp: ({ body }: DeskRequest) =>
      shaped(operation, body, ({ tool, arguments: args }) =>
        answered({ answer: parts.answer(tool, jsonOf(args)) ?? null }),
      ),
  };
}
