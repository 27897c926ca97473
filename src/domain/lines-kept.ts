/** Lines of a conversation that a model is told of; older ones are forgotten by it, not by history. */
export const linesKept = 40;
