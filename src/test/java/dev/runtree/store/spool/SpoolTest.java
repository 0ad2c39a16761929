package dev.runtree.store.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.runtree.model.CostSource;
import dev.runtree.model.LogRecord;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Source;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.model.Usage;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.testing.RandomTraces;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@SuppressWarnings("NullAway.Init") // set before each test
class SpoolTest {
    private static final String DATABASE = "postgresql://ana@db:5432/agents";
    private static final long MEBIBYTE = 1L << 20;

    @TempDir
    Path home;

    private Path folder;

    @BeforeEach
    void choose() {
        folder = new RuntreeHome(home).spool();
    }

    /** Whoever drains may be in the middle of something, and look around once more. */
    @Test
    void one_that_is_closed_takes_nothing_over() throws Exception {
        var spool = open(DATABASE);
        append(spool, List.of(new Spooled(List.of(), List.of(log(1)))));
        spool.close();
        spool.takeOver();
        try (var next = open(DATABASE)) {
            next.takeOver();
            assertThat(next.records()).isEqualTo(1);
        }
    }

    @Test
    void goes_on_after_memory_was_short() throws Exception {
        var asked = new AtomicInteger();
        try (var spool = new Spool(
                folder,
                DATABASE,
                () -> {
                    if (asked.getAndIncrement() == 0) {
                        throw new OutOfMemoryError("for the test");
                    }
                    return MEBIBYTE;
                },
                SpoolTest::begun)) {
            var one = new Spooled(List.of(), List.of(log(1)));
            assertThatThrownBy(() -> spool.append(one).get(20, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(SpoolRefusal.class);
            spool.append(one).get(20, TimeUnit.SECONDS);
            assertThat(spool.records()).isEqualTo(1);
        }
    }

    @Test
    void gives_back_in_order_what_was_put_on_disk_before_a_crash() throws Exception {
        var all = new ArrayList<Spooled>();
        var random = new RandomTraces(7, false);
        var reader = new OtlpReader(Prices.none());
        for (var i = 0; i < 40; i++) {
            var body = random.next().toByteArray();
            var spans = reader.traces(Encoding.PROTOBUF, body, Source.OTLP).spans();
            all.add(new Spooled(spans, List.of(log(i))));
        }
        try (var spool = open(DATABASE)) {
            append(spool, all);
            assertThat(spool.records())
                    .isEqualTo(all.stream()
                            .mapToLong(each -> each.spans().size() + 1)
                            .sum());
        }
        try (var next = open(DATABASE)) {
            next.takeOver();
            assertThat(drained(next)).isEqualTo(all);
            assertThat(next.records()).isZero();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void says_again_exactly_what_no_json_can_say() throws Exception {
        var id = new SpanId("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7");
        var payload = new Payload("{\"half\":\"\ud83d\",\"nul\":\"\\u0000\"}", "[]", "[]", "{}", "{}", "{}", "CgA=");
        var half = Span.builder(id, "half \udc00 of 世界 🌍 \u0000", SpanKind.LLM)
                .usage(
                        new Usage(Long.MAX_VALUE, 0L, null, 1L, null, new BigDecimal("0.10")),
                        new CostSource.Prices(LocalDate.of(2026, 2, 28)))
                .build();
        var spooled = new Spooled(List.of(new RecordedSpan(half, payload)), List.of());
        try (var spool = open(DATABASE)) {
            append(spool, List.of(spooled));
            assertThat(drained(spool)).containsExactly(spooled);
        }
    }

    @Test
    void what_had_begun_is_read_as_it_is_kept_and_as_an_earlier_version_kept_it() throws Exception {
        var otlp = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .addScopeSpans(ScopeSpans.newBuilder()
                                .addSpans(io.opentelemetry.proto.trace.v1.Span.newBuilder()
                                        .setTraceId(ByteString.fromHex("4bf92f3577b34da6a3ce929d0e0e4736"))
                                        .setSpanId(ByteString.fromHex("00f067aa0ba902b7"))
                                        .setName("invoke_agent desk")
                                        .setStartTimeUnixNano(5))))
                .build()
                .toByteArray();
        try (var starts = new Starts(folder, DATABASE)) {
            starts.keep(otlp);
        }
        var earlier = new Spooled(List.of(begun(otlp)), List.of());
        var frame = new Frame(1, 0, RecordForm.write(earlier));
        var bytes = ByteBuffer.allocate((int) frame.size());
        frame.put(bytes);
        Files.write(only(".starts"), bytes.array(), StandardOpenOption.APPEND);
        try (var next = open(DATABASE)) {
            next.takeOver();
            assertThat(next.spans()).isEqualTo(2);
            assertThat(drained(next)).containsExactly(earlier, earlier);
        }
        assertThat(begun(otlp).span().status()).isEqualTo(SpanStatus.RUNNING);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void what_an_other_version_has_more_or_less_does_not_matter() throws Exception {
        var id = "{\"traceId\":\"4bf92f3577b34da6a3ce929d0e0e4736\",\"spanId\":\"00f067aa0ba902b7\"}";
        var log = "{\"span\":" + id + ",\"timeNanos\":5,\"eventName\":\"\",\"json\":\"{}\",\"mood\":[\"new\"]}";
        var form = "{\"version\":1,\"weather\":{\"new\":true},\"spans\":[],\"logs\":[" + log + "]}";
        assertThat(RecordForm.read(form.getBytes(StandardCharsets.UTF_8)).logs())
                .extracting(LogRecord::timeNanos)
                .containsExactly(5L);
        assertThatThrownBy(() -> RecordForm.read("{\"version\":99}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void a_damaged_segment_gives_all_but_what_is_damaged_and_is_kept() throws Exception {
        var all = numbered(30);
        var segment = segmentOf(all);
        var size = Files.size(segment);
        try (var file = FileChannel.open(segment, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), size / 2);
        }
        try (var spool = open(DATABASE)) {
            spool.takeOver();
            var read = drained(spool);
            assertThat(read).hasSize(29);
            assertThat(all).containsAll(read);
        }
        var status = SpoolStatus.of(new RuntreeHome(home));
        assertThat(status.damaged()).isEqualTo(1);
        assertThat(status.spans()).isZero();
        assertThat(status.aside()).isDirectoryContaining(file -> file.toString().endsWith(".damaged"));
    }

    @Test
    void the_last_record_damaged_is_told_and_a_record_cut_off_is_not() throws Exception {
        var all = numbered(3);
        var segment = segmentOf(all);
        var size = Files.size(segment);
        try (var file = FileChannel.open(segment, StandardOpenOption.WRITE)) {
            file.truncate(size - 10);
        }
        try (var spool = open(DATABASE)) {
            spool.takeOver();
            assertThat(drained(spool)).isEqualTo(all.subList(0, 2));
        }
        assertThat(SpoolStatus.of(new RuntreeHome(home)).damaged()).isZero();

        var other = segmentOf(all);
        try (var file = FileChannel.open(other, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[] {1}), size - 10);
        }
        try (var spool = open(DATABASE)) {
            spool.takeOver();
            assertThat(drained(spool)).isEqualTo(all.subList(0, 2));
        }
        assertThat(SpoolStatus.of(new RuntreeHome(home)).damaged()).isEqualTo(1);
    }

    @Test
    void what_is_meant_for_another_database_is_left_alone() throws Exception {
        segmentOf(numbered(2));
        try (var other = open("postgresql://ana@db:5432/others")) {
            other.takeOver();
            assertThat(other.next()).isEmpty();
        }
        var status = SpoolStatus.of(new RuntreeHome(home));
        assertThat(status.waiting()).singleElement().satisfies(waiting -> {
            assertThat(waiting.database()).isEqualTo(DATABASE);
            assertThat(waiting.logs()).isEqualTo(2);
        });
    }

    @Test
    void the_folder_of_one_that_lives_is_not_taken_over() throws Exception {
        try (var living = open(DATABASE);
                var other = open(DATABASE)) {
            append(living, numbered(2));
            other.takeOver();
            assertThat(other.next()).isEmpty();
            assertThat(drained(living)).isEqualTo(numbered(2));
        }
    }

    @Test
    void one_that_is_full_keeps_what_it_has_and_takes_again_when_there_is_room() throws Exception {
        try (var spool = new Spool(folder, DATABASE, () -> MEBIBYTE, SpoolTest::begun)) {
            var taken = new ArrayList<Spooled>();
            CompletableFuture<?> last;
            do {
                var next = big(taken.size());
                last = spool.append(next);
                if (last.handle((done, problem) -> problem == null).get()) {
                    taken.add(next);
                }
            } while (!last.isCompletedExceptionally());
            assertThat(last.exceptionNow()).isInstanceOf(SpoolRefusal.class).hasMessageContaining("is full (1 MiB)");
            assertThat(taken).hasSizeGreaterThan(5);
            assertThat(SpoolRoom.bytes(folder)).isLessThanOrEqualTo(MEBIBYTE);
            assertThat(drained(spool)).isEqualTo(taken);
            append(spool, List.of(big(1)));
        }
    }

    @Test
    void files_are_the_owners_alone() throws Exception {
        var segment = segmentOf(numbered(1));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(segment)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(segment.getParent())))
                .isEqualTo("rwx------");
    }

    /** Puts records on disk as a process that then dies, and names their file. */
    private Path segmentOf(List<Spooled> records) throws Exception {
        try (var spool = open(DATABASE)) {
            append(spool, records);
        }
        return only(".segment");
    }

    private Path only(String ending) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Spool open(String database) {
        return new Spool(folder, database, () -> 64 * MEBIBYTE, SpoolTest::begun);
    }

    private static RecordedSpan begun(byte[] otlp) {
        return new SpanLogs(Prices.none()).begun(otlp);
    }

    private static void append(Spool spool, List<Spooled> records) throws Exception {
        var done = records.stream().map(spool::append).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(done).get(30, TimeUnit.SECONDS);
    }

    private static List<Spooled> drained(Spool spool) {
        var all = new ArrayList<Spooled>();
        for (var batch = spool.next(); batch.isPresent(); batch = spool.next()) {
            all.addAll(batch.get().records());
            spool.stored(batch.get());
        }
        return all;
    }

    private static List<Spooled> numbered(int count) {
        var all = new ArrayList<Spooled>();
        for (var i = 0; i < count; i++) {
            all.add(new Spooled(List.of(), List.of(log(i))));
        }
        return all;
    }

    private static Spooled big(int number) {
        var log = log(number);
        var json = "{\"body\":\"" + "x".repeat(50_000) + "\"}";
        return new Spooled(
                List.of(), List.of(new LogRecord(log.span(), log.timeNanos(), log.eventName(), json, log.exact())));
    }

    private static LogRecord log(int number) {
        var span = new SpanId("4bf92f3577b34da6a3ce929d0e0e4736", "%016x".formatted(number + 1));
        return new LogRecord(span, number, "gen_ai.choice", "{\"body\":\"" + number + "\"}", null);
    }
}
