package dev.runtree.cli;

import dev.runtree.cli.Table.Cell;
import dev.runtree.cli.Table.Column;
import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.model.RunStatus;
import dev.runtree.model.SpanId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs as a table for reading. */
final class RunTable {
    private static final List<Column> COLUMNS = List.of(
            new Column("ID", false, 20),
            new Column("NAME", false, 24),
            new Column("STATUS", false, 9),
            new Column("USER", false, 14),
            new Column("MODEL", false, 20),
            new Column("TOKENS", true, 8),
            new Column("COST", true, 10),
            new Column("DURATION", true, 9),
            new Column("STARTED", false, 17),
            new Column("INPUT OR ERROR", false, Integer.MAX_VALUE));
    private static final int ID_LENGTH = 8;

    private final Terminal terminal;
    private final List<Run> runs;
    private final Map<SpanId, String> snippets;
    private final Instant now = Instant.now();
    private final ZoneId zone = ZoneId.systemDefault();

    RunTable(Terminal terminal, List<Run> runs) {
        this(terminal, runs, Map.of());
    }

    /** @param snippets what was found in some of the runs, shown in place of their input */
    RunTable(Terminal terminal, List<Run> runs, Map<SpanId, String> snippets) {
        this.terminal = terminal;
        this.runs = runs;
        this.snippets = snippets;
    }

    /**
     * @param more whether there are runs beyond these
     * @param filtered whether a filter chose them
     */
    void print(boolean more, boolean filtered) {
        if (runs.isEmpty()) {
            terminal.out()
                    .line(
                            filtered
                                    ? "No run matches."
                                    : "There are no runs yet. \"runtree demo\" makes some, \"runtree import FILE\" reads some.");
            return;
        }
        var table = new Table(terminal, COLUMNS);
        Set<String> shared = sharedPrefixes();
        runs.forEach(run -> table.row(cells(run, shared)));
        table.print();
        if (more) {
            terminal.out().line("The newest " + Figures.count(runs.size()) + " runs; --limit N lists more.");
        }
    }

    private List<Cell> cells(Run run, Set<String> shared) {
        Long duration = run.durationNanos();
        return List.of(
                new Cell(id(run, shared), Style.FAINT),
                new Cell(run.name(), Style.STRONG),
                new Cell(run.status().word(), style(run.status())),
                new Cell(text(run.actor().userId())),
                new Cell(text(run.model())),
                new Cell(Figures.tokens(run.tree().total())),
                new Cell(Figures.costOf(run.tree())),
                new Cell(Figures.duration(duration)),
                new Cell(Figures.time(Figures.instant(run.startNanos()), now, zone)),
                new Cell(text(subject(run))));
    }

    private @Nullable String subject(Run run) {
        String snippet = snippets.getOrDefault(run.id(), "");
        if (!snippet.isEmpty()) {
            return snippet;
        }
        return run.status() == RunStatus.ERROR && run.error() != null ? run.error() : run.input();
    }

    static Style style(RunStatus status) {
        return switch (status) {
            case OK -> Style.GOOD;
            case ERROR -> Style.BAD;
            case RUNNING -> Style.RUNNING;
            case PAUSED -> Style.WAITING;
            case CANCELLED -> Style.FAINT;
        };
    }

    /** As much of the id as tells the runs of the list apart; every command takes it. */
    private static String id(Run run, Set<String> shared) {
        String trace = run.id().traceId().substring(0, ID_LENGTH);
        return shared.contains(trace) ? trace + "-" + run.id().spanId().substring(0, ID_LENGTH) : trace;
    }

    private Set<String> sharedPrefixes() {
        var seen = new HashSet<String>();
        var shared = new HashSet<String>();
        for (Run run : runs) {
            String trace = run.id().traceId().substring(0, ID_LENGTH);
            if (!seen.add(trace) || run.parentRunId() != null) {
                shared.add(trace);
            }
        }
        return shared;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
