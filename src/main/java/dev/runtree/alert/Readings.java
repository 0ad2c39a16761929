package dev.runtree.alert;

import dev.runtree.alert.Reading.Nothing;
import dev.runtree.alert.Reading.Unread;
import dev.runtree.alert.Reading.Value;
import dev.runtree.model.Figures;
import dev.runtree.model.watch.QueueDepth;
import dev.runtree.model.watch.RunLatency.Spread;
import dev.runtree.model.watch.TokenSpend.Spent;
import dev.runtree.model.watch.ToolFailures.Calls;
import dev.runtree.store.Databases;
import dev.runtree.store.Query;
import dev.runtree.store.Questions;
import dev.runtree.store.Signals;
import dev.runtree.store.StoreException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/** Asks a database for the figures of rules, one after the other. */
public final class Readings {
    private final Signals signals;
    private final Questions questions = new Questions();

    public Readings(Databases databases) {
        signals = new Signals(databases);
    }

    /**
     * What a rule finds now; a database that does not answer is a reading too.
     *
     * @throws java.util.concurrent.CancellationException once {@link #cancel} was called
     */
    public Reading of(AlertRule rule, Instant now) {
        try {
            return questions.ask(query(rule, now));
        } catch (StoreException e) {
            return new Unread(String.valueOf(e.getMessage()));
        }
    }

    /** Ends what is asked, and asks nothing more. */
    void cancel() {
        questions.end();
    }

    private Query<Reading> query(AlertRule rule, Instant now) {
        var scope = rule.scope(now);
        return switch (rule.figure().signal()) {
            case LATENCY -> signals.latency(scope).map(latency -> latency(rule, latency.now()));
            case SPEND -> signals.spend(scope).map(spend -> spend(rule, spend.now()));
            case TOOLS -> signals.tools(scope).map(tools -> tools(rule, tools.now()));
            case USERS ->
                signals.users(scope)
                        .map(users -> count(
                                rule.figure() == Figure.USERS
                                        ? users.now().users()
                                        : users.now().runs()));
            case APPROVALS -> signals.approvals(scope).map(queue -> queue(rule, queue, now));
        };
    }

    private static Reading latency(AlertRule rule, Spread runs) {
        if (runs.runs() < Math.max(1, rule.least())) {
            return tooFew(rule, runs.runs());
        }
        if (rule.figure() == Figure.FAILED_RUNS) {
            return new Value(BigDecimal.valueOf((double) runs.failed() / runs.runs()));
        }
        var nanos = rule.figure() == Figure.P50 ? runs.p50() : rule.figure() == Figure.P90 ? runs.p90() : runs.p99();
        return nanos == null
                ? new Nothing("no run has ended that started in the last " + Durations.write(rule.over()))
                : new Value(BigDecimal.valueOf(nanos));
    }

    /** What is the least that was spent is enough to be above a limit, and says nothing of being below one. */
    private static Reading spend(AlertRule rule, Spent spent) {
        if (rule.figure() == Figure.TOKENS) {
            return new Value(spent.tokens());
        }
        return spent.unpriced() > 0 && !rule.isAbove()
                ? new Nothing("the cost of " + Figures.counted(spent.unpriced(), "call") + " is not known")
                : new Value(spent.cost());
    }

    private static Reading tools(AlertRule rule, Calls calls) {
        return calls.ended() < Math.max(1, rule.least())
                ? tooFew(rule, calls.ended())
                : new Value(BigDecimal.valueOf(calls.rate()));
    }

    private static Reading queue(AlertRule rule, QueueDepth queue, Instant now) {
        if (rule.figure() == Figure.WAITING) {
            return count(queue.waiting());
        }
        var waits = queue.oldest().isEmpty()
                ? Duration.ZERO
                : Duration.between(queue.oldest().getFirst().at(), now);
        return count(Math.max(0, waits.toNanos()));
    }

    private static Reading count(long number) {
        return new Value(BigDecimal.valueOf(number));
    }

    private static Reading tooFew(AlertRule rule, long number) {
        var counted = rule.figure().counted();
        var over = " in the last " + Durations.write(rule.over());
        return new Nothing(
                number == 0
                        ? "no " + counted + over
                        : Figures.counted(number, counted.substring(0, counted.length() - 1)) + over + ", fewer than "
                                + Figures.count(rule.least()));
    }
}
