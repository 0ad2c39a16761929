package dev.runtree.ui.statistics;

import dev.runtree.model.GroupSum;
import dev.runtree.model.RunStatistics;
import dev.runtree.model.RunStatistics.Line;
import dev.runtree.model.StepGroup.By;
import dev.runtree.ui.Messages;
import dev.runtree.ui.OneLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row of the table. */
sealed interface Row {

    /** The title of a section. */
    record Section(By by) implements Row {
        String title() {
            return Messages.text(
                    switch (by) {
                        case TOOL -> "run.statistics.tools";
                        case MODEL -> "run.statistics.models";
                        case AGENT -> "run.statistics.agents";
                        case KIND -> "run.statistics.kinds";
                    });
        }
    }

    /** A term of the filter. */
    record Term(String key, String value) {}

    /**
     * A group, or with no group all steps.
     *
     * @param share its self time as a share of the section's largest
     * @param worst whether it is the tool whose calls failed most often
     */
    record Group(@Nullable Line line, GroupSum sum, double share, boolean worst) implements Row {
        boolean isOf(By by) {
            return line != null && line.group().by() == by;
        }

        String name() {
            if (line == null) {
                return Messages.text("run.statistics.all");
            }
            var group = line.group();
            return switch (group.by()) {
                case KIND -> Messages.text("run.kind." + group.kind().lowerCase());
                case TOOL -> named(group.name(), "run.statistics.unnamed");
                case MODEL -> named(group.name(), "run.statistics.no.model");
                case AGENT -> named(group.name(), "run.statistics.no.agent");
            };
        }

        /** What finds the runs that have such a step; empty for what has no name. */
        Optional<Term> term() {
            var group = line == null ? null : line.group();
            if (group == null || (group.by() != By.KIND && group.name() == null)) {
                return Optional.empty();
            }
            return Optional.of(
                    switch (group.by()) {
                        case TOOL -> new Term("tool", name());
                        case MODEL -> new Term("model", name());
                        case AGENT -> new Term("agent", name());
                        case KIND -> new Term("kind", group.kind().lowerCase());
                    });
        }

        private static String named(@Nullable String name, String otherwise) {
            return name == null ? Messages.text(otherwise) : OneLine.of(name);
        }

        /** What of its calls went wrong: of tools and models those that failed, else the failures that began there. */
        int errors() {
            return isOf(By.TOOL) || isOf(By.MODEL) ? sum.failed() : sum.errors();
        }
    }

    /** All rows, each section sorted by itself. */
    static List<Row> of(RunStatistics.Summary summary, Comparator<Group> order) {
        var rows = new ArrayList<Row>();
        rows.add(new Group(null, summary.total(), -1, false));
        for (var by : List.of(By.TOOL, By.MODEL, By.AGENT, By.KIND)) {
            var lines = summary.groups().getOrDefault(by, List.of());
            if (!lines.isEmpty()) {
                rows.add(new Section(by));
                groups(by, lines).stream().sorted(order).forEach(rows::add);
            }
        }
        return rows;
    }

    private static List<Group> groups(By by, List<Line> lines) {
        var most =
                lines.stream().mapToLong(line -> line.sum().selfNanos()).max().orElse(0);
        var worst = by == By.TOOL ? worst(lines) : null;
        return lines.stream()
                .map(line -> new Group(
                        line, line.sum(), most == 0 ? 0 : (double) line.sum().selfNanos() / most, line.equals(worst)))
                .toList();
    }

    private static @Nullable Line worst(List<Line> tools) {
        return tools.stream()
                .filter(line -> line.sum().failed() > 0)
                .max(Comparator.comparingInt((Line line) -> line.sum().failed())
                        .thenComparingDouble(line -> line.sum().failureRate()))
                .orElse(null);
    }
}
