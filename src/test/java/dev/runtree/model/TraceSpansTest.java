package dev.runtree.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A trace that grows makes the same tree and the same runs as all its spans at once. */
class TraceSpansTest {
    private static final String TRACE = "%032x".formatted(7);

    @Test
    void aTreeThatGrewIsThatOfAllSpans() {
        for (var seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var growing = new TraceSpans();
            var latest = new HashMap<String, Span>();
            for (var batch = 0; batch < 6; batch++) {
                for (var i = random.nextInt(12); i >= 0; i--) {
                    var span = any(random);
                    growing.put(span);
                    latest.put(span.id().spanId(), span);
                }
                var all = new ArrayList<>(latest.values());
                Collections.shuffle(all, random);
                assertThat(described(growing.tree())).as("seed %d", seed).isEqualTo(described(SpanTree.of(all)));
                assertThat(TraceRuns.of(growing.tree()).runs())
                        .as("seed %d", seed)
                        .isEqualTo(TraceRuns.of(all).runs());
            }
        }
    }

    @Test
    void aTreeStaysAsItWasWhenMoreSpansCome() {
        var growing = new TraceSpans();
        growing.put(span(2, 1, 5));
        var before = growing.tree();
        growing.put(span(1, 0, 1));
        growing.put(span(3, 2, 9));
        assertThat(described(before)).containsExactly(id(2) + " beneath null");
        assertThat(before.place(id(1))).isEqualTo(-1);
        assertThat(before.place(id(3))).isEqualTo(-1);
        assertThat(before.missingParent(0)).isEqualTo(id(1));
        assertThat(described(growing.tree()))
                .containsExactly(id(1) + " beneath null", id(2) + " beneath " + id(1), id(3) + " beneath " + id(2));
    }

    @Test
    void slimSpansMakeTheSameRunsButForTexts() {
        for (var seed = 0; seed < 100; seed++) {
            var random = new Random(seed);
            var slim = new TraceSpans();
            var full = new TraceSpans();
            for (var i = 0; i < 40; i++) {
                var span = any(random);
                slim.put(span);
                full.put(span);
                if (i % 7 == 0) {
                    slim.slim(Set.of(span.id().spanId()));
                }
            }
            var derived = TraceRuns.of(slim.tree());
            var expected = TraceRuns.of(full.tree());
            for (var run = 0; run < expected.runs().size(); run++) {
                var whole = expected.runs().get(run).run();
                var slimmed = derived.runs().get(run).run();
                assertThat(slimmed.withTexts(whole.input(), whole.output())).isEqualTo(whole);
                assertThat(slimmed.input()).isIn(whole.input(), TraceSpans.LEFT_OUT);
                assertThat(derived.askedAt(run)).isEqualTo(expected.askedAt(run));
                assertThat(derived.answeredAt(run)).isEqualTo(expected.answeredAt(run));
            }
        }
    }

    private static List<String> described(SpanTree tree) {
        var lines = new ArrayList<String>();
        for (var place = 0; place < tree.size(); place++) {
            var parent = tree.parent(place);
            assertThat(tree.place(tree.span(place).id().spanId())).isEqualTo(place);
            assertThat(tree.depth(place)).isEqualTo(parent < 0 ? 0 : tree.depth(parent) + 1);
            lines.add(tree.span(place).id().spanId() + " beneath "
                    + (parent < 0 ? null : tree.span(parent).id().spanId()));
        }
        return lines;
    }

    private static Span any(Random random) {
        var kinds = SpanKind.values();
        var statuses = SpanStatus.values();
        var start = random.nextInt(20);
        return Span.builder(new SpanId(TRACE, id(1 + random.nextInt(40))), "s", kinds[random.nextInt(kinds.length)])
                .parent(random.nextInt(5) == 0 ? null : id(1 + random.nextInt(45)))
                .status(statuses[random.nextInt(statuses.length)], pick(random, "m"))
                .time(start, random.nextBoolean() ? null : Long.valueOf(start + random.nextInt(20)))
                .actor(new Actor(pick(random, "a"), null, null, pick(random, "u"), pick(random, "s"), null))
                .usage(random.nextBoolean() ? Usage.NONE : Usage.of(random.nextInt(5), random.nextInt(5)))
                .model(pick(random, "m"), null)
                .input(pick(random, "in"))
                .output(pick(random, "out"))
                .tags(List.of("t" + random.nextInt(4)))
                .dialect(pick(random, "d"))
                .build();
    }

    private static @Nullable String pick(Random random, String prefix) {
        return random.nextInt(3) == 0 ? null : prefix + random.nextInt(3);
    }

    private static Span span(int number, int parent, long start) {
        return Span.builder(new SpanId(TRACE, id(number)), "s", SpanKind.TOOL)
                .parent(parent == 0 ? null : id(parent))
                .time(start, start + 1)
                .build();
    }

    private static String id(int number) {
        return "%016x".formatted(number);
    }
}
