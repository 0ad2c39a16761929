package dev.runtree.cli;

import dev.runtree.export.target.Redacting;
import dev.runtree.export.target.Target;
import dev.runtree.model.Figures;
import dev.runtree.store.SendState;
import dev.runtree.store.SendState.Stage;
import dev.runtree.store.SendStates;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Targets as a table or as JSON Lines. */
final class TargetsText {
    private static final List<Table.Column> COLUMNS = List.of(
            new Table.Column("NAME", false, 20),
            new Table.Column("PRESET", false, 10),
            new Table.Column("STATE", false, 9),
            new Table.Column("SENT", true, 12),
            new Table.Column("WAITING", true, 8),
            new Table.Column("REFUSED", true, 8),
            new Table.Column("LAG", true, 9),
            new Table.Column("ENDPOINT", false, 40),
            new Table.Column("LAST ERROR", false, Integer.MAX_VALUE));

    private final Program program;
    private final Instant now = Instant.now();
    private final List<Row> rows = new ArrayList<>();

    TargetsText(Program program) {
        this.program = program;
    }

    private record Row(
            Target target, String place, @Nullable SendState state) {
        /** Between a person's word and the process that follows it lies a moment. */
        String stage() {
            if (target.paused()) {
                return Stage.PAUSED.word();
            }
            if (state == null) {
                return "new";
            }
            return state.stage() == Stage.PAUSED
                    ? Stage.IDLE.word()
                    : state.stage().word();
        }
    }

    /** @param state {@code null} when nobody has sent to it from this database */
    void add(Target target, String place, @Nullable SendState state) {
        rows.add(new Row(target, place, state));
    }

    void print(boolean asJson) {
        if (asJson) {
            rows.forEach(this::json);
        } else {
            table();
        }
    }

    private void table() {
        var table = new Table(program.terminal(), COLUMNS);
        for (var row : rows) {
            var state = row.state();
            var error = state == null || state.lastError() == null ? "" : state.lastError();
            table.row(List.of(
                    new Table.Cell(row.target().name()),
                    new Table.Cell(row.target().preset().word()),
                    new Table.Cell(row.stage()),
                    new Table.Cell(Figures.count(state == null ? 0 : state.sent())),
                    new Table.Cell(state == null ? "0" : Figures.capped(state.waiting(), SendStates.MOST_WAITING)),
                    new Table.Cell(Figures.count(state == null ? 0 : state.refused())),
                    new Table.Cell(
                            state == null || state.waitsSince() == null
                                    ? ""
                                    : Figures.duration(state.lag(now).toNanos())),
                    new Table.Cell(row.place()),
                    new Table.Cell(error)));
        }
        table.print();
        if (rows.stream().anyMatch(row -> !isSent(row))) {
            program.out().line("Nobody sends now where something waits: the window and \"runtree serve\" do.");
        }
    }

    private static boolean isSent(Row row) {
        var state = row.state();
        return state == null
                || state.waiting() == 0
                || state.isHeld()
                || row.target().paused();
    }

    private void json(Row row) {
        var target = row.target();
        var state = row.state();
        new Json(program.out())
                .startObject()
                .text("name", target.name())
                .text("preset", target.preset().word())
                .text("endpoint", row.place())
                .text("state", row.stage())
                .number("sent", state == null ? 0 : state.sent())
                .number("waiting", state == null ? 0 : state.waiting())
                .number("refused", state == null ? 0 : state.refused())
                .text("last_error", state == null ? null : state.lastError())
                .text("last_error_at", text(state == null ? null : state.lastErrorAt()))
                .number("lag_ms", state == null ? 0 : state.lag(now).toMillis())
                .text("last_sent_at", text(state == null ? null : state.lastSentAt()))
                .decimal(
                        "spans_per_second",
                        state == null || state.spansPerSecond() == null
                                ? null
                                : BigDecimal.valueOf(Math.round(state.spansPerSecond())))
                .text("retry_at", text(state == null ? null : state.retryAt()))
                .text("filter", target.filter())
                .decimal("sample", BigDecimal.valueOf(target.sample()))
                .text(
                        "redact",
                        target.redacting() == Redacting.NONE
                                ? null
                                : target.redacting().word())
                .text("profile", target.words().word())
                .endObject()
                .endLine();
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
