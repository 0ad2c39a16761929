package dev.runtree.cli;

import dev.runtree.query.Quantities;
import dev.runtree.store.Scope;
import dev.runtree.store.SignalFilter;
import dev.runtree.store.Signals;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "watch",
        description = "Say how long runs take, what models cost, which tools fail, who is active, what waits.",
        footer = {
            "",
            "Each figure stands beside that of the period before, which is as long. Whole values of",
            "user:, env:, name:, model: and tool: are answered from sums that are kept; any other",
            "filter from the rows of the runs that match, which takes longer:",
            "  runtree watch --since 24h",
            "  runtree watch --since 30d env:production --json",
            "  runtree watch tag:beta -status:cancelled",
        })
final class Watch implements Runnable {
    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "FILTER", arity = "0..*", description = "what is counted (default: all)")
    private String[] words = {};

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "from when on: how long ago, a date or a time (default: ${DEFAULT-VALUE})")
    private String since = "7d";

    @Option(names = "--until", paramLabel = "TIME", description = "until when (default: now)")
    private @Nullable String until;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    Watch(Program program) {
        this.program = program;
    }

    @Override
    public void run() {
        var scope = scope();
        try (var databases = common.openAll(program)) {
            var signals = new Signals(databases);
            var watched = signals.all(scope).fetch();
            if (json) {
                new WatchJson(new Json(program.out())).print(scope, FilterWords.join(words), watched);
            } else {
                new WatchText(program.terminal(), scope).print(watched);
            }
        }
    }

    private Scope scope() {
        var now = Instant.now();
        var from = time("--since", since, now, false);
        var to = until == null ? now : end(until, now);
        if (!from.isBefore(to)) {
            throw new WrongUsage("--since must be before --until");
        }
        try {
            return SignalFilter.scope(FilterWords.parse(words), from, to);
        } catch (SignalFilter.NotCounted e) {
            throw new WrongUsage(String.valueOf(e.getMessage()));
        }
    }

    /** The first moment after it: of a date, the next midnight. */
    private static Instant end(String text, Instant now) {
        var last = time("--until", text, now, true);
        return last.equals(time("--until", text, now, false)) ? last : last.plus(1, ChronoUnit.MICROS);
    }

    private static Instant time(String option, String text, Instant now, boolean end) {
        return Quantities.time(text, now, ZoneId.systemDefault(), end)
                .orElseThrow(() -> new WrongUsage(option
                        + " needs a time such as 24h, 7d, 2026-11-20 or 2026-11-20T14:00, not \"" + text + "\""));
    }
}
