package dev.runtree.otlp.wire;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a signal frames its records in a body: records in scopes in resources in a request, with the same field numbers in
 * every signal. What reads and writes bodies is written once for all of them.
 *
 * @param <R> the message around the records of one resource
 */
public final class Frames<R extends Message> {
    /** Spans. */
    public static final Frames<ResourceSpans> TRACES = new Frames<>(
            BodyKind.TRACES,
            "span",
            ExportTraceServiceRequest.getDefaultInstance(),
            ResourceSpans.class,
            ResourceSpans.getDefaultInstance(),
            ScopeSpans.getDefaultInstance(),
            Span.getDefaultInstance(),
            Set.of("scopeSpans", "instrumentationLibrarySpans"),
            Set.of("spans"),
            in -> new JsonSpans(in)::span);

    /** Log records. */
    public static final Frames<ResourceLogs> LOGS = new Frames<>(
            BodyKind.LOGS,
            "log record",
            ExportLogsServiceRequest.getDefaultInstance(),
            ResourceLogs.class,
            ResourceLogs.getDefaultInstance(),
            ScopeLogs.getDefaultInstance(),
            LogRecord.getDefaultInstance(),
            Set.of("scopeLogs", "instrumentationLibraryLogs"),
            Set.of("logRecords", "logs"),
            in -> new JsonLogs(in)::logRecord);

    /** The number of the resources in a request. */
    static final int RESOURCES = 1;
    /** The number of the scopes in a resource's message. */
    static final int SCOPES = 2;
    /** The number of the records in a scope's message. */
    static final int RECORDS = 2;

    /** The number of what a resource's or scope's message is about. */
    private static final int ORIGIN = 1;

    private static final int SCHEMA_URL = 3;

    /** Reads a record of OTLP/JSON off the input that it was made for. */
    interface JsonRecord {
        Message read() throws IOException;
    }

    private final BodyKind kind;
    private final String word;
    private final Message request;
    private final Class<R> type;
    private final R resource;
    private final Message scope;
    private final Message record;
    private final Set<String> scopeNames;
    private final Set<String> recordNames;
    private final Function<JsonInput, JsonRecord> json;

    private Frames(
            BodyKind kind,
            String word,
            Message request,
            Class<R> type,
            R resource,
            Message scope,
            Message record,
            Set<String> scopeNames,
            Set<String> recordNames,
            Function<JsonInput, JsonRecord> json) {
        this.kind = kind;
        this.word = word;
        this.request = request;
        this.type = type;
        this.resource = resource;
        this.scope = scope;
        this.record = record;
        this.scopeNames = scopeNames;
        this.recordNames = recordNames;
        this.json = json;
    }

    BodyKind kind() {
        return kind;
    }

    /** What a record is called, in the singular. */
    String word() {
        return word;
    }

    /** An empty body. */
    Message request() {
        return request;
    }

    /** A resource's message without anything in it. */
    R resource() {
        return resource;
    }

    /** A scope's message without anything in it. */
    Message scope() {
        return scope;
    }

    /** An empty record. */
    Message record() {
        return record;
    }

    FieldDescriptor resources() {
        return request.getDescriptorForType().findFieldByNumber(RESOURCES);
    }

    FieldDescriptor scopes() {
        return resource.getDescriptorForType().findFieldByNumber(SCOPES);
    }

    FieldDescriptor records() {
        return scope.getDescriptorForType().findFieldByNumber(RECORDS);
    }

    /** The resources of a body. */
    List<R> resources(Message request) {
        return messages(request, resources(), type);
    }

    /** The scopes of a resource's message. */
    List<Message> scopes(R resource) {
        return messages(resource, scopes(), Message.class);
    }

    /** The records of a scope's message. */
    List<Message> records(Message scope) {
        return messages(scope, records(), Message.class);
    }

    R built(Message.Builder resource) {
        return type.cast(resource.build());
    }

    /** The field of a resource's or scope's message that says what it is about. */
    static FieldDescriptor origin(Message around) {
        return around.getDescriptorForType().findFieldByNumber(ORIGIN);
    }

    static FieldDescriptor schemaUrl(Message around) {
        return around.getDescriptorForType().findFieldByNumber(SCHEMA_URL);
    }

    static String schemaUrlOf(Message around) {
        return (String) around.getField(schemaUrl(around));
    }

    /** {@code null} when none was sent. */
    static @Nullable Resource resourceOf(Message around) {
        return around.hasField(origin(around)) ? (Resource) around.getField(origin(around)) : null;
    }

    /** {@code null} when none was sent. */
    static @Nullable InstrumentationScope scopeOf(Message around) {
        return around.hasField(origin(around)) ? (InstrumentationScope) around.getField(origin(around)) : null;
    }

    /** Whether OTLP/JSON calls the scopes of a resource so, now or in older versions. */
    boolean isScopes(String camelCaseName) {
        return scopeNames.contains(camelCaseName);
    }

    boolean isRecords(String camelCaseName) {
        return recordNames.contains(camelCaseName);
    }

    JsonRecord json(JsonInput in) {
        return json.apply(in);
    }

    private static <T> List<T> messages(Message in, FieldDescriptor field, Class<T> type) {
        return ((List<?>) in.getField(field)).stream().map(type::cast).toList();
    }
}
