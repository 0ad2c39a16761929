package dev.runtree.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runtree.alert.AlertState.Stage;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.Database;
import dev.runtree.store.Databases;
import dev.runtree.store.SpanWriter;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Alerts on a real database, with commands and a desktop that write down what they are told. */
@DisabledOnOs(OS.WINDOWS)
class AlertWatchTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final Payload EMPTY = new Payload("{}", "[]", "[]", "{}", "{}", null, null);
    /** All spans are of now, whenever a test begins. */
    @SuppressWarnings("TimeInStaticInitializer")
    private static final Instant START = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private static final String ODD = "two words '\"$(touch hacked) `id` ; * <b>";

    @TempDir
    Path folder;

    private Instant now = START;
    private RuntreeHome home;
    private Database database;
    private Path told;

    /** A run of ten seconds ten minutes ago, of whose four calls of a tool two failed. */
    @BeforeAll
    static void fill() {
        try (var writer = new SpanWriter(db.database(), new SpanLogs(Prices.none()))) {
            var start = ChronoUnit.NANOS.between(Instant.EPOCH, START.minus(Duration.ofMinutes(10)));
            var spans = new ArrayList<RecordedSpan>();
            spans.add(span(1, "desk", SpanKind.AGENT, "agent.desk", SpanStatus.OK, start, 10_000_000_000L));
            for (var i = 2; i < 6; i++) {
                var status = i % 2 == 0 ? SpanStatus.ERROR : SpanStatus.OK;
                spans.add(span(i, "look", SpanKind.TOOL, "tool.look", status, start + i, 1_000_000L));
            }
            writer.write(spans);
        }
    }

    private static RecordedSpan span(
            int id, String name, SpanKind kind, String spanName, SpanStatus status, long start, long nanos) {
        var span = Span.builder(new SpanId("%032x".formatted(7), "%016x".formatted(id)), name, kind)
                .spanName(spanName)
                .status(status, status == SpanStatus.ERROR ? "gone" : null)
                .time(start, start + nanos);
        if (kind == SpanKind.TOOL) {
            span.toolName("look").parent("%016x".formatted(1));
        }
        return new RecordedSpan(span.build(), EMPTY);
    }

    @BeforeEach
    void open() {
        home = new RuntreeHome(folder.resolve("home"));
        database = Database.open(db.target(), home);
        told = folder.resolve("told");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private AlertRule slow(List<String> command) {
        return rule("slow", Figure.P90, true, "5s", "1h", false, command);
    }

    private static AlertRule rule(
            String name,
            Figure figure,
            boolean isAbove,
            String limit,
            String over,
            boolean notifies,
            List<String> command) {
        return new AlertRule(
                name,
                figure,
                isAbove,
                AlertRule.limit(figure, limit),
                Durations.read("over", over),
                Duration.ofMinutes(5),
                "",
                1,
                notifies,
                command,
                false);
    }

    /** Writes a line for each call: its state, its arguments, and what it read. */
    private List<String> command(String... arguments) throws IOException {
        var script = script("tell", "{ printf '%s|' \"$RUNTREE_ALERT_STATE\" \"$@\"; cat; } >> '" + told + "'");
        var command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private Path script(String name, String text) throws IOException {
        var script = Files.createDirectories(folder.resolve("bin")).resolve(name);
        Files.writeString(script, "#!/bin/sh\n" + text + "\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private AlertWatch watch(Database of) {
        return new AlertWatch(Databases.of(of), new Announcer(new Desktop("Linux", "/nowhere"), 10), () -> now);
    }

    /** Programs that look at the same time, each for itself. */
    private void lookAt(Duration after, int programs) throws InterruptedException {
        now = START.plus(after);
        var watches = new ArrayList<AlertWatch>();
        for (var i = 0; i < programs; i++) {
            watches.add(watch(database));
        }
        var threads = watches.stream()
                .map(watch -> Thread.startVirtualThread(watch::look))
                .toList();
        for (var thread : threads) {
            thread.join();
        }
        for (var watch : watches) {
            watch.settle();
            watch.close();
        }
    }

    private List<String> told() throws IOException {
        return Files.exists(told) ? Files.readAllLines(told) : List.of();
    }

    private AlertState state() {
        return Objects.requireNonNull(entry().state());
    }

    private AlertEntry entry() {
        return AlertEntry.all(home, database.identity()).getFirst();
    }

    @Test
    void an_alert_fires_after_its_time_is_told_once_by_however_many_programs_and_restarts_and_is_over_after_its_time()
            throws Exception {
        new AlertRules(home).add(slow(command(ODD, "")));
        lookAt(Duration.ZERO, 2);
        assertThat(entry().word()).isEqualTo("pending");
        assertThat(entry().value()).startsWith("10.").endsWith(" s");
        lookAt(Duration.ofMinutes(4), 2);
        assertThat(entry().word()).as("not for long enough").isEqualTo("pending");
        assertThat(told()).isEmpty();

        lookAt(Duration.ofMinutes(5), 2);
        assertThat(entry().word()).isEqualTo("firing");
        assertThat(told()).hasSize(1);
        assertThat(told().getFirst()).startsWith("firing|" + ODD + "||{");
        var json = new ObjectMapper()
                .readTree(told().getFirst().substring(told().getFirst().indexOf("{\"alert\"")));
        assertThat(json.path("alert").asText()).isEqualTo("slow");
        assertThat(json.path("above").asInt()).isEqualTo(5_000);
        assertThat(json.path("value").asDouble()).isBetween(9_500.0, 10_500.0);
        assertThat(json.path("unit").asText()).isEqualTo("ms");

        lookAt(Duration.ofMinutes(6), 3);
        assertThat(told()).as("nobody is told twice").hasSize(1);
        assertThat(state().since()).isEqualTo(START.plus(Duration.ofMinutes(5)));

        lookAt(Duration.ofMinutes(70), 1);
        assertThat(entry().word()).as("it may come back").isEqualTo("firing");
        assertThat(state().said()).isEqualTo("no runs in the last 1h");
        lookAt(Duration.ofMinutes(75), 2);
        assertThat(entry().word()).isEqualTo("no data");
        assertThat(told()).hasSize(2);
        assertThat(told().get(1)).startsWith("resolved|");
    }

    @Test
    void what_is_silenced_is_told_when_the_silence_is_over_and_the_end_of_what_nobody_heard_of_is_not()
            throws Exception {
        var rule = slow(command());
        new AlertRules(home).add(rule);
        var states = new AlertStates(home, database.identity());
        lookAt(Duration.ZERO, 1);
        states.silence(rule, START.plus(Duration.ofMinutes(8)));
        lookAt(Duration.ofMinutes(5), 1);
        assertThat(entry().word()).isEqualTo("firing");
        assertThat(told()).isEmpty();
        lookAt(Duration.ofMinutes(9), 1);
        assertThat(told()).hasSize(1);

        new AlertRules(home).pause("slow");
        states.silence(rule, START.plus(Duration.ofMinutes(13)));
        lookAt(Duration.ofMinutes(10), 1);
        assertThat(entry().word()).isEqualTo("paused");
        assertThat(state().isSilenced(now)).isTrue();
        new AlertRules(home).resume("slow");
        lookAt(Duration.ofMinutes(11), 1);
        assertThat(entry().word()).as("it begins anew").isEqualTo("pending");
        lookAt(Duration.ofMinutes(12), 1);
        lookAt(Duration.ofMinutes(90), 1);
        assertThat(entry().word()).isEqualTo("no data");
        assertThat(told()).hasSize(1);
    }

    @Test
    void every_figure_is_that_of_the_runs() {
        var readings = new Readings(Databases.of(database));
        assertThat(List.of(Figure.values()).stream()
                        .map(figure -> figure.word() + " "
                                + shown(readings, rule("a", figure, true, small(figure), "1h", true, List.of())))
                        .toList())
                .containsExactly(
                        "p50 10.0 s",
                        "p90 10.0 s",
                        "p99 10.0 s",
                        "failed-runs 0 %",
                        "tokens 0",
                        "cost $0",
                        "tool-failures 50 %",
                        "users 0",
                        "runs 1",
                        "waiting 0",
                        "oldest 0 µs");
        var few = new AlertRule(
                "few",
                Figure.TOOL_FAILURES,
                true,
                AlertRule.limit(Figure.TOOL_FAILURES, "5%"),
                Duration.ofHours(1),
                Duration.ZERO,
                "tool:look",
                5,
                true,
                List.of(),
                false);
        assertThat(readings.of(few, START)).isEqualTo(new Reading.Nothing("4 calls in the last 1h, fewer than 5"));
    }

    private static String small(Figure figure) {
        return switch (figure.unit()) {
            case DURATION -> "1s";
            case SHARE -> "1%";
            case DOLLARS -> "$1";
            case COUNT -> "1";
        };
    }

    private static String shown(Readings readings, AlertRule rule) {
        return readings.of(rule, START) instanceof Reading.Value(var value)
                ? rule.figure().unit().show(value).replaceFirst("^(9\\.[5-9]|10\\.[0-4])\\d s$", "10.0 s")
                : "nothing";
    }

    @Test
    void a_command_that_hangs_is_ended_and_what_goes_wrong_is_noted_at_the_alert() throws Exception {
        var hangs = rule("hangs", Figure.P90, true, "5s", "1h", false, List.of("/bin/sh", "-c", "sleep 60"));
        var alarm = new Alarm(hangs, Alarm.Kind.TRIAL, START, null, "here");
        assertThat(new Announcer(new Desktop("Linux", ""), 1).tell(alarm))
                .isEqualTo("/bin/sh was ended: it took longer than 1 s.");

        new AlertRules(home).add(slow(List.of("/bin/sh", "-c", "echo no such number; exit 3")));
        lookAt(Duration.ZERO, 1);
        lookAt(Duration.ofMinutes(5), 1);
        assertThat(state().trouble()).isEqualTo("/bin/sh ended with 3: no such number");
    }

    @Test
    void the_desktop_is_told_by_its_own_program_without_markup() throws Exception {
        script("notify-send", "for each in \"$@\"; do printf '%s\\n' \"$each\"; done > '" + told + "'");
        var rule = rule("a <b>&c", Figure.WAITING, true, "3", "1h", true, List.of());
        var alarm =
                new Alarm(rule, Alarm.Kind.FIRING, START, Unit.COUNT.read("7").orElseThrow(), "<i>here");
        var desktop = new Desktop("Linux", "/nowhere:" + folder.resolve("bin"));
        assertThat(new Announcer(desktop, 10).tell(alarm)).isNull();
        assertThat(told()).contains("--", "Runtree: a <b>&c", "approvals waiting above 3 for 5m: 7", "&lt;i&gt;here");
        assertThat(new Announcer(new Desktop("Linux", "/nowhere"), 10).tell(alarm))
                .contains("no notify-send");
    }

    @Test
    void a_file_that_cannot_be_read_is_one_clear_line_and_left_alone() throws Exception {
        var rules = new AlertRules(home);
        rules.add(slow(List.of()));
        for (var broken : List.of(
                "[ { \"name\": \"a\" ",
                "[ { \"name\": \"a\", \"figure\": \"p90\", \"above\": \"fast\" } ]",
                "[ { \"name\": \"a\", \"figure\": \"p90\", \"abvoe\": \"1s\" } ]")) {
            Files.writeString(home.alertsFile(), broken);
            assertThatThrownBy(rules::list)
                    .isInstanceOf(BadAlert.class)
                    .hasMessageContaining(home.alertsFile().toString())
                    .hasMessageContaining("Mend the file")
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
            watch(database).look();
            assertThat(home.alertsFile()).hasContent(broken);
        }
        Files.setPosixFilePermissions(home.alertsFile(), PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThatThrownBy(rules::list).hasMessageContaining("chmod 600");
    }

    @Test
    void a_database_that_is_away_is_said_to_be_and_nothing_fires() throws Exception {
        new AlertRules(home).add(rule("nobody", Figure.USERS, false, "1", "1h", false, command()));
        new AlertRules(home).add(rule("other", Figure.P90, true, "10m", "1h", false, command()));
        var gone = Database.open(db.target(), home);
        gone.close();
        for (var minutes : List.of(0, 5, 10)) {
            now = START.plus(Duration.ofMinutes(minutes));
            watch(gone).look();
        }
        assertThat(entry().word()).isEqualTo("unread");
        assertThat(state().said()).isNotBlank();
        assertThat(state().stage()).isEqualTo(Stage.OK);
        assertThat(AlertEntry.all(home, database.identity()))
                .as("each has its turn")
                .allMatch(entry -> entry.word().equals("unread"));
        assertThat(told()).isEmpty();

        lookAt(Duration.ofMinutes(11), 1);
        lookAt(Duration.ofMinutes(16), 1);
        assertThat(told()).as("once it answers").hasSize(1);
        now = START.plus(Duration.ofMinutes(18));
        watch(gone).look();
        assertThat(entry().word())
                .as("what fires goes on while nothing is known")
                .isEqualTo("firing");
    }

    @Test
    void what_could_never_fire_is_refused() {
        assertThat(refused(Figure.P90, true, "2h", "1h", "")).contains("never take longer");
        assertThat(refused(Figure.USERS, false, "0", "1h", "")).contains("below 0");
        assertThat(refused(Figure.TOKENS, true, "1k", "1h", "tool:look")).contains("not counted by tool:");
        assertThat(refused(Figure.TOKENS, true, "1k", "1h", "user:")).contains("filter of the alert");
        assertThat(refused(Figure.COST, true, "5%", "1h", "")).contains("needs an amount such as $2.50");
    }

    private static String refused(Figure figure, boolean isAbove, String limit, String over, String filter) {
        try {
            return new AlertRule(
                            "a",
                            figure,
                            isAbove,
                            AlertRule.limit(figure, limit),
                            Durations.read("over", over),
                            Duration.ZERO,
                            filter,
                            1,
                            true,
                            List.of(),
                            false)
                    .toString();
        } catch (BadAlert e) {
            return String.valueOf(e.getMessage());
        }
    }
}
