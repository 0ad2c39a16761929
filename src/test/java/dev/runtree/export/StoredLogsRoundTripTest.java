package dev.runtree.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;
import dev.runtree.model.LogRecord;
import dev.runtree.model.Source;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.otlp.wire.BodyKind;
import dev.runtree.pricing.Prices;
import dev.runtree.query.RunFilter;
import dev.runtree.receive.FileImport;
import dev.runtree.receive.ImportLimits;
import dev.runtree.receive.ImportReport;
import dev.runtree.store.Database;
import dev.runtree.store.RunQueries;
import dev.runtree.store.SpanWriter;
import dev.runtree.store.TestServer;
import dev.runtree.testing.RandomTraces;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Log records come out of PostgreSQL, into files and in again equal to what came in. */
class StoredLogsRoundTripTest {
    @TempDir
    Path folder;

    private Database db;

    @BeforeEach
    void open() {
        db = fresh();
    }

    @AfterEach
    void close() {
        db.close();
    }

    private static Database fresh() {
        return Database.open(TestServer.get().freshDatabase(), TestServer.get().home());
    }

    @ParameterizedTest
    @EnumSource
    void thoseOfEveryCaptureComeBackEqual(ExportFormat format) throws IOException {
        var found = 0;
        try (var writer = new SpanWriter(db, new SpanLogs(Prices.none()))) {
            for (var file : captures()) {
                var body = Files.readAllBytes(file);
                switch (BodyKind.ofProtobuf(body)) {
                    case TRACES ->
                        writer.write(new OtlpReader(Prices.none())
                                .traces(Encoding.PROTOBUF, body, Source.IMPORT)
                                .spans());
                    case LOGS -> {
                        var logs = OtlpReader.logs(Encoding.PROTOBUF, body).logs();
                        found += logs.size();
                        writer.write(List.of(), logs);
                    }
                    case METRICS, OTHER -> {}
                }
            }
        }
        assertThat(found).isGreaterThan(10);
        assertThat(exportedAndImported(format).inexact()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void generatedOnesComeBackEqual(ExportFormat format) throws IOException {
        for (var seed = 1; seed <= 40; seed++) {
            var spans = new RandomTraces(20_000 + seed, false).next();
            write(spans, logs(spans));
        }
        assertThat(exportedAndImported(format).inexact()).isZero();
    }

    /** What had to be repaired leaves as it came, and what protobuf has no words for is kept in it. */
    @Test
    void brokenAndUnknownOnesComeBackEqualInProtobufAndAreCountedInJson() throws IOException {
        var spans = new RandomTraces(5, true).next();
        var body = logs(spans).toBuilder();
        body.getResourceLogsBuilder(0)
                .getScopeLogsBuilder(0)
                .addLogRecords(io.opentelemetry.proto.logs.v1.LogRecord.newBuilder()
                        .setTraceId(ByteString.copyFromUtf8("a trace of bytes"))
                        .setSpanId(ByteString.copyFromUtf8("its span"))
                        .setBody(AnyValue.newBuilder().setStringValue("WORD")));
        var broken = body.build().toByteArray();
        broken[new String(broken, StandardCharsets.ISO_8859_1).indexOf("WORD")] = (byte) 0xff;
        var span = Span.newBuilder()
                .setTraceId(ByteString.copyFromUtf8("a trace of bytes"))
                .setSpanId(ByteString.copyFromUtf8("its span"))
                .setStartTimeUnixNano(1_700_000_000_000_000_001L);
        var all = spans.toBuilder();
        all.addResourceSpansBuilder().addScopeSpansBuilder().addSpans(span);
        write(all.build(), broken);
        exportedAndImported(ExportFormat.OTLP_PB);
        var json = export(ExportFormat.OTLP_JSON, "json.zip");
        assertThat(json.inexact()).isPositive();
    }

    /** More than are read at once. */
    @ParameterizedTest
    @EnumSource
    void aTraceOfManyRecordsIsWrittenPageByPage(ExportFormat format) throws IOException {
        var span = Span.newBuilder()
                .setTraceId(ByteString.copyFromUtf8("a trace of bytes"))
                .setSpanId(ByteString.copyFromUtf8("its span"))
                .setStartTimeUnixNano(1_700_000_000_000_000_001L);
        var spans = ExportTraceServiceRequest.newBuilder();
        spans.addResourceSpansBuilder().addScopeSpansBuilder().addSpans(span);
        var logs = ExportLogsServiceRequest.newBuilder();
        var scope = logs.addResourceLogsBuilder().addScopeLogsBuilder();
        for (var i = 0; i < 2_500; i++) {
            scope.addLogRecords(io.opentelemetry.proto.logs.v1.LogRecord.newBuilder()
                    .setTraceId(span.getTraceId())
                    .setSpanId(span.getSpanId())
                    .setTimeUnixNano(1_700_000_000_000_000_000L + i / 3)
                    .setBody(AnyValue.newBuilder()
                            .setStringValue("line " + i + "x".repeat(i % 500 == 0 ? 3 << 20 : 9))));
        }
        write(spans.build(), logs.build());
        assertThat(exportedAndImported(format).logs()).isEqualTo(2_500);
    }

    /** Exports all, imports it into another database and compares. */
    private ExportReport exportedAndImported(ExportFormat format) throws IOException {
        var sent = logs(db);
        assertThat(sent).isNotEmpty();
        var report = export(format, "all.zip");
        assertThat(report.logs()).isEqualTo(sent.size());
        try (var copy = fresh();
                var writer = new SpanWriter(copy, new SpanLogs(Prices.none()))) {
            var imported = new FileImport(
                            new OtlpReader(Prices.none()),
                            writer::write,
                            file -> {},
                            new ImportLimits(8 << 20, 1L << 32, 3, 500))
                    .run(List.of(folder.resolve("all.zip")));
            assertThat(imported.files())
                    .extracting(ImportReport.FileReport::outcome)
                    .hasOnlyElementsOfType(ImportReport.Stored.class);
            assertThat(imported.logs()).isEqualTo(sent.size());
            assertThat(logs(copy)).isEqualTo(sent);
        }
        return report;
    }

    private ExportReport export(ExportFormat format, String name) {
        return new TraceExport(new RunQueries(db), format, done -> {})
                .toFile(RunFilter.ALL, Integer.MAX_VALUE, folder.resolve(name), false);
    }

    /** The log records of every trace that has spans. */
    private static List<LogRecord> logs(Database from) {
        var queries = new RunQueries(from);
        var found = new ArrayList<LogRecord>();
        queries.runs(RunFilter.ALL, null, 10_000).fetch().runs().stream()
                .map(run -> run.id().traceId())
                .distinct()
                .sorted()
                .forEach(traceId -> {
                    var logs = queries.logs(traceId);
                    for (var page = logs.next(); !page.isEmpty(); page = logs.next()) {
                        found.addAll(page);
                    }
                });
        return found;
    }

    private void write(ExportTraceServiceRequest spans, ExportLogsServiceRequest logs) {
        write(spans, logs.toByteArray());
    }

    private void write(ExportTraceServiceRequest spans, byte[] logs) {
        try (var writer = new SpanWriter(db, new SpanLogs(Prices.none()))) {
            List<LogRecord> read = OtlpReader.logs(Encoding.PROTOBUF, logs).logs();
            writer.write(
                    new OtlpReader(Prices.none())
                            .traces(Encoding.PROTOBUF, spans.toByteArray(), Source.IMPORT)
                            .spans(),
                    read);
        }
    }

    /** For each span a log record that says the same, with each of its fields used. */
    private static ExportLogsServiceRequest logs(ExportTraceServiceRequest spans) {
        var result = ExportLogsServiceRequest.newBuilder();
        for (var resource : spans.getResourceSpansList()) {
            var logs = ResourceLogs.newBuilder().setSchemaUrl(resource.getSchemaUrl());
            if (resource.hasResource()) {
                logs.setResource(resource.getResource());
            }
            for (var scope : resource.getScopeSpansList()) {
                var records = ScopeLogs.newBuilder().setSchemaUrl(scope.getSchemaUrl());
                if (scope.hasScope()) {
                    records.setScope(scope.getScope());
                }
                scope.getSpansList().forEach(span -> records.addLogRecords(log(span)));
                logs.addScopeLogs(records);
            }
            result.addResourceLogs(logs);
        }
        return result.build();
    }

    private static io.opentelemetry.proto.logs.v1.LogRecord log(Span span) {
        var log = io.opentelemetry.proto.logs.v1.LogRecord.newBuilder()
                .setTraceId(span.getTraceId())
                .setSpanId(span.getSpanId())
                .setTimeUnixNano(span.getStartTimeUnixNano())
                .setObservedTimeUnixNano(span.getEndTimeUnixNano())
                .setSeverityNumberValue(span.getKindValue())
                .setSeverityText(span.getStatus().getMessage())
                .setEventName(span.getName())
                .addAllAttributes(span.getAttributesList())
                .setDroppedAttributesCount(span.getDroppedAttributesCount())
                .setFlags(span.getFlags())
                .setUnknownFields(span.getUnknownFields());
        if (span.getAttributesCount() > 0) {
            log.setBody(span.getAttributes(0).getValue());
        }
        return log.build();
    }

    private static List<Path> captures() throws IOException {
        var captures = Path.of("..", "shared", "captures");
        if (!Files.isDirectory(captures)) {
            captures = Path.of("..", "..", "shared", "captures");
        }
        assumeTrue(Files.isDirectory(captures), "No recorded payloads beside the project");
        try (var files = Files.walk(captures)) {
            return new ArrayList<>(files.filter(file -> file.toString().endsWith(".pb"))
                    .sorted()
                    .toList());
        }
    }
}
