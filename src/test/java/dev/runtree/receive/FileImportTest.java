package dev.runtree.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.runtree.model.LogRecord;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Source;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.pricing.Prices;
import dev.runtree.receive.ImportReport.Failed;
import dev.runtree.receive.ImportReport.FileReport;
import dev.runtree.receive.ImportReport.Outcome;
import dev.runtree.receive.ImportReport.Skipped;
import dev.runtree.receive.ImportReport.Stored;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileImportTest {
    private static final byte[] PROTOBUF = recorded("gen-ai-agent.pb");
    private static final byte[] JSON = recorded("gen-ai-agent.json");
    private static final byte[] LOGS = recorded("gen-ai-logs.pb");

    @TempDir
    Path folder;

    private final List<RecordedSpan> stored = new ArrayList<>();
    private final List<LogRecord> storedLogs = new ArrayList<>();

    private void store(List<RecordedSpan> spans, List<LogRecord> logs) {
        stored.addAll(spans);
        storedLogs.addAll(logs);
    }

    /** Its first two bytes are a line feed and a brace. */
    @Test
    void takesProtobufThatBeginsAsJsonDoes() throws IOException {
        var resource = ResourceSpans.newBuilder();
        resource.addScopeSpansBuilder()
                .addSpansBuilder()
                .setTraceId(ByteString.copyFromUtf8("a trace of bytes"))
                .setSpanId(ByteString.copyFromUtf8("its span"))
                .setStartTimeUnixNano(1_700_000_000_000_000_001L)
                .setName("x".repeat(80));
        resource.getScopeSpansBuilder(0)
                .getSpansBuilder(0)
                .setName("x".repeat(80 + 123 - resource.build().getSerializedSize()));
        var body = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(resource)
                .build()
                .toByteArray();
        assertThat(new String(body, 0, 2, StandardCharsets.UTF_8)).isEqualTo("\n{");
        assertThat(run(file("a.pb", body)).spans()).isEqualTo(1);
    }

    @Test
    void readsProtobufJsonGzipAndJsonLines() throws IOException {
        var line = new String(JSON, StandardCharsets.UTF_8).replace("\n", "");
        var report = run(
                file("a.bin", PROTOBUF),
                file("b", JSON),
                file("c.gz", gzip(PROTOBUF)),
                file("d.jsonl", (line + "\n\n" + line + "\n").getBytes(StandardCharsets.UTF_8)));
        assertThat(report.hasFailures()).isFalse();
        assertThat(report.files()).hasSize(4).allMatch(file -> file.outcome() instanceof Stored);
        assertThat(stored).hasSize((int) report.spans());
        assertThat(report.traceIds()).hasSize(2);
    }

    @Test
    void listsWhatIsNoOtlpInAFolderAsSkipped() throws IOException {
        file("a.pb", PROTOBUF);
        file("notes.md", "# Notes".getBytes(StandardCharsets.UTF_8));
        file("a.meta.json", "{\"method\":\"POST\"}".getBytes(StandardCharsets.UTF_8));
        file("logs.pb", LOGS);
        file("empty", new byte[0]);
        Files.createDirectories(folder.resolve("sub"));
        file("sub/b.json", JSON);
        var report = run(folder);
        assertThat(report.hasFailures()).isFalse();
        assertThat(outcomes(report))
                .containsOnlyKeys("a.pb", "notes.md", "a.meta.json", "logs.pb", "empty", "sub/b.json")
                .containsEntry("notes.md", new Skipped("not OTLP"))
                .containsEntry("a.meta.json", new Skipped("not OTLP"));
        assertThat(outcomes(report).get("logs.pb")).isEqualTo(new Stored(0, 2, 0, 1));
        assertThat(outcomes(report).get("sub/b.json")).isInstanceOf(Stored.class);
    }

    @Test
    void failsForAWrongFileNamedOutrightAndStoresTheRest() throws IOException {
        var report = run(
                file("notes.md", "# Notes".getBytes(StandardCharsets.UTF_8)),
                file("other.json", "{\"a\":1}".getBytes(StandardCharsets.UTF_8)),
                file("empty", new byte[0]),
                folder.resolve("absent"),
                file("a.pb", PROTOBUF),
                file("logs.pb", LOGS));
        assertThat(report.hasFailures()).isTrue();
        assertThat(report.files())
                .extracting(file -> file.outcome().getClass().getSimpleName())
                .containsExactly("Failed", "Failed", "Failed", "Failed", "Stored", "Stored");
        assertThat(report.files().get(3).outcome()).isEqualTo(new Failed("cannot be read: there is no such file"));
        assertThat(stored).isNotEmpty();
    }

    @Test
    void failsForACorruptBodyInAFolderAndStoresTheRest() throws IOException {
        file("a.pb", Arrays.copyOf(PROTOBUF, 2_000));
        file("b.json", Arrays.copyOf(JSON, 2_000));
        file("c.gz", Arrays.copyOf(gzip(PROTOBUF), 500));
        file("d.pb", PROTOBUF);
        var outcomes = outcomes(run(folder));
        assertThat(outcomes.get("a.pb"))
                .isInstanceOf(Failed.class)
                .extracting("reason")
                .asString()
                .contains("at byte");
        assertThat(outcomes.get("b.json")).isInstanceOf(Failed.class);
        assertThat(outcomes.get("c.gz")).isInstanceOf(Failed.class);
        assertThat(outcomes.get("d.pb")).isInstanceOf(Stored.class);
    }

    @Test
    void tellsTheLineThatCouldNotBeRead() throws IOException {
        var line = new String(JSON, StandardCharsets.UTF_8).replace("\n", "");
        var lines = line + "\n" + line.substring(0, 700) + "\n" + line + "\n";
        var report = run(file("a.jsonl", lines.getBytes(StandardCharsets.UTF_8)));
        assertThat(report.files()).hasSize(2);
        assertThat(report.files().getFirst().name()).endsWith("a.jsonl, line 2");
        assertThat(report.files().getFirst().outcome()).isInstanceOf(Failed.class);
        assertThat(report.files().getLast().outcome()).isInstanceOf(Stored.class);
    }

    @Test
    void readsLogsAmongTracesInEveryForm() throws IOException {
        var record = "{'traceId':'0af7651916cd43dd8448eb211c80319c','spanId':'b7ad6b7169203331','timeUnixNano':'%d',"
                + "'eventName':'gen_ai.user.message','body':{'stringValue':'Hi'}}";
        var homeless = "{'timeUnixNano':'7','body':{'stringValue':'Ready'}}";
        var logs = "{'resourceLogs':[{'scopeLogs':[{'logRecords':[%s]}]}]}";
        var one = logs.formatted(record.formatted(1) + "," + homeless).replace('\'', '"');
        var two = logs.formatted(record.formatted(2)).replace('\'', '"');
        var trace = new String(JSON, StandardCharsets.UTF_8).replace("\n", "");
        var report = run(
                file("a.json", one.getBytes(StandardCharsets.UTF_8)),
                file("b.jsonl", (two + "\n" + trace + "\n" + two).getBytes(StandardCharsets.UTF_8)),
                file("c.zip", zip(Map.of("logs.pb", LOGS))),
                file("d.json", logs.formatted(homeless).replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
        assertThat(report.files())
                .extracting(FileReport::outcome)
                .containsExactly(
                        new Stored(0, 1, 1, 1),
                        new Stored(stored.size(), 2, 0, 2),
                        new Stored(0, 2, 0, 1),
                        new Skipped("OTLP logs of which no record names a span"));
        assertThat(report.logs()).isEqualTo(5).isEqualTo(storedLogs.size());
        assertThat(report.traceIds()).hasSize(3);
    }

    @Test
    void readsZipEntryByEntryAndLeavesNothingOnDisk() throws IOException {
        var zip = zip(Map.of(
                "../../evil.pb", PROTOBUF, "readme.txt", "x".repeat(3_000_000).getBytes(StandardCharsets.UTF_8)));
        var report = run(file("a.zip", zip));
        assertThat(report.hasFailures()).isFalse();
        assertThat(report.spans()).isPositive();
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void boundsWhatAnArchiveUnpacksTo() throws IOException {
        var limits = new ImportLimits(1 << 20, 4 << 20, 2, 10);
        var bomb = zip(Map.of("bomb", new byte[20 << 20]));
        var report = new FileImport(new OtlpReader(Prices.none()), this::store, file -> {}, limits)
                .run(List.of(
                        file("bomb.zip", bomb), file("nested.gz", gzip(gzip(gzip(PROTOBUF)))), file("a.pb", PROTOBUF)));
        assertThat(report.files())
                .filteredOn(file -> !(file.outcome() instanceof Skipped))
                .extracting(FileReport::outcome)
                .satisfiesExactly(
                        unpacked -> assertThat(unpacked)
                                .isEqualTo(new Failed("it unpacks to more than 4 MiB; import it in smaller pieces")),
                        nested -> assertThat(nested).isInstanceOf(Failed.class),
                        sound -> assertThat(sound).isInstanceOf(Stored.class));
    }

    @Test
    void readsABodyLargerThanTheMemoryItMayTake() throws IOException {
        var limits = new ImportLimits(2_500, 4 << 20, 2, 10);
        var report = new FileImport(new OtlpReader(Prices.none()), this::store, file -> {}, limits)
                .run(List.of(
                        file("a.pb", PROTOBUF),
                        file("b.json", JSON),
                        file("c.gz", gzip(PROTOBUF)),
                        file("d.zip", zip(Map.of("1", JSON, "2", PROTOBUF)))));
        assertThat(PROTOBUF.length).isGreaterThan(2 * limits.bodyBytes());
        var whole = new ArrayList<>(new OtlpReader(Prices.none())
                .traces(Encoding.PROTOBUF, PROTOBUF, Source.IMPORT)
                .spans());
        assertThat(report.files())
                .extracting(FileReport::outcome)
                .allMatch(outcome -> outcome instanceof Stored, "stored");
        assertThat(stored).hasSize(5 * whole.size()).containsAll(whole);
    }

    @Test
    void rejectsASpanThatIsTooLargeAlone() throws IOException {
        var limits = new ImportLimits(1_000, 4 << 20, 2, 10);
        var report = new FileImport(new OtlpReader(Prices.none()), this::store, file -> {}, limits)
                .run(List.of(file("a.pb", PROTOBUF)));
        assertThat(report.files()).hasSize(2);
        assertThat(report.files().getFirst().outcome())
                .extracting("reason")
                .asString()
                .contains("spans could not be read: at byte", "is larger than 1000 bytes");
        assertThat(stored).isNotEmpty();
    }

    @Test
    void tellsHowFarItIs() throws IOException {
        var lines = (new String(JSON, StandardCharsets.UTF_8).replace("\n", "") + "\n").repeat(200);
        var paths = List.of(file("a.jsonl", lines.getBytes(StandardCharsets.UTF_8)), file("b.pb", PROTOBUF));
        var told = new ArrayList<Long>();
        new FileImport(new OtlpReader(Prices.none()), this::store, progress(told), ImportLimits.DEFAULT).run(paths);
        assertThat(told).hasSizeGreaterThan(3).isSorted();
        assertThat(told.getLast()).isEqualTo(Files.size(paths.getFirst()) + Files.size(paths.getLast()));
    }

    private static ImportListener progress(List<Long> told) {
        return new ImportListener() {
            @Override
            public void file(FileReport report) {}

            @Override
            public void progress(long read, long all) {
                assertThat(read).isLessThanOrEqualTo(all);
                told.add(read);
            }
        };
    }

    @Test
    void canBeCancelled() throws IOException {
        var line = new String(JSON, StandardCharsets.UTF_8).replace("\n", "") + "\n";
        var path = file("a.jsonl", line.repeat(500).getBytes(StandardCharsets.UTF_8));
        var imports = new ArrayList<FileImport>();
        var files = new FileImport(
                new OtlpReader(Prices.none()),
                (spans, logs) -> {
                    stored.addAll(spans);
                    imports.getFirst().cancel();
                },
                file -> {},
                new ImportLimits(1 << 20, 1L << 30, 2, 10));
        imports.add(files);
        var report = files.run(List.of(path));
        assertThat(report.cancelled()).isTrue();
        assertThat(report.spans()).isEqualTo(stored.size()).isPositive();
        assertThat(run(path).spans()).isGreaterThan(report.spans());
    }

    /** Tens of megabytes of lines are not gone through to the end of what was read ahead. */
    @Test
    void endsSoonWithinAFileOfLines() throws IOException {
        var line = new String(JSON, StandardCharsets.UTF_8).replace("\n", "") + "\n";
        var path = file("long.jsonl", line.repeat(3_000).getBytes(StandardCharsets.UTF_8));
        var imports = new ArrayList<FileImport>();
        var files = new FileImport(
                new OtlpReader(Prices.none()),
                (spans, logs) -> imports.getFirst().cancel(),
                file -> {},
                new ImportLimits(Integer.MAX_VALUE / 2, 1L << 40, 2, 10));
        imports.add(files);
        var report = files.run(List.of(path));
        assertThat(report.cancelled()).isTrue();
        assertThat(report.spans()).isPositive().isLessThan(3_000);
    }

    @Test
    void letsAFailureOfTheStoreThrough() throws IOException {
        var path = file("a.pb", PROTOBUF);
        var broken = new FileImport(
                new OtlpReader(Prices.none()),
                (spans, logs) -> {
                    throw new IllegalStateException("the database is away");
                },
                file -> {},
                ImportLimits.DEFAULT);
        assertThatThrownBy(() -> broken.run(List.of(path))).hasMessage("the database is away");
    }

    @Test
    void readsAllRecordedPayloads() {
        var captures = Path.of("..", "shared", "captures");
        if (!Files.isDirectory(captures)) {
            captures = Path.of("..", "..", "shared", "captures");
        }
        Assumptions.assumeTrue(Files.isDirectory(captures), "No recorded payloads beside the project");
        var report = run(captures);
        assertThat(report.files()).noneMatch(file -> file.outcome() instanceof Failed);
        assertThat(report.spans()).isPositive();
    }

    private ImportReport run(Path... paths) {
        return new FileImport(new OtlpReader(Prices.none()), this::store, file -> {}, ImportLimits.DEFAULT)
                .run(List.of(paths));
    }

    private Map<String, Outcome> outcomes(ImportReport report) {
        var outcomes = new HashMap<String, Outcome>();
        for (var file : report.files()) {
            outcomes.put(folder.relativize(Path.of(file.name())).toString().replace('\\', '/'), file.outcome());
        }
        return outcomes;
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return out.toByteArray();
    }

    private static byte[] recorded(String name) {
        try (var in = Objects.requireNonNull(FileImportTest.class.getResourceAsStream("/otlp/" + name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
