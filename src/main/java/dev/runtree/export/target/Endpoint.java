package dev.runtree.export.target;

import java.net.URI;
import java.util.List;

/**
 * Where and how requests are sent. Secrets are in {@link #headers} alone, and nothing here shows them.
 *
 * @param uri the whole address; over gRPC scheme, host and port, and no path
 * @param gzip whether bodies are compressed
 * @param contentType to the letter
 * @param userAgent to the letter
 * @param split what a request may hold
 */
public record Endpoint(
        URI uri,
        Protocol protocol,
        boolean gzip,
        List<Header> headers,
        String contentType,
        String userAgent,
        Tls tls,
        Split split) {
    public Endpoint {
        headers = List.copyOf(headers);
    }
}
