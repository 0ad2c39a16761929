package dev.runtree.otlp.dialect;

import dev.runtree.model.Actor;
import dev.runtree.model.Message;
import dev.runtree.model.SpanKind;
import dev.runtree.model.Usage;
import dev.runtree.otlp.raw.RawSpan;
import dev.runtree.otlp.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The dialects that a span speaks, asked in order; the first that says something wins and the others' values stay visible
 * as attributes. First what Runtree says itself, then the vocabularies made for agents from the most to the least
 * specific, then what can be told without any.
 */
public final class Dialects {
    private static final List<Dialect> IN_ORDER = List.of(
            new RuntreeDialect(),
            new AgnoDialect(),
            new LangfuseDialect(),
            new CrewAiDialect(),
            new LlamaIndexDialect(),
            new HaystackDialect(),
            new OpenInferenceDialect(),
            new LangSmithDialect(),
            new LaminarDialect(),
            new MlflowDialect(),
            new GenkitDialect(),
            new MastraDialect(),
            new VercelDialect(),
            new LogfireDialect(),
            new LiteLlmDialect(),
            new TraceloopDialect(),
            new AdkDialect(),
            new AgentFrameworkDialect(),
            new OpenAiAgentsDialect(),
            new OpenLitDialect(),
            new SemanticKernelDialect(),
            new SpringAiDialect(),
            new StrandsDialect(),
            new GenAiDialect(),
            new PlainDialect());

    private final RawSpan span;
    private final List<Dialect> spoken;
    private @Nullable SpanKind kind;

    private Dialects(RawSpan span, List<Dialect> spoken) {
        this.span = span;
        this.spoken = spoken;
    }

    public static Dialects of(RawSpan span) {
        var spoken = new ArrayList<Dialect>(3);
        for (var dialect : IN_ORDER) {
            if (dialect.speaks(span)) {
                spoken.add(dialect);
            }
        }
        return new Dialects(span, spoken);
    }

    public RawSpan span() {
        return span;
    }

    /** Those that the span speaks, in the order in which they are asked. */
    public List<Dialect> spoken() {
        return List.copyOf(spoken);
    }

    /** The word of the leading dialect. Runtree's own spans are in the vocabulary that they carry beside its hints. */
    public String word() {
        var lead = spoken.getFirst();
        return lead instanceof RuntreeDialect && spoken.size() > 1 && !(spoken.get(1) instanceof PlainDialect)
                ? spoken.get(1).word()
                : lead.word();
    }

    public SpanKind kind() {
        var known = kind;
        if (known == null) {
            var said = first(dialect -> dialect.kind(span));
            known = said == null ? SpanKind.OTHER : said;
            kind = known;
        }
        return known;
    }

    public <T> @Nullable T first(Function<Dialect, @Nullable T> question) {
        for (var dialect : spoken) {
            var answer = question.apply(dialect);
            if (answer != null) {
                return answer;
            }
        }
        return null;
    }

    public <T> List<T> firstList(Function<Dialect, List<T>> question) {
        for (var dialect : spoken) {
            var answer = question.apply(dialect);
            if (!answer.isEmpty()) {
                return answer;
            }
        }
        return List.of();
    }

    public boolean any(Predicate<Dialect> question) {
        return spoken.stream().anyMatch(question);
    }

    public List<Message> asked() {
        return firstList(dialect -> dialect.asked(span));
    }

    public List<Message> answered() {
        return firstList(dialect -> dialect.answered(span));
    }

    /**
     * The tokens of the first dialect that counts any: two dialects may count differently, so they are not mixed. Only what it
     * leaves out, cached tokens say, is taken from another that agrees with it about the rest.
     */
    public Usage usage() {
        var usage = Usage.NONE;
        for (var dialect : spoken) {
            var next = dialect.usage(span);
            usage = usage.isNone() ? next : filledUp(usage, next);
        }
        return isPlaceholder(usage) ? Usage.NONE.withCost(usage.cost()) : usage;
    }

    /** Nothing read and nothing written: what Spring AI says of streamed calls whose tokens it does not know. */
    private static boolean isPlaceholder(Usage usage) {
        return usage.input() != null && usage.output() != null && usage.input() == 0 && usage.output() == 0;
    }

    private static Usage filledUp(Usage first, Usage next) {
        var cost = first.cost() != null ? first.cost() : next.cost();
        var hasTokens = first.input() != null || first.output() != null;
        if (hasTokens && !(agree(first.input(), next.input()) && agree(first.output(), next.output()))) {
            return new Usage(
                    first.input(), first.output(), first.cached(), first.cacheWrite(), first.reasoning(), cost);
        }
        return new Usage(
                or(first.input(), next.input()),
                or(first.output(), next.output()),
                or(first.cached(), next.cached()),
                or(first.cacheWrite(), next.cacheWrite()),
                or(first.reasoning(), next.reasoning()),
                cost);
    }

    private static boolean agree(@Nullable Long a, @Nullable Long b) {
        return a == null || b == null || a.equals(b);
    }

    private static @Nullable Long or(@Nullable Long first, @Nullable Long next) {
        return first != null ? first : next;
    }

    public Actor actor(SpanKind kind) {
        var all = new ArrayList<Actor>(spoken.size());
        for (var dialect : spoken) {
            all.add(dialect.actor(span, kind));
        }
        return new Actor(
                firstOf(all, Actor::agentId),
                firstOf(all, Actor::teamId),
                firstOf(all, Actor::workflowId),
                People.user(span),
                People.session(span),
                firstOf(all, Actor::producerRunId));
    }

    private static @Nullable String firstOf(List<Actor> actors, Function<Actor, @Nullable String> part) {
        for (var actor : actors) {
            var value = part.apply(actor);
            if (value != null) {
                return Text.readable(value);
            }
        }
        return null;
    }
}
