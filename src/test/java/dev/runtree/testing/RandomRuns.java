package dev.runtree.testing;

import dev.runtree.model.CostSource;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.model.Usage;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Traces made at random from a seed, of spans as they are stored: steps that overlap and outlive each other, parents that
 * are missing, usage told twice, costs of both origins, steps that still run.
 */
public final class RandomRuns {
    private static final String TRACE = "%032x".formatted(0xabcdef);
    private static final CostSource LIST = new CostSource.Prices(LocalDate.of(2026, 6, 1));

    private final Random random;
    private final SpanKind[] kinds;

    public RandomRuns(long seed) {
        this(seed, SpanKind.values());
    }

    /** @param kinds of the steps */
    public RandomRuns(long seed, SpanKind... kinds) {
        this.random = new Random(seed);
        this.kinds = kinds;
    }

    /** @param many how many spans at most */
    public List<Span> next(int many) {
        var size = 1 + random.nextInt(many);
        var spans = new ArrayList<Span>();
        for (var i = 1; i <= size; i++) {
            spans.add(span(i));
        }
        return spans;
    }

    private Span span(int number) {
        var start = 1_000L + random.nextInt(200);
        var end = random.nextInt(12) == 0 ? null : Long.valueOf(start + random.nextInt(1 + random.nextInt(150)));
        var kind = kinds[random.nextInt(kinds.length)];
        var span = Span.builder(id(number), name(), kind)
                .parent(parent(number))
                .time(start, end)
                .status(status(), null)
                .toolName(kind == SpanKind.TOOL && random.nextBoolean() ? name() : null)
                .model(random.nextBoolean() ? "model-" + random.nextInt(3) : null, null);
        if (random.nextBoolean()) {
            var cost = random.nextInt(3) == 0 ? null : BigDecimal.valueOf(random.nextInt(100), 4);
            var source = cost == null || random.nextInt(3) == 0 ? null : LIST;
            span.usage(Usage.of(random.nextInt(50), random.nextInt(9)).withCost(cost), source);
        }
        return span.build();
    }

    private SpanStatus status() {
        return random.nextInt(4) == 0 ? SpanStatus.ERROR : SpanStatus.OK;
    }

    private String name() {
        return "n" + random.nextInt(4);
    }

    private @Nullable String parent(int number) {
        return switch (random.nextInt(9)) {
            case 0 -> null;
            case 1 -> id(999_999).spanId();
            default -> number == 1 ? null : id(1 + random.nextInt(number - 1)).spanId();
        };
    }

    private static SpanId id(int number) {
        return new SpanId(TRACE, "%016x".formatted(number));
    }
}
