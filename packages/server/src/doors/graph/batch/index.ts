// Owns: JSON batches: which requests one holds, in which order they are made, and how their answers are put together.
// Refuses: knowing operations: each request goes the way of every other, with the caller of the batch.
// Called by: the Graph door.
export { answerBatch, isBatch } from './answer-batch.js';
