package dev.runtree.cli;

import dev.runtree.alert.AlertEntry;
import dev.runtree.alert.Unit;
import dev.runtree.model.Figures;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Alerts as a table or as JSON Lines. */
final class AlertsText {
    private static final List<Table.Column> COLUMNS = List.of(
            new Table.Column("NAME", false, 24),
            new Table.Column("STATE", false, 10),
            new Table.Column("VALUE", true, 10),
            new Table.Column("SINCE", false, 14),
            new Table.Column("RULE", false, 70),
            new Table.Column("FILTER", false, 40),
            new Table.Column("REMARK", false, Integer.MAX_VALUE));

    private final Program program;
    private final Instant now = Instant.now();

    AlertsText(Program program) {
        this.program = program;
    }

    void print(List<AlertEntry> entries, boolean asJson) {
        if (asJson) {
            entries.forEach(this::json);
            return;
        }
        var table = new Table(program.terminal(), COLUMNS);
        for (var entry : entries) {
            var since = entry.since();
            table.row(List.of(
                    new Table.Cell(entry.rule().name()),
                    new Table.Cell(entry.word()),
                    new Table.Cell(Objects.requireNonNullElse(entry.value(), "")),
                    new Table.Cell(since == null ? "" : Figures.time(since, now, ZoneId.systemDefault())),
                    new Table.Cell(entry.rule().sentence()),
                    new Table.Cell(entry.rule().filter()),
                    new Table.Cell(remark(entry))));
        }
        table.print();
        if (entries.stream().anyMatch(entry -> entry.isForgotten(now))) {
            program.out().line("Nobody watches them now: the window and \"runtree serve\" do.");
        }
    }

    private String remark(AlertEntry entry) {
        var state = entry.state();
        if (state == null) {
            return "";
        }
        var silence = state.silencedUntil() != null && state.isSilenced(now)
                ? "silenced until " + Figures.time(state.silencedUntil(), now, ZoneId.systemDefault()) + " "
                : "";
        var said = state.trouble() != null ? state.trouble() : state.said();
        return (silence + (said == null ? "" : Width.oneLine(said))).strip();
    }

    private void json(AlertEntry entry) {
        var rule = entry.rule();
        var state = entry.state();
        new Json(program.out())
                .startObject()
                .text("name", rule.name())
                .text("state", entry.word())
                .text("signal", rule.figure().signal().word())
                .text("figure", rule.figure().word())
                .text("unit", rule.figure().unit().word())
                .decimal(rule.isAbove() ? "above" : "below", number(entry, rule.limit()))
                .decimal("value", state == null ? null : number(entry, state.value()))
                .number("over_seconds", rule.over().toSeconds())
                .number("for_seconds", rule.lasting().toSeconds())
                .text("filter", rule.filter())
                .text("since", text(entry.since()))
                .text(
                        "looked_at",
                        text(state == null || state.lookedAt().equals(Instant.EPOCH) ? null : state.lookedAt()))
                .text("silenced_until", text(state == null ? null : state.silencedUntil()))
                .text("said", state == null ? null : state.said())
                .text("trouble", state == null ? null : state.trouble())
                .write(json -> json.writeBooleanField("notify", rule.notifies()))
                .texts("command", rule.command())
                .endObject()
                .endLine();
    }

    /** Durations are in milliseconds, as they are everywhere in JSON. */
    private static @Nullable BigDecimal number(AlertEntry entry, @Nullable BigDecimal value) {
        return value == null || entry.rule().figure().unit() != Unit.DURATION ? value : value.movePointLeft(6);
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
