package dev.runtree.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runtree.model.SpanId;
import dev.runtree.store.ParkedHook;
import dev.runtree.store.ParkedHooks;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What background hooks could not do, by commands. */
class HooksCommandTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final SpanId RUN = new SpanId("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331");

    private Captured captured = new Captured();

    @Test
    void whatIsParkedIsListedRetriedAndDiscarded() throws IOException {
        assertThat(printed("hooks"))
                .containsExactly("No hook waits: all that was to be done in the background is done, or on its way.");
        park("aaaa1111-0000-4000-8000-000000000001", "audit");
        park("aaaa2222-0000-4000-8000-000000000002", "notify");

        assertThat(String.join("\n", printed("hooks")))
                .contains("aaaa1111", "audit", "desk", "0af76519", "parked", "java.io.IOException: no route to host");
        var line = new ObjectMapper().readTree(printed("hooks", "ls", "--json").getFirst());
        assertThat(line.get("run_id").asText()).isEqualTo(RUN.runId());
        assertThat(line.get("tries").asInt()).isEqualTo(5);
        assertThat(line.get("event").get("answer").asText()).isEqualTo("42");

        assertThat(printed("hooks", "retry", "aaaa1", "--as", "ana"))
                .containsExactly("To be tried again: the hook audit, event aaaa1111-0000-4000-8000-000000000001");
        assertThat(printed("hooks", "discard", "aaaa2"))
                .containsExactly("Given up: the hook notify, event aaaa2222-0000-4000-8000-000000000002");
        assertThat(printed("hooks")).hasSize(1);
        assertThat(String.join("\n", printed("hooks", "--all"))).contains("retry", "discarded");
        assertThat(String.join("\n", printed("approvals", "verify"))).contains("The audit is intact: 2 rows");

        assertThat(run("hooks", "retry", "aaaa2")).isEqualTo(1);
        assertThat(captured.err()).contains("does not wait any more");
        assertThat(run("hooks", "retry", "aaaa")).isEqualTo(1);
        assertThat(captured.err()).contains("Several events have ids that begin with aaaa");
        assertThat(run("hooks", "retry", "nothing")).isEqualTo(1);
    }

    private static void park(String id, String hook) {
        new ParkedHooks(db.database())
                .park(ParkedHook.of(
                        id,
                        hook,
                        "desk",
                        RUN,
                        5,
                        "java.io.IOException: no route to host",
                        "{\"answer\":\"42\"}",
                        Instant.parse("2026-11-26T03:00:00Z")));
    }

    private List<String> printed(String... words) {
        assertThat(run(words)).as(captured.err()).isZero();
        return captured.lines();
    }

    private int run(String... words) {
        captured = new Captured();
        var url = db.target().url();
        var all = Stream.concat(
                Stream.of(words),
                Stream.of(
                        "--db",
                        url + (url.contains("?") ? "&" : "?") + "user="
                                + db.target().user() + "&password="
                                + db.target().password()));
        return Cli.run(all.toArray(String[]::new), captured.terminal(), new NoScreens());
    }
}
