package dev.runtree.otlp.wire;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The resources and scopes of many spans: most spans have the same few, which are read once. */
final class StoredOrigins {
    private static final int MOST = 100;

    private final Map<Texts, StoredOrigin> known = new HashMap<>();

    private record Texts(String resource, String scope) {}

    /** @throws IOException when they are none that Runtree wrote */
    StoredOrigin of(String resource, String scope) throws IOException {
        var texts = new Texts(resource, scope);
        var origin = known.get(texts);
        if (origin == null) {
            origin = new StoredOrigin();
            PayloadInput.read(resource, origin::readResource);
            PayloadInput.read(scope, origin::readScope);
            if (known.size() >= MOST) {
                known.clear();
            }
            known.put(texts, origin);
        }
        return origin;
    }
}
