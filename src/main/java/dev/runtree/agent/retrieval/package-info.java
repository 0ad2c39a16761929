/**
 * What agents know beyond what their model learned: documents in folders, cut into passages, kept in an index and found by
 * words or by meaning. Each search is a step of the run, with what was asked, where, and what was found.
 *
 * <p>A {@link dev.runtree.agent.retrieval.Knowledge} is what an agent is given: a retriever, and whether the model calls it
 * or is told what was found before it is asked.
 */
@NullMarked
package dev.runtree.agent.retrieval;

import org.jspecify.annotations.NullMarked;
