package dev.runtree.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;
import dev.runtree.model.Source;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.otlp.wire.BodyKind;
import dev.runtree.pricing.Prices;
import dev.runtree.query.RunFilter;
import dev.runtree.store.RunQueries;
import dev.runtree.store.SpanWriter;
import dev.runtree.store.SqlConsole;
import dev.runtree.testing.RandomTraces;
import dev.runtree.testing.SentSpans;
import dev.runtree.testing.SentSpans.Sent;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was stored comes out of PostgreSQL equal to what came in. */
class StoredRoundTripTest {
    @RegisterExtension
    static final TestDatabase generated = new TestDatabase();

    @RegisterExtension
    static final TestDatabase captured = new TestDatabase();

    private static final int BODIES = 150;

    @TempDir
    Path folder;

    @Test
    void generatedTracesComeOutEqual() throws IOException {
        var sent = new ArrayList<Sent>();
        try (var writer = new SpanWriter(generated.database(), new SpanLogs(Prices.none()))) {
            for (var seed = 1; seed <= BODIES; seed++) {
                var body = new RandomTraces(10_000 + seed, false).next();
                sent.addAll(SentSpans.of(body.getResourceSpansList()));
                writer.write(new OtlpReader(Prices.none())
                        .traces(Encoding.PROTOBUF, body.toByteArray(), Source.IMPORT)
                        .spans());
            }
        }
        for (var format : ExportFormat.values()) {
            assertThat(exported(generated, format)).containsExactlyInAnyOrderElementsOf(sent);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyCaptureComesOutEqual(ExportFormat format) throws IOException {
        var sent = new HashMap<List<ByteString>, Set<Sent>>();
        try (var writer = new SpanWriter(captured.database(), new SpanLogs(Prices.none()))) {
            for (var file : captures()) {
                var body = Files.readAllBytes(file);
                var isJson = file.toString().endsWith(".json");
                var kind = isJson ? BodyKind.ofJson(body) : BodyKind.ofProtobuf(body);
                if (kind == BodyKind.TRACES) {
                    (isJson ? SentSpans.ofJson(body) : SentSpans.ofProtobuf(body))
                            .forEach(span -> sent.computeIfAbsent(key(span), any -> new HashSet<>())
                                    .add(span));
                    writer.write(new OtlpReader(Prices.none())
                            .traces(isJson ? Encoding.JSON : Encoding.PROTOBUF, body, Source.IMPORT)
                            .spans());
                }
            }
        }
        assertThat(contents(captured)).isGreaterThan(20);
        var exported = exported(captured, format);
        assertThat(exported).hasSizeGreaterThan(100).hasSameSizeAs(sent.keySet());
        assertThat(exported)
                .allSatisfy(span ->
                        assertThat(sent.getOrDefault(key(span), Set.of())).contains(span));
    }

    /** How many pieces were taken out of the spans. */
    private static long contents(TestDatabase database) {
        var count = new ArrayList<@Nullable String>();
        new SqlConsole(database.database())
                .run("SELECT count(*) FROM runtree_contents", false, new SqlConsole.Reader() {
                    @Override
                    public void columns(List<SqlConsole.Column> columns) {}

                    @Override
                    public void row(List<@Nullable String> values) {
                        count.addAll(values);
                    }
                });
        return Long.parseLong(String.valueOf(count.getFirst()));
    }

    private List<Sent> exported(TestDatabase from, ExportFormat format) throws IOException {
        var file = folder.resolve(format.word() + ".zip");
        var report = new TraceExport(new RunQueries(from.database()), format, done -> {})
                .toFile(RunFilter.ALL, Integer.MAX_VALUE, file, false);
        assertThat(report.inexact()).isZero();
        var spans = new ArrayList<Sent>();
        var traces = 0;
        try (var zip = new ZipInputStream(Files.newInputStream(file))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                assertThat(entry.getName()).matches("[0-9a-f]{32}\\" + format.suffix());
                var body = zip.readAllBytes();
                spans.addAll(format == ExportFormat.OTLP_JSON ? SentSpans.ofJson(body) : SentSpans.ofProtobuf(body));
                traces++;
            }
        }
        assertThat(report).isEqualTo(new ExportReport(traces, spans.size(), 0, 0, true, null, 0, 0));
        return spans;
    }

    private static List<ByteString> key(Sent span) {
        return List.of(span.span().getTraceId(), span.span().getSpanId());
    }

    private static List<Path> captures() throws IOException {
        var captures = Path.of("..", "shared", "captures");
        if (!Files.isDirectory(captures)) {
            captures = Path.of("..", "..", "shared", "captures");
        }
        assumeTrue(Files.isDirectory(captures), "No recorded payloads beside the project");
        try (var files = Files.walk(captures)) {
            return files.filter(file -> file.toString().matches(".*\\.(pb|json)"))
                    .sorted()
                    .toList();
        }
    }
}
