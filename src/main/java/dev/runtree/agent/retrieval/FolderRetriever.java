package dev.runtree.agent.retrieval;

import dev.runtree.agent.trace.StepSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds passages in the files of a folder. Before a search it looks whether files came, changed or went, at most once in a
 * few seconds.
 */
final class FolderRetriever implements Retriever {
    private static final Logger LOG = LoggerFactory.getLogger(FolderRetriever.class);

    /** Files that are taken in at once. */
    private static final int BATCH = 200;

    private final String name;
    private final TextFiles files;
    private final PassageStore store;
    private final Duration freshness;
    private final Set<String> told = new LinkedHashSet<>();
    private @Nullable CompletableFuture<Void> looking;
    private volatile long lookedAt;
    private volatile boolean looked;

    /** @param freshness for how long what was seen of the folder counts as true */
    FolderRetriever(String name, TextFiles files, PassageStore store, Duration freshness) {
        this.name = name;
        this.files = files;
        this.store = store;
        this.freshness = freshness;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String store() {
        return store.name();
    }

    @Override
    public List<Document> search(String query, int k, StepSpan step) {
        refresh(step);
        return query.isBlank() || k < 1 ? List.of() : store.search(query, k, step);
    }

    /**
     * Takes in what has changed, on a thread that nobody interrupts, for that would break an index. Who comes while another is
     * at it for the first time waits, else goes on with what is there.
     */
    private void refresh(StepSpan step) {
        CompletableFuture<Void> awaited;
        synchronized (this) {
            if (looking != null && !looking.isDone()) {
                awaited = looked ? null : looking;
            } else if (looked && System.nanoTime() - lookedAt < freshness.toNanos()) {
                awaited = null;
            } else {
                looking = CompletableFuture.runAsync(
                        () -> takeIn(step),
                        task -> Thread.ofVirtual().name("knowledge-" + name).start(task));
                awaited = looking;
            }
        }
        if (awaited != null) {
            await(awaited);
        }
    }

    private static void await(CompletableFuture<Void> looking) {
        try {
            looking.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetrievalFailure("the search was broken off", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RetrievalFailure known
                    ? known
                    : new RetrievalFailure("the documents cannot be read: " + e.getCause(), e);
        }
    }

    private void takeIn(StepSpan step) {
        var since = System.nanoTime();
        var there = files.signatures();
        var kept = store.files();
        var gone =
                kept.keySet().stream().filter(path -> !there.containsKey(path)).toList();
        var changed = there.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(kept.get(entry.getKey())))
                .toList();
        var passedOver = new ArrayList<String>();
        for (var from = 0; from < changed.size() || from == 0; from += BATCH) {
            var batch = new ArrayList<PassageStore.FilePassages>();
            for (var entry : changed.subList(from, Math.min(from + BATCH, changed.size()))) {
                var passages = passages(entry.getKey(), passedOver);
                batch.add(new PassageStore.FilePassages(entry.getKey(), entry.getValue(), passages));
            }
            if (!batch.isEmpty() || (from == 0 && !gone.isEmpty())) {
                store.update(batch, from == 0 ? gone : List.of(), step);
            }
        }
        if (!changed.isEmpty() || !gone.isEmpty()) {
            step.set("runtree.retrieval.files_read", changed.size() - passedOver.size());
            step.set("runtree.retrieval.files_gone", gone.size());
            LOG.info("Knowledge {}: {} files read, {} gone", name, changed.size() - passedOver.size(), gone.size());
        }
        if (!passedOver.isEmpty()) {
            step.set(
                    "runtree.retrieval.passed_over",
                    passedOver.stream().limit(100).toList());
        }
        lookedAt = since;
        looked = true;
    }

    private List<Passage> passages(String path, List<String> passedOver) {
        try {
            return files.passages(path);
        } catch (TextFiles.Unreadable e) {
            var line = String.valueOf(e.getMessage());
            passedOver.add(line);
            if (told.size() < 10_000 && told.add(line)) {
                LOG.warn("Knowledge {}: {} passes over {}", name, files.root(), line);
            }
            return List.of();
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
