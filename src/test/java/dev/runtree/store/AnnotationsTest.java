package dev.runtree.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.runtree.model.Annotation;
import dev.runtree.model.Annotation.Score;
import dev.runtree.model.Annotation.Subject;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Run;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.query.RunFilter;
import dev.runtree.store.Annotations.Outcome;
import dev.runtree.testing.TestDatabase;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@SuppressWarnings("NullAway") // what is missing fails the test, as it should
class AnnotationsTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static int traces;

    private static SpanWriter writer;
    private static RunQueries queries;
    private static Annotations annotations;

    private final long start = Instant.now().minusSeconds(60).getEpochSecond() * 1_000_000_000L;
    private final String trace = "%032x".formatted(0xabc000 + ++traces);
    private final Subject run = new Subject(id(1), id(1));
    private final Subject member = new Subject(id(2), id(2));
    private final Subject step = new Subject(id(3), id(2));

    @BeforeAll
    static void open() {
        writer = new SpanWriter(DB.database(), new SpanLogs(Prices.none()));
        queries = new RunQueries(DB.database());
        annotations = new Annotations(DB.database(), "ana");
    }

    @AfterAll
    static void close() {
        writer.close();
    }

    @Test
    void whatIsSaidOfRunsAndStepsIsFoundAgain() {
        writer.write(team());

        annotations.star(List.of(run), true);
        annotations.tag(List.of(run, step), " wrong  month ");
        annotations.note(step, "The tool took *April*.\r\n\u0000So did I.", null);
        annotations.score(run, score("correctness", "0.25", "wrong", "two months off"), null);

        var said = annotations.of(trace).fetch();
        assertThat(said.keySet()).containsExactly(id(1), id(3));
        var ofRun = said.get(id(1));
        assertThat(ofRun.starred()).isTrue();
        assertThat(ofRun.tags()).containsExactly("wrong month");
        assertThat(ofRun.scores()).singleElement().satisfies(score -> {
            assertThat(score.value()).isEqualByComparingTo("0.25");
            assertThat(score.label()).isEqualTo("wrong");
            assertThat(score.comment()).isEqualTo("two months off");
            assertThat(score.author()).isEqualTo("ana");
        });
        var ofStep = said.get(id(3));
        assertThat(ofStep.subject()).isEqualTo(step);
        assertThat(ofStep.note().text()).startsWith("The tool took *April*.").endsWith("So did I.");
        assertThat(annotations.marks(List.of(id(1), id(2))).fetch())
                .containsEntry(id(1), new RunMarks(true, 0, 0, 1))
                .containsEntry(id(2), new RunMarks(false, 0, 1, 0));

        annotations.star(List.of(run), false);
        annotations.untag(List.of(run, step), "wrong month");
        annotations.note(step, "", ofStep.note());
        annotations.unscore(run, ofRun.scores().getFirst());
        assertThat(annotations.of(trace).fetch()).isEmpty();
    }

    @Test
    void theFilterFindsRunsByIt() {
        var spans = team();
        writer.write(spans);
        annotations.star(List.of(member), true);
        annotations.tag(List.of(step), "month-first");
        annotations.note(run, "Asked for April, got June", null);
        annotations.score(run, score("correctness", "-0.5", null, null), null);
        annotations.score(step, score("the verdict", null, "wrong=month", null), null);

        assertFound("star:yes", 2);
        assertFound("star:no", 1, 4);
        assertFound("star:no -note:april", 4);
        assertFound("tag:month-first", 2);
        assertFound("tag:month*", 2);
        assertFound("tag:sent", 1);
        assertFound("-tag:month-first -tag:sent", 4);
        assertFound("note:\"april, got\"", 1);
        assertFound("note:apr*june", 1);
        assertFound("note:july");
        assertFound("note:*", 1);
        assertFound("score:correctness", 1);
        assertFound("score:correctness<0", 1);
        assertFound("score:correctness=-1..-0.5", 1);
        assertFound("score:correctness>-0.5");
        assertFound("score:*", 1, 2);
        assertFound("score:\"the verdict\"=\"wrong=month\"", 2);
        assertFound("score:\"the verdict\"=wrong*", 2);
        assertFound("star:yes OR note:april", 1, 2);
        assertThat(queries.count(RunFilter.parse("star:yes id:" + trace), 10)
                        .fetch()
                        .text())
                .isEqualTo("1");
    }

    @Test
    void tagsOfReadersStandBehindThoseOfTheProducer() {
        writer.write(team());
        annotations.tag(List.of(run), "sent");
        annotations.tag(List.of(run), "b");
        annotations.tag(List.of(run), "a");

        assertThat(found("id:" + trace).getFirst().tags()).containsExactly("sent", "a", "b");
        assertThat(queries.run(id(1)).fetch().orElseThrow().run().tags()).containsExactly("sent", "a", "b");
        assertThat(annotations.tags("", 10).fetch()).contains("a", "b", "sent");
        assertThat(annotations.tags("se", 10).fetch()).containsExactly("sent");

        writer.write(team());
        assertThat(found("id:" + trace).getFirst().tags()).containsExactly("sent", "a", "b");
    }

    @Test
    void nobodyOverwritesWhatTheyHaveNotSeen() {
        writer.write(team());
        var first = kept(annotations.note(run, "first", null)).note();
        assertThat(annotations.note(run, "of another window", null))
                .isInstanceOfSatisfying(
                        Outcome.Overtaken.class,
                        overtaken -> assertThat(overtaken.now().note()).isEqualTo(first));
        var second = kept(annotations.note(run, "second", first)).note();
        assertThat(annotations.note(run, "", first)).isInstanceOf(Outcome.Overtaken.class);
        assertThat(annotations.of(trace).fetch().get(id(1)).note().text()).isEqualTo("second");
        kept(annotations.note(run, "", second));
        kept(annotations.note(run, "", second));

        var good = score("taste", "1", null, null);
        var seen = kept(annotations.score(run, good, null)).scores().getFirst();
        assertThat(annotations.score(run, score("taste", "0", null, null), null))
                .isInstanceOf(Outcome.Overtaken.class);
        kept(annotations.score(run, score("taste", null, "fine", null), seen));
        assertThat(annotations.unscore(run, seen)).isInstanceOf(Outcome.Overtaken.class);
    }

    @Test
    void manyWritersAtOnceLoseNothing() throws Exception {
        writer.write(team());
        try (var many = Executors.newFixedThreadPool(6)) {
            var work = new ArrayList<Callable<Boolean>>();
            for (var i = 0; i < 24; i++) {
                var number = i;
                work.add(() -> {
                    annotations.tag(List.of(run, step), "tag-" + number % 12);
                    return annotations.note(run, "note " + number, null) instanceof Outcome.Kept;
                });
            }
            var wrote = 0;
            for (Future<Boolean> done : many.invokeAll(work)) {
                wrote += done.get() ? 1 : 0;
            }
            assertThat(wrote).as("one wrote the note, and the others were told").isEqualTo(1);
        }
        assertThat(annotations.of(trace).fetch().get(id(3)).tags()).hasSize(12);
    }

    @Test
    void nothingIsSaidOfWhatIsGone() {
        writer.write(team());
        annotations.star(List.of(run, step), true);
        annotations.tag(List.of(member, step), "x");
        annotations.note(step, "here", null);
        annotations.score(member, score("s", "1", null, null), null);

        new Deletion(DB.database()).delete(new Deletion.Runs(List.of(id(2))));
        assertThat(annotations.of(trace).fetch().keySet()).containsExactly(id(1));
        assertThat(annotations.tag(List.of(member, run), "late")).isEqualTo(1);
        assertThat(annotations.note(step, "late", null)).isEqualTo(new Outcome.Gone());

        new Deletion(DB.database()).delete(new Deletion.Runs(List.of(id(1))));
        assertThat(annotations.of(trace).fetch()).isEmpty();
    }

    @Test
    void itFollowsStepsIntoTheRunThatALateParentMakes() {
        var tool = span(3, SpanKind.TOOL).parent(hex(2)).build();
        writer.write(List.of(new RecordedSpan(tool, Payload.EMPTY)));
        var call = found("id:" + trace).getFirst();
        annotations.tag(List.of(new Subject(id(3), call.id())), "early");
        annotations.note(Subject.of(call), "of the call", null);

        writer.write(team());
        assertThat(found("id:" + trace + " tag:early")).extracting(Run::id).containsExactly(id(2));
        assertThat(found("id:" + trace + " note:call")).extracting(Run::id).containsExactly(id(2));
    }

    @Test
    void wordsAndTextsHaveALength() {
        writer.write(team());
        assertThatIllegalArgumentException().isThrownBy(() -> annotations.tag(List.of(run), " "));
        assertThatIllegalArgumentException().isThrownBy(() -> annotations.tag(List.of(run), "x".repeat(201)));
        assertThatIllegalArgumentException().isThrownBy(() -> annotations.note(run, "x".repeat(100_001), null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> annotations.score(run, score("s", null, null, "why"), null));
        assertThat(annotations.of(trace).fetch()).isEmpty();
    }

    private static Annotation kept(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Kept.class);
        return ((Outcome.Kept) outcome).now();
    }

    private void assertFound(String filter, int... spans) {
        var wanted = new ArrayList<SpanId>();
        for (var span : spans) {
            wanted.add(id(span));
        }
        assertThat(found("id:" + trace + " (" + filter + ")"))
                .as(filter)
                .extracting(Run::id)
                .containsExactlyInAnyOrderElementsOf(wanted);
        var parsed = RunFilter.parse(filter);
        assertThat(RunFilter.parse(parsed.print())).as(parsed.print()).isEqualTo(parsed);
    }

    private static List<Run> found(String filter) {
        return queries.runs(RunFilter.parse(filter), null, 100).fetch().runs();
    }

    private static Score score(String name, @Nullable String value, @Nullable String label, @Nullable String comment) {
        return new Score(name, value == null ? null : new BigDecimal(value), label, comment, null, Instant.EPOCH);
    }

    /** A team, 1, with two members, 2 and 4, of which one calls the tool 3. */
    private List<RecordedSpan> team() {
        return List.of(
                recorded(span(1, SpanKind.TEAM).tags(List.of("sent")).build()),
                recorded(span(2, SpanKind.AGENT).parent(hex(1)).build()),
                recorded(span(3, SpanKind.TOOL).parent(hex(2)).build()),
                recorded(span(4, SpanKind.AGENT).parent(hex(1)).build()));
    }

    private static RecordedSpan recorded(Span span) {
        return new RecordedSpan(span, Payload.EMPTY);
    }

    private dev.runtree.model.SpanBuilder span(int number, SpanKind kind) {
        return Span.builder(id(number), "n" + number, kind).time(start + number, start + 1_000_000L * number);
    }

    private SpanId id(int number) {
        return new SpanId(trace, hex(number));
    }

    private static String hex(int number) {
        return "%016x".formatted(number);
    }
}
