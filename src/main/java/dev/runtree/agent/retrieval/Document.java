package dev.runtree.agent.retrieval;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A passage that was found.
 *
 * @param id the same for the same passage, from search to search
 * @param score how well it fits; higher is better, comparable within one search alone
 * @param metadata where it stands: {@code path}, {@code heading}, {@code lines}
 */
public record Document(String id, String content, double score, Map<String, String> metadata) {
    public Document {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }
}
