package dev.runtree.agent.retrieval;

import dev.runtree.agent.trace.StepSpan;
import java.util.List;

/** Finds documents. Safe for use by several threads. */
public interface Retriever extends AutoCloseable {

    /** What people and models call what it knows. */
    String name();

    /** Where it looks: {@code lucene}, {@code pgvector}, or what an own one is called. */
    String store();

    /**
     * The documents that fit best, best first.
     *
     * @param k how many at most
     * @param step the step of this search; what it takes is recorded beneath it
     * @throws RetrievalFailure when it cannot be told
     */
    List<Document> search(String query, int k, StepSpan step);

    @Override
    default void close() {}
}
