package dev.runtree.agent.retrieval;

import dev.runtree.agent.trace.StepSpan;
import dev.runtree.store.StoreException;
import dev.runtree.store.VectorTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Passages with their vectors in PostgreSQL, found by meaning. */
final class VectorStore implements PassageStore {
    private final Embeddings embeddings;
    private final VectorTable table;

    VectorStore(Embeddings embeddings, VectorTable table) {
        this.embeddings = embeddings;
        this.table = table;
    }

    @Override
    public String name() {
        return "pgvector";
    }

    @Override
    public Map<String, String> files() {
        try {
            return table.files();
        } catch (StoreException e) {
            throw failure(e);
        }
    }

    @Override
    public void update(List<FilePassages> changed, List<String> gone, StepSpan step) {
        var texts = changed.stream()
                .flatMap(file -> file.passages().stream())
                .map(VectorStore::told)
                .toList();
        var vectors = texts.isEmpty() ? List.<float[]>of() : embeddings.of(texts, step);
        var at = 0;
        var files = new ArrayList<VectorTable.File>();
        for (var file : changed) {
            var rows = new ArrayList<VectorTable.Row>();
            var numbers = new HashMap<String, Integer>();
            for (var passage : file.passages()) {
                var place = passage.firstLine() + "-" + passage.lastLine();
                var number = numbers.merge(place, 1, Integer::sum) - 1;
                rows.add(new VectorTable.Row(
                        PassageStore.id(file.path(), passage, number),
                        passage.text(),
                        passage.heading(),
                        passage.firstLine(),
                        passage.lastLine(),
                        vectors.get(at++)));
            }
            files.add(new VectorTable.File(file.path(), file.signature(), rows));
        }
        try {
            table.update(files, gone);
        } catch (StoreException e) {
            throw failure(e);
        }
    }

    /** What it says, with what it stands under. */
    private static String told(Passage passage) {
        return passage.heading().isEmpty() ? passage.text() : passage.heading() + "\n\n" + passage.text();
    }

    @Override
    public List<Document> search(String query, int k, StepSpan step) {
        var vector = embeddings.of(List.of(query), step).getFirst();
        try {
            return table.nearest(vector, k).stream()
                    .map(hit -> new Document(
                            hit.id(),
                            hit.text(),
                            hit.similarity(),
                            PassageStore.metadata(hit.path(), hit.heading(), hit.firstLine(), hit.lastLine())))
                    .toList();
        } catch (StoreException e) {
            throw failure(e);
        }
    }

    private static RetrievalFailure failure(StoreException e) {
        return new RetrievalFailure(String.valueOf(e.getMessage()), e);
    }

    /** The table and the database stay. */
    @Override
    public void close() {}
}
