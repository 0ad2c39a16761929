package dev.runtree.export.target;

import dev.runtree.otlp.profile.Profile;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** What is to be known of one back end. */
interface Vendor {
    /** As it calls itself. */
    String title();

    List<Asked> asks();

    Profile profile();

    /** Those that it understands, the best first. */
    List<Protocol> protocols();

    /** Where requests go, of a target that speaks one of {@link #protocols}. */
    Address address(Answers answers, Protocol protocol);

    /** Resource attributes that say where a trace belongs there; a producer's own are replaced. */
    default Map<String, String> routing(Answers answers) {
        return Map.of();
    }

    default Split split() {
        return Split.USUAL;
    }

    default boolean gzip() {
        return true;
    }

    /**
     * An address and what is said with each request.
     *
     * @param base where the service is
     * @param path behind it, over HTTP
     */
    record Address(URI base, String path, List<Header> headers) {}
}
