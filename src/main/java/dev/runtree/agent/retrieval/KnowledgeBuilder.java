package dev.runtree.agent.retrieval;

import dev.runtree.store.Database;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Builds {@link Knowledge}. */
public final class KnowledgeBuilder {
    private final @Nullable Path folder;
    private final @Nullable Retriever retriever;
    private @Nullable String name;
    private int k = 5;
    private Knowledge.Mode mode = Knowledge.Mode.AGENTIC;
    private @Nullable String description;
    private @Nullable Path index;
    private @Nullable Embeddings embeddings;
    private @Nullable Database database;
    private Duration freshness = Duration.ofSeconds(5);

    KnowledgeBuilder(@Nullable Path folder, @Nullable Retriever retriever) {
        this.folder = folder;
        this.retriever = retriever;
    }

    /** What people and models call it; the folder's name unless set. */
    public KnowledgeBuilder name(String value) {
        name = value;
        return this;
    }

    /** How many passages are looked for; 5 unless set. */
    public KnowledgeBuilder k(int value) {
        if (value < 1) {
            throw new IllegalArgumentException("at least one passage has to be looked for");
        }
        k = value;
        return this;
    }

    /** Who decides that something is looked for; the model unless set. */
    public KnowledgeBuilder mode(Knowledge.Mode value) {
        mode = value;
        return this;
    }

    /** What the model is told of the tool. */
    public KnowledgeBuilder description(@Nullable String value) {
        description = value;
        return this;
    }

    /** Where the index of words is kept from one program to the next; in memory unless set. */
    public KnowledgeBuilder index(@Nullable Path value) {
        index = value;
        return this;
    }

    /** Finds by meaning, where the database has pgvector. */
    public KnowledgeBuilder embeddings(@Nullable Embeddings value) {
        embeddings = value;
        return this;
    }

    /** Where vectors are kept; the {@code AgentOs}'s own unless set. */
    public KnowledgeBuilder database(@Nullable Database value) {
        database = value;
        return this;
    }

    /** For how long what was seen of the folder counts as true; 5 s unless set. */
    public KnowledgeBuilder freshness(Duration value) {
        freshness = value;
        return this;
    }

    public Knowledge build() {
        var named = retriever;
        if (named == null) {
            var files = new TextFiles(folder == null ? Path.of("") : folder);
            var last = files.root().getFileName();
            var called = name == null ? (last == null ? "documents" : last.toString()) : name;
            named = new LateRetriever(called, files, index, embeddings, database, freshness);
        }
        return new Knowledge(named, k, mode, description);
    }
}
