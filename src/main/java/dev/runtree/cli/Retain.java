package dev.runtree.cli;

import dev.runtree.store.Retention;
import dev.runtree.store.RetentionPolicy;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "retain",
        description = {
            "Say or set how long traces are kept. Without an option it says what is set and what goes next.",
            "The window and \"runtree serve\" remove what is old every hour."
        })
final class Retain implements Runnable {
    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "keep the steps of traces for N days after their last write, or \"off\" (default: 90)")
    private @Nullable Limit days;

    @Option(
            names = "--max-size",
            paramLabel = "SIZE",
            description = "keep at most so much, such as 20GB: the oldest days go first; or \"off\"")
    private @Nullable Limit maxSize;

    @Option(
            names = "--runs-days",
            paramLabel = "N",
            description = "keep runs and their sums for N days, or \"off\": for ever")
    private @Nullable Limit runsDays;

    @Option(names = "--dry-run", description = "say what would go; change nothing")
    private boolean dryRun;

    @Option(names = "--now", description = "remove what is old now")
    private boolean now;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    Retain(Program program) {
        this.program = program;
    }

    @Override
    public void run() {
        if (dryRun && now) {
            throw new WrongUsage("--dry-run says what --now would do: give one of them");
        }
        try (var databases = common.openAll(program)) {
            var retention = new Retention(databases);
            var policy = policy(retention.policy());
            if (!dryRun) {
                retention.set(policy);
            }
            var plan = retention.plan(policy);
            var report = now ? retention.apply() : null;
            if (json) {
                new RetentionText(plan, report).print(new Json(program.out()));
            } else {
                new RetentionText(plan, report).print(program.out(), dryRun);
            }
        }
    }

    private RetentionPolicy policy(RetentionPolicy set) {
        try {
            return new RetentionPolicy(
                    days == null ? set.days() : days.asDays(),
                    maxSize == null ? set.bytes() : maxSize.asBytes(),
                    runsDays == null ? set.runsDays() : runsDays.asDays());
        } catch (IllegalArgumentException e) {
            throw new WrongUsage(String.valueOf(e.getMessage()));
        }
    }
}
