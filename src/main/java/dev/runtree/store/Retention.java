package dev.runtree.store;

import dev.runtree.model.Figures;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a database in bounds: the steps of old days go by dropping their partitions, oldest first. Approvals and audit are
 * never touched; runs, traces and sums stay unless a time is set for them.
 */
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private final Database database;
    private final Databases databases;
    private final Clock clock;
    private final Transactions transactions;

    public Retention(Database database) {
        this(database, Clock.systemUTC());
    }

    /** @param databases that it is set is noted in the audit of the primary one */
    public Retention(Databases databases) {
        this(databases, Clock.systemUTC());
    }

    Retention(Database database, Clock clock) {
        this(Databases.of(database), clock);
    }

    private Retention(Databases databases, Clock clock) {
        this.databases = databases;
        this.database = databases.traces();
        this.clock = clock;
        this.transactions = new Transactions(database.dataSource());
    }

    /**
     * What is kept for how long.
     *
     * @throws StoreException when the database does not answer
     */
    public RetentionPolicy policy() {
        try (var connection = database.dataSource().getConnection()) {
            return RetentionPolicy.read(connection);
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    /**
     * Sets what is kept for how long, for every program that works on this database.
     *
     * @throws StoreException when it cannot be stored
     */
    public void set(RetentionPolicy policy) {
        try {
            transactions.run(connection -> {
                if (!policy.equals(RetentionPolicy.read(connection))) {
                    policy.write(connection);
                    note(connection, policy);
                }
            });
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    /** In the same transaction, or before its end in the primary database. */
    private void note(Connection connection, RetentionPolicy policy) throws SQLException {
        Transactions.Work work =
                primary -> AuditTrail.append(primary, clock.instant(), "retention.set", "retention", policy.json());
        if (databases.areTwo()) {
            databases.primary().transact(work);
        } else {
            work.run(connection);
        }
    }

    /** What would go now, if this were set. */
    public RetentionPlan plan(RetentionPolicy policy) {
        try (var connection = database.dataSource().getConnection()) {
            return plan(connection, policy);
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    RetentionPlan plan(Connection connection, RetentionPolicy policy) throws SQLException {
        var today = today();
        var days = new ArrayList<>(DaySize.all(connection));
        days.sort(Comparator.comparing((DaySize day) -> day.settled(today)).thenComparing(DaySize::day));
        var fixed = fixedBytes(connection);
        var size = fixed + days.stream().mapToLong(DaySize::bytes).sum();
        var going = new ArrayList<RetentionPlan.Day>();
        var left = size;
        for (var day : days) {
            if (isOver(day.settled(today), policy)) {
                going.add(new RetentionPlan.Day(day.day(), day.spans(), day.bytes(), false));
                left -= day.bytes();
            }
        }
        var limit = policy.bytes();
        if (limit == null || left <= limit) {
            return new RetentionPlan(policy, going, size, null);
        }
        if (fixed >= limit) {
            return new RetentionPlan(policy, going, size, outOfReach(fixed));
        }
        var gone = new HashSet<LocalDate>();
        going.forEach(day -> gone.add(day.day()));
        for (var day : days) {
            if (left > limit && !gone.contains(day.day()) && day.day().isBefore(today.minusDays(1))) {
                going.add(new RetentionPlan.Day(day.day(), day.spans(), day.bytes(), true));
                left -= day.bytes();
            }
        }
        return new RetentionPlan(
                policy, going, size, left > limit ? "Today and yesterday alone take more: they stay." : null);
    }

    private static String outOfReach(long fixed) {
        return "Steps that are kept or were imported from before, and log records, take " + Figures.bytes(fixed)
                + " by themselves: no day is removed for the size, since none would help.";
    }

    /** The default partitions and the log records, which no drop makes smaller. */
    private static long fixedBytes(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT pg_total_relation_size('runtree_spans_default')"
                        + " + pg_total_relation_size('runtree_contents_default')"
                        + " + pg_total_relation_size('runtree_log_records')")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Removes what is old now. */
    public RetentionReport apply() {
        try {
            return apply(() -> false);
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    /** @param ended asked between the pieces of the work */
    RetentionReport apply(BooleanSupplier ended) throws SQLException {
        RetentionPlan plan;
        try (var connection = database.dataSource().getConnection()) {
            plan = plan(connection, RetentionPolicy.read(connection));
        }
        var removed = new ArrayList<RetentionReport.Day>();
        var inUse = new ArrayList<LocalDate>();
        for (var day : plan.days()) {
            if (!ended.getAsBoolean()) {
                remove(day, plan.policy(), removed, inUse);
            }
        }
        if (plan.obstacle() != null) {
            LOG.warn("The size set for this database cannot be kept. {}", plan.obstacle());
        }
        return sweep(plan.policy(), removed, inUse, ended);
    }

    private void remove(
            RetentionPlan.Day day, RetentionPolicy policy, List<RetentionReport.Day> removed, List<LocalDate> inUse)
            throws SQLException {
        var before = day.forSize() || policy.days() == null ? LATEST : cutoff(policy);
        var begun = System.nanoTime();
        try {
            new DayRemoval(transactions, clock.instant())
                    .remove(day.day(), before)
                    .ifPresent(gone -> {
                        removed.add(gone);
                        LOG.info(
                                "Removed {} spans of {} in {} ms; {} are kept",
                                gone.spans(),
                                gone.day(),
                                (System.nanoTime() - begun) / 1_000_000,
                                gone.kept());
                    });
        } catch (SQLException e) {
            if (!DayRemoval.isInUse(e)) {
                throw e;
            }
            inUse.add(day.day());
            LOG.info("The steps of {} are in use and stay until the next time", day.day());
        }
    }

    /** What lies in no partition of its own, and what only its partition's going made old. */
    private RetentionReport sweep(
            RetentionPolicy policy, List<RetentionReport.Day> removed, List<LocalDate> inUse, BooleanSupplier ended)
            throws SQLException {
        var strays = 0L;
        var rows = new OldRows(database.dataSource(), clock.instant(), ended);
        for (var day : oldStrayDays(policy)) {
            // Whole days go: a trace with a step on a day that stays goes on.
            strays += rows.strays(day, cutoff(policy), cutoff(policy).truncatedTo(ChronoUnit.DAYS));
        }
        var alone = policy.days() == null ? EARLIEST : cutoff(policy);
        var floor = oldestDay().atStartOfDay(ZoneOffset.UTC).toInstant();
        var logs = rows.logs(floor.isAfter(alone) ? floor : alone, alone);
        rows.sent(removed.stream().map(RetentionReport.Day::day).toList(), alone);
        var runsDays = policy.runsDays();
        var traces = runsDays == null ? 0 : rows.runs(clock.instant().minus(Duration.ofDays(runsDays)));
        return new RetentionReport(removed, strays, logs, traces, inUse);
    }

    private List<LocalDate> oldStrayDays(RetentionPolicy policy) throws SQLException {
        if (policy.days() == null) {
            return List.of();
        }
        var today = today();
        try (var connection = database.dataSource().getConnection()) {
            var written = DaySize.lastWrites(connection);
            return OldRows.strayDays(connection).stream()
                    .filter(day -> isOver(DaySize.settled(day, written.get(day), today), policy))
                    .toList();
        }
    }

    private LocalDate oldestDay() throws SQLException {
        try (var connection = database.dataSource().getConnection()) {
            return DaySize.all(connection).stream()
                    .map(DaySize::day)
                    .findFirst()
                    .orElse(today());
        }
    }

    private boolean isOver(Instant settled, RetentionPolicy policy) {
        return policy.days() != null && !settled.isAfter(cutoff(policy));
    }

    private Instant cutoff(RetentionPolicy policy) {
        var days = policy.days();
        return days == null ? Instant.MIN : clock.instant().minus(Duration.ofDays(days));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
