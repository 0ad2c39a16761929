package dev.runtree.otlp.wire;

/** What a body holds, told by its content. */
public enum BodyKind {
    TRACES,
    LOGS,
    METRICS,
    /** Neither; also what only looks like protobuf or JSON. */
    OTHER;

    /** What the protobuf bytes hold, judged by the wire types of the first records. */
    public static BodyKind ofProtobuf(byte[] body) {
        return WireKind.of(body);
    }

    /** What the JSON text holds, judged by its top-level key. */
    public static BodyKind ofJson(byte[] body) {
        return JsonKind.of(body);
    }
}
