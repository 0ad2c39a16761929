package dev.runtree.agent.retrieval;

import dev.runtree.agent.trace.StepSpan;
import dev.runtree.store.Database;
import dev.runtree.store.StoreException;
import dev.runtree.store.VectorTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder's retriever, opened with the first search: by vectors when there is a model for them and a database that has
 * pgvector, else by words.
 */
final class LateRetriever implements Retriever {
    private static final Logger LOG = LoggerFactory.getLogger(LateRetriever.class);

    private final String name;
    private final TextFiles files;
    private final @Nullable Path index;
    private final @Nullable Embeddings embeddings;
    private final Duration freshness;
    private @Nullable Database database;
    private @Nullable FolderRetriever opened;
    private volatile String store;

    LateRetriever(
            String name,
            TextFiles files,
            @Nullable Path index,
            @Nullable Embeddings embeddings,
            @Nullable Database database,
            Duration freshness) {
        this.name = name;
        this.files = files;
        this.index = index;
        this.embeddings = embeddings;
        this.database = database;
        this.freshness = freshness;
        this.store = embeddings == null ? "lucene" : "pgvector";
    }

    synchronized void offer(Database other) {
        if (database == null) {
            database = other;
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String store() {
        return store;
    }

    @Override
    public List<Document> search(String query, int k, StepSpan step) {
        return open(step).search(query, k, step);
    }

    private synchronized FolderRetriever open(StepSpan step) {
        var there = opened;
        if (there == null) {
            var passages = store(step);
            store = passages.name();
            there = new FolderRetriever(name, files, passages, freshness);
            opened = there;
        }
        step.set("runtree.span.subject", store);
        return there;
    }

    private PassageStore store(StepSpan step) {
        var vectors = vectors(step);
        if (vectors != null) {
            return vectors;
        }
        return index == null ? LuceneStore.inMemory() : LuceneStore.in(index);
    }

    private @Nullable PassageStore vectors(StepSpan step) {
        if (embeddings == null || database == null) {
            return null;
        }
        var dimensions = embeddings.of(List.of("dimensions"), step).getFirst().length;
        try {
            var table = VectorTable.open(database, files.root() + " (" + name + ", by " + embeddings + ")", dimensions);
            if (table.isEmpty()) {
                LOG.info("Knowledge {}: the database has no pgvector, so it is searched by words", name);
                step.set("runtree.retrieval.note", "the database has no pgvector, so words are looked for");
            }
            return table.map(found -> new VectorStore(embeddings, found)).orElse(null);
        } catch (StoreException e) {
            throw new RetrievalFailure(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public synchronized void close() {
        if (opened != null) {
            opened.close();
            opened = null;
        }
    }
}
