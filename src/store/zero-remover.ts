import {
  type KyselyPlugin,
  OperationNodeTransformer,
  type PrimitiveValueListNode,
  type QueryId,
  type ValueNode,
} from 'kysely';

/**
 * Takes zero characters out of every text that is written. PostgreSQL has no place for them, and a caller's message that
 * held one would be refused for ever, however often its write is tried again.
 */
export const zeroRemover: KyselyPlugin = {
  transformQuery: ({ node, queryId }) => transformer.transformNode(node, queryId),
  transformResult: ({ result }) => Promise.resolve(result),
};

/** The text without zero characters; anything else as it is. */
export const withoutZeros = (value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll('\0', '') : value;

class ZeroRemover extends OperationNodeTransformer {
  protected override transformValue(node: ValueNode, queryId?: QueryId): ValueNode {
    const { value, ...rest } = super.transformValue(node, queryId);
    return { ...rest, value: withoutZeros(value) };
  }

  protected override transformPrimitiveValueList(
    node: PrimitiveValueListNode,
    queryId?: QueryId,
  ): PrimitiveValueListNode {
    const { values, ...rest } = super.transformPrimitiveValueList(node, queryId);
    return { ...rest, values: values.map(withoutZeros) };
  }
}

const transformer = new ZeroRemover();
