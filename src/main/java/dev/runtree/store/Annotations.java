package dev.runtree.store;

import dev.runtree.model.Annotation;
import dev.runtree.model.Annotation.Note;
import dev.runtree.model.Annotation.Score;
import dev.runtree.model.Annotation.Subject;
import dev.runtree.model.SpanId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What people say of runs and steps: stars, tags, notes and scores. What is said of a run that is not there any more is not
 * kept; a note or a score that somebody else has changed meanwhile is not overwritten, unless that was seen.
 */
public final class Annotations {
    /** What of it lies in the database; every row names its trace, its span and its run. */
    static final List<String> TABLES = List.of("runtree_stars", "runtree_tags", "runtree_notes", "runtree_scores");

    /** Longer is not a tag, nor the name or the label of a score. */
    public static final int LONGEST_WORD = 200;

    /** Characters of a note or a comment. */
    public static final int LONGEST_TEXT = 100_000;

    private final Database database;
    private final Transactions transactions;
    private final @Nullable String author;

    /** For the account that this program runs under. */
    public Annotations(Database database) {
        this(database, System.getProperty("user.name"));
    }

    Annotations(Database database, @Nullable String author) {
        this.database = database;
        this.transactions = new Transactions(database.dataSource());
        this.author = author == null || author.isBlank() ? null : SpanCleaner.key(author.strip());
    }

    /** What became of a note or a score that was to be kept. */
    public sealed interface Outcome {
        /** It is kept; with all that is said now. */
        record Kept(Annotation now) implements Outcome {}

        /** Somebody else changed it meanwhile, and it is as they left it. */
        record Overtaken(Annotation now) implements Outcome {}

        /** The run is not there any more. */
        record Gone() implements Outcome {}
    }

    /** All that is said in a trace, by span. */
    public Query<Map<SpanId, Annotation>> of(String traceId) {
        return new ReadQuery<>(database, reading -> AnnotationRows.ofTrace(reading, traceId));
    }

    /**
     * What is said of one run or step.
     *
     * @param within a run in whose tree it was seen: taken for the step's own where the steps are gone
     */
    public Query<Annotation> about(SpanId span, SpanId within) {
        return new ReadQuery<>(database, reading -> {
            var said = AnnotationRows.ofTrace(reading, span.traceId()).get(span);
            return said != null ? said : Annotation.none(AnnotationRows.subject(reading, span, within));
        });
    }

    /** What is said in some runs, each with its steps; runs of which nothing is said are left out. */
    public Query<Map<SpanId, RunMarks>> marks(Collection<SpanId> runs) {
        return new ReadQuery<>(database, reading -> AnnotationRows.marks(reading, runs));
    }

    /** Tags that readers gave and that begin like this, in order: to complete one. */
    public Query<List<String>> tags(String beginning, int limit) {
        return words("runtree_tags", "tag", beginning, limit);
    }

    /** The names of scores that begin like this, in order: to complete one. */
    public Query<List<String>> scoreNames(String beginning, int limit) {
        return words("runtree_scores", "name", beginning, limit);
    }

    /** From one to the next by the index, however often each was given. */
    private Query<List<String>> words(String table, String column, String beginning, int limit) {
        var begin = SpanCleaner.text(beginning);
        return new ReadQuery<>(
                database,
                reading -> reading.list(
                        Sql.of(
                                "WITH RECURSIVE words (word) AS (SELECT min(" + column + ") FROM " + table + " WHERE "
                                        + column + " >= ?::text UNION ALL SELECT (SELECT min(" + column + ") FROM "
                                        + table + " WHERE " + column + " > words.word) FROM words"
                                        + " WHERE starts_with(words.word, ?::text)) SELECT word FROM words"
                                        + " WHERE starts_with(word, ?::text) LIMIT ?",
                                begin,
                                begin,
                                begin,
                                limit),
                        row -> row.getString(1)));
    }

    /**
     * Stars runs and steps, or takes their stars away.
     *
     * @return how many of them were otherwise before
     * @throws StoreException when it cannot be stored
     */
    public int star(Collection<Subject> subjects, boolean starred) {
        return changeAll(
                subjects,
                (rows, there) ->
                        starred ? rows.add("runtree_stars", there, null) : rows.remove("runtree_stars", there));
    }

    /**
     * Gives runs and steps a tag.
     *
     * @return how many of them did not have it
     * @throws IllegalArgumentException when it is blank or longer than {@link #LONGEST_WORD}
     * @throws StoreException when it cannot be stored
     */
    public int tag(Collection<Subject> subjects, String tag) {
        var word = word(tag);
        return changeAll(subjects, (rows, there) -> rows.add("runtree_tags", there, word));
    }

    /**
     * Takes a tag away that a reader gave; what a producer sent stays.
     *
     * @return how many of them had it
     * @throws StoreException when it cannot be stored
     */
    public int untag(Collection<Subject> subjects, String tag) {
        return changeAll(subjects, (rows, there) -> rows.untag(there, SpanCleaner.text(tag.strip())));
    }

    /**
     * Writes the note, or with a blank text takes it away.
     *
     * @param seen the note that the writer knows of; {@code null} when there was none
     * @throws IllegalArgumentException when it is longer than {@link #LONGEST_TEXT}
     * @throws StoreException when it cannot be stored
     */
    public Outcome note(Subject subject, String text, @Nullable Note seen) {
        var note = text(text);
        return changeOne(subject, rows -> rows.note(subject, note, seen == null ? null : seen.at()));
    }

    /**
     * Writes a score.
     *
     * @param score its author and time do not matter
     * @param seen the score of that name that the writer knows of; {@code null} when there was none
     * @throws IllegalArgumentException when its name or label is blank or too long, or it has neither number nor label
     * @throws StoreException when it cannot be stored
     */
    public Outcome score(Subject subject, Score score, @Nullable Score seen) {
        if (score.value() == null && score.label() == null) {
            throw new IllegalArgumentException("a score needs a number or a label");
        }
        var label = score.label() == null ? null : word(score.label());
        var comment = score.comment() == null || score.comment().isBlank() ? null : text(score.comment());
        var clean = new Score(word(score.name()), score.value(), label, comment, author, score.at());
        return changeOne(subject, rows -> rows.score(subject, clean, seen == null ? null : seen.at()));
    }

    /**
     * Takes a score away.
     *
     * @param seen as the writer knows it
     * @throws StoreException when it cannot be stored
     */
    public Outcome unscore(Subject subject, Score seen) {
        return changeOne(subject, rows -> rows.unscore(subject, seen));
    }

    private interface ChangeOfAll {
        int make(AnnotationRows rows, List<Subject> there) throws SQLException;
    }

    private interface ChangeOfOne {
        /** Whether it was made. */
        boolean make(AnnotationRows rows) throws SQLException;
    }

    private int changeAll(Collection<Subject> subjects, ChangeOfAll change) {
        var changed = new int[1];
        transact(subjects, rows -> changed[0] = change.make(rows, rows.there(subjects)));
        return changed[0];
    }

    private Outcome changeOne(Subject subject, ChangeOfOne change) {
        var outcome = new Outcome[1];
        transact(List.of(subject), rows -> {
            if (rows.there(List.of(subject)).isEmpty()) {
                outcome[0] = new Outcome.Gone();
                return;
            }
            var made = change.make(rows);
            var now = Optional.ofNullable(rows.ofTrace(subject.span().traceId()).get(subject.span()))
                    .orElse(Annotation.none(subject));
            outcome[0] = made ? new Outcome.Kept(now) : new Outcome.Overtaken(now);
        });
        return outcome[0];
    }

    private interface Work {
        void run(AnnotationRows rows) throws SQLException;
    }

    /** Under the locks that deletion and writers take, so that nothing is said of what is just going. */
    private void transact(Collection<Subject> subjects, Work work) {
        try {
            transactions.run(connection -> {
                var traceIds = subjects.stream()
                        .map(each -> each.span().traceId())
                        .distinct()
                        .toList();
                var isCopied = TraceLocks.lock(connection, traceIds);
                work.run(new AnnotationRows(connection, author));
                if (isCopied) {
                    // A target may be one for traces that are tagged so, or have such a score.
                    SendNotes.add(connection, traceIds);
                }
            });
            tell();
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    /** Open windows look again; that they are not told changes nothing. */
    private void tell() throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("SELECT pg_notify('" + Notifications.CHANNEL + "', '')");
        }
    }

    private static String word(String text) {
        var word = SpanCleaner.text(text.strip().replaceAll("\\s+", " "));
        if (word.isEmpty() || word.length() > LONGEST_WORD) {
            throw new IllegalArgumentException("a tag, name or label has 1 to " + LONGEST_WORD + " characters");
        }
        return word;
    }

    private static String text(String text) {
        var clean = SpanCleaner.text(text.strip());
        if (clean.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException("a text has at most " + LONGEST_TEXT + " characters");
        }
        return clean;
    }
}
