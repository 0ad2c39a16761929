package dev.runtree.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.compare.steps.AlignedStep;
import dev.runtree.compare.steps.Alignment;
import dev.runtree.compare.steps.ComparedSteps;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Run;
import dev.runtree.model.Source;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.Trace;
import dev.runtree.model.Usage;
import dev.runtree.otlp.ContentReader;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.OtlpWriter;
import dev.runtree.pricing.Prices;
import dev.runtree.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs that real SDKs sent, replayed from their record: to the same words in every step, or with a line that says what is lacking. */
class ReplayedCapturesTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @RegisterExtension
    static final TestDatabase shared = new TestDatabase();

    private final List<String> lines = new ArrayList<>();

    @Test
    void thoseOfTheProjectAreReplayedOrSayWhatTheyLack() throws IOException {
        var runs = CapturedRuns.store(db.database(), Path.of("src", "test", "resources", "otlp"));
        assertThat(runs).hasSizeGreaterThan(25);
        replay(runs, new StoredReplays(db.database()));
        assertThat(lines).as("\n" + String.join("\n", lines)).hasSizeLessThan(5);
    }

    @Test
    void thoseOfTheWorkspaceAreReplayedOrSayWhatTheyLack() throws IOException {
        var runs = CapturedRuns.store(shared.database(), CapturedRuns.ofTheWorkspace());
        replay(runs, new StoredReplays(shared.database()));
        assertThat(lines).as("\n" + String.join("\n", lines)).hasSizeLessThan(runs.size() / 10);
    }

    private void replay(List<Run> runs, StoredReplays replays) throws IOException {
        for (var run : runs) {
            var grave = replays.recorded(run.id()).lacks().grave();
            if (grave.isNone()) {
                isEqual(run, replays.replay(run.id()), replays);
            } else {
                lines.addAll(grave.lines());
                assertThat(grave.lines()).allSatisfy(line -> assertThat(line).doesNotContain("\n"));
            }
        }
    }

    private static void isEqual(Run run, Replayed replayed, StoredReplays replays) throws IOException {
        var what = run.dialect() + " " + run.name() + " " + run.runId();
        var original = replays.trace(run.id());
        var replay = replays.trace(replayed.run());
        assertThat(replayed.notes()).as(what).isEmpty();
        assertThat(replay.run().output()).as(what).isEqualTo(run.output());
        assertThat(replay.run().input()).as(what).isEqualTo(run.input());
        assertThat(replay.run().status()).as(what).isEqualTo(run.status());
        assertThat(replay.run().type()).as(what).isEqualTo(run.type());
        assertThat(replay.run().name()).as(what).isEqualTo(run.name());
        assertThat(replay.run().replayOf()).as(what).isEqualTo(run.runId());
        assertThat(replay.run().source()).as(what).isEqualTo(Source.REPLAY);
        assertThat(replay.run().dialect()).as(what).isEqualTo(run.dialect());
        assertThat(replay.run().errorCount()).as(what).isEqualTo(run.errorCount());
        assertThat(replay.run().tree()).as(what).isEqualTo(Usage.NONE);
        assertThat(replay.runs()).as(what).hasSameSizeAs(original.runs());
        assertThat(replays.contents(replayed.run())).as(what).isEqualTo(replays.contents(run.id()));
        var before = replays.payloads(run.id());
        var after = replays.payloads(replayed.run());
        assertThat(after.stream().map(span -> span.span().plainName()).toList())
                .as(what)
                .isEqualTo(before.stream().map(span -> span.span().plainName()).toList());
        var alignment = Alignment.of(
                steps(new Trace(original.run(), original.runs(), spans(before)), before),
                steps(new Trace(replay.run(), replay.runs(), spans(after)), after),
                false);
        assertThat(alignment.steps().stream().filter(AlignedStep::differs))
                .as(what)
                .isEmpty();
        isReadTheSameAgain(what, after);
    }

    /** What is exported and imported is the replay that it was. */
    private static void isReadTheSameAgain(String what, List<RecordedSpan> replay) throws IOException {
        var body = new ByteArrayOutputStream();
        OtlpWriter.write(Encoding.PROTOBUF, replay, body);
        Map<SpanId, Span> read = new HashMap<>();
        new OtlpReader(Prices.none())
                .traces(Encoding.PROTOBUF, body.toByteArray(), Source.REPLAY)
                .spans()
                .forEach(span -> read.put(span.span().id(), span.span()));
        for (var stored : replay) {
            var span = stored.span();
            var again = read.get(span.id());
            assertThat(again).as(what).isNotNull();
            // Of a span of no vocabulary at all the marks of the replay are the only one.
            assertThat(again)
                    .as(what)
                    .usingRecursiveComparison()
                    .ignoringFields("input", "output", "otel".equals(span.dialect()) ? "dialect" : "input")
                    .isEqualTo(span);
        }
    }

    private static List<Span> spans(List<RecordedSpan> recorded) {
        return recorded.stream().map(RecordedSpan::span).toList();
    }

    private static ComparedSteps steps(Trace trace, List<RecordedSpan> recorded) {
        var steps = new ComparedSteps(trace, false, false);
        recorded.forEach(span -> steps.add(span.span(), ContentReader.read(span)));
        return steps;
    }
}
