package dev.runtree.cli;

import dev.runtree.cli.Table.Cell;
import dev.runtree.cli.Table.Column;
import dev.runtree.model.Figures;
import dev.runtree.model.watch.Change;
import dev.runtree.model.watch.QueueDepth;
import dev.runtree.model.watch.RunLatency;
import dev.runtree.model.watch.RunLatency.Spread;
import dev.runtree.model.watch.Signal;
import dev.runtree.model.watch.TokenSpend;
import dev.runtree.model.watch.ToolFailures;
import dev.runtree.model.watch.UserActivity;
import dev.runtree.model.watch.Watched;
import dev.runtree.store.Scope;
import dev.runtree.store.SignalFilter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is watched, for reading: a paragraph for each signal, with its course as a line of blocks where a terminal shows it. */
final class WatchText {
    private static final int MOST = 8;
    private static final int NAME = 32;
    private static final BigDecimal LEAST_COST = new BigDecimal("0.005");

    private final Terminal terminal;
    private final Scope scope;
    private final Instant now = Instant.now();
    private final ZoneId zone = ZoneId.systemDefault();

    WatchText(Terminal terminal, Scope scope) {
        this.terminal = terminal;
        this.scope = scope;
    }

    void print(Watched watched) {
        terminal.out()
                .line(Figures.time(scope.since(), now, zone) + " to " + Figures.time(scope.until(), now, zone)
                        + ", beside the " + length() + " before");
        latency(watched.latency());
        spend(watched.spend());
        tools(watched.tools());
        users(watched.users());
        approvals(watched.approvals());
    }

    private String length() {
        var length = Duration.between(scope.since(), scope.until());
        var days = length.toDays();
        return days >= 2 && length.equals(Duration.ofDays(days))
                ? Figures.counted(days, "day")
                : Figures.tick(length.truncatedTo(ChronoUnit.SECONDS).toNanos());
    }

    private void title(Signal signal, String title, String... figures) {
        terminal.out().line("");
        terminal.out().line(terminal.styled(Style.STRONG, title) + "  " + String.join(", ", figures));
        var passed = String.join(" and ", SignalFilter.passedOver(signal, scope));
        if (!passed.isEmpty()) {
            terminal.out().line(terminal.styled(Style.FAINT, "  of all, as it is not counted by " + passed));
        }
    }

    /** A figure, and in brackets how it changed. */
    private static String changed(String figure, String change) {
        return change.isEmpty() ? figure : figure + " (" + change + ")";
    }

    private void latency(RunLatency latency) {
        var spread = latency.now();
        var before = latency.before();
        title(
                Signal.LATENCY,
                "Run latency",
                changed(Figures.counted(spread.runs(), "run"), Change.of(spread.runs(), before.runs())),
                changed(Figures.count(spread.failed()) + " failed", Change.ofCounts(spread.failed(), before.failed())));
        if (spread.p50() == null) {
            return;
        }
        var table = new Table(terminal, withCourse(List.of(left(""), right("DURATION"), right("CHANGE"))));
        row(table, "p50", spread.p50(), before.p50(), course(latency, Spread::p50));
        row(table, "p90", spread.p90(), before.p90(), course(latency, Spread::p90));
        row(table, "p99", spread.p99(), before.p99(), course(latency, Spread::p99));
        table.print();
    }

    private void row(Table table, String name, @Nullable Long nanos, @Nullable Long before, String course) {
        table.row(cells(course, "  " + name, Figures.duration(nanos), Change.of(nanos, before)));
    }

    private static String course(RunLatency latency, Function<Spread, @Nullable Long> share) {
        return Sparkline.of(latency.stretches(), spread -> {
            var nanos = share.apply(spread);
            return nanos == null ? Sparkline.NONE : nanos;
        });
    }

    private void spend(TokenSpend spend) {
        title(
                Signal.SPEND,
                "Token spend",
                changed(
                        Figures.tokenTotal(spend.now().tokens().longValue()),
                        Change.of(spend.now().tokens(), spend.before().tokens())),
                changed(
                        cost(spend.now()),
                        // What is the least that was spent cannot be held against another sum.
                        spend.now().unpriced() == 0 && spend.before().unpriced() == 0
                                ? Change.of(spend.now().cost(), spend.before().cost())
                                : ""));
        if (spend.models().isEmpty()) {
            return;
        }
        var counted = spend.isOfRuns() ? "RUNS" : "CALLS";
        var table = new Table(
                terminal,
                withCourse(List.of(left("  MODEL"), right("TOKENS"), right("COST"), right(counted), right("CHANGE"))));
        for (var model : spend.models().subList(0, Math.min(MOST, spend.models().size()))) {
            table.row(cells(
                    Sparkline.of(model.stretches(), spent -> spent.tokens().doubleValue()),
                    "  " + named(model.model(), "(unknown)"),
                    Figures.tokens(model.now().tokens().longValue()),
                    cost(model.now()),
                    Figures.count(model.now().calls()),
                    Change.of(model.now().tokens(), model.before().tokens())));
        }
        table.print();
        more(spend.models().size(), "model");
    }

    /** The least that it was, where some prices are unknown. */
    private static String cost(TokenSpend.Spent spent) {
        if (spent.unpriced() == 0) {
            return Figures.costSum(spent.cost());
        }
        return spent.cost().compareTo(LEAST_COST) < 0 ? "cost unknown" : "≥" + Figures.costSum(spent.cost());
    }

    private void tools(ToolFailures tools) {
        title(
                Signal.TOOLS,
                "Tool failures",
                changed(
                        Figures.share(tools.now().rate()) + " of "
                                + Figures.counted(tools.now().ended(), "call"),
                        tools.before().ended() == 0
                                ? ""
                                : Change.ofShares(
                                        tools.now().rate(), tools.before().rate())),
                Figures.count(tools.now().failed()) + " failed");
        if (tools.tools().isEmpty()) {
            return;
        }
        var table = new Table(
                terminal, withCourse(List.of(left("  TOOL"), right("RATE"), right("FAILED"), right("CALLS"))));
        for (var tool : tools.tools().subList(0, Math.min(MOST, tools.tools().size()))) {
            table.row(cells(
                    Sparkline.of(tool.stretches(), calls -> calls.ended() == 0 ? Sparkline.NONE : calls.rate()),
                    "  " + named(tool.tool(), "(unnamed)"),
                    Figures.share(tool.now().rate()),
                    Figures.count(tool.now().failed()),
                    Figures.count(tool.now().ended())));
        }
        table.print();
        more(tools.tools().size(), "tool");
    }

    private void users(UserActivity users) {
        title(
                Signal.USERS,
                "User activity",
                changed(
                        Figures.counted(users.now().users(), "user"),
                        Change.ofCounts(users.now().users(), users.before().users())),
                changed(
                        Figures.counted(users.now().runs(), "run"),
                        Change.of(users.now().runs(), users.before().runs())));
        if (users.top().isEmpty()) {
            return;
        }
        var table = new Table(terminal, withCourse(List.of(left("  USER"), right("RUNS"))));
        for (var user : users.top()) {
            table.row(cells(
                    Sparkline.of(user.stretches(), Long::doubleValue),
                    "  " + named(user.user(), "(for nobody)"),
                    Figures.count(user.runs())));
        }
        table.print();
    }

    private void approvals(QueueDepth queue) {
        var decided = queue.now();
        var figures = new ArrayList<String>();
        figures.add(Figures.count(queue.waiting()) + " waiting");
        if (!queue.oldest().isEmpty()) {
            figures.add("the oldest for " + waited(queue.oldest().getFirst()));
        }
        figures.add("peak " + Figures.count(queue.peak()));
        if (decided.median() != null) {
            figures.add(changed(
                    "half decided within " + Figures.duration(decided.median()),
                    queue.before().median() == null
                            ? ""
                            : Figures.difference(
                                    decided.median() - queue.before().median())));
        }
        title(Signal.APPROVALS, "Approvals", figures.toArray(String[]::new));
        if (terminal.columns() != null && queue.peak() > 0) {
            terminal.out().line("  " + Sparkline.of(queue.depths(), QueueDepth.Depth::most));
        }
        if (queue.oldest().isEmpty()) {
            return;
        }
        var table = new Table(terminal, List.of(left("  TOOL"), left("ASKED BY"), left("USER"), right("WAITS")));
        for (var asked : queue.oldest()) {
            table.row(List.of(
                    new Cell("  " + named(asked.tool(), "")),
                    new Cell(named(asked.by(), "")),
                    new Cell(named(asked.user(), "")),
                    new Cell(waited(asked))));
        }
        table.print();
    }

    private String waited(QueueDepth.Asked asked) {
        return Figures.waiting(Math.max(0, Duration.between(asked.at(), now).toNanos()));
    }

    private void more(int count, String noun) {
        if (count > MOST) {
            terminal.out()
                    .line(terminal.styled(
                            Style.FAINT, "  " + Figures.counted(count - MOST, noun) + " more; --json has all"));
        }
    }

    private static String named(@Nullable String name, String otherwise) {
        return name == null || name.isEmpty() ? otherwise : name;
    }

    private List<Column> withCourse(List<Column> columns) {
        if (terminal.columns() == null) {
            return columns;
        }
        var all = new ArrayList<>(columns);
        all.add(left("OVER TIME"));
        return all;
    }

    private List<Cell> cells(String course, String... texts) {
        var cells = new ArrayList<>(Stream.of(texts).map(Cell::new).toList());
        if (terminal.columns() != null) {
            cells.add(new Cell(course, Style.RUNNING));
        }
        return cells;
    }

    private static Column left(String title) {
        return new Column(title, false, title.startsWith("  ") ? NAME : Integer.MAX_VALUE);
    }

    private static Column right(String title) {
        return new Column(title, true, NAME);
    }
}
