package dev.runtree.store;

import static dev.runtree.store.SummedTraces.rollUps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Traces that were stored before there were roll-ups get into them. */
class RecountTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private final Recount recount = new Recount(DB.database());
    private String fresh = "";

    @BeforeEach
    void write() throws IOException {
        SummedTraces.clear(DB.database());
        try (var writer = new SpanWriter(DB.database(), new SpanLogs(Prices.none()))) {
            writer.write(SummedTraces.allKinds());
        }
        fresh = rollUps(DB.database());
    }

    @Test
    void oldTracesAreCountedAndTheirRunsMadeAnew() {
        var runs = runs();
        SummedTraces.clearRollUps(DB.database());
        execute("UPDATE agno_traces SET counted = NULL");
        execute("UPDATE runtree_runs SET name = 'by older rules', status = 'cancelled', total_tokens = 1");
        execute("DELETE FROM runtree_runs WHERE parent_run_id IS NOT NULL");

        var steps = steps(7);

        assertThat(steps).isGreaterThan(3);
        assertThat(rollUps(DB.database())).isEqualTo(fresh);
        assertThat(runs()).isEqualTo(runs);
        assertThat(new Statistics(DB.database()).uncounted(10).fetch()).isZero();
    }

    @Test
    void whatWasGivenUpInTheMiddleGoesOnWhileOthersWrite() throws IOException {
        SummedTraces.clearRollUps(DB.database());
        execute("UPDATE agno_traces SET counted = NULL");
        assertThat(recount.step(5)).isTrue();
        assertThat(new Statistics(DB.database()).uncounted(1).fetch()).isEqualTo(1);

        try (var writer = new SpanWriter(DB.database(), new SpanLogs(Prices.none()))) {
            writer.write(SummedTraces.tenDays(5));
            steps(5);
            var all = rollUps(DB.database());
            SummedTraces.clear(DB.database());
            writer.write(SummedTraces.allKinds());
            writer.write(SummedTraces.tenDays(5));
            assertThat(all).isEqualTo(rollUps(DB.database()));
        }
    }

    @Test
    void whatOlderRulesCountedIsTakenOut() {
        execute("UPDATE agno_traces SET counted = replace(counted, '{\"v\":1,', '{\"v\":0,')");

        steps(50);

        assertThat(rollUps(DB.database())).isEqualTo(fresh);
        assertThat(new Statistics(DB.database()).uncounted(10).fetch()).isZero();
    }

    @Test
    void ofATraceWhoseStepsAreGoneTheRunsAreCounted() {
        SummedTraces.clearRollUps(DB.database());
        var runs = runs();
        execute("UPDATE agno_traces SET counted = NULL, steps_removed_at = now()");
        execute("TRUNCATE runtree_spans");

        steps(50);

        assertThat(rollUps(DB.database()).replaceAll("(?s)runtree_model_hours.*", ""))
                .isEqualTo(fresh.replaceAll("(?s)runtree_model_hours.*", ""));
        assertThat(runs()).isEqualTo(runs);
    }

    @Test
    void ofATraceWhoseStepsAreGoneWhatWasCountedStays() {
        execute(
                "UPDATE agno_traces SET counted = replace(counted, '{\"v\":1,', '{\"v\":0,'), steps_removed_at = now()");
        execute("TRUNCATE runtree_spans");

        steps(50);

        assertThat(rollUps(DB.database())).isEqualTo(fresh);
    }

    @Test
    void oneTraceThatCannotBeCountedDoesNotHoldUpTheOthers() {
        var broken = DB.database()
                .dsl()
                .fetchSingle("SELECT trace_id FROM agno_traces ORDER BY start_time DESC OFFSET 2 LIMIT 1")
                .get(0, String.class);
        execute("UPDATE runtree_spans SET kind = 'of a later version' WHERE trace_id = '" + broken + "'");
        execute("UPDATE agno_traces SET counted = replace(counted, '{\"v\":1,', '{\"v\":0,')");

        steps(50);

        assertThat(new Statistics(DB.database()).uncounted(10).fetch()).isEqualTo(1);
        assertThat(rollUps(DB.database())).isEqualTo(fresh);
    }

    private int steps(int traces) {
        var steps = 0;
        while (recount.step(traces)) {
            assertThat(++steps).isLessThan(1_000);
        }
        return steps;
    }

    private static String runs() {
        return DB.database()
                .dsl()
                .fetch("SELECT to_jsonb(r)::text FROM runtree_runs r ORDER BY trace_id, span_id")
                .toString();
    }

    private static void execute(String sql) {
        DB.database().dsl().execute(sql);
    }
}
