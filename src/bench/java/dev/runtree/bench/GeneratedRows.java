package dev.runtree.bench;

import dev.runtree.bench.load.AgentTraces;
import dev.runtree.bench.load.Batches;
import dev.runtree.bench.load.Cast;
import dev.runtree.bench.load.Flavour;
import dev.runtree.bench.load.Scenery;
import dev.runtree.bench.load.Seed;
import dev.runtree.bench.load.Times;
import dev.runtree.model.Source;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.store.Database;
import dev.runtree.store.GeneratedRollUps;
import dev.runtree.store.SpanWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Fills a database with agents' runs of a month, faster than any sender could: SQL makes the rows where they lie, day by day,
 * two days at a time. The days' partitions are made by the writer, by a first run in each.
 */
final class GeneratedRows {
    static final int DAYS = 30;
    private static final int AT_A_TIME = 2;

    private final Stand stand;
    private final Instant until;

    GeneratedRows(Stand stand) {
        this.stand = stand;
        this.until = Instant.now();
    }

    /** Part of a UTC day that is within the month. */
    private record Piece(int number, Instant from, Instant to) {
        double days() {
            return Duration.between(from, to).toNanos()
                    / (double) Duration.ofDays(1).toNanos();
        }
    }

    private interface Filling {
        void fill() throws SQLException;
    }

    /** Rows of so many spans, and their runs and traces; without roll-ups. */
    void fill(Report report, int spans) throws Exception {
        var begun = System.nanoTime();
        var pieces = pieces();
        makePartitions(pieces);
        var perDay = spans / (double) GeneratedSql.SPANS_OF_TRACE / DAYS;
        inParallel(pieces.stream()
                .<Filling>map(piece -> () -> fill(piece, (int) Math.round(piece.days() * perDay), false))
                .toList());
        execute(List.of(
                "VACUUM (ANALYZE) runtree_spans", "VACUUM (ANALYZE) runtree_runs", "VACUUM (ANALYZE) agno_traces"));
        report.line(
                "%,d spans and their runs over %d days made in %.0f s", spans, DAYS, (System.nanoTime() - begun) / 1e9);
    }

    /** The same in the default partitions, for no other traces are there then. */
    void fillWithoutWriter(int spans) throws SQLException {
        var perDay = spans / (double) GeneratedSql.SPANS_OF_TRACE / DAYS;
        for (var piece : pieces()) {
            fill(piece, (int) Math.round(piece.days() * perDay), false);
        }
    }

    /** Sums up what is there; the roll-ups are emptied before. */
    void rollUp(Report report) throws Exception {
        var begun = System.nanoTime();
        execute(List.of(GeneratedRollUps.clear()));
        inParallel(GeneratedRollUps.statements().stream()
                .<Filling>map(statement -> () -> execute(List.of(statement)))
                .toList());
        execute(List.of("ANALYZE"));
        report.line("roll-ups made in %.0f s", (System.nanoTime() - begun) / 1e9);
    }

    private List<Piece> pieces() {
        var first = until.minus(Duration.ofDays(DAYS));
        var pieces = new ArrayList<Piece>();
        for (var day = LocalDate.ofInstant(first, ZoneOffset.UTC); ; day = day.plusDays(1)) {
            var begin = day.atStartOfDay().toInstant(ZoneOffset.UTC);
            var end = day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
            var from = begin.isBefore(first) ? first : begin;
            var to = end.isAfter(until) ? until : end;
            if (!from.isBefore(to)) {
                return pieces;
            }
            pieces.add(new Piece(pieces.size(), from, to));
        }
    }

    private void makePartitions(List<Piece> pieces) {
        Database database = stand.database();
        var reader = new OtlpReader(Prices.none());
        try (var writer = new SpanWriter(database, new SpanLogs(Prices.none()))) {
            for (var piece : pieces) {
                var scenery = new Scenery(
                        new Seed(1_000 + piece.number()),
                        Cast.USUAL,
                        new Times(piece.to(), Duration.ZERO),
                        Flavour.GEN_AI);
                var body = new Batches(scenery, new AgentTraces(scenery, 1, 100), 1)
                        .batch(0)
                        .body();
                writer.write(reader.traces(Encoding.PROTOBUF, body, Source.OTLP).spans(), List.of());
            }
        }
    }

    /** Rows of so many whole spans on one UTC day. */
    void fillDay(Report report, int daysAgo, int spans) throws Exception {
        var begun = System.nanoTime();
        var day = LocalDate.ofInstant(until, ZoneOffset.UTC).minusDays(daysAgo).atStartOfDay();
        // The last run ends within the day too.
        var piece = new Piece(
                daysAgo,
                day.toInstant(ZoneOffset.UTC),
                day.plusDays(1).minusMinutes(2).toInstant(ZoneOffset.UTC));
        makePartitions(List.of(piece));
        fill(piece, spans / GeneratedSql.SPANS_OF_TRACE, true);
        report.line("a day of %,d spans made in %.0f s", spans, (System.nanoTime() - begun) / 1e9);
    }

    private void fill(Piece piece, int traces, boolean whole) throws SQLException {
        execute(List.of(
                "SELECT setseed(" + (piece.number() + 1) / 100.0 + ")",
                GeneratedSql.made(piece.number(), traces, piece.from(), piece.to()),
                GeneratedSql.TRACES,
                GeneratedSql.RUNS,
                GeneratedSql.spans(whole),
                "DROP TABLE made"));
    }

    private void execute(List<String> statements) throws SQLException {
        try (var connection = stand.connect();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static void inParallel(List<Filling> fillings) throws Exception {
        try (var threads = Executors.newFixedThreadPool(AT_A_TIME)) {
            var done = new ArrayList<Future<?>>();
            for (var filling : fillings) {
                done.add(threads.submit(() -> {
                    filling.fill();
                    return null;
                }));
            }
            for (var each : done) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "the rows could not be made: " + e.getCause().getMessage(), e.getCause());
        }
    }
}
