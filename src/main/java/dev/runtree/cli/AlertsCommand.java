package dev.runtree.cli;

import dev.runtree.alert.Alarm;
import dev.runtree.alert.AlertEntry;
import dev.runtree.alert.AlertRule;
import dev.runtree.alert.AlertRules;
import dev.runtree.alert.AlertStates;
import dev.runtree.alert.Announcer;
import dev.runtree.alert.Reading;
import dev.runtree.alert.Readings;
import dev.runtree.model.Figures;
import dev.runtree.query.Quantities;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Rules on what is watched, and how it stands with them. Without a further word it lists them. */
@Command(
        name = "alerts",
        description = {
            "Alerts on what is watched: list them and how they stand, add, try, pause, silence, remove.",
            "Without a further word it lists them. The window and \"runtree serve\" watch them."
        })
final class AlertsCommand implements Runnable {
    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private Listing listing = new Listing();

    AlertsCommand(Program program) {
        this.program = program;
    }

    @Override
    public void run() {
        ls(common, listing);
    }

    @Command(name = "ls", description = "List the alerts of this home, and how they stand in this database.")
    void ls(@Mixin CommonOptions options, @Mixin Listing wanted) {
        if (rules().list().isEmpty()) {
            if (!wanted.asJson()) {
                program.out()
                        .line("There is no alert. Add one, such as: runtree alerts add slow p90 above 30s --over 1h");
            }
            return;
        }
        try (var database = options.openTraces(program)) {
            new AlertsText(program).print(AlertEntry.all(program.home(), database.identity()), wanted.asJson());
        }
    }

    @Command(
            name = "test",
            description = {
                "Look once at an alert: its value, and whether it holds now. Its state stays as it is.",
                "Ends with 1 when the database does not answer, or nobody can be told."
            })
    void test(
            @Mixin CommonOptions options,
            @Option(names = "--notify", description = "tell the desktop and run the command, with the state \"test\"")
                    boolean isTold,
            @Parameters(paramLabel = "NAME", description = "the alert") String name) {
        var rule = rules().named(name);
        var now = Instant.now();
        try (var databases = options.openAll(program)) {
            var reading = new Readings(databases).of(rule, now);
            program.out().line(verdict(rule, reading));
            if (isTold) {
                var value = reading instanceof Reading.Value(var found) ? found : null;
                tell(new Alarm(
                        rule, Alarm.Kind.TRIAL, now, value, databases.traces().describe()));
            }
        }
    }

    private static String verdict(AlertRule rule, Reading reading) {
        return switch (reading) {
            case Reading.Value(var value) ->
                rule.name() + ": " + rule.figure().unit().show(value) + ", "
                        + (rule.holds(reading) ? "" : "not ") + rule.bound() + ". "
                        + (rule.holds(reading)
                                ? "It holds: " + rule.sentence() + "."
                                : "It does not hold: " + rule.sentence() + ".");
            case Reading.Nothing(var why) -> rule.name() + ": no data, " + why + ". It does not hold.";
            case Reading.Unread(var why) ->
                throw new Failure("The alert " + rule.name() + " cannot be looked at: " + why);
        };
    }

    private void tell(Alarm alarm) {
        var rule = alarm.rule();
        if (!rule.notifies() && rule.command().isEmpty()) {
            throw new Failure("The alert " + rule.name() + " tells nobody: it has no notification and no command.");
        }
        try {
            var problem = new Announcer().tell(alarm);
            if (problem != null) {
                throw new Failure(problem);
            }
            program.out()
                    .line("Told" + (rule.notifies() ? " the desktop" : "")
                            + (rule.notifies() && !rule.command().isEmpty() ? " and" : "")
                            + (rule.command().isEmpty()
                                    ? ""
                                    : " the command " + rule.command().getFirst()) + ".");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Ended before the command did.", e);
        }
    }

    @Command(name = "pause", description = "Look at an alert no more for now.")
    void pause(@Mixin CommonOptions options, @Parameters(paramLabel = "NAME", description = "the alert") String name) {
        rules().pause(name);
        program.out().line("Paused " + name + ": nobody looks until \"runtree alerts resume " + name + "\".");
    }

    @Command(name = "resume", description = "Look at an alert again; it begins anew.")
    void resume(@Mixin CommonOptions options, @Parameters(paramLabel = "NAME", description = "the alert") String name) {
        rules().resume(name);
        program.out().line("Resumed " + name + ".");
    }

    @Command(
            name = "silence",
            description = {
                "Tell nobody of an alert for a while, in this database. It is looked at all the same,",
                "and told afterwards if it still fires and nobody has heard of it."
            })
    void silence(
            @Mixin CommonOptions options,
            @Parameters(index = "0", paramLabel = "NAME", description = "the alert") String name,
            @Parameters(
                            index = "1",
                            paramLabel = "TIME",
                            arity = "0..1",
                            description = "for how long, such as 8h; 0 takes it back (default: 1h)")
                    @Nullable String time) {
        var rule = rules().named(name);
        var span = span(time == null ? "1h" : time);
        var now = Instant.now();
        try (var database = options.openTraces(program)) {
            new AlertStates(program.home(), database.identity()).silence(rule, span.isZero() ? null : now.plus(span));
        }
        program.out()
                .line(
                        span.isZero()
                                ? "Of " + name + " you are told again."
                                : "Silenced " + name + " until "
                                        + Figures.time(now.plus(span), now, ZoneId.systemDefault()) + ".");
    }

    private static Duration span(String text) {
        return text.equals("0")
                ? Duration.ZERO
                : Quantities.duration(text)
                        .orElseThrow(
                                () -> new WrongUsage("For how long needs a time such as 1h, not \"" + text + "\""));
    }

    @Command(name = "remove", description = "Forget an alert.")
    void remove(@Mixin CommonOptions options, @Parameters(paramLabel = "NAME", description = "the alert") String name) {
        rules().remove(name);
        program.out().line("Removed " + name + ".");
    }

    private AlertRules rules() {
        return new AlertRules(program.home());
    }
}
