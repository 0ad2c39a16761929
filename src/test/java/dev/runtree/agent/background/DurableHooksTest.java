package dev.runtree.agent.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.Database;
import dev.runtree.store.ParkedHook;
import dev.runtree.store.ParkedHooks;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class DurableHooksTest {
    private static final RetryPolicy QUICK =
            new RetryPolicy(3, Duration.ofMillis(20), Duration.ofMillis(50), Duration.ofSeconds(20), 2);

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    private final ParkedHooks parked = new ParkedHooks(db.database());

    @Test
    void what_fails_is_tried_again_with_the_same_event() throws Exception {
        var calls = new Calls("audit", (event, attempt) -> {
            if (attempt == 1) {
                throw new IllegalStateException("the audit table is locked");
            }
        });
        var event = Calls.event("audit", "Zwei und zwei ist vier – \ud83d\ude42 \ud800");
        try (var hooks = DurableHooks.open(db.database(), calls, QUICK)) {
            hooks.add(event);
            eventually(() -> calls.made().size() == 2);
        }

        assertThat(calls.made()).extracting(Calls.Call::attempt).containsExactly(1, 2);
        assertThat(calls.made()).extracting(Calls.Call::event).containsExactly(event, event);
        assertThat(calls.made()).extracting(Calls.Call::reason).containsOnlyNulls();
        assertThat(parked.waiting(10).fetch()).extracting(ParkedHook::hook).doesNotContain("audit");
    }

    @Test
    void what_goes_on_failing_is_parked_and_tried_again_when_somebody_says_so() throws Exception {
        var works = new AtomicBoolean();
        var calls = new Calls("notify", (event, attempt) -> {
            if (!works.get()) {
                throw new IOException("no route to host");
            }
        });
        var event = Calls.event("notify", "done");
        try (var hooks = DurableHooks.open(db.database(), calls, QUICK)) {
            hooks.add(event);
            eventually(() -> !ofHook("notify").isEmpty());
            var row = ofHook("notify").getFirst();
            assertThat(row.eventId()).isEqualTo(event.id());
            assertThat(row.tries()).isEqualTo(3);
            assertThat(row.error()).isEqualTo("java.io.IOException: no route to host");
            assertThat(row.event()).contains("\"answer\":\"done\"");
            assertThat(calls.made()).hasSize(3);

            works.set(true);
            assertThat(parked.retry(event.id(), "ana")).isTrue();
            assertThat(parked.retry(event.id(), "ben")).isFalse();
            eventually(() -> status(event.id()) == ParkedHook.Status.DONE);
        }
        assertThat(calls.made()).hasSize(4).last().satisfies(call -> {
            assertThat(call.event()).isEqualTo(event);
            assertThat(call.attempt()).isEqualTo(1);
        });
        assertThat(parked.history(100).fetch())
                .filteredOn(row -> row.eventId().equals(event.id()))
                .extracting(ParkedHook::resolvedBy)
                .containsExactly("ana");
    }

    @Test
    void what_is_discarded_is_never_tried_again() {
        var calls = new Calls("dead", (event, attempt) -> {
            throw new IllegalStateException("for ever");
        });
        var event = Calls.event("dead", "x");
        try (var hooks = DurableHooks.open(db.database(), calls, QUICK)) {
            hooks.add(event);
            eventually(() -> !ofHook("dead").isEmpty());
            assertThat(parked.discard(event.id(), "ana")).isTrue();
            assertThat(parked.retry(event.id(), "ana")).isFalse();
        }
        assertThat(status(event.id())).isEqualTo(ParkedHook.Status.DISCARDED);
    }

    @Test
    void a_hook_that_hangs_is_interrupted_and_has_failed() {
        var calls = new Calls("slow", (event, attempt) -> {
            if (attempt == 1) {
                new CountDownLatch(1).await();
            }
        });
        var soon = new RetryPolicy(2, Duration.ofMillis(10), Duration.ofMillis(10), Duration.ofMillis(100), 1);
        try (var hooks = DurableHooks.open(db.database(), calls, soon)) {
            hooks.add(Calls.event("slow", "x"));
            eventually(() -> calls.made().size() == 2);
        }
    }

    @Test
    void what_an_application_left_is_found_by_the_one_that_has_the_hook() {
        var left = Calls.event("left", "x");
        var never = new Calls("left", (event, attempt) -> {
            throw new IllegalStateException("not now");
        });
        var late = new RetryPolicy(3, Duration.ofHours(1), Duration.ofHours(1), Duration.ofSeconds(20), 1);
        try (var hooks = DurableHooks.open(db.database(), never, late)) {
            hooks.add(left);
            eventually(() -> never.made().size() == 1);
        }
        var other = new Calls("other", (event, attempt) -> {});
        var again = new Calls("left", (event, attempt) -> {});
        try (var of = DurableHooks.open(db.database(), other, QUICK);
                var hooks = DurableHooks.open(db.database(), again, QUICK)) {
            assertThat(of).isNotSameAs(hooks);
            eventually(() -> again.made().size() == 1);
        }
        assertThat(other.made()).isEmpty();
        assertThat(again.made().getFirst().event()).isEqualTo(left);
        assertThat(again.made().getFirst().attempt()).isEqualTo(2);
        var third = new Calls("left", (event, attempt) -> {});
        try (var hooks = DurableHooks.open(db.database(), third, QUICK)) {
            hooks.add(Calls.event("left", "y"));
            eventually(() -> third.made().size() == 1);
        }
        assertThat(third.made())
                .extracting(call -> call.event().arguments().get("answer").textValue())
                .containsExactly("y");
    }

    @Test
    void without_a_disk_the_hook_is_called_before_the_answer() throws Exception {
        Files.writeString(folder.resolve("hooks"), "in the way");
        try (var here = Database.open(db.target(), new RuntreeHome(folder))) {
            var calls = new Calls("audit", (event, attempt) -> {});
            try (var hooks = DurableHooks.open(here, calls, QUICK)) {
                hooks.add(Calls.event("audit", "x"));
                assertThat(calls.made())
                        .hasSize(1)
                        .first()
                        .satisfies(call -> assertThat(call.reason())
                                .contains(
                                        "cannot be put on disk in " + folder.resolve("hooks"),
                                        "a file of that name is in the way"));
            }
            var failing = new Calls("unkept", (event, attempt) -> {
                throw new IllegalStateException("neither");
            });
            try (var hooks = DurableHooks.open(here, failing, QUICK)) {
                hooks.add(Calls.event("unkept", "x"));
                assertThat(ofHook("unkept")).extracting(ParkedHook::tries).containsExactly(1);
            }
        }
    }

    @Test
    void a_process_that_is_killed_after_its_answer_leaves_the_event() throws Exception {
        var child = Answering.start(db.target(), folder);
        try {
            assertThat(child.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("answered");
        } finally {
            child.destroyForcibly().waitFor();
        }
        var calls = new Calls(Answering.HOOK, (event, attempt) -> {});
        try (var here = Database.open(db.target(), new RuntreeHome(folder));
                var hooks = DurableHooks.open(here, calls, QUICK)) {
            assertThat(hooks).isNotNull();
            eventually(() -> calls.made().size() == Answering.EVENTS);
        }
        assertThat(calls.made())
                .extracting(call -> call.event().arguments().get("answer").textValue())
                .containsExactlyInAnyOrderElementsOf(Answering.answers());
        try (var files = Files.walk(folder.resolve("hooks"))) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    private List<ParkedHook> ofHook(String hook) {
        return parked.waiting(100).fetch().stream()
                .filter(row -> row.hook().equals(hook))
                .toList();
    }

    private ParkedHook.Status status(String eventId) {
        return parked.history(100).fetch().stream()
                .filter(row -> row.eventId().equals(eventId))
                .findFirst()
                .orElseThrow()
                .status();
    }

    private static void eventually(BooleanSupplier condition) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(condition::getAsBoolean);
    }

    /** An application in a process of its own, whose hooks never come to an end. */
    static final class Answering {
        static final String HOOK = "killed";
        static final int EVENTS = 40;

        private Answering() {}

        static Process start(DatabaseTarget.Server database, Path home) throws IOException {
            var builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-Xmx128m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Answering.class.getName(),
                            database.url(),
                            String.valueOf(database.user()),
                            home.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().put("PGPASSWORD", String.valueOf(database.password()));
            return builder.start();
        }

        static List<String> answers() {
            return java.util.stream.IntStream.range(0, EVENTS)
                    .mapToObj(number -> "answer " + number)
                    .toList();
        }

        public static void main(String[] arguments) throws Exception {
            var target = new DatabaseTarget.Server(arguments[0], arguments[1], System.getenv("PGPASSWORD"));
            var database = Database.open(target, new RuntreeHome(Path.of(arguments[2])));
            var hooks = DurableHooks.open(
                    database, new Calls(HOOK, (event, attempt) -> new CountDownLatch(1).await()), RetryPolicy.DEFAULT);
            try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
                answers().forEach(answer -> threads.execute(() -> hooks.add(Calls.event(HOOK, answer))));
            }
            System.out.println("answered");
            new CountDownLatch(1).await();
        }
    }
}
