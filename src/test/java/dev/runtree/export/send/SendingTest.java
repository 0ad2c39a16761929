package dev.runtree.export.send;

import static dev.runtree.export.send.ScriptedBackEnd.http;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import dev.runtree.export.MatchingTraces;
import dev.runtree.export.send.ScriptedBackEnd.Came;
import dev.runtree.export.target.Preset;
import dev.runtree.export.target.Protocol;
import dev.runtree.export.target.Redacting;
import dev.runtree.export.target.Target;
import dev.runtree.export.target.TargetSecrets;
import dev.runtree.export.target.Targets;
import dev.runtree.export.target.Tls;
import dev.runtree.export.target.Transport;
import dev.runtree.model.Annotation.Subject;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.query.RunFilter;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.Annotations;
import dev.runtree.store.Databases;
import dev.runtree.store.Deletion;
import dev.runtree.store.RunQueries;
import dev.runtree.store.SendQueue;
import dev.runtree.store.SendState;
import dev.runtree.store.SendState.Stage;
import dev.runtree.store.SendStates;
import dev.runtree.store.SpanWriter;
import dev.runtree.testing.TestDatabase;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class SendingTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final Pace FAST = new Pace(
            Duration.ofMillis(80),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofMillis(20),
            Duration.ofMillis(50),
            Duration.ofSeconds(20));

    private static final AtomicInteger NUMBER = new AtomicInteger();
    /** The same for all versions of a span. */
    @SuppressWarnings("TimeInStaticInitializer")
    private static final long SECOND = Instant.now().getEpochSecond();

    private static final String KEY = "sk-very-secret-1234";

    private static SpanWriter writer;

    @TempDir
    Path folder;

    private final ScriptedBackEnd backEnd = new ScriptedBackEnd();
    private RuntreeHome home;
    private Targets targets;
    private String name;

    @BeforeAll
    static void open() {
        writer = new SpanWriter(DB.database(), new SpanLogs(Prices.none()));
    }

    @AfterAll
    static void close() {
        writer.close();
    }

    @BeforeEach
    void begin() {
        home = new RuntreeHome(folder);
        targets = new Targets(home);
        name = "t" + NUMBER.incrementAndGet();
    }

    @AfterEach
    void end() {
        backEnd.close();
        targets.list().forEach(target -> new SendQueue(DB.database(), TargetId.of(target)).forget());
    }

    @Test
    void sendsEachSpanOnceAndThenOnlyWhatIsNew() {
        add();
        try (var _ = sending()) {
            var trace = trace();
            write(span(trace, 1, null, SpanStatus.OK), span(trace, 2, 1, SpanStatus.OK));
            awaitCame(id(trace, 1), id(trace, 2));
            write(span(trace, 3, 1, SpanStatus.OK));
            awaitCame(id(trace, 1), id(trace, 2), id(trace, 3));
            assertThat(backEnd.came().getLast().ids()).as("the late one alone").containsExactly(id(trace, 3));
            write(span(trace, 3, 1, SpanStatus.ERROR), span(trace, 1, null, SpanStatus.OK));
            awaitCame(id(trace, 1), id(trace, 2), id(trace, 3), id(trace, 3));
            awaitIdle();
            assertThat(state().sent()).isEqualTo(4);
            assertThat(state().waiting()).isZero();
        }
    }

    @Test
    void whatWasThereBeforeIsNotSent() {
        var old = trace();
        write(span(old, 1, null, SpanStatus.OK));
        add();
        try (var _ = sending()) {
            var trace = trace();
            write(span(trace, 1, null, SpanStatus.OK));
            awaitCame(id(trace, 1));
        }
    }

    @Test
    void aTargetThatWasDownCatchesUpAndEachSpanComesOnce() {
        var port = backEnd.port();
        add();
        backEnd.down();
        var traces = new ArrayList<SpanId>();
        try (var _ = sending()) {
            for (var i = 0; i < 5; i++) {
                traces.add(new SpanId(trace(), "%016x".formatted(1)));
                write(span(traces.getLast().traceId(), 1, null, SpanStatus.OK));
            }
            patiently().until(() -> state().stage() == Stage.RETRYING);
            assertThat(state().lastError()).contains("nobody answers at 127.0.0.1:" + port);
            assertThat(state().waiting()).isEqualTo(5);
            assertThat(state().waitsSince()).isNotNull();
        }
        try (var again = new ScriptedBackEnd(port);
                var _ = sending()) {
            patiently().until(() -> again.ids().size() >= 5);
            awaitIdle();
            assertThat(again.ids()).containsExactlyInAnyOrderElementsOf(traces);
        }
    }

    @Test
    void aProcessThatEndsBeforeItNotesWhatItSentHasItSentOnceMore() {
        add();
        var trace = trace();
        backEnd.answer(came -> HttpResponse.streaming());
        try (var _ = sending()) {
            write(span(trace, 1, null, SpanStatus.OK));
            patiently().until(() -> backEnd.came().size() == 1);
        }
        backEnd.answer(ScriptedBackEnd::taken);
        try (var _ = sending()) {
            awaitCame(id(trace, 1), id(trace, 1));
            awaitIdle();
        }
        assertThat(backEnd.came()).hasSize(2);
    }

    @Test
    void oneProcessSendsAndAnotherGoesOnWhenItIsKilled() {
        add();
        var queue = new SendQueue(DB.database(), TargetId.of(targets.named(name)));
        queue.attach(name, "there");
        var killed = UUID.randomUUID();
        assertThat(queue.claim(killed, Duration.ofMinutes(1))).isTrue();
        try (var _ = sending();
                var _ = sending()) {
            var ids = new ArrayList<SpanId>();
            for (var i = 0; i < 30; i++) {
                var trace = trace();
                write(span(trace, 1, null, SpanStatus.OK));
                ids.add(id(trace, 1));
            }
            assertThat(backEnd.came()).as("it may live").isEmpty();
            assertThat(queue.claim(killed, Duration.ofMillis(1))).isTrue();
            patiently().until(() -> backEnd.ids().size() >= 30);
            awaitIdle();
            assertThat(backEnd.ids()).containsExactlyInAnyOrderElementsOf(ids);
        }
    }

    @Test
    void aTargetThatTakesNothingIsTriedAgainBeforeSpansAreGivenUp() {
        add();
        backEnd.answer(came -> http(400, "no such project", "content-type", "text/plain"));
        var patient = new Pace(
                FAST.quiet(),
                FAST.longest(),
                FAST.open(),
                FAST.lease(),
                FAST.look(),
                Duration.ofSeconds(1),
                FAST.response());
        try (var _ = sending(patient)) {
            var trace = trace();
            write(span(trace, 1, null, SpanStatus.OK));
            patiently().until(() -> state().stage() == Stage.RETRYING);
            assertThat(state().lastError()).isEqualTo("takes nothing: 400 Bad Request: no such project");
            backEnd.answer(ScriptedBackEnd::taken);
            awaitIdle();
            assertThat(state().sent()).isEqualTo(1);
            assertThat(state().refused()).isZero();
        }
    }

    @Test
    void aTraceThatIsTaggedLaterGoesThen() {
        targets.add(target(Map.of(), "tag:good", 1, Transport.USUAL), TargetSecrets.NONE);
        try (var _ = sending()) {
            var trace = trace();
            write(span(trace, 1, null, SpanStatus.OK));
            awaitIdle();
            assertThat(backEnd.came()).isEmpty();
            new Annotations(DB.database()).tag(List.of(new Subject(id(trace, 1), id(trace, 1))), "good");
            awaitCame(id(trace, 1));
        }
    }

    @Test
    void theTimeIsKeptThatATargetAsksFor() {
        add();
        var times = new CopyOnWriteArrayList<Instant>();
        backEnd.answer(came -> {
            times.add(Instant.now());
            return times.size() == 1 ? http(429, "slow down", "retry-after", "1") : ScriptedBackEnd.taken(came);
        });
        try (var _ = sending()) {
            var trace = trace();
            write(span(trace, 1, null, SpanStatus.OK));
            patiently().until(() -> times.size() == 1 && state().retryAt() != null);
            assertThat(state().lastError()).isEqualTo("429 Too Many Requests: slow down");
            awaitCame(id(trace, 1), id(trace, 1));
            assertThat(Duration.between(times.getFirst(), times.get(1))).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void aSpanThatIsRefusedIsFoundAndToldAndTheRestGoes() {
        add();
        var bad = trace();
        backEnd.answer(came -> {
            if (came.ids().contains(id(bad, 7))) {
                return http(400, "{\"message\":\"no such model\"}", "content-type", "application/json");
            }
            return came.spans().size() > 4 ? http(413, "too much") : ScriptedBackEnd.taken(came);
        });
        try (var _ = sending()) {
            var spans = new ArrayList<RecordedSpan>();
            for (var i = 1; i <= 10; i++) {
                spans.add(span(bad, i, i == 1 ? null : Integer.valueOf(1), SpanStatus.OK));
            }
            var other = trace();
            spans.add(span(other, 1, null, SpanStatus.OK));
            write(spans.toArray(RecordedSpan[]::new));
            patiently().until(() -> state().refused() == 1 && state().sent() == 10);
            awaitIdle();
            var refusals =
                    new SendStates(DB.database()).refusals(state().target(), 10).fetch();
            assertThat(refusals).hasSize(1);
            assertThat(refusals.getFirst().span()).isEqualTo(id(bad, 7));
            assertThat(refusals.getFirst().reason()).isEqualTo("400 Bad Request: no such model");
            assertThat(state().lastError()).contains("0000000000000007", bad, "no such model");
            var before = backEnd.came().size();
            write(span(bad, 11, 1, SpanStatus.OK));
            patiently().until(() -> state().sent() == 11);
            assertThat(backEnd.came()).as("it is not tried again").hasSize(before + 1);
        }
    }

    @Test
    void aSpanOverWhichTheTargetFailsHoldsNothingUpForEver() {
        add();
        var bad = trace();
        backEnd.answer(came -> came.ids().contains(id(bad, 1)) ? http(500, "broken") : ScriptedBackEnd.taken(came));
        try (var _ = sending()) {
            var good = trace();
            write(span(bad, 1, null, SpanStatus.OK), span(good, 1, null, SpanStatus.OK));
            patiently().until(() -> state().refused() == 1 && state().sent() == 1);
            awaitIdle();
        }
    }

    @Test
    void whatATargetLeavesOutIsCountedAndItsWordsAreShown() {
        add();
        var body = ExportTraceServiceResponse.newBuilder()
                .setPartialSuccess(ExportTracePartialSuccess.newBuilder()
                        .setRejectedSpans(2)
                        .setErrorMessage("too old"))
                .build()
                .toByteArray();
        backEnd.answer(came ->
                HttpResponse.of(HttpStatus.OK, MediaType.create("application", "x-protobuf"), HttpData.wrap(body)));
        try (var _ = sending()) {
            var trace = trace();
            write(
                    span(trace, 1, null, SpanStatus.OK),
                    span(trace, 2, 1, SpanStatus.OK),
                    span(trace, 3, 1, SpanStatus.OK));
            patiently().until(() -> state().sent() == 1 && state().refused() == 2);
            patiently().until(() -> "2 of 3 spans rejected: too old".equals(state().lastError()));
            awaitIdle();
            assertThat(backEnd.came()).hasSize(1);
        }
    }

    @Test
    void answersThatAreNoneLoseNothingAndShowNoKey() {
        try (var elsewhere = new ScriptedBackEnd()) {
            addWithKey();
            var trace = trace();
            var answers = List.of(
                    http(307, "", "location", elsewhere.url() + "/v1/traces"),
                    http(200, "<html>Log in</html>", "content-type", "text/html"),
                    http(200, "{\"error\":\"no such project\"}", "content-type", "application/json"),
                    http(404, "nothing here"),
                    http(403, "the key " + KEY + " may not do this"));
            var told = new CopyOnWriteArrayList<String>();
            backEnd.answer(came -> {
                assertThat(came.headers().get("x-key")).isEqualTo(KEY);
                var at = backEnd.came().size() - 1;
                return at < answers.size() ? answers.get(at) : ScriptedBackEnd.taken(came);
            });
            try (var _ = sending()) {
                write(span(trace, 1, null, SpanStatus.OK));
                patiently().until(() -> {
                    var now = state();
                    var error = now.lastError();
                    if (error != null && !told.contains(error)) {
                        told.add(error);
                    }
                    return now.stage() == Stage.KEY;
                });
                assertThat(String.join("\n", told))
                        .contains("307 Temporary Redirect to " + elsewhere.url())
                        .contains("redirects are not followed")
                        .contains("200 OK with an error inside: a page of HTML")
                        .contains("200 OK with an error inside: no such project")
                        .contains("404 Not Found: nothing here")
                        .contains("403 Forbidden: the key *** may not do this")
                        .doesNotContain(KEY);
                assertThat(state().waiting()).isOne();
                assertThat(state().sent() + state().refused()).isZero();
                assertThat(elsewhere.came()).isEmpty();
            }
        }
    }

    @Test
    void aTargetThatHangsHoldsUpNobody() {
        add();
        backEnd.answer(came -> HttpResponse.streaming());
        var impatient = new Pace(
                FAST.quiet(),
                FAST.longest(),
                FAST.open(),
                FAST.lease(),
                FAST.look(),
                FAST.firstRetry(),
                Duration.ofMillis(500));
        try (var _ = sending(impatient)) {
            var trace = trace();
            write(span(trace, 1, null, SpanStatus.OK));
            patiently().until(() -> !backEnd.came().isEmpty());
            // Would wait for ever if it waited for the target.
            write(span(trace, 2, 1, SpanStatus.OK));
            patiently().until(() -> state().stage() == Stage.RETRYING);
            assertThat(state().lastError()).startsWith("no answer from 127.0.0.1:");
        }
    }

    @Test
    void wholeTracesAreChosenByFilterAndByShare() {
        targets.add(target(Map.of(), "status:error", 0.5, Transport.USUAL), TargetSecrets.NONE);
        var target = targets.named(name);
        var wanted = new HashSet<SpanId>();
        try (var _ = sending()) {
            for (var i = 0; i < 24; i++) {
                var trace = trace();
                var status = i % 2 == 0 ? SpanStatus.ERROR : SpanStatus.OK;
                write(span(trace, 1, null, status), span(trace, 2, 1, SpanStatus.OK));
                if (status == SpanStatus.ERROR && target.samples(trace)) {
                    wanted.add(id(trace, 1));
                    wanted.add(id(trace, 2));
                }
            }
            patiently().until(() -> backEnd.ids().size() >= wanted.size() && state().waiting() == 0);
            assertThat(backEnd.ids()).containsExactlyInAnyOrderElementsOf(wanted);
            assertThat(wanted).hasSizeBetween(2, 22);
        }
    }

    @Test
    void stepsThatGoOnAreSentWhenTheyEndOrWhenNothingHappensForLong() {
        add();
        try (var _ = sending()) {
            var trace = trace();
            write(span(trace, 1, null, SpanStatus.RUNNING), span(trace, 2, 1, SpanStatus.OK));
            awaitCame(id(trace, 2));
            write(span(trace, 3, 1, SpanStatus.RUNNING), span(trace, 1, null, SpanStatus.OK));
            awaitCame(id(trace, 2), id(trace, 1));
            awaitCame(id(trace, 2), id(trace, 1), id(trace, 3));
            assertThat(backEnd.came().getLast().spans().getFirst().getEndTimeUnixNano())
                    .as("when the last thing happened")
                    .isGreaterThanOrEqualTo(
                            backEnd.came().getLast().spans().getFirst().getStartTimeUnixNano());
        }
    }

    @Test
    void overGrpcItIsTheSame() {
        targets.add(
                target(Map.of(), "", 1, new Transport(Protocol.GRPC, null, true, List.of(), Tls.NONE)),
                TargetSecrets.NONE);
        var bad = trace();
        backEnd.answer(came -> switch (backEnd.came().size()) {
            case 1 -> ScriptedBackEnd.grpc(14, "not%20now", HttpHeaders.of());
            case 2 -> ScriptedBackEnd.grpc(8, "larger than max", HttpHeaders.of());
            default ->
                came.ids().contains(id(bad, 2))
                        ? ScriptedBackEnd.grpc(3, "bad span", HttpHeaders.of())
                        : ScriptedBackEnd.taken(came);
        });
        try (var _ = sending()) {
            write(span(bad, 1, null, SpanStatus.OK), span(bad, 2, 1, SpanStatus.OK), span(bad, 3, 1, SpanStatus.OK));
            patiently().until(() -> state().sent() == 2 && state().refused() == 1);
            awaitIdle();
            assertThat(backEnd.came()).allMatch(Came::isGrpc);
            assertThat(backEnd.came().getFirst().headers().get("grpc-encoding")).isEqualTo("gzip");
            assertThat(state().lastError()).contains("INVALID_ARGUMENT: bad span");
        }
    }

    @Test
    void aPausedTargetGetsItLaterAndARemovedOneNever() {
        add();
        try (var _ = sending()) {
            var trace = trace();
            targets.pause(name);
            patiently().until(() -> hasState() && state().stage() == Stage.PAUSED);
            write(span(trace, 1, null, SpanStatus.OK));
            assertThat(state().waiting()).isOne();
            targets.resume(name);
            awaitCame(id(trace, 1));

            targets.pause(name);
            patiently().until(() -> state().stage() == Stage.PAUSED);
            var deleted = trace();
            write(span(deleted, 1, null, SpanStatus.OK), span(trace, 2, 1, SpanStatus.OK));
            new Deletion(Databases.of(DB.database())).delete(new Deletion.Runs(List.of(id(deleted, 1))));
            assertThat(state().waiting()).isOne();
            targets.resume(name);
            awaitCame(id(trace, 1), id(trace, 2));
        }
    }

    @Test
    void whatIsSentAgainGoesOnWhereTheTargetStoppedIt() throws InterruptedException {
        var traces = List.of(trace(), trace(), trace());
        for (var trace : traces) {
            write(IntStream.rangeClosed(1, 700)
                    .mapToObj(number -> span(trace, number, number == 1 ? null : 1, SpanStatus.OK))
                    .toArray(RecordedSpan[]::new));
        }
        backEnd.answer(came ->
                backEnd.came().size() == 2 ? http(503, "not now", "retry-after", "0") : ScriptedBackEnd.taken(came));
        var progress = new ArrayList<Long>();
        try (var backfill = new Backfill(DB.database(), home, target(Map.of(), "", 1, Transport.USUAL))) {
            var sent = backfill.send(
                    new MatchingTraces(
                            new RunQueries(DB.database()), RunFilter.parse("id:" + String.join(" OR id:", traces)), 10),
                    done -> progress.add(done.spans()));
            assertThat(sent.stop()).isNull();
            assertThat(sent.traces()).isEqualTo(3);
            assertThat(sent.spans()).as("each counts once").isEqualTo(2_100);
        }
        assertThat(progress).isSorted().last().isEqualTo(2_100L);
        var first = backEnd.came().getFirst().ids().getFirst().traceId();
        assertThat(backEnd.ids().stream().filter(id -> id.traceId().equals(first)))
                .as("what went as a whole does not go again")
                .hasSize(700);
        assertThat(new HashSet<>(backEnd.ids())).hasSize(2_100);
    }

    @Test
    void aSpanThatIsTakenAtTheSecondTryIsNoRefusedOne() throws InterruptedException {
        var trace = trace();
        write(span(trace, 1, null, SpanStatus.OK), span(trace, 2, 1, SpanStatus.OK));
        backEnd.answer(came -> switch (backEnd.came().size()) {
            case 1, 2 -> http(400, "no");
            case 3 -> http(503, "not now", "retry-after", "0");
            default -> ScriptedBackEnd.taken(came);
        });
        try (var backfill = new Backfill(DB.database(), home, target(Map.of(), "", 1, Transport.USUAL))) {
            var sent = backfill.send(chosen(trace), done -> {});
            assertThat(sent.stop()).isNull();
            assertThat(sent.spans()).isEqualTo(2);
            assertThat(sent.refused()).isZero();
            assertThat(sent.refusals()).isEmpty();
            assertThat(sent.traces()).isOne();
        }
    }

    @Test
    void whatIsEndedSaysSoAndSendsNoMore() throws InterruptedException {
        var traces = List.of(trace(), trace(), trace());
        for (var trace : traces) {
            write(IntStream.rangeClosed(1, 700)
                    .mapToObj(number -> span(trace, number, number == 1 ? null : 1, SpanStatus.OK))
                    .toArray(RecordedSpan[]::new));
        }
        try (var backfill = new Backfill(DB.database(), home, target(Map.of(), "", 1, Transport.USUAL))) {
            var sent = backfill.send(chosen(traces.toArray(String[]::new)), done -> backfill.end());
            assertThat(sent.stop()).isEqualTo("it was ended here");
            assertThat(sent.spans())
                    .isPositive()
                    .isLessThan(2_100)
                    .isEqualTo(backEnd.ids().size());
        }
    }

    @Test
    void ofABackEndThatIsAwayNobodyWaitsWhoEndsIt() throws Exception {
        var trace = trace();
        write(span(trace, 1, null, SpanStatus.OK));
        var asked = new CountDownLatch(1);
        backEnd.answer(came -> {
            asked.countDown();
            return http(503, "later", "retry-after", "100");
        });
        try (var backfill = new Backfill(DB.database(), home, target(Map.of(), "", 1, Transport.USUAL));
                var one = Executors.newVirtualThreadPerTaskExecutor()) {
            var sent = one.submit(() -> backfill.send(chosen(trace), done -> {}));
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
            backfill.end();
            assertThat(sent.get(30, TimeUnit.SECONDS).stop()).isEqualTo("it was ended here");
        }
    }

    private static MatchingTraces chosen(String... traces) {
        return new MatchingTraces(new RunQueries(DB.database()), List.of(traces));
    }

    @Test
    void redactedTracesLeaveRedacted() {
        targets.add(
                new Target(
                        name,
                        Preset.OTLP,
                        Map.of("endpoint", backEnd.url()),
                        "",
                        1,
                        Redacting.RULES,
                        null,
                        Transport.USUAL,
                        false,
                        false),
                TargetSecrets.NONE);
        try (var _ = sending()) {
            var trace = trace();
            write(span(trace, 1, null, SpanStatus.OK));
            awaitCame(id(trace, 1));
            assertThat(backEnd.came().getFirst().spans().getFirst().toString())
                    .doesNotContain("ana@example.com")
                    .contains("note");
        }
    }

    private void add() {
        targets.add(target(Map.of(), "", 1, Transport.USUAL), TargetSecrets.NONE);
    }

    private void addWithKey() {
        targets.add(
                target(Map.of(), "", 1, new Transport(null, null, null, List.of("x-key"), Tls.NONE)),
                new TargetSecrets(Map.of(Target.secretOf("x-key"), KEY)));
    }

    private Target target(Map<String, String> more, String filter, double sample, Transport transport) {
        var answers = new HashMap<>(more);
        answers.put("endpoint", backEnd.url());
        return new Target(name, Preset.OTLP, answers, filter, sample, Redacting.NONE, null, transport, false, false);
    }

    /** Returns when it is attached: what is written from then on is noted. */
    private Sending sending() {
        return sending(FAST);
    }

    private Sending sending(Pace pace) {
        var sending = Sending.start(DB.database(), home, pace);
        patiently().until(this::hasState);
        return sending;
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(30));
    }

    private boolean hasState() {
        return new SendStates(DB.database())
                .all().fetch().stream().anyMatch(state -> state.name().equals(name));
    }

    private SendState state() {
        return new SendStates(DB.database())
                .all().fetch().stream()
                        .filter(state -> state.name().equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    private void awaitIdle() {
        patiently().until(() -> state().stage() == Stage.IDLE && state().waiting() == 0);
    }

    private void awaitCame(SpanId... ids) {
        patiently().untilAsserted(() -> assertThat(backEnd.ids()).containsExactlyInAnyOrder(ids));
    }

    private static String trace() {
        // The end decides whether it is in a share, so it is spread.
        return "%032x"
                .formatted(new BigInteger("c0ffee", 16)
                        .shiftLeft(64)
                        .add(BigInteger.valueOf(NUMBER.incrementAndGet() * 0x0123_4567_89ab_cdefL & Long.MAX_VALUE)));
    }

    private static SpanId id(String trace, int span) {
        return new SpanId(trace, "%016x".formatted(span));
    }

    private static void write(RecordedSpan... spans) {
        writer.write(new ArrayList<>(List.of(spans)));
    }

    private static RecordedSpan span(String trace, int span, @Nullable Integer parent, SpanStatus status) {
        var start = SECOND * 1_000_000_000L + span;
        var built = Span.builder(id(trace, span), "step " + span, parent == null ? SpanKind.AGENT : SpanKind.TOOL)
                .parent(parent == null ? null : "%016x".formatted(parent))
                .status(status, null)
                .time(start, status == SpanStatus.RUNNING ? null : Long.valueOf(start + 1_000))
                .build();
        return new RecordedSpan(
                built, new Payload("{\"note\":\"ana@example.com\"}", "[]", "[]", "{}", "{}", null, null));
    }
}
