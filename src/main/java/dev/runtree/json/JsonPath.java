package dev.runtree.json;

import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A query for values in JSON: all of RFC 9535, evaluated over a {@link JsonIndex} so that what it finds has a place.
 * Numbers are compared exactly. Of a key that occurs twice both values are found.
 */
public final class JsonPath {
    private final PathParts.Query query;

    private JsonPath(PathParts.Query query) {
        this.query = query;
    }

    /** @throws BadJsonPath with the place of the mistake */
    public static JsonPath parse(String text) throws BadJsonPath {
        return new JsonPath(new PathReader(text).whole());
    }

    /** The lines of what it finds, in the order of the RFC, which may have a line twice. */
    public List<Integer> lines(JsonIndex index) {
        return lines(index, () -> false);
    }

    /**
     * @param cancelled asked now and then; a {@link java.util.concurrent.CancellationException} follows
     * @throws TooManyValues when it finds more than can be listed
     */
    public List<Integer> lines(JsonIndex index, BooleanSupplier cancelled) {
        return new PathEvaluation(index, cancelled).lines(query);
    }

    /** It found more values than can be listed. */
    public static final class TooManyValues extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManyValues() {
            super("it finds too many values");
        }
    }
}
