package dev.runtree.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Actor;
import dev.runtree.model.ConversationId;
import dev.runtree.model.ConversationId.Kind;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Run;
import dev.runtree.model.Span;
import dev.runtree.model.SpanBuilder;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.model.Usage;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.query.RunFilter;
import dev.runtree.store.RunPage.Place;
import dev.runtree.testing.TestDatabase;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sessions and users: which are listed for a filter, what their turns are, what they add up to. */
class ConversationQueriesTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final long NOW = 1_795_168_800_000_000_000L;
    private static final long MINUTE = 60_000_000_000L;

    /** What the tests below add has other names. */
    private static final RunFilter DESK = RunFilter.parse("name:desk");

    private static ConversationQueries queries;
    private static int traces;

    /** Ana has a session of three turns and one of one, Ben one of a turn; two runs belong to none. */
    @BeforeAll
    static void write() {
        queries = new ConversationQueries(DB.database());
        turn("ana", "trip", "to Berlin", SpanStatus.OK);
        turn("ana", "trip", "no, to Bern", SpanStatus.ERROR);
        turn("ben", "visa", "a visa please", SpanStatus.OK);
        turn("ana", "seat", "the aisle", SpanStatus.OK);
        turn("ana", null, "alone", SpanStatus.OK);
        turn(null, null, "alone again", SpanStatus.OK);
        turn("ana", "trip", "book it", SpanStatus.OK);
    }

    /** A team with a member, who calls a model and a tool. */
    private static void turn(@Nullable String user, @Nullable String session, String asked, SpanStatus status) {
        var trace = ++traces;
        var actor = new Actor(null, null, null, user, session, null);
        write(List.of(
                recorded(span(trace, 1, 0, "desk", SpanKind.TEAM)
                        .actor(actor)
                        .input(asked)
                        .tags(List.of("t" + trace % 2))),
                recorded(span(trace, 2, 1, "flights", SpanKind.AGENT)),
                recorded(span(trace, 3, 2, "m-1", SpanKind.LLM)
                        .model("m-1", "openai")
                        .usage(new Usage(100L, 10L, 40L, null, null, new BigDecimal("0.5")))),
                recorded(span(trace, 4, 2, "search", SpanKind.TOOL)
                        .toolName("search")
                        .status(status, status == SpanStatus.ERROR ? "refused" : null))));
    }

    private static SpanBuilder span(int trace, int number, int parent, String name, SpanKind kind) {
        var start = NOW + trace * MINUTE + number * 1_000_000L;
        return Span.builder(id(trace, number), name, kind)
                .parent(parent == 0 ? null : id(trace, parent).spanId())
                .status(SpanStatus.OK, null)
                .time(start, start + 1_000_000_000L);
    }

    private static RecordedSpan recorded(SpanBuilder span) {
        return new RecordedSpan(span.build(), Payload.EMPTY);
    }

    private static SpanId id(int trace, int number) {
        return new SpanId("%032x".formatted(trace), "%016x".formatted(number));
    }

    private static void write(List<RecordedSpan> spans) {
        try (var writer = new SpanWriter(DB.database(), new SpanLogs(Prices.none()))) {
            writer.write(spans);
        }
    }

    private static List<String> listed(Kind kind, String filter, int limit) {
        var seen = new HashSet<String>();
        var listed = new ArrayList<String>();
        Place place = null;
        do {
            var page = queries.page(kind, RunFilter.parse(filter), place, Set.copyOf(seen), limit)
                    .fetch();
            page.found().forEach(each -> {
                assertThat(seen.add(each.id().id())).isTrue();
                listed.add(each.id().id());
            });
            place = page.next();
        } while (place != null);
        return listed;
    }

    @Test
    void aSessionIsListedWhenOneOfItsRunsMatchesNewestFirst() {
        assertThat(listed(Kind.SESSION, "name:desk", 2)).containsExactly("trip", "seat", "visa");
        assertThat(listed(Kind.SESSION, "user:ana", 1)).containsExactly("trip", "seat");
        assertThat(listed(Kind.SESSION, "agent:flights", 10)).containsExactly("trip", "seat", "visa");
        assertThat(listed(Kind.SESSION, "Bern", 10)).containsExactly("trip");
        assertThat(listed(Kind.SESSION, "refused", 10)).containsExactly("trip");
        assertThat(listed(Kind.SESSION, "user:nobody", 10)).isEmpty();
        assertThat(listed(Kind.USER, "name:desk", 1)).containsExactly("ana", "ben");
    }

    @Test
    void saysOfEachWhatItHasWhateverTheFilterFinds() {
        var trip = queries.page(Kind.SESSION, RunFilter.parse("Bern"), null, Set.of(), 10)
                .fetch()
                .found()
                .getFirst();

        assertThat(trip.turns()).isEqualTo(3);
        assertThat(trip.errors()).isEqualTo(1);
        assertThat(trip.input()).isEqualTo("to Berlin");
        assertThat(trip.user()).isEqualTo("ana");
        assertThat(trip.matchNanos()).isEqualTo(NOW + 2 * MINUTE + 1_000_000L);
        assertThat(trip.lastNanos()).isEqualTo(NOW + 7 * MINUTE + 1_000_000L);

        var ana =
                queries.page(Kind.USER, DESK, null, Set.of(), 1).fetch().found().getFirst();
        assertThat(ana.turns()).isEqualTo(5);
        assertThat(ana.sessions()).isEqualTo(2);
        assertThat(ana.input()).isEqualTo("book it");
    }

    @Test
    void countsThemAndTheRunsThatBelongToNone() {
        assertThat(queries.count(Kind.SESSION, RunFilter.parse("refused"), 100).fetch())
                .isEqualTo(new RunCount(1, false));
        assertThat(queries.count(Kind.SESSION, DESK, 100).fetch()).isEqualTo(new RunCount(3, false));
        assertThat(queries.count(Kind.SESSION, DESK, 2).fetch()).isEqualTo(new RunCount(2, true));
        assertThat(queries.outside(Kind.SESSION, DESK, 100).fetch()).isEqualTo(new RunCount(2, false));
        assertThat(queries.outside(Kind.USER, RunFilter.parse("type:team"), 100).fetch())
                .isEqualTo(new RunCount(1, false));
    }

    @Test
    void membersRunsAreNoTurns() {
        var first = queries.turns(ConversationId.session("trip"), null, 2).fetch();
        var rest = queries.turns(ConversationId.session("trip"), Place.of(first.getLast()), 2)
                .fetch();

        assertThat(first).extracting(Run::input).containsExactly("to Berlin", "no, to Bern");
        assertThat(rest).extracting(Run::input).containsExactly("book it");
        assertThat(queries.turns(ConversationId.user("ana"), null, 10).fetch()).hasSize(5);
    }

    @Test
    void addsUpEachCallOnce() {
        var trip = queries.totals(ConversationId.session("trip")).fetch();

        assertThat(trip.turns()).isEqualTo(3);
        assertThat(trip.runs()).isEqualTo(6);
        assertThat(trip.usage().total()).isEqualTo(330);
        assertThat(trip.usage().cached()).isEqualTo(120);
        assertThat(trip.usage().cost()).isEqualByComparingTo("1.5");
        assertThat(trip.errors()).isEqualTo(1);
        assertThat(trip.workNanos()).isEqualTo(3_000_000_000L);
        assertThat(trip.models()).singleElement().satisfies(model -> {
            assertThat(model.model()).isEqualTo("m-1");
            assertThat(model.calls()).isEqualTo(3);
            assertThat(model.tokens()).isEqualTo(330);
            assertThat(model.cost()).isEqualByComparingTo("1.5");
        });
        assertThat(trip.tools()).containsExactly(new ConversationTotals.ToolShare("search", 3, 1));
        assertThat(trip.tags()).containsExactly("t1", "t0");
        assertThat(queries.totals(ConversationId.user("ana")).fetch().sessions())
                .isEqualTo(2);
    }

    @Test
    void ofVeryManyRunsTheNewestAreAddedUp() {
        var all = queries.totals(ConversationId.session("trip")).fetch();
        var newest = queries.totals(ConversationId.session("trip"), 2).fetch();
        var exactly = queries.totals(ConversationId.session("trip"), 6).fetch();

        assertThat(all.more()).isFalse();
        assertThat(newest.runs()).isEqualTo(2);
        assertThat(newest.more()).isTrue();
        assertThat(newest.lastNanos()).isEqualTo(all.lastNanos());
        assertThat(newest.firstNanos()).isGreaterThan(all.firstNanos());
        assertThat(newest.tools())
                .singleElement()
                .satisfies(tool -> assertThat(tool.calls()).isLessThan(3));
        assertThat(exactly).isEqualTo(all);
    }

    @Test
    void turnsHaveTheTagsThatReadersGaveThem() {
        var turn =
                queries.turns(ConversationId.session("trip"), null, 1).fetch().getFirst();
        var annotations = new Annotations(DB.database());
        var subject = List.of(new dev.runtree.model.Annotation.Subject(turn.id(), turn.id()));
        annotations.tag(subject, "mine");
        try {
            assertThat(queries.turns(ConversationId.session("trip"), null, 1)
                            .fetch()
                            .getFirst()
                            .tags())
                    .containsAll(turn.tags())
                    .endsWith("mine");
        } finally {
            annotations.untag(subject, "mine");
        }
    }

    @Test
    void ofATraceThatSessionsShareEachHasItsPart() {
        var trace = ++traces;
        var one = new Actor(null, null, null, null, "one", null);
        var other = new Actor(null, null, null, null, "other", null);
        write(List.of(
                recorded(span(trace, 1, 0, "a", SpanKind.AGENT).actor(one)),
                recorded(span(trace, 2, 1, "search", SpanKind.TOOL).toolName("search")),
                recorded(span(trace, 3, 0, "b", SpanKind.AGENT).actor(other)),
                recorded(span(trace, 4, 3, "book", SpanKind.TOOL).toolName("book"))));

        assertThat(queries.totals(ConversationId.session("one")).fetch().tools())
                .containsExactly(new ConversationTotals.ToolShare("search", 1, 0));
        assertThat(queries.totals(ConversationId.session("other")).fetch().tools())
                .containsExactly(new ConversationTotals.ToolShare("book", 1, 0));
    }

    @Test
    void aMemberWithASessionOfItsOwnIsATurnThere() {
        var trace = ++traces;
        write(List.of(
                recorded(span(trace, 1, 0, "a", SpanKind.TEAM)
                        .actor(new Actor(null, null, null, "cleo", "outer", null))),
                recorded(span(trace, 2, 1, "b", SpanKind.AGENT)
                        .actor(new Actor(null, null, null, "cleo", "inner", null)))));

        assertThat(queries.turns(ConversationId.session("outer"), null, 9).fetch())
                .extracting(Run::name)
                .containsExactly("a");
        assertThat(queries.turns(ConversationId.session("inner"), null, 9).fetch())
                .extracting(Run::name)
                .containsExactly("b");
        assertThat(queries.turns(ConversationId.user("cleo"), null, 9).fetch())
                .extracting(Run::name)
                .containsExactly("a");
    }
}
