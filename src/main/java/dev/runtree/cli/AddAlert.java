package dev.runtree.cli;

import dev.runtree.alert.AlertRule;
import dev.runtree.alert.AlertRules;
import dev.runtree.alert.Durations;
import dev.runtree.alert.Figure;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "add",
        description = "Add an alert: a figure of what is watched, and a limit.",
        footer = {
            "",
            "What stands behind -- is a program and its arguments, run without a shell when the alert fires and",
            "when it is over. It reads the alert as JSON. Such as",
            "  runtree alerts add slow p90 above 30s --over 1h --for 10m --filter env:production",
            "  runtree alerts add spend cost above '$20' --over 1d --for 0 -- /usr/local/bin/page me",
            "  runtree alerts add flaky tool-failures above 5% --least 20",
            "  runtree alerts add quiet users below 1 --over 1h",
        })
final class AddAlert implements Runnable {
    private final Program program;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    @SuppressWarnings("UnusedVariable") // picocli itself acts on it
    private boolean help;

    @Parameters(index = "0", paramLabel = "NAME", description = "what you call it")
    private String name = "";

    @Parameters(
            index = "1",
            paramLabel = "FIGURE",
            description =
                    "p50, p90, p99, failed-runs, tokens, cost, tool-failures, users, runs, waiting (approvals), oldest")
    private String figure = "";

    @Parameters(index = "2", paramLabel = "above|below", description = "on which side of the limit it fires")
    private String side = "";

    @Parameters(index = "3", paramLabel = "LIMIT", description = "such as 30s, 5%%, $2.50, 10")
    private String limit = "";

    @Parameters(
            index = "4..*",
            paramLabel = "COMMAND",
            arity = "0..*",
            description = "behind --: a program and its arguments, to the letter")
    private List<String> command = List.of();

    @Option(
            names = "--over",
            paramLabel = "TIME",
            description = "the stretch of time that the figure is of, up to now (default: ${DEFAULT-VALUE})")
    private String over = "15m";

    @Option(
            names = "--for",
            paramLabel = "TIME",
            description = "how long it has to hold before it fires, and no more before it is over; 0 for at once"
                    + " (default: ${DEFAULT-VALUE})")
    private String lasting = "5m";

    @Option(
            names = "--filter",
            paramLabel = "FILTER",
            description = "of what is counted alone, as runtree watch takes it")
    private String filter = "";

    @Option(
            names = "--least",
            paramLabel = "NUMBER",
            description = "so many runs or calls have to be there (default: 5 for shares, else 1)")
    private @Nullable Long least;

    @Option(names = "--no-notify", description = "no notification on the desktop")
    private boolean isQuiet;

    AddAlert(Program program) {
        this.program = program;
    }

    @Override
    public void run() {
        var of = Figure.ofWord(figure);
        var rule = new AlertRule(
                name,
                of,
                isAbove(),
                AlertRule.limit(of, limit),
                Durations.read("--over", over),
                lasting.equals("0") ? Duration.ZERO : Durations.read("--for", lasting),
                filter.strip(),
                least == null ? of.usualLeast() : least,
                !isQuiet,
                command,
                false);
        new AlertRules(program.home()).add(rule);
        program.out().line("Added " + name + ": " + rule.sentence() + ". Try it: runtree alerts test " + quoted());
    }

    private String quoted() {
        return name.indexOf(' ') < 0 ? name : "\"" + name + "\"";
    }

    private boolean isAbove() {
        return switch (side.toLowerCase(Locale.ROOT)) {
            case "above" -> true;
            case "below" -> false;
            default -> throw new WrongUsage("Behind the figure comes above or below, not \"" + side + "\"");
        };
    }
}
