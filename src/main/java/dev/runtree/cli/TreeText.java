package dev.runtree.cli;

import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.model.Span;
import dev.runtree.model.SpanStatus;
import dev.runtree.model.SpanTree;
import dev.runtree.model.Trace;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A trace as a tree of text: a row per step with its figures, and beneath it what failed and what a tool was given and gave. */
final class TreeText {
    private static final int WIDEST_NAME = 60;

    /** Branches start at the left again after so many levels: a chain of thousands would be wider than memory. */
    private static final int LEVELS_ABREAST = 40;

    /** A row: the branch and name of a step, and the branch that continues beneath it. */
    private record Row(Span span, String branch, String beneath, boolean tellsError) {
        int width() {
            return Width.of(branch) + Width.of(label());
        }

        String label() {
            return Width.oneLine(span.spanName());
        }
    }

    private final Terminal terminal;
    private final Trace trace;
    private final StepText steps;

    /** @param payloads shown whole beneath their steps; empty to show beginnings only */
    TreeText(Terminal terminal, Trace trace, Payloads payloads) {
        this.terminal = terminal;
        this.trace = trace;
        steps = new StepText(terminal, payloads);
    }

    void print() {
        head(trace.run());
        List<Row> rows = rows(SpanTree.of(trace.spans()));
        int names = rows.stream().mapToInt(Row::width).max().orElse(0);
        int column = Math.min(names, WIDEST_NAME);
        int durations = rows.stream()
                .mapToInt(row -> Width.of(duration(row.span())))
                .max()
                .orElse(0);
        for (Row row : rows) {
            row(row, column, durations);
            if (row.tellsError()) {
                steps.error(row.span(), terminal.styled(Style.FAINT, row.beneath()));
            }
            steps.print(row.span(), terminal.styled(Style.FAINT, row.beneath()), Width.of(row.beneath()));
        }
        steps.footer().ifPresent(line -> {
            terminal.out().line("");
            terminal.out().line(terminal.styled(Style.FAINT, line));
        });
    }

    private void head(Run run) {
        String figures = Stream.of(
                        Figures.duration(run.durationNanos()),
                        Figures.tokenTotal(run.tree().total()),
                        Figures.costOf(run.tree()),
                        steps(run.spanCount()),
                        run.errorCount() == 0 ? "" : errors(run.errorCount()))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("  "));
        var out = terminal.out();
        out.line(terminal.styled(Style.STRONG, Width.oneLine(run.name())) + "  "
                + terminal.styled(RunTable.style(run.status()), run.status().word()) + "  " + figures);
        String started = Figures.time(Figures.instant(run.startNanos()), Instant.now(), ZoneId.systemDefault());
        out.line(terminal.styled(
                Style.FAINT,
                Stream.of(
                                run.runId(),
                                started,
                                labelled("user", run.actor().userId()),
                                labelled("session", run.actor().sessionId()),
                                labelled("model", run.model()))
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining("  "))));
        if (trace.runs().size() > 1) {
            out.line(terminal.styled(Style.FAINT, Figures.count(trace.runs().size()) + " runs"));
        }
        var removedAt = trace.stepsRemovedAt();
        if (removedAt != null) {
            out.line(terminal.styled(
                    Style.FAINT,
                    "steps removed by retention on " + LocalDate.ofInstant(removedAt, ZoneId.systemDefault())));
        }
        out.line("");
    }

    private static String steps(int count) {
        return Figures.count(count) + (count == 1 ? " step" : " steps");
    }

    private static String errors(int count) {
        return Figures.count(count) + (count == 1 ? " error" : " errors");
    }

    private static String labelled(String label, @Nullable String value) {
        return value == null ? "" : label + " " + Width.oneLine(value);
    }

    private static List<Row> rows(SpanTree tree) {
        var rows = new ArrayList<Row>(tree.size());
        var continues = new ArrayList<Boolean>();
        for (int place = 0; place < tree.size(); place++) {
            int depth = tree.depth(place);
            boolean last = isLast(tree, place);
            boolean parent = tree.end(place) > place + 1;
            int leftOut = leftOut(depth);
            var branch = new StringBuilder(leftOut == 0 ? "" : "⋯ " + Figures.count(leftOut) + " ");
            for (int level = leftOut + 1; level < depth; level++) {
                branch.append(continues.get(level) ? "│  " : "   ");
            }
            String ahead = branch + (depth == 0 ? "" : last ? "   " : "│  ");
            branch.append(depth == 0 ? "" : last ? "└─ " : "├─ ");
            while (continues.size() <= depth) {
                continues.add(false);
            }
            continues.set(depth, !last);
            rows.add(new Row(
                    tree.span(place),
                    branch.toString(),
                    ahead + (parent ? "│  " : "   "),
                    !isToldBeneath(tree, place)));
        }
        return rows;
    }

    /** How many levels above a step are not drawn. */
    private static int leftOut(int depth) {
        return depth == 0 ? 0 : (depth - 1) / LEVELS_ABREAST * LEVELS_ABREAST;
    }

    /** Whether a child failed with the same words: a failure is told where it starts. */
    private static boolean isToldBeneath(SpanTree tree, int place) {
        Span span = tree.span(place);
        for (int child = place + 1; child < tree.end(place); child = tree.end(child)) {
            if (tree.span(child).failed()
                    && Objects.equals(span.statusMessage(), tree.span(child).statusMessage())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLast(SpanTree tree, int place) {
        int next = tree.end(place);
        return next >= tree.size() || tree.parent(next) != tree.parent(place);
    }

    private void row(Row row, int column, int durations) {
        Span span = row.span();
        String label = row.label();
        String pad = " ".repeat(Math.max(0, column - row.width()));
        String duration = duration(span);
        String figures = Stream.of(
                        Figures.inAndOut(span.usage().input(), span.usage().output()),
                        Figures.cost(span.usage().cost()))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("  "));
        String line = terminal.styled(Style.FAINT, row.branch())
                + (span.kind().startsRun() ? terminal.styled(Style.STRONG, label) : label) + pad + "  "
                + " ".repeat(durations - Width.of(duration)) + duration + "  "
                + terminal.styled(style(span.status()), status(span)) + "  "
                + figures;
        terminal.out().line(line.stripTrailing());
    }

    private static String duration(Span span) {
        return Figures.duration(span.durationNanos());
    }

    /** Every status but unset has its word, at one width so that what follows lines up. */
    private static String status(Span span) {
        String word = span.status() == SpanStatus.UNSET ? "" : span.status().word();
        return word + " ".repeat("running".length() - word.length());
    }

    private static Style style(SpanStatus status) {
        return switch (status) {
            case OK -> Style.GOOD;
            case ERROR -> Style.BAD;
            case RUNNING -> Style.RUNNING;
            case UNSET -> Style.FAINT;
        };
    }
}
