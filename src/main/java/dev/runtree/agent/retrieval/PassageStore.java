package dev.runtree.agent.retrieval;

import dev.runtree.agent.trace.StepSpan;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps the passages of files, and finds them. Safe for use by several threads. */
interface PassageStore extends AutoCloseable {

    /** {@code lucene} or {@code pgvector}. */
    String name();

    /** What is kept: the signatures of files by their paths. */
    Map<String, String> files();

    /**
     * Keeps changed files in place of what was kept of them, and forgets others. All of it or nothing.
     *
     * @param changed none of them with passages that are to be kept and are not in it
     * @param gone paths
     * @param step beneath which it is recorded what it takes
     */
    void update(List<FilePassages> changed, List<String> gone, StepSpan step);

    /** The documents that fit best, best first. */
    List<Document> search(String query, int k, StepSpan step);

    @Override
    void close();

    /** What is to be kept of a file; nothing at all of one that cannot be read, so that it is not read again. */
    record FilePassages(String path, String signature, List<Passage> passages) {}

    /** {@code path#12-40}, with a number behind it where several begin and end in the same lines. */
    static String id(String path, Passage passage, int number) {
        return path + "#" + passage.firstLine() + "-" + passage.lastLine() + (number == 0 ? "" : "." + number);
    }

    static Map<String, String> metadata(String path, String heading, int firstLine, int lastLine) {
        var lines = firstLine == lastLine ? String.valueOf(firstLine) : firstLine + "-" + lastLine;
        return heading.isEmpty()
                ? new TreeMap<>(Map.of("path", path, "lines", lines))
                : new TreeMap<>(Map.of("path", path, "heading", heading, "lines", lines));
    }
}
